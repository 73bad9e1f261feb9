"""A made-up province is as the actions would have made it, the same every time, and only where nothing else is."""

from dataclasses import replace
from datetime import date

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models import F, OuterRef, Subquery

from tasks_app.common.models import Stamp
from tasks_app.management.province import ProvinceRefused, Size, make_province, rows
from tasks_app.people.models import Delegation, Person
from tasks_app.plan.enums import State
from tasks_app.plan.models import Assignment, Contribution, ContributionEntry, DeadlineChange, Holder, Plan, StateChange
from tasks_app.reporting.enums import ExtensionState, Situation
from tasks_app.reporting.models import Extension, ProgressReport, ReportDue, ReportingPeriod
from tests import raw_rows
from tests.factories import PlanFactory

pytestmark = pytest.mark.django_db

DAY = date(2024, 10, 15)
SMALL = Size(assignments=400, people=70, organisations=20, extended=0.5)


RANDOM = {("Person", "password"), ("ProgressReport", "uid")}  # by the system's chance and not by the seed


def made(size: Size, *, seed: int = 1) -> dict[type[models.Model], list[tuple]]:
    """Every row of such a province, by its model, with its keys; afterwards the province is gone."""
    everything = [model for model in apps.get_app_config("tasks_app").get_models() if model is not Stamp]
    with raw_rows.keys_go_on(), transaction.atomic():
        with connection.cursor() as cursor:
            # Of what is rolled back PostgreSQL does not give the keys again by itself.
            for statement in connection.ops.sequence_reset_sql(no_style(), everything):
                cursor.execute(statement)
        make_province(size, day=DAY, seed=seed)
        found = {model: _rows(model) for model in everything}
        transaction.set_rollback(True)
    return found


def _rows(model: type[models.Model]) -> list[tuple]:
    names = [field.attname for field in model._meta.concrete_fields if (model.__name__, field.attname) not in RANDOM]
    return list(model._base_manager.order_by("pk").values_list(*names))


def test_it_has_the_size_that_was_asked_for_and_work_of_every_kind():
    frame = make_province(SMALL, day=DAY)

    assert (Assignment.objects.count(), Person.objects.count(), len(frame.organisations)) == (400, 70, 20)
    states = set(Assignment.objects.values_list("state", flat=True))
    assert states == set(State) - {State.DRAFT, State.CANCELLED, State.CARRIED_OVER}
    deadlines = Assignment.objects.filter(deadline_on__isnull=False)
    assert deadlines.filter(deadline_on__lt=DAY).exists()
    assert deadlines.filter(deadline_on__gte=DAY).exists()
    assert Delegation.objects.in_force(DAY).count() == 2
    for model in (Contribution, ContributionEntry, ReportDue, ProgressReport):
        assert model.objects.exists(), model
    assert set(Extension.objects.values_list("state", flat=True)) == {
        ExtensionState.REQUESTED,
        ExtensionState.APPROVED,
    }


@pytest.mark.parametrize("years", [1, 3])
def test_what_holds_now_follows_from_the_facts(years):
    make_province(replace(SMALL, years=years, earlier_reports=2), day=DAY)

    last = StateChange.objects.filter(assignment=OuterRef("pk")).order_by("-at", "-pk")
    assert not Assignment.objects.annotate(after=Subquery(last.values("after")[:1])).exclude(after=F("state")).exists()
    versions = DeadlineChange.objects.filter(assignment=OuterRef("pk")).order_by("-version")
    moved = Assignment.objects.annotate(
        version=Subquery(versions.values("version")[:1]), until=Subquery(versions.values("new_on")[:1])
    )
    assert not moved.exclude(version=F("deadline_version")).exists()
    assert not moved.filter(deadline_on__isnull=False).exclude(until=F("deadline_on")).exists()
    assert Holder.objects.filter(valid_to=None, organisation=F("assignment__organisation")).count() == 400
    proven = ProgressReport.objects.filter(situation=Situation.DONE)
    assert proven.filter(evidence=None).count() == 0
    assert not StateChange.objects.filter(at__date__gte=DAY).exists()


def test_work_of_several_years_is_open_in_the_last_plan_alone():
    make_province(replace(SMALL, assignments=401, years=3), day=DAY)

    plans = list(Plan.objects.order_by("year"))
    assert [plan.year for plan in plans] == [2022, 2023, 2024]
    assert [plan.closed_at is None for plan in plans] == [False, False, True]
    assert [Assignment.objects.of_plan(plan).count() for plan in plans] == [133, 133, 135]
    of_closed = Assignment.objects.exclude(task__key_task__plan=plans[-1])
    assert set(of_closed.values_list("state", flat=True)) == {State.COMPLETED, State.CANCELLED}
    assert not ReportDue.objects.exclude(assignment__task__key_task__plan=plans[-1]).exists()
    assert not ReportingPeriod.objects.exclude(plan=plans[-1]).filter(closed_at=None).exists()
    for plan in plans[:-1]:
        after = StateChange.objects.filter(assignment__task__key_task__plan=plan, at__gte=plan.closed_at)
        assert not after.exists()


def test_the_same_seed_makes_the_same_province_and_another_seed_another():
    size = replace(SMALL, years=2, earlier_reports=2)
    first = made(size)

    assert made(size) == first
    assert made(size, seed=2)[Assignment] != first[Assignment]


@pytest.mark.postgres
def test_a_province_that_is_copied_is_the_one_that_is_inserted(monkeypatch):
    size = replace(SMALL, years=2, earlier_reports=2)
    copied = made(size)
    monkeypatch.setattr(rows, "is_copied", lambda: False)

    assert made(size) == copied
    assert copied[ProgressReport]


def test_it_is_refused_beside_other_work_and_in_production(settings):
    PlanFactory()
    with pytest.raises(ProvinceRefused, match="mixed|lẫn"):
        make_province(SMALL, day=DAY)
    with pytest.raises(CommandError):
        call_command("make_province")

    settings.ENVIRONMENT = "production"
    with pytest.raises(ProvinceRefused, match="production|vận hành"):
        make_province(SMALL, day=DAY)


def test_the_command_says_what_it_made_and_what_is_too_little(capsys):
    call_command("make_province", "--assignments", "30", "--people", "60", "--organisations", "10", day=DAY)

    assert Assignment.objects.count() == 30
    assert "30" in capsys.readouterr().out
    assert ProgressReport.objects.count() > 2 * 30  # each that was begun has several
    with pytest.raises(CommandError, match="10 người là quá ít"):
        call_command("make_province", "--people", "10")
    with pytest.raises(CommandError, match="10 năm"):
        call_command("make_province", "--years", "11")


@pytest.mark.parametrize("day", [date(2024, 1, 1), date(2024, 1, 3), date(2024, 12, 31)])
def test_it_can_stand_on_any_day_of_the_year(day):
    make_province(Size(assignments=60, people=60, organisations=10), day=day)

    assert not StateChange.objects.filter(at__date__gte=day).exists()
