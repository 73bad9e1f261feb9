"""Key units hold from day to day: a page of a past day marks those of that day."""

from datetime import date
from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.plan.actions import (
    ChangedLater,
    KeyUnitsAreKept,
    KeyUnitsConflict,
    NotInBeing,
    copy_key_units,
    set_key_units,
)
from tasks_app.plan.models import KeyUnit
from tasks_app.plan.queries import group_choices, key_unit_days, key_units_of, organisations_in
from tests.factories import OrganisationFactory, PlanFactory, key_unit, secretary

pytestmark = pytest.mark.django_db
FIRST, DAY, EVE = date(2024, 2, 19), date(2024, 9, 1), date(2024, 8, 31)
AT = at_time(DAY, 9)


@pytest.fixture
def plan():
    return PlanFactory(starts_on=FIRST)


@pytest.fixture
def units():
    return OrganisationFactory.create_batch(3)


def put(plan, units, *, since=DAY, seen=None, basis="12-TB/BCĐ"):
    return set_key_units(plan, units, since=since, basis=basis, seen=seen, by=Actor(secretary()), at=AT)


def names(plan, on):
    return list(key_units_of(plan, on=on))


def test_from_a_day_on_others_are_key_units(plan, units):
    stays, leaves, joins = units
    key_unit(plan, stays)
    key_unit(plan, leaves)

    assert put(plan, [stays, joins])

    assert names(plan, EVE) == [stays, leaves]
    assert names(plan, DAY) == [stays, joins]
    ended = KeyUnit.objects.get(organisation=leaves)
    begun = KeyUnit.objects.get(organisation=joins)
    assert (ended.valid_from, ended.valid_to) == (FIRST, EVE)
    assert (begun.valid_from, begun.valid_to, begun.basis) == (DAY, None, "12-TB/BCĐ")
    entry = Entry.objects.get(verb="plan.key_units_set")
    assert (entry.subject_id, entry.details["since"]) == (plan.pk, "2024-09-01")
    assert (entry.details["joined"], entry.details["left"]) == ([joins.name_vi], [leaves.name_vi])


def test_a_repetition_changes_nothing(plan, units):
    put(plan, units[:1])

    assert not put(plan, units[:1])

    assert KeyUnit.objects.count() == Entry.objects.filter(verb="plan.key_units_set").count() == 1


def test_before_its_first_day_a_plan_has_the_key_units_of_that_day(plan, units):
    put(plan, units[:1], since=date(2024, 1, 1))

    assert KeyUnit.objects.get().valid_from == FIRST
    assert names(plan, date(2024, 1, 5)) == units[:1]


def test_what_is_taken_back_on_its_first_day_never_held(plan, units):
    put(plan, units[:1])
    put(plan, units[1:2])

    assert names(plan, DAY) == units[1:2]
    assert [one.organisation for one in key_unit_days(plan)] == units[1:2]

    put(plan, units[:2])
    assert names(plan, DAY) == units[:2]


def test_who_did_not_see_the_last_change_changes_nothing(plan, units):
    key_unit(plan, units[0])

    with pytest.raises(KeyUnitsConflict):
        put(plan, units[1:], seen=[])

    assert names(plan, DAY) == units[:1]


def test_what_changes_later_is_not_passed_over(plan, units):
    put(plan, units[:1], since=date(2024, 10, 1))

    with pytest.raises(ChangedLater, match="01/10/2024"):
        put(plan, units[1:2])


def test_the_end_of_an_organisation_is_no_later_change(plan, units):
    ends = OrganisationFactory(valid_to=date(2025, 2, 28))
    key_unit(plan, ends, until=ends.valid_to)

    assert put(plan, [ends, units[0]])
    assert names(plan, DAY) == [*sorted([ends, units[0]], key=lambda one: one.order)]


def test_only_who_is_there_becomes_one(plan):
    with pytest.raises(NotInBeing):
        put(plan, [OrganisationFactory(valid_from=date(2025, 3, 1))])


def test_those_of_a_closed_plan_stay(plan, units):
    plan.published_at, plan.closed_at = at_time(FIRST), AT
    plan.save()

    with pytest.raises(KeyUnitsAreKept):
        put(plan, units)


def test_filters_offer_the_key_units_of_the_day(plan, units):
    key_unit(plan, units[0], until=EVE)

    assert group_choices(plan, on=EVE)[0][0] == "key_units"
    assert list(organisations_in("key_units", on=EVE, plan=plan)) == units[:1]
    assert "key_units" not in dict(group_choices(plan, on=DAY))


def test_a_plan_begins_with_those_of_another_that_are_still_there(plan, units):
    gone = OrganisationFactory(valid_to=date(2024, 12, 31))
    key_unit(plan, units[0])
    key_unit(plan, units[1], until=EVE)
    key_unit(plan, gone)
    new = PlanFactory(year=2025, starts_on=date(2025, 2, 18))

    copy_key_units(plan, new)

    assert names(new, new.starts_on) == units[:1]


def test_the_list_that_there_was_holds_from_the_first_day_on(plan, units):
    """The migration, on rows as they were: organisations on a list of the plan."""
    name = "0048_key_units_so_far_are_those_of_the_whole_year"
    old = MigrationExecutor(connection).loader.project_state([("tasks_app", name)]).apps
    migration = import_module(f"tasks_app.migrations.{name}")
    through = old.get_model("tasks_app", "Plan").key_units.through
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE {through._meta.db_table} (id bigint PRIMARY KEY, plan_id bigint, organisation_id bigint)"
        )
    through.objects.create(pk=1, plan_id=plan.pk, organisation_id=units[0].pk)

    migration.key_units_get_their_days(old, None)
    migration.key_units_get_their_days(old, None)

    one = KeyUnit.objects.get()
    assert (one.organisation, one.valid_from, one.valid_to) == (units[0], FIRST, None)
