"""Two secretaries at once, on a real PostgreSQL."""

from datetime import date, timedelta

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.people.actions import assign_oversight, end_appointment, end_delegation, grant_delegation, shut_out
from tasks_app.people.enums import DelegationKind, Role
from tasks_app.people.models import Appointment, Delegation, Oversight
from tests.at_once import at_once
from tests.factories import LocalityFactory, administrator, delegate, leader, member, secretary

AT = at_time(date(2024, 10, 15), 9)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def kinds(results):
    return sorted(type(result).__name__ for result in results)


@pytest.mark.parametrize("other_day", [date(2024, 10, 16), date(2024, 10, 20)], ids=["same", "overlapping"])
def test_two_grants_of_the_same_pair_at_once_are_one(other_day):
    principal, deputy = leader(), member()
    one, other = Actor(secretary()), Actor(secretary())

    def grant(by, first):
        return lambda: grant_delegation(
            principal=principal,
            deputy=deputy,
            kind=DelegationKind.ACTING_FOR,
            valid_from=first,
            valid_to=date(2024, 11, 1),
            basis="15/GUQ-BCĐ",
            by=by,
            at=AT,
        )

    results = at_once(grant(one, date(2024, 10, 16)), grant(other, other_day))

    assert kinds(results) == ["Delegation", "DelegationRefused"]
    assert Delegation.objects.count() == 1
    assert Entry.objects.filter(verb="delegation.granted").count() == 1


def test_a_delegation_ended_twice_at_once_is_ended_once():
    delegation = delegate(leader(), member())
    one, other = Actor(secretary()), Actor(secretary())

    results = at_once(
        lambda: end_delegation(delegation, by=one, at=AT), lambda: end_delegation(delegation, by=other, at=AT)
    )

    assert kinds(results) == ["Delegation", "DelegationRefused"]
    assert Entry.objects.filter(verb="delegation.ended").count() == 1


def test_an_organisation_given_to_two_members_at_once_is_given_to_one():
    vinh, members, by = LocalityFactory(), (member(), member()), Actor(secretary())

    def given_to(person):
        return lambda: assign_oversight(person, vinh, since=AT.date(), basis="3/QĐ-BCĐ", by=by, at=AT)

    results = at_once(*map(given_to, members))

    assert kinds(results) == ["AppointmentRefused", "Oversight"]
    assert Oversight.objects.count() == 1


def ends(person, by):
    its = person.appointments.get()
    return lambda: end_appointment(its, last_day=AT.date() - timedelta(days=1), by=Actor(by), at=AT)


def closes(person, by):
    return lambda: shut_out(person, reason="Nghỉ", by=Actor(by), at=AT)


@pytest.mark.parametrize("other_act", [ends, closes])
def test_of_two_administrators_who_end_each_other_at_once_one_stays(other_act):
    one, other = administrator(), administrator()

    results = at_once(ends(one, other), other_act(other, one))

    assert sum(type(result).__name__ == "AccountRefused" for result in results) == 1, results
    assert Appointment.objects.in_force(AT.date()).filter(role=Role.ADMINISTRATOR).count() == 1
