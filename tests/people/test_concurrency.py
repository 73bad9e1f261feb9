"""Two secretaries at once, on a real PostgreSQL."""

from datetime import date

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.people.actions import end_delegation, grant_delegation
from tasks_app.people.enums import DelegationKind
from tasks_app.people.models import Delegation
from tests.at_once import at_once
from tests.factories import delegate, leader, member, secretary

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
