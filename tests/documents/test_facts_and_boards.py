"""What a report says is what the boards say: on a day, and at the cut-off of a closed period."""

import json
from datetime import date, timedelta

import pytest

from tasks_app.calendar.queries import working_calendar
from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.dashboard.queries import board, ground_of_period, members_on, ranking
from tasks_app.documents.queries import report_facts
from tasks_app.documents.rules import ReportFacts, plain, read
from tasks_app.indicators.queries import indicator_lines
from tasks_app.plan.actions import change_state, move_deadline
from tasks_app.plan.enums import Act, Bucket, State, TaskStatus
from tasks_app.plan.models import Assignment, Plan
from tasks_app.plan.queries import plan_day
from tasks_app.plan.rules import Basis
from tasks_app.reporting.models import ReportingPeriod
from tasks_app.reporting.queries import cut_off, period_figures
from tests.factories import secretary

pytestmark = pytest.mark.django_db

DAY = date(2024, 10, 15)
NOW = at_time(DAY, 10)


def third_quarter() -> ReportingPeriod:
    return ReportingPeriod.objects.select_related("plan").get(kind="quarterly", ends_on=date(2024, 9, 14))


def tally_of(figures) -> tuple:
    return figures.on_time, figures.late, figures.pending, figures.overdue, figures.completion_rate


def tally_on(tally) -> tuple:
    return (*(tally.in_bucket(bucket) for bucket in Bucket), tally.completion_rate)


@pytest.mark.parametrize("day", [DAY, date(2024, 8, 1)])
def test_a_days_figures_are_those_of_its_board(demonstration, day):
    plan = Plan.objects.get(year=2024)
    facts, its = report_facts(plan, day, at=NOW), board(plan_day(plan, day, today=DAY))

    assert tally_of(facts.figures) == tally_on(its.tally)
    assert facts.tasks.total == its.tasks.total
    assert [facts.tasks.done, facts.tasks.in_progress, facts.tasks.not_started] == list(its.tasks.by_status.values())
    assert facts.due_tasks.done == its.due_tasks.by_status[TaskStatus.DONE]
    assert [tally_of(one.figures) for one in facts.key_tasks] == [tally_on(one.tally) for one in its.key_tasks]
    assert {one.key: tally_of(one.figures) for one in facts.units + facts.localities} == {
        one.organisation.pk: tally_on(one.tally) for one in its.units + its.localities
    }
    members = {one.person.pk: tally_on(one.tally) for one in members_on(plan_day(plan, day, today=DAY))}
    assert all(tally_of(one.figures) == members[one.key] for one in facts.members)
    assert len(facts.overdue) == its.tally.overdue
    before = None if day == DAY else at_time(day + timedelta(days=1))
    assert [one.value for one in facts.indicators] == [
        line.its.value if line.its else None for line in indicator_lines(today=day, before=before)
    ]


def test_a_closed_periods_figures_are_those_that_were_frozen(demonstration):
    period, calendar = third_quarter(), working_calendar()
    facts = report_facts(period.plan, period, at=NOW)
    page = period_figures(period, today=DAY, calendar=calendar)
    ranked = ranking(ground_of_period(period, cut_off(period, calendar=calendar).by))

    assert facts.scope.is_final
    assert facts.figures.total == page.in_force == sum(1 for _pair in facts.lines)
    assert facts.figures.overdue == next(one.count for one in page.shares if one.css == "s-over")
    for lines, group in ((facts.units, ranked.units), (facts.localities, ranked.localities)):
        assert {one.key: one.rank for one in lines} == {one.pk: one.rank for one in (*group.ranked, *group.others)}
        overdue = {one.pk: one.record.overdue for one in (*group.ranked, *group.others)}
        assert {one.key: one.figures.overdue for one in lines} == overdue


def test_every_line_adds_up_to_the_whole(demonstration):
    facts = report_facts(third_quarter().plan, third_quarter(), at=NOW)

    for parts in (facts.key_tasks, facts.units + facts.localities, facts.members):
        for bucket in ("on_time", "late", "pending", "overdue", "undated"):
            assert sum(getattr(part.figures, bucket) for part in parts) == getattr(facts.figures, bucket)
    for key_task in facts.key_tasks:
        assert sum(task.figures.total for task in key_task.tasks) == key_task.figures.total


@pytest.mark.parametrize("asked", [date(2024, 8, 1), "period"])
def test_what_is_frozen_reads_back_as_it_was(demonstration, asked):
    period = third_quarter()
    facts = report_facts(period.plan, period if asked == "period" else asked, at=NOW)
    assert read(ReportFacts, json.loads(json.dumps(plain(facts)))) == facts


@pytest.mark.parametrize("asked", [date(2024, 8, 1), "period"])
def test_what_is_done_today_changes_neither_a_past_day_nor_a_closed_period(demonstration, asked):
    period = third_quarter()
    asked = period if asked == "period" else asked
    before = report_facts(period.plan, asked, at=NOW)
    by, at = Actor(secretary()), NOW + timedelta(minutes=1)
    for one in Assignment.objects.filter(state=State.SUBMITTED)[:3]:
        change_state(one, Act.CONFIRM, by=by, at=at)
    for one in Assignment.objects.filter(state=State.IN_PROGRESS, deadline_on__isnull=False)[:3]:
        move_deadline(one, date(2025, 3, 31), basis=Basis("1-CV", DAY), by=by, at=at)

    assert report_facts(period.plan, asked, at=NOW) == before
