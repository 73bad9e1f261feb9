"""What stands on a line of a report, and what a report of an open and of a closed period covers."""

from datetime import date

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.documents.queries import report_facts
from tasks_app.documents.rules import Name
from tasks_app.plan.enums import State, Status
from tasks_app.plan.models import Assignment, Plan
from tasks_app.reporting.actions import close_period
from tasks_app.reporting.enums import ExtensionState, ReportState, Situation
from tasks_app.reporting.models import ReportingPeriod
from tests.factories import (
    AssignmentFactory,
    DueFactory,
    ExtensionFactory,
    LocalityFactory,
    OrganisationFactory,
    PeriodFactory,
    ReportFactory,
    TaskFactory,
    assignments_in_bulk,
    leader,
    member,
    secretary,
)

pytestmark = pytest.mark.django_db

DAY = date(2024, 10, 15)
NOW = at_time(DAY, 10)
CLOSED = at_time(date(2024, 9, 24), 16)  # of the factory's period, cut off on 14 September


def closed_period(work: Assignment) -> ReportingPeriod:
    return close_period(PeriodFactory(plan=work.task.key_task.plan), by=Actor(secretary()), at=CLOSED)


def test_a_line_says_all_that_is_known_of_an_assignment():
    work = AssignmentFactory(deadline_on=date(2024, 8, 30), coordinating=[LocalityFactory(name_vi="Huyện Đô Lương")])
    ReportFactory(
        assignment=work, at=at_time(date(2024, 7, 1), 9), state=ReportState.ACCEPTED, results="Đã xong phần 1"
    )
    ReportFactory(
        assignment=work,
        at=at_time(date(2024, 8, 1), 9),
        situation=Situation.OBSTACLE,
        difficulties="Thiếu máy quét",
        proposals="Cấp thêm <2> máy & phần mềm",
    )
    ExtensionFactory(
        assignment=work, at=at_time(date(2024, 8, 20), 9), state=ExtensionState.APPROVED, deadline_on=date(2024, 9, 5)
    )
    work.refresh_from_db()
    facts = report_facts(work.task.key_task.plan, closed_period(work), at=NOW)

    [(task, line)] = facts.overdue
    assert task.number == work.task.number
    assert line.organisation == Name(work.organisation.name_vi, work.organisation.name_en)
    assert [one.vi for one in line.coordinating] == ["Huyện Đô Lương"]
    assert (line.original_on, line.deadline_on, line.days, line.extended) == (
        date(2024, 8, 30),
        date(2024, 9, 5),
        9,
        1,
    )
    assert line.results.text == "Đã xong phần 1"
    assert (line.difficulties.text, line.proposals.text) == ("Thiếu máy quét", "Cấp thêm <2> máy & phần mềm")
    assert line.difficulties.by == str(work.responsible)
    assert line.difficulties.is_recent


def test_what_was_written_for_the_period_before_is_not_of_this_one():
    work = AssignmentFactory()
    plan = work.task.key_task.plan
    second = PeriodFactory(plan=plan, starts_on=date(2024, 3, 15), ends_on=date(2024, 6, 14), due_on=date(2024, 6, 20))
    third = PeriodFactory(plan=plan)
    for period, day, text in ((second, date(2024, 6, 18), "Của quý II"), (third, date(2024, 9, 18), "Của quý III")):
        due = DueFactory(assignment=work, period=period)
        ReportFactory(assignment=work, due=due, at=at_time(day, 9), difficulties=text)

    def said(asked, until) -> tuple[str, bool]:
        close_period(asked, by=Actor(secretary()), at=until)
        asked.refresh_from_db()
        [(_task, line)] = report_facts(plan, asked, at=NOW).lines
        return line.difficulties.text, line.difficulties.is_recent

    assert said(second, at_time(date(2024, 6, 28), 16)) == ("Của quý II", True)
    assert said(third, CLOSED) == ("Của quý III", True)


def test_a_returned_report_is_not_quoted():
    work = AssignmentFactory()
    ReportFactory(assignment=work, at=at_time(date(2024, 8, 1), 9), state=ReportState.RETURNED, difficulties="Chưa rõ")
    [(_task, line)] = report_facts(work.task.key_task.plan, DAY, at=NOW).lines
    assert (line.difficulties, line.results) == (None, None)


def test_an_open_period_is_preliminary_and_stands_on_its_cut_off():
    work = AssignmentFactory(deadline_on=date(2024, 9, 13))
    period = PeriodFactory(plan=work.task.key_task.plan)
    facts = report_facts(period.plan, period, at=NOW)
    running = report_facts(period.plan, period, at=at_time(date(2024, 8, 1), 9))

    assert (facts.scope.day, facts.scope.is_final) == (date(2024, 9, 14), False)
    assert facts.figures.overdue == 1
    assert (running.scope.day, running.figures.overdue) == (date(2024, 8, 1), 0)


def test_a_collective_task_is_no_further_than_its_slowest():
    task = TaskFactory(deadline_on=date(2024, 8, 30))
    AssignmentFactory(task=task, state=State.COMPLETED, submitted_on=date(2024, 8, 1))
    AssignmentFactory(task=task, organisation=LocalityFactory())
    [key_task] = report_facts(task.key_task.plan, DAY, at=NOW).key_tasks

    [line] = key_task.tasks
    assert line.status == "in_progress"
    assert [one.status for one in line.assignments] == [Status.DONE, Status.OVERDUE]


def test_what_comes_next_is_what_is_due_by_the_next_cut_off():
    plan = PeriodFactory().plan
    task = TaskFactory(key_task__plan=plan)
    for day in (date(2024, 9, 20), date(2024, 12, 14), date(2024, 12, 20)):
        AssignmentFactory(task=task, organisation=OrganisationFactory(), deadline_on=day)
    third = close_period(ReportingPeriod.objects.get(), by=Actor(secretary()), at=CLOSED)
    PeriodFactory(plan=plan, starts_on=date(2024, 9, 15), ends_on=date(2024, 12, 14), due_on=date(2024, 12, 20))
    facts = report_facts(plan, third, at=NOW)

    assert facts.next_until == date(2024, 12, 14)
    assert [line.deadline_on for _task, line in facts.due_next] == [date(2024, 9, 20), date(2024, 12, 14)]


def test_the_facts_cost_as_many_queries_for_many(django_assert_max_num_queries):
    task, its_leader = TaskFactory(), leader()
    AssignmentFactory(task=task, responsible=its_leader)
    plan = Plan.objects.select_related("committee", "source_document").get()

    def queries() -> int:
        with django_assert_max_num_queries(70) as captured:
            report_facts(plan, DAY, at=NOW)
        return len(captured)

    few = queries()
    assignments_in_bulk(30, task=task, responsible=member(), deadline_on=date(2024, 9, 1))
    for _number in range(3):
        ReportFactory(assignment=AssignmentFactory(task=TaskFactory()), difficulties="Chậm")
    assert queries() == few
