"""What is kept of an assignment for each day, and how it follows the calendar."""

from datetime import date, timedelta

import pytest

from tasks_app.calendar.actions import change_day, enter_days, remove_day
from tasks_app.calendar.enums import DayKind
from tasks_app.calendar.models import CalendarDay
from tasks_app.calendar.rules import SpecialDay
from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.plan import actions
from tasks_app.plan.enums import Act, State
from tasks_app.plan.models import Assignment, Phase
from tasks_app.plan.rules import Basis
from tests.factories import (
    AssignmentFactory,
    CalendarDayFactory,
    OrganisationFactory,
    PlanFactory,
    TaskFactory,
    member,
    secretary,
)

pytestmark = pytest.mark.django_db

ISSUED = date(2024, 3, 4)
MONDAY = date(2024, 9, 16)
TODAY = date(2024, 10, 15)
BASIS = Basis("1-CV/BCĐ", date(2024, 10, 1))


def spans(assignment: Assignment) -> list[tuple]:
    return list(assignment.phases.order_by("pk").values_list("valid_from", "valid_to", "state"))


def day_off(day: date, *, on: date = TODAY) -> None:
    enter_days([SpecialDay(day, DayKind.DAY_OFF, "Ngày nghỉ")], by=Actor(secretary()), at=at_time(on, 9))


def good_until(assignment: Assignment) -> date:
    assignment.refresh_from_db()
    return assignment.counts_until_on


# --- Kept at every change ---------------------------------------------------------------------------------------------


def test_an_assignment_begins_its_first_phase_when_it_is_issued():
    assignment = AssignmentFactory()

    assert spans(assignment) == [(ISSUED, None, State.ASSIGNED)]


def test_each_change_begins_a_phase_on_its_day():
    assignment = AssignmentFactory()
    by = Actor(secretary())
    for act, day in ((Act.SUSPEND, 10), (Act.RESUME, 20)):
        actions.decide(assignment, act, reason="Lý do", basis=BASIS, by=by, at=at_time(ISSUED + timedelta(day), 9))

    assert spans(assignment) == [
        (ISSUED, ISSUED + timedelta(9), State.ASSIGNED),
        (ISSUED + timedelta(10), ISSUED + timedelta(19), State.SUSPENDED),
        (ISSUED + timedelta(20), None, State.IN_PROGRESS),
    ]


def test_what_was_changed_again_on_its_day_is_what_no_day_ended_with():
    assignment = AssignmentFactory()
    by, day = Actor(secretary()), ISSUED + timedelta(10)
    for hour, act in enumerate((Act.SUSPEND, Act.RESUME), 9):
        actions.decide(assignment, act, reason="Lý do", basis=BASIS, by=by, at=at_time(day, hour))

    assert spans(assignment) == [
        (ISSUED, day - timedelta(1), State.ASSIGNED),
        (day, day - timedelta(1), State.SUSPENDED),
        (day, None, State.IN_PROGRESS),
    ]
    assert [phase.state for phase in Phase.objects.on(day)] == [State.IN_PROGRESS]
    assert [phase.state for phase in Phase.objects.on(day - timedelta(1))] == [State.ASSIGNED]


def test_where_nothing_changes_no_phase_begins():
    assignment = AssignmentFactory()

    actions.keep(assignment, "percent", at=at_time(TODAY, 9))

    assert len(spans(assignment)) == 1


def test_a_clock_that_went_back_begins_no_phase_before_the_last():
    assignment = AssignmentFactory()
    assignment.percent = 30

    actions.keep(assignment, "percent", at=at_time(ISSUED - timedelta(3), 9))

    assert Phase.objects.on(ISSUED).get().percent == 30
    assert not Phase.objects.on(ISSUED - timedelta(1)).exists()


def test_what_is_carried_over_is_a_draft_there_of_which_no_phase_tells():
    assignment = AssignmentFactory()
    next_task = TaskFactory(key_task__plan=PlanFactory(year=2025, starts_on=date(2025, 1, 20)))
    actions.decide(
        assignment, Act.CARRY_OVER, next_task=next_task, by=Actor(secretary()), at=at_time(date(2024, 12, 30), 9)
    )

    draft = next_task.assignments.get()
    assert (draft.state, draft.phases.count()) == (State.DRAFT, 0)


def test_a_draft_follows_the_calendar_without_a_phase():
    saturday = date(2024, 6, 15)
    draft = AssignmentFactory(state=State.DRAFT, deadline_on=saturday)
    CalendarDayFactory(day=date(2024, 6, 17))

    draft.refresh_from_db()
    assert (draft.counts_until_on, draft.phases.count()) == (date(2024, 6, 18), 0)


# --- The calendar -----------------------------------------------------------------------------------------------------


def test_a_deadline_on_a_sunday_is_good_until_the_monday():
    assert AssignmentFactory(deadline_on=MONDAY - timedelta(1)).counts_until_on == MONDAY


def test_in_a_plan_whose_deadlines_do_not_roll_it_is_good_until_the_sunday():
    PlanFactory(deadlines_roll=False)

    assert AssignmentFactory(deadline_on=MONDAY - timedelta(1)).counts_until_on == MONDAY - timedelta(1)


def test_a_deadline_follows_the_calendar_when_a_day_is_entered_changed_and_removed():
    assignment = AssignmentFactory(deadline_on=MONDAY)
    other = AssignmentFactory(deadline_on=MONDAY + timedelta(1))
    by = Actor(secretary())

    day_off(MONDAY)
    assert (good_until(assignment), good_until(other)) == (MONDAY + timedelta(1), MONDAY + timedelta(1))

    entry = CalendarDay.objects.get(day=MONDAY)
    said = SpecialDay(MONDAY + timedelta(1), DayKind.DAY_OFF, "Ngày nghỉ")
    change_day(entry.pk, said, by=by, at=at_time(TODAY, 10))
    assert (good_until(assignment), good_until(other)) == (MONDAY, MONDAY + timedelta(2))

    remove_day(entry.pk, by=by, at=at_time(TODAY, 11))
    assert (good_until(assignment), good_until(other)) == (MONDAY, MONDAY + timedelta(1))
    assert Phase.objects.on(TODAY).get(assignment=other).counts_until_on == MONDAY + timedelta(1)


def test_a_day_off_that_is_entered_late_changes_no_day_before():
    assignment = AssignmentFactory(deadline_on=MONDAY)

    day_off(MONDAY, on=TODAY)

    before, since = (Phase.objects.on(day).get(assignment=assignment) for day in (TODAY - timedelta(1), TODAY))
    assert (before.counts_until_on, since.counts_until_on) == (MONDAY, MONDAY + timedelta(1))


def test_following_the_calendar_again_moves_nothing():
    AssignmentFactory(deadline_on=MONDAY)
    Assignment.objects.update(counts_until_on=MONDAY + timedelta(3))  # written beside an edit of the calendar

    assert actions.follow_calendar(at=at_time(TODAY, 9)) == 1
    assert actions.follow_calendar(at=at_time(TODAY, 9)) == 0
    assert Phase.objects.count() == 1


def test_a_day_off_takes_as_many_queries_for_one_assignment_as_for_forty(queries):
    task, by = TaskFactory(), member()

    def give(number: int) -> None:
        for _ in range(number):
            AssignmentFactory(task=task, organisation=OrganisationFactory(), responsible=by, deadline_on=MONDAY)

    give(1)
    one = queries(lambda: day_off(MONDAY))
    give(40)
    assert queries(lambda: day_off(MONDAY + timedelta(1))) <= one + 2
