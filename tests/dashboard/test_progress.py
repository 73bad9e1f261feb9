"""Planned and done over the year, each against the assignments one by one."""

from datetime import date

import pytest

from tasks_app.dashboard.queries import progress_over_year
from tasks_app.plan.enums import State
from tasks_app.plan.queries import plan_day
from tests.factories import AssignmentFactory

pytestmark = pytest.mark.django_db

TODAY = date(2024, 10, 15)


@pytest.fixture
def work(plan):
    """Due at the ends of June, September and the year; two completed, one of them late; one without a deadline."""
    AssignmentFactory(deadline_on=date(2024, 6, 28), state=State.COMPLETED, submitted_on=date(2024, 5, 20))
    AssignmentFactory(deadline_on=date(2024, 6, 28), state=State.COMPLETED, submitted_on=date(2024, 8, 1))
    AssignmentFactory(deadline_on=date(2024, 9, 30))
    AssignmentFactory(deadline_on=date(2024, 12, 31))
    AssignmentFactory(task__deadline_on=None)
    AssignmentFactory(deadline_on=date(2024, 6, 28), state=State.CANCELLED)
    return plan


def by_day(progress) -> dict:
    return {point.day: (point.planned, point.completed) for point in progress.points}


def test_each_month_says_what_was_due_and_what_was_done(work):
    progress = progress_over_year(plan_day(work, TODAY, today=TODAY))

    assert progress.base == 4
    assert by_day(progress) == {
        date(2024, 1, 31): (0, 0),
        date(2024, 2, 29): (0, 0),
        date(2024, 3, 31): (0, 0),
        date(2024, 4, 30): (0, 0),
        date(2024, 5, 31): (0, 1),
        date(2024, 6, 30): (2, 1),
        date(2024, 7, 31): (2, 1),
        date(2024, 8, 31): (2, 2),
        date(2024, 9, 30): (3, 2),
        TODAY: (3, 2),
        date(2024, 10, 31): (3, None),
        date(2024, 11, 30): (3, None),
        date(2024, 12, 31): (4, None),
    }
    assert (progress.now.planned, progress.now.completed) == (3, 2)
    assert (progress.share(3), progress.share(2)) == (75.0, 50.0)


def test_a_past_day_knows_nothing_of_what_came_after(work):
    progress = progress_over_year(plan_day(work, date(2024, 6, 30), today=TODAY))

    assert progress.now.day == date(2024, 6, 30)
    assert (progress.now.planned, progress.now.completed) == (2, 1)
    assert by_day(progress)[date(2024, 7, 31)] == (2, None)


def test_after_the_plans_year_all_of_it_is_past(work):
    day = date(2025, 1, 20)
    progress = progress_over_year(plan_day(work, day, today=day))

    assert [point.day for point in progress.points][-1] == date(2024, 12, 31)
    assert (progress.now.planned, progress.now.completed) == (4, 2)


def test_without_a_deadline_there_is_nothing_to_plan(plan):
    AssignmentFactory(task__deadline_on=None)

    assert progress_over_year(plan_day(plan, TODAY, today=TODAY)) is None


def test_two_queries_whatever_there_is(work, queries):
    day = plan_day(work, TODAY, today=TODAY)

    assert queries(lambda: progress_over_year(day)) == 2
