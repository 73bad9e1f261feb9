"""The boards of a closed period: by what was frozen with it, whatever was done since."""

from datetime import date, timedelta

import pytest

from tasks_app.calendar.queries import working_calendar
from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.dashboard.queries import (
    Ground,
    board,
    ground_of_period,
    key_task_figures,
    matrix,
    members_on,
    part_of_work,
    progress_over_year,
    ranking,
)
from tasks_app.indicators.queries import shortcoming_lines
from tasks_app.plan.actions import change_state
from tasks_app.plan.enums import Act, Bucket, State, Status
from tasks_app.plan.models import Assignment
from tasks_app.plan.queries import plan_day
from tasks_app.reporting.actions import close_period
from tasks_app.reporting.queries import CutOff, cut_off, period_figures
from tests.factories import AssignmentFactory, PeriodFactory, assignments_in_bulk, member, secretary

pytestmark = pytest.mark.django_db

CLOSED = at_time(date(2024, 10, 24), 16)
AFTERWARDS = CLOSED + timedelta(days=7)


@pytest.fixture
def period(province):
    """Cut off on the province's day, and closed nine days later."""
    period = PeriodFactory(plan=province.plan, ends_on=province.today, due_on=province.today + timedelta(days=6))
    return close_period(period, by=Actor(secretary()), at=CLOSED)


def frozen(period) -> CutOff:
    return cut_off(period, calendar=working_calendar())


def test_the_board_of_a_closed_period_is_that_of_its_cut_off(province, period):
    assert board(frozen(period)) == board(plan_day(province.plan, province.today, today=CLOSED.date()))


def test_it_shows_what_the_page_of_the_period_shows(period):
    its = board(frozen(period)).tally
    page = period_figures(period, today=AFTERWARDS.date(), calendar=working_calendar())

    assert its.total == page.in_force
    assert {str(status.label): number for status, number in its.counts.items()} == {
        share.label: share.count for share in page.shares if share.count
    }


def test_it_shows_what_the_ranking_of_the_period_counts(period):
    its = frozen(period)
    ground = ground_of_period(period, its.by)
    lines = {line.organisation.pk: line.tally for line in (*board(its).units, *board(its).localities)}
    ranked = ranking(ground)

    assert isinstance(ground, Ground)
    for group in (ranked.units, ranked.localities):
        for line in (*group.ranked, *group.others):
            assert lines[line.pk].overdue == line.record.overdue
            assert lines[line.pk].in_bucket(Bucket.COMPLETED_LATE) == line.record.late


def everything(its: CutOff) -> dict:
    first = its.plan.key_tasks.order_by("number").first()
    in_force = its.assignments().in_force()
    return {
        "board": board(its),
        "progress": progress_over_year(its),
        "members": [(one.person, one.tally, one.overseen) for one in members_on(its)],
        "matrix": matrix(its),
        "key task": key_task_figures(its, first, behind=5),
        "part": part_of_work(its, in_force),
        "overdue": sorted(in_force.in_status(Status.OVERDUE, its.by).values_list("assignment", flat=True)),
        "shortcomings": shortcoming_lines(its, before=its.end),
    }


def test_what_is_done_afterwards_changes_nothing_of_it(province, period):
    before = everything(frozen(period))
    by = Actor(secretary())
    for one in Assignment.objects.filter(state=State.SUBMITTED):
        change_state(one, Act.CONFIRM, by=by, at=AFTERWARDS)
    new = {"task": province.tasks[4], "organisation": province.organisations[0], "responsible": province.responsible}
    AssignmentFactory(**new, at=AFTERWARDS)

    assert everything(frozen(period)) == before
    assert board(plan_day(province.plan, AFTERWARDS.date(), today=AFTERWARDS.date())) != before["board"]


def test_it_costs_as_many_queries_for_many(province, django_assert_num_queries):
    def close(kind, day):
        period = PeriodFactory(plan=province.plan, kind=kind, ends_on=day, due_on=day + timedelta(days=6))
        return frozen(close_period(period, by=Actor(secretary()), at=CLOSED))

    few = close("quarterly", province.today)
    with django_assert_num_queries(1 + 4):
        board(few)
    assignments_in_bulk(30, task=province.tasks[0], responsible=member(), deadline_on=province.today)
    many = close("monthly", province.today)
    with django_assert_num_queries(1 + 4):
        board(many)
