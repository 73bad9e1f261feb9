"""Members are replaced; work and oversight pass on."""

from datetime import date, timedelta

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.people.actions import AppointmentRefused, assign_oversight
from tasks_app.people.models import Oversight, Person
from tasks_app.people.queries import standing
from tasks_app.personnel import actions
from tasks_app.personnel.actions import ReplacementRefused, WorkIsLeft
from tasks_app.plan.enums import State
from tasks_app.plan.models import Assignment, Notification, Phase
from tests.at_once import at_once
from tests.factories import AssignmentFactory, LocalityFactory, PersonFactory, member, secretary

pytestmark = pytest.mark.django_db

TODAY = date(2024, 10, 15)
AT = at_time(TODAY, 9)
EVE = TODAY - timedelta(days=1)
ISSUED = at_time(date(2024, 9, 2), 8)


@pytest.fixture
def by():
    return Actor(secretary())


@pytest.fixture
def old():
    person = member(oversees=[LocalityFactory()])
    for state in (State.ASSIGNED, State.SUBMITTED, State.COMPLETED):
        AssignmentFactory(responsible=person, state=state, at=ISSUED)
    return person


def replaced(old, new, by, **given):
    return actions.replace_member(old, new, **{"ends_role": False, "document": "3/QĐ-BCĐ", "by": by, "at": AT} | given)


def test_open_work_and_oversight_pass_and_closed_work_stays(old, by):
    new = member()

    passed = replaced(old, new, by)

    assert (passed.assignments, passed.organisations) == (2, 1)
    of = {one.state: one.responsible for one in Assignment.objects.select_related("responsible")}
    assert of == {State.ASSIGNED: new, State.SUBMITTED: new, State.COMPLETED: old}
    assert Oversight.objects.in_force(TODAY).get().member == new


def test_boards_of_the_day_before_stay(old, by):
    before = list(Phase.objects.on(EVE).order_by("assignment").values_list("assignment", "responsible", "state"))

    replaced(old, member(), by)

    after = list(Phase.objects.on(EVE).order_by("assignment").values_list("assignment", "responsible", "state"))
    assert after == before
    assert Oversight.objects.in_force(EVE).get().member == old


def test_the_new_one_is_told_of_each_once(old, by):
    new = member()
    Notification.objects.all().delete()

    replaced(old, new, by)

    told = Notification.objects.filter(happening="handed_over")
    assert (told.count(), set(told.values_list("person", flat=True))) == (2, {new.pk})


def test_his_roles_end_where_that_is_asked(old, by):
    replaced(old, member(), by, ends_role=True)

    assert standing(old, on=TODAY).roles == frozenset()
    assert standing(old, on=EVE).roles == {"member"}


def test_it_is_recorded_on_both(old, by):
    new = member()

    replaced(old, new, by)

    entries = Entry.objects.filter(verb="person.replaced")
    assert set(entries.values_list("subject_id", flat=True)) == {old.pk, new.pk}
    assert entries.first().details["names"] == [old.full_name, new.full_name]


def test_a_repetition_passes_nothing(old, by):
    new = member()
    replaced(old, new, by)

    passed = replaced(old, new, by)

    assert (passed.assignments, passed.organisations) == (0, 0)


def test_only_a_member_follows_a_member(old, by):
    with pytest.raises(ReplacementRefused):
        replaced(old, PersonFactory(), by)
    with pytest.raises(ReplacementRefused):
        replaced(old, old, by)
    assert Assignment.objects.exclude(responsible=old).count() == 0


def test_an_account_is_closed_once_nothing_is_left(old, by):
    with pytest.raises(WorkIsLeft):
        actions.close_account(old, reason="Nghỉ hưu", by=by, at=AT)

    replaced(old, member(), by)
    actions.close_account(old, reason="Nghỉ hưu", by=by, at=AT)

    assert not Person.objects.get(pk=old.pk).is_active


def test_oversight_with_an_end_and_to_come_passes_too(old, by):
    new, later = member(), TODAY + timedelta(days=30)
    old.oversights.update(valid_to=later)
    to_come = Oversight.objects.create(member=old, organisation=LocalityFactory(), valid_from=later)
    with pytest.raises(WorkIsLeft):
        actions.close_account(old, reason="Nghỉ hưu", by=by, at=AT)

    passed = replaced(old, new, by)

    assert passed.organisations == 2
    assert set(Oversight.objects.in_force(later).values_list("member", "organisation", "valid_to")) == {
        (new.pk, old.oversights.exclude(organisation=to_come.organisation).get().organisation_id, later),
        (new.pk, to_come.organisation_id, None),
    }
    assert not Oversight.objects.in_force(later + timedelta(days=1)).exclude(member=new).exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_an_organisation_given_to_a_third_while_its_overseer_is_replaced_has_one():
    old, new, third = member(oversees=[LocalityFactory()]), member(), member()
    vinh, by = old.oversights.get().organisation, Actor(secretary())

    results = at_once(
        lambda: replaced(old, new, by),
        lambda: assign_oversight(third, vinh, since=TODAY, basis="4/QĐ-BCĐ", by=by, at=AT),
    )

    assert all(not isinstance(one, Exception) or isinstance(one, AppointmentRefused) for one in results), results
    assert Oversight.objects.in_force(TODAY).count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_replacements_at_once_pass_everything_once():
    old, first, second, by = member(oversees=[LocalityFactory()]), member(), member(), Actor(secretary())
    for _one in range(3):
        AssignmentFactory(responsible=old, at=ISSUED)

    results = at_once(lambda: replaced(old, first, by), lambda: replaced(old, second, by))

    assert sorted(one.assignments for one in results) == [0, 3]
    assert Oversight.objects.filter(valid_to__isnull=True).count() == 1
    assert Assignment.objects.filter(responsibles__valid_to__isnull=True).count() == 3
