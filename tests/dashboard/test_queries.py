"""The figures: each against the assignments themselves, one by one."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from tasks_app.common import stamps
from tasks_app.common.models import JobRun
from tasks_app.dashboard.queries import Board, Tally, board, first_to_review, health
from tasks_app.mailing.enums import MessageState
from tasks_app.plan.enums import Bucket, State, Status, TaskStatus
from tasks_app.plan.models import Assignment
from tasks_app.plan.queries import PlanDay, plan_day, yardstick
from tasks_app.plan.rules import timeliness
from tasks_app.reporting.enums import ReportState
from tests.factories import (
    AssignmentFactory,
    KeyTaskFactory,
    MessageFactory,
    PlanFactory,
    ReportFactory,
    TaskFactory,
    key_unit,
)

pytestmark = pytest.mark.django_db

TODAY = date(2024, 10, 15)
NOW = datetime(2024, 10, 15, 1, tzinfo=UTC)


def board_of(province) -> Board:
    return board(plan_day(province.plan, province.today, today=province.today))


def counted_one_by_one(assignments, by) -> Counter[Status]:
    statuses = Counter(timeliness(one.facts, by).status for one in assignments)
    statuses.pop(Status.OUT_OF_FORCE, None)
    return statuses


# --- Assignments ------------------------------------------------------------------------------------------------------


def test_every_assignment_in_force_is_counted_as_the_rule_says(province):
    by = yardstick(province.plan, today=province.today)

    counts = board(PlanDay(province.plan, by)).tally.counts

    assert counts == counted_one_by_one(Assignment.objects.all(), by)
    assert counts == {
        Status.DONE: 3,
        Status.LATE: 1,
        Status.WAITING: 1,
        Status.ON_TRACK: 1,
        Status.DUE_SOON: 2,
        Status.OVERDUE: 3,
        Status.NOT_STARTED: 2,
    }


def test_the_four_buckets_add_up_to_what_is_in_force(province):
    tally = board_of(province).tally

    buckets = {bucket: tally.in_bucket(bucket) for bucket in Bucket}

    assert buckets == {
        Bucket.COMPLETED_ON_TIME: 3,
        Bucket.COMPLETED_LATE: 1,
        Bucket.PENDING: 6,
        Bucket.OVERDUE: 3,
    }
    assert sum(buckets.values()) == tally.total == Assignment.objects.in_force().count() == 13


def test_suspended_cancelled_carried_over_and_draft_work_is_not_counted(province):
    before = board_of(province).tally

    AssignmentFactory(task=province.tasks[4], state=State.DRAFT)
    AssignmentFactory(task=province.tasks[4], state=State.SUSPENDED)

    assert board_of(province).tally == before


def test_another_years_work_is_not_counted(province):
    before = board_of(province)

    AssignmentFactory(task__key_task__plan=PlanFactory(year=2025))

    assert board_of(province) == before


@pytest.mark.parametrize(
    ("counts", "rate"),
    [
        ({Status.DONE: 2, Status.LATE: 1, Status.OVERDUE: 1, Status.ON_TRACK: 96}, 75.0),
        ({Status.DONE: 3}, 100.0),
        ({Status.OVERDUE: 3}, 0.0),
        ({Status.ON_TRACK: 5, Status.WAITING: 2, Status.DUE_SOON: 1, Status.NOT_STARTED: 1}, None),
        ({}, None),
    ],
)
def test_the_completion_rate_leaves_out_what_is_not_due_yet(counts, rate):
    assert Tally(counts).completion_rate == rate


def test_work_without_a_deadline_is_counted_apart_as_well(province):
    assert board_of(province).tally.undated == 2


def test_each_cut_of_the_board_adds_up_to_the_whole(province):
    figures = board_of(province)
    organisations = figures.units + figures.localities

    assert Tally.of(line.tally for line in figures.key_tasks) == figures.tally
    assert Tally.of(line.tally for line in organisations) == figures.tally
    for number, key_task in enumerate(figures.key_tasks):
        assert Tally.of(line.cells[number] for line in organisations if line.cells[number]) == key_task.tally


def test_units_and_localities_stand_apart_in_the_official_order(province):
    unit, other_unit, locality, other_locality = province.organisations
    unit.order, other_unit.order = other_unit.order, unit.order
    unit.save()
    other_unit.save()

    figures = board_of(province)

    assert [line.organisation for line in figures.units] == [other_unit, unit]
    assert [line.organisation for line in figures.localities] == [locality, other_locality]


def test_an_organisation_is_named_in_the_language_of_the_page(province):
    line = board_of(province).units[0]

    with translation.override("en"):
        assert str(line.organisation) == province.organisations[0].name_en


def test_key_units_of_the_plan_are_marked(province):
    watched = province.organisations[1]
    key_unit(province.plan, watched)

    figures = board_of(province)

    assert [line.organisation for line in figures.units + figures.localities if line.is_key_unit] == [watched]


def test_an_organisation_without_work_under_a_key_task_has_an_empty_cell(province):
    AssignmentFactory(task=province.tasks[0])

    assert board_of(province).units[-1].cells[1] is None


def test_the_key_task_with_the_most_overdue_work_is_named_unless_two_share_the_place(province):
    assert board_of(province).most_overdue.key_task == province.tasks[2].key_task

    province.give(province.tasks[1], AssignmentFactory().organisation, due_in=-8, state=State.ASSIGNED)

    assert board_of(province).most_overdue is None


def test_overdue_organisations_are_counted_once(province):
    assert board_of(province).overdue_organisations == 3


# --- Tasks ------------------------------------------------------------------------------------------------------------


def test_tasks_are_counted_beside_assignments(province):
    """One all done, three under way, one without an assignment in force."""
    counts = board_of(province).tasks

    assert counts.total == 5
    assert counts.by_status == {TaskStatus.DONE: 1, TaskStatus.IN_PROGRESS: 3, TaskStatus.NOT_STARTED: 0}
    assert counts.not_in_force == 1


def test_a_task_is_done_only_when_all_its_assignments_are(province):
    province.give(province.tasks[3], AssignmentFactory().organisation, due_in=30, state=State.ASSIGNED)

    assert board_of(province).tasks.by_status[TaskStatus.DONE] == 0


def test_tasks_due_by_the_end_of_the_quarter(province):
    """Of five, one has no deadline and one is due next year."""
    figures = board_of(province)

    assert figures.quarter == 4
    assert figures.due_tasks.total == 3
    assert figures.due_tasks.by_status[TaskStatus.IN_PROGRESS] == 2
    assert figures.due_tasks.not_in_force == 1


@pytest.mark.parametrize(("today", "quarter", "due"), [(date(2024, 9, 30), 3, 1), (date(2024, 10, 1), 4, 3)])
def test_a_quarter_ends_with_its_last_day(province, today, quarter, due):
    figures = board(plan_day(province.plan, today, today=today))

    assert (figures.quarter, figures.due_tasks.total) == (quarter, due)


# --- Empty places, and size -------------------------------------------------------------------------------------------


def test_a_plan_without_work_has_a_board_of_noughts(plan, today):
    TaskFactory(key_task=KeyTaskFactory(plan=plan))

    figures = board(plan_day(plan, today, today=today))

    assert (figures.tally, figures.tally.total, figures.tally.completion_rate) == (Tally(), 0, None)
    assert (figures.tasks.total, figures.tasks.not_in_force) == (1, 1)
    assert (figures.units, figures.localities, figures.most_overdue) == ((), (), None)


def test_a_plan_without_tasks_still_shows_its_key_tasks(plan, today):
    key_task = KeyTaskFactory(plan=plan)

    assert [line.key_task for line in board(plan_day(plan, today, today=today)).key_tasks] == [key_task]


def test_the_board_takes_four_queries_besides_the_stamps_however_much_there_is(province, queries):
    by = yardstick(province.plan, today=province.today)

    assert queries(lambda: board(PlanDay(province.plan, by))) == 1 + 4

    for number in range(12):
        province.give(TaskFactory(), AssignmentFactory().organisation, due_in=number * 9 - 50, state=State.ASSIGNED)

    stamps.forget_all()
    assert queries(lambda: board(PlanDay(province.plan, by))) == 1 + 4


def test_a_board_is_asked_for_once_until_somebody_writes(province, queries):
    day = plan_day(province.plan, province.today, today=province.today)
    before = board(day)
    assert queries(lambda: board(day)) == 1
    assert board(plan_day(province.plan, province.today, today=province.today)) is before

    AssignmentFactory(task=province.tasks[0], deadline_on=province.today)
    assert board(day).tally.total == before.tally.total + 1
    tomorrow = province.today + timedelta(days=1)
    assert board(plan_day(province.plan, tomorrow, today=tomorrow)).tally.overdue > before.tally.overdue


# --- What waits, and the machinery ------------------------------------------------------------------------------------


def test_the_first_to_review_have_waited_longest(plan):
    reports = [ReportFactory(at=NOW - timedelta(days=day)) for day in (1, 5, 3)]
    ReportFactory(state=ReportState.DRAFT)

    assert first_to_review(plan_day(plan, TODAY, today=TODAY), 2) == ([reports[1], reports[2]], 3)


def test_nothing_waits_for_review(plan):
    assert first_to_review(plan_day(plan, TODAY, today=TODAY), 5) == ([], 0)


def run_job(name: str, *, minutes_ago: int, error: str = "") -> None:
    JobRun.objects.create(name=name, started_at=NOW, succeeded_at=NOW - timedelta(minutes=minutes_ago), error=error)


def test_jobs_that_have_run_are_well():
    run_job("reminders.plan_reminders", minutes_ago=4)
    run_job("mailing.deliver_due", minutes_ago=1)

    found = health(now=NOW, real_now=NOW)

    assert not found.planner.is_late
    assert not found.sender.is_late
    assert (found.planner.error, found.sender.error, found.outbox.failed, found.outbox.unknown) == ("", "", 0, 0)


def test_jobs_that_never_ran_or_stopped_are_late():
    run_job("mailing.deliver_due", minutes_ago=16)

    found = health(now=NOW, real_now=NOW)

    assert (found.planner.is_late, found.planner.succeeded_at) == (True, None)
    assert found.sender.is_late


def test_a_job_that_only_fails_becomes_late():
    run_job("reminders.plan_reminders", minutes_ago=31, error="ValueError: no")

    found = health(now=NOW, real_now=NOW)

    assert (found.planner.is_late, found.planner.error) == (True, "ValueError: no")


def test_mails_that_somebody_has_to_look_at_are_counted():
    for state in (MessageState.FAILED, MessageState.UNKNOWN, MessageState.UNKNOWN, MessageState.WAITING):
        MessageFactory(state=state)

    found = health(now=NOW, real_now=NOW)

    assert (found.outbox.failed, found.outbox.unknown) == (1, 2)
