"""The three reorganisations of the province, played over a plan with work in every organisation and every commune."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tasks_app.common.dates import at_time
from tasks_app.dashboard.queries import board
from tasks_app.organisations.actions import load_communes, load_organisations
from tasks_app.organisations.enums import OrganisationKind
from tasks_app.organisations.models import Organisation
from tasks_app.people.models import Oversight
from tasks_app.plan.enums import DeadlineKind, State
from tasks_app.plan.models import Assignment, Holder, Phase, Plan, Responsible
from tasks_app.plan.queries import plan_day
from tasks_app.reorganisations.actions import apply_due, load_reorganisations
from tasks_app.reorganisations.enums import Passed, ReorganisationState
from tasks_app.reorganisations.models import Passing, Reorganisation
from tests.conftest import standing
from tests.factories import KeyTaskFactory, PlanFactory, TaskFactory, focal_officer, member

pytestmark = pytest.mark.django_db

ISSUED = date(2024, 3, 1)
DAYS = [date(2024, 12, 1), date(2025, 3, 1), date(2025, 7, 1)]
EVE = timedelta(days=1)


@pytest.fixture(scope="module")
def standing_province(django_db_setup, django_db_blocker) -> Iterator[Plan]:
    with standing(django_db_blocker, build_province) as plan:
        yield plan


@pytest.fixture
def province(standing_province, db) -> Plan:
    return Plan.objects.get(pk=standing_province.pk)


def build_province() -> Plan:
    """A plan of one task that goes to every unit, district and commune; every fifth has done it."""
    load_organisations()
    load_communes()
    load_reorganisations(at=at_time(date(2024, 10, 15)))
    plan = PlanFactory(year=2024, starts_on=date(2024, 2, 21))
    task = TaskFactory(
        key_task=KeyTaskFactory(plan=plan), deadline_kind=DeadlineKind.EXACT, deadline_on=date(2025, 12, 31)
    )
    given = Organisation.objects.in_being(ISSUED).exclude(key__startswith="dbk-")
    overseers = [member() for _one in range(5)]
    rows = Assignment.objects.bulk_create(
        Assignment(
            task=task,
            first_organisation=one,
            organisation=one,
            responsible=overseers[number % 5],
            state=State.COMPLETED if number % 5 == 0 else State.IN_PROGRESS,
            issued_on=ISSUED,
            original_deadline_on=task.deadline_on,
            deadline_on=task.deadline_on,
            counts_until_on=task.deadline_on,
            submitted_on=date(2024, 6, 1) if number % 5 == 0 else None,
            completed_on=date(2024, 6, 1) if number % 5 == 0 else None,
        )
        for number, one in enumerate(given)
    )
    Holder.objects.bulk_create(
        Holder(assignment=one, organisation_id=one.organisation_id, valid_from=ISSUED) for one in rows
    )
    Responsible.objects.bulk_create(
        Responsible(assignment=one, member_id=one.responsible_id, valid_from=ISSUED) for one in rows
    )
    Phase.objects.bulk_create(Phase.of(one, since=ISSUED) for one in rows)
    Oversight.objects.bulk_create(
        Oversight(member=overseers[number % 5], organisation=one, valid_from=ISSUED) for number, one in enumerate(given)
    )
    focal_officer(Organisation.objects.get(key="413"))
    return plan


def figures(plan, day: date, *, today: date) -> dict:
    """What the board of a day says: the total, by state, and by organisation."""
    its = board(plan_day(plan, day, today=today))
    by_organisation = {line.organisation.key: line.tally.total for line in its.units + its.localities}
    return {"total": its.tally.total, "tally": its.tally, "by_organisation": by_organisation}


def test_all_of_them_keep_every_total_and_every_day_before(province):
    plan = province
    eves = {}
    total = Assignment.objects.count()
    states = Counter(Assignment.objects.values_list("state", flat=True))
    for day in DAYS:
        eve = day - EVE
        eves[eve] = figures(plan, eve, today=eve)

        # On the second of these days the merger of two Party commissions is due as well.
        assert apply_due(at=at_time(day, 0, 10)) == {"applied": 2 if day == DAYS[1] else 1, "refused": 0}

        after = figures(plan, day, today=day)
        assert after["total"] == eves[eve]["total"] == total
        assert after["tally"] == eves[eve]["tally"]
        assert sum(after["by_organisation"].values()) == total
        # No board of an earlier day has changed, whichever reorganisation came since.
        for earlier, before in eves.items():
            assert figures(plan, earlier, today=day) == before
    assert Counter(Assignment.objects.values_list("state", flat=True)) == states
    assert set(Reorganisation.objects.values_list("day", "state")) == {
        *((day, ReorganisationState.APPLIED) for day in (*DAYS, date(2025, 2, 1))),
        (date(2025, 2, 13), ReorganisationState.DRAFT),  # nobody follows those: people have to choose
    }


def test_open_work_follows_and_closed_work_stays(province):
    for day in DAYS:
        apply_due(at=at_time(day, 0, 10))

    held_by_gone = Assignment.objects.filter(organisation__valid_to__lt=DAYS[-1])
    assert set(held_by_gone.values_list("state", flat=True)) == {State.COMPLETED}
    for one in Assignment.objects.filter(state=State.IN_PROGRESS).select_related("organisation"):
        last = one.holders.get(valid_to__isnull=True)
        assert last.organisation_id == one.organisation_id
    open_localities = Assignment.objects.filter(state=State.IN_PROGRESS, organisation__kind=OrganisationKind.COMMUNE)
    assert set(open_localities.values_list("organisation__valid_to", flat=True)) == {None}
    answering = Organisation.objects.answering(DAYS[-1]).localities()
    assert set(open_localities.values_list("organisation", flat=True)) <= set(answering.values_list("pk", flat=True))


@pytest.mark.parametrize(("number", "ended"), [(0, 83), (1, 13), (2, 378)])
def test_how_many_organisations_ended_by_each(province, number, ended):
    """82 communes (of 34 new ones, too) and Cửa Lò; 13 departments; 358 communes and 20 districts."""
    day = DAYS[number]

    assert Organisation.objects.filter(valid_to=day - EVE).exclude(kind=OrganisationKind.PARTY).count() == ended
    its = Reorganisation.objects.get(day=day)
    assert its.successions.values("predecessor").distinct().count() == ended


def test_nothing_open_is_led_by_what_has_ended(province):
    for day in DAYS:
        apply_due(at=at_time(day, 0, 10))
        ended = Organisation.objects.filter(valid_to=day - EVE, key__in=_predecessors(day))
        led = Assignment.objects.filter(organisation__in=ended)
        assert set(led.values_list("state", flat=True)) <= {State.COMPLETED}
        passed = Passing.objects.filter(reorganisation__day=day, what=Passed.ASSIGNMENT)
        assert passed.exclude(before__in=ended).count() == 0
        assert passed.count() > 0


def _predecessors(day: date) -> list[str]:
    its = Reorganisation.objects.get(day=day)
    return list(its.successions.values_list("predecessor__key", flat=True))


def test_cua_lo_went_into_vinh(province):
    """Vinh leads its own and that of Cửa Lò from the day on; on the day before each led its own."""
    vinh, cua_lo = Organisation.objects.get(key="412"), Organisation.objects.get(key="413")
    Assignment.objects.filter(organisation=cua_lo).update(state=State.IN_PROGRESS, submitted_on=None, completed_on=None)

    apply_due(at=at_time(DAYS[0], 0, 10))

    day = figures(province, DAYS[0], today=DAYS[0])["by_organisation"]
    eve = figures(province, DAYS[0] - EVE, today=DAYS[0])["by_organisation"]
    assert (day["412"], day.get("413")) == (2, None)
    assert (eve["412"], eve["413"]) == (1, 1)
    assert vinh.people.count() == 1
    assert cua_lo.appointments.get().valid_to == date(2024, 11, 30)
    assert vinh.appointments.get().valid_from == date(2024, 12, 1)


def test_names_types_and_districts_are_those_of_the_day(province):
    apply_due(at=at_time(DAYS[0], 0, 10))

    ward = Organisation.objects.get(key="c16702")
    moved = Organisation.objects.get(name_vi="Phường Nghi Hòa")
    assert (ward.name_vi, ward.identities.first().name_vi) == ("Phường Nghi Phú", "Xã Nghi Phú")
    assert (moved.parent.key, moved.identities.first().parent.key) == ("412", "413")


def test_whom_a_member_oversaw_he_oversees_as_its_successor(province):
    for day in DAYS:
        apply_due(at=at_time(day, 0, 10))

    overseen = Oversight.objects.in_force(DAYS[-1])
    answering = Organisation.objects.answering(DAYS[-1]).localities()
    assert set(overseen.filter(organisation__in=answering).values_list("organisation", flat=True)) == set(
        answering.values_list("pk", flat=True)
    )
    assert not overseen.filter(organisation__valid_to__lt=DAYS[-1]).exists()


def test_a_run_too_early_does_nothing(province):
    assert apply_due(at=at_time(DAYS[0] - EVE, 23, 59)) == {"applied": 0, "refused": 0}


def test_a_second_run_does_nothing(province):
    apply_due(at=at_time(DAYS[0], 0, 10))
    passed = Passing.objects.count()

    assert apply_due(at=at_time(DAYS[0], 0, 20)) == {"applied": 0, "refused": 0}
    assert Passing.objects.count() == passed


def test_what_was_missed_is_made_up_for_and_earlier_days_stay(province):
    """The machine stood still for four days: boards of these days show what was recorded on them."""
    late = DAYS[0] + timedelta(days=4)
    before = figures(province, late - EVE, today=late - EVE)

    assert apply_due(at=at_time(late, 9)) == {"applied": 1, "refused": 0}

    assert figures(province, late - EVE, today=late) == before
    assert Reorganisation.objects.get(key="2024-12-dvhc").applied_on == late


def test_each_organisation_costs_statements_and_not_each_assignment(province):
    with CaptureQueriesContext(connection) as asked:
        apply_due(at=at_time(DAYS[0], 0, 10))

    assert len(asked) < 60 + 6 * 83  # what each line needs, not each assignment
