"""What an organisation is ranked by on a day and by a closed period, and that neither changes afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.dashboard.queries import (
    Ranking,
    closed_periods,
    extensions_of,
    ground_of_day,
    ground_of_period,
    missed_of,
    period_before,
    ranking,
    returned_of,
    work_of,
)
from tasks_app.dashboard.rules import Record
from tasks_app.organisations.models import Organisation
from tasks_app.plan.actions import decide, move_deadline
from tasks_app.plan.enums import Act, Frequency, State, Status
from tasks_app.plan.models import Assignment, Plan
from tasks_app.plan.queries import plan_day
from tasks_app.plan.rules import Basis
from tasks_app.reporting.actions import close_period
from tasks_app.reporting.enums import ExtensionState, ReportState
from tasks_app.reporting.models import ReportingPeriod
from tests.factories import (
    AssignmentFactory,
    CalendarDayFactory,
    ExtensionFactory,
    LocalityFactory,
    OrganisationFactory,
    PeriodFactory,
    PlanFactory,
    ReportFactory,
    TaskFactory,
    assignments_in_bulk,
    member,
    secretary,
)

pytestmark = pytest.mark.django_db

TODAY = date(2024, 10, 15)
CUT_OFF = date(2024, 9, 14)  # of the factory's period, the third quarter
CLOSED = at_time(date(2024, 9, 24), 16)
BASIS = Basis("12-CV/BCĐ", date(2024, 9, 1))


def on(day: date, plan: Plan, *, today: date = TODAY, before: date | None = None) -> Ranking:
    days = [ground_of_day(plan_day(plan, one, today=today)) for one in (day, before) if one]
    return ranking(*days)


def by_period(period: ReportingPeriod, before: ReportingPeriod | None = None) -> Ranking:
    period.refresh_from_db()
    grounds = [ground_of(one) for one in (period, before) if one]
    return ranking(*grounds)


def ground_of(period: ReportingPeriod):
    return ground_of_period(period, plan_day(period.plan, period.ends_on, today=TODAY).by)


def record(found: Ranking, organisation: Organisation) -> Record:
    return line(found, organisation).record


def line(found: Ranking, organisation: Organisation):
    groups = found.units, found.localities
    return next(one for group in groups for one in (*group.ranked, *group.others) if one.pk == organisation.pk)


def order(group) -> list[tuple[int, int]]:
    return [(one.pk, one.rank) for one in group.ranked]


@dataclass
class Office:
    """An organisation whose work comes out as one says."""

    organisation: Organisation = field(default_factory=OrganisationFactory)

    def give(self, due: date | None, state: State = State.IN_PROGRESS, sent: date | None = None, **given) -> Assignment:
        return AssignmentFactory(
            organisation=self.organisation, deadline_on=due, state=state, submitted_on=sent, **given
        )

    def done(self, number: int = 1, *, late: bool = False) -> Office:
        for _ in range(number):
            self.give(date(2024, 8, 30), State.COMPLETED, date(2024, 9, 3) if late else date(2024, 8, 20))
        return self


# --- What counts ------------------------------------------------------------------------------------------------------


def test_a_record_counts_what_is_due_by_how_it_came_out(plan):
    office = Office().done(2).done(late=True)
    office.give(date(2024, 10, 11))
    office.give(date(2024, 10, 7), State.SUBMITTED, date(2024, 10, 9))

    assert record(on(TODAY, plan), office.organisation) == Record(on_time=2, late=1, overdue=2, days_overdue=4 + 2)


@pytest.mark.parametrize(
    ("due", "state", "sent"),
    [
        pytest.param(TODAY, State.IN_PROGRESS, None, id="due today"),
        pytest.param(date(2024, 10, 11), State.SUBMITTED, date(2024, 10, 11), id="waits, sent in time"),
        pytest.param(None, State.COMPLETED, date(2024, 9, 9), id="completed without a deadline"),
        pytest.param(date(2024, 8, 30), State.SUSPENDED, None, id="suspended"),
        pytest.param(date(2024, 8, 30), State.CANCELLED, None, id="not followed any more"),
        pytest.param(date(2024, 12, 31), State.IN_PROGRESS, None, id="not due yet"),
    ],
)
def test_work_that_is_not_due_or_has_no_deadline_is_outside(plan, due, state, sent):
    office = Office().done()
    office.give(due, state, sent)

    assert record(on(TODAY, plan), office.organisation) == Record(on_time=1)


def test_a_deadline_on_a_day_off_is_overdue_from_the_next_working_day_on(plan):
    office = Office()
    office.give(date(2024, 10, 12))  # a Saturday, good until Monday

    assert record(on(TODAY, plan), office.organisation) == Record(overdue=1, days_overdue=1)


def test_returned_reports_count_and_accepted_ones_do_not(plan):
    office = Office().done()
    assignment = office.give(date(2024, 12, 31))
    ReportFactory(assignment=assignment, state=ReportState.RETURNED)
    ReportFactory(assignment=assignment, state=ReportState.RETURNED)
    ReportFactory(assignment=assignment, state=ReportState.ACCEPTED)

    assert record(on(TODAY, plan), office.organisation) == Record(on_time=1, returned=2)


def test_several_returned_reports_do_not_multiply_the_work(plan):
    office = Office()
    for report in [ReportFactory(assignment=office.give(date(2024, 10, 11)), state=ReportState.RETURNED)] * 2:
        ReportFactory(assignment=report.assignment, state=ReportState.RETURNED)

    assert record(on(TODAY, plan), office.organisation).due == 1


def test_periodic_reports_that_are_missing_count_once_the_period_is_closed(plan):
    office = Office()
    office.give(date(2024, 12, 31), task__frequency=Frequency.QUARTERLY)
    period = PeriodFactory()

    assert record(on(TODAY, plan), office.organisation).missed == 0
    close_period(period, by=Actor(secretary()), at=CLOSED)
    assert record(on(TODAY, plan), office.organisation).missed == 1
    assert record(on(date(2024, 9, 23), plan), office.organisation).missed == 0


def test_extensions_are_shown_and_count_for_nothing(plan):
    office = Office().done(3)
    ExtensionFactory(assignment=office.give(date(2024, 10, 18)), state=ExtensionState.APPROVED)
    ExtensionFactory(assignment=office.give(date(2024, 10, 18)), state=ExtensionState.REFUSED)

    its = line(on(TODAY, plan), office.organisation)

    assert (its.extensions, its.record) == (1, Record(on_time=3))


# --- Groups, ties and movement ----------------------------------------------------------------------------------------


def test_units_and_localities_are_ranked_apart(plan):
    unit, locality = Office().done(3), Office(LocalityFactory()).done(3).done(late=True)

    found = on(TODAY, plan)

    assert order(found.units) == [(unit.organisation.pk, 1)]
    assert order(found.localities) == [(locality.organisation.pk, 1)]


def test_those_who_share_a_rank_stand_in_the_official_order(plan):
    offices = [Office(OrganisationFactory(order=order)).done(3) for order in (9, 7, 8)]
    worse = Office(OrganisationFactory(order=1)).done(3).done(late=True)

    found = on(TODAY, plan).units

    assert order(found) == [*((offices[place].organisation.pk, 1) for place in (1, 2, 0)), (worse.organisation.pk, 4)]


def test_who_has_too_little_due_stands_apart(plan):
    Office().done(3)
    few = Office().done(2)

    found = on(TODAY, plan).units

    assert [one.pk for one in found.others] == [few.organisation.pk]
    assert (found.others[0].rank, found.total) == (None, 2)


def test_a_rank_is_compared_with_that_of_another_day(plan):
    steady, falling = Office().done(4).done(late=True), Office().done(3)
    late = falling.give(date(2024, 10, 1))
    new = Office().done(2)
    for _ in range(9):
        new.give(date(2024, 12, 31), State.COMPLETED, date(2024, 10, 10))

    found = on(TODAY, plan, before=date(2024, 9, 30))

    assert late.deadline_on < TODAY
    assert {one.pk: (one.rank, one.risen) for one in found.units.ranked} == {
        new.organisation.pk: (1, None),
        steady.organisation.pk: (2, 0),
        falling.organisation.pk: (3, -2),
    }


def test_nobody_is_on_the_ranking_of_a_plan_without_work(plan):
    assert on(TODAY, plan) == Ranking()


def test_another_years_work_is_left_out(plan):
    AssignmentFactory(task__key_task__plan=PlanFactory(year=2025))

    assert on(TODAY, plan) == Ranking()


# --- The past does not change -----------------------------------------------------------------------------------------


@pytest.fixture
def province(plan) -> list[Office]:
    """Three units and a locality with due, late, overdue and waiting work, reports, a return and an extension."""
    offices = [Office(), Office(), Office(LocalityFactory()), Office()]
    for number, office in enumerate(offices):
        office.done(3 + number).done(number, late=True)
        office.give(date(2024, 8, 17 + number), task__frequency=Frequency.QUARTERLY)  # a Saturday and the days after
        office.give(date(2024, 9, 10), State.SUBMITTED, date(2024, 9, 9 + number))
    extended = ExtensionFactory(
        assignment=offices[0].give(date(2024, 9, 12)), state=ExtensionState.APPROVED, at=at_time(date(2024, 9, 10), 9)
    )
    assert extended.deadline_granted > CUT_OFF
    ReportFactory(
        assignment=offices[1].give(date(2024, 12, 31)), state=ReportState.RETURNED, at=at_time(date(2024, 9, 12), 9)
    )
    return offices


def change_everything(offices: list[Office]) -> None:
    """All that people may do afterwards: reopen, extend, return, confirm, suspend, rename, move a day off."""
    by, now = Actor(secretary()), at_time(TODAY, 10)
    for office in offices:
        its = list(Assignment.objects.filter(organisation=office.organisation).order_by("pk"))
        decide(its[0], Act.REOPEN, reason="Chưa đạt", by=by, at=now)
        working = [one for one in its if one.state == State.IN_PROGRESS]
        move_deadline(working[0], date(2024, 12, 20), by=by, at=now, basis=BASIS)
        ReportFactory(assignment=working[0], state=ReportState.RETURNED, at=now)
        for one in working[1:]:
            decide(one, Act.SUSPEND, reason="Chờ", basis=BASIS, by=by, at=now)
        office.give(date(2024, 8, 1), at=now)
    CalendarDayFactory(day=date(2024, 8, 19), name_vi="Ngày nghỉ bổ sung")
    for number in range(2):
        PeriodFactory(kind=Frequency.MONTHLY, starts_on=date(2024, 7 + number, 15), ends_on=date(2024, 8 + number, 14))


def test_the_ranking_by_a_closed_period_stays_whatever_is_done_afterwards(plan, province):
    for office in province:
        ReportFactory(assignment=office.give(date(2024, 12, 31)), at=at_time(date(2024, 9, 23), 9))
    period = close_period(PeriodFactory(), by=Actor(secretary()), at=CLOSED)
    before = by_period(period)

    change_everything(province)
    for office in province:
        office.organisation.name_vi, office.organisation.order = f"Tên mới {office.organisation.pk}", 0
        office.organisation.save()

    after = by_period(period)
    assert after == before
    assert names(after) == names(before)
    assert not any("Tên mới" in name for name in names(after))
    assert {one.record.missed for one in (*after.units.ranked, *after.localities.ranked)} == {1}
    assert after != on(TODAY, plan)


def names(found: Ranking) -> list[str]:
    return [
        str(one.organisation) for group in (found.units, found.localities) for one in (*group.ranked, *group.others)
    ]


def test_the_ranking_of_a_past_day_stays_whatever_is_done_afterwards(plan, province):
    days = [CUT_OFF, date(2024, 9, 30), date(2024, 10, 14)]
    before = {day: on(day, plan) for day in days}

    change_everything(province)
    close_period(PeriodFactory(), by=Actor(secretary()), at=at_time(TODAY, 11))

    assert {day: on(day, plan) for day in days} == before
    assert len({tuple(order(found.units)) for found in before.values()}) > 1


def test_on_the_day_itself_it_says_what_it_will_say_of_it(plan, province):
    assert on(TODAY, plan) == on(TODAY, plan, today=TODAY + timedelta(days=1))


def test_what_is_recorded_before_the_closing_still_counts_for_the_period(plan):
    """As for the frozen figures: sent before the cut-off and returned after it, but before the closing."""
    office = Office().done(3)
    report = ReportFactory(
        assignment=office.give(date(2024, 12, 31)),
        state=ReportState.RETURNED,
        at=at_time(CUT_OFF, 9),
        reviewed_at=CLOSED - timedelta(hours=1),
    )
    ReportFactory(assignment=report.assignment, state=ReportState.RETURNED, at=CLOSED + timedelta(minutes=1))
    period = close_period(PeriodFactory(), by=Actor(secretary()), at=CLOSED)

    assert record(by_period(period), office.organisation).returned == 1


def test_who_only_owes_a_report_of_stopped_work_is_not_on_the_ranking(plan):
    """His figure is frozen for the report's sake."""
    assignment = AssignmentFactory(task__frequency=Frequency.QUARTERLY, state=State.IN_PROGRESS)
    decide(assignment, Act.SUSPEND, reason="Chờ", basis=BASIS, by=Actor(secretary()), at=at_time(CUT_OFF, 9))
    period = PeriodFactory()
    period.dues.create(assignment=assignment, opened_at=at_time(date(2024, 6, 15), 9))
    close_period(period, by=Actor(secretary()), at=CLOSED)

    assert period.figures.count() == 1
    assert by_period(period) == Ranking()


# --- What stands behind a rank ----------------------------------------------------------------------------------------

PARTS = {
    "on_time": lambda ground, pk: work_of(ground, pk, Status.DONE),
    "late": lambda ground, pk: work_of(ground, pk, Status.LATE),
    "overdue": lambda ground, pk: work_of(ground, pk, Status.OVERDUE),
    "returned": returned_of,
    "missed": missed_of,
}


@pytest.mark.parametrize("frozen", [True, False])
def test_each_number_is_that_of_its_list(plan, province, frozen):
    period = close_period(PeriodFactory(), by=Actor(secretary()), at=CLOSED)
    period.refresh_from_db()
    grounds = [ground_of(period)] if frozen else []
    grounds += [] if frozen else [ground_of_day(plan_day(plan, day, today=TODAY)) for day in (CUT_OFF, TODAY)]

    for ground in grounds:
        found = ranking(ground)
        lines = [one for group in (found.units, found.localities) for one in (*group.ranked, *group.others)]
        assert len(lines) == 4
        for one in lines:
            listed = {name: len(rows(ground, one.pk)) for name, rows in PARTS.items()}
            assert listed == {name: getattr(one.record, name) for name in PARTS}
            assert len(extensions_of(ground, one.pk)) == one.extensions


def test_closed_periods_are_offered_the_newest_first_and_know_the_one_before(plan):
    by = Actor(secretary())
    second = PeriodFactory(starts_on=date(2024, 3, 15), ends_on=date(2024, 6, 14), due_on=date(2024, 6, 21))
    month = PeriodFactory(kind=Frequency.MONTHLY, starts_on=date(2024, 8, 15))
    third = PeriodFactory()
    for one in (third, month, second):
        close_period(one, by=by, at=CLOSED)
    PeriodFactory(starts_on=date(2024, 9, 15), ends_on=date(2024, 12, 14), due_on=date(2024, 12, 20))

    found = closed_periods(plan)

    assert found == [third, month, second]
    assert [period_before(one, found) for one in found] == [second, None, None]


def test_the_number_of_queries_does_not_grow(plan, queries):
    responsible = member()
    days = [ground_of_day(plan_day(plan, day, today=TODAY)) for day in (TODAY, CUT_OFF)]

    for number, month in ((1, 7), (3, 8), (300, 9)):
        assignments_in_bulk(number, task=TaskFactory(), responsible=responsible, deadline_on=date(2024, 6, 28))
        ends_on = date(2024, month, 14)
        period = PeriodFactory(kind=Frequency.MONTHLY, starts_on=ends_on, ends_on=ends_on, due_on=ends_on)
        AssignmentFactory(deadline_on=date(2024, 6, 28))
        close_period(period, by=Actor(secretary()), at=CLOSED)
        period.refresh_from_db()
        grounds = [*days, ground_of(period)]

        assert [queries(lambda ground=ground: ranking(ground)) for ground in grounds] == [6, 6, 6]
        assert queries(lambda: ranking(*days)) == 9
