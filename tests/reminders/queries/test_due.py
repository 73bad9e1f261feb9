"""Who is reminded of what: not before, on the day, after a missed run, too late, twice; and who never."""

from datetime import date, timedelta

import pytest

from tasks_app.calendar.enums import DayKind
from tasks_app.calendar.models import CalendarDay
from tasks_app.calendar.queries import working_calendar
from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.models import Message
from tasks_app.people.enums import Role
from tasks_app.plan.actions import change_state, move_deadline
from tasks_app.plan.enums import Act, State
from tasks_app.plan.rules import WORKED_ON
from tasks_app.reminders import queries
from tasks_app.reminders.enums import Urgency
from tasks_app.reporting.enums import ReportState, Situation
from tests.calendar.days import CALENDAR_2024
from tests.factories import (
    AssignmentFactory,
    OrganisationFactory,
    PlanFactory,
    ReportFactory,
    appoint,
    focal_officer,
    member,
    secretary,
)
from tests.reminders.ledger import PLAIN, due, ledger, plan, planned_digests, sent, stages

pytestmark = pytest.mark.django_db

FRIDAY = date(2024, 10, 25)  # the deadline of most of these tests
TEN_BEFORE, FIVE_BEFORE, TWO_BEFORE = date(2024, 10, 11), date(2024, 10, 18), date(2024, 10, 23)


def every_working_day(first: date, last: date):
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if PLAIN.is_working_day(day)]


# --- When -------------------------------------------------------------------------------------------------------------


def test_not_before_the_first_stage():
    AssignmentFactory(deadline_on=FRIDAY)

    assert due(TEN_BEFORE - timedelta(days=1)) == []


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (TEN_BEFORE, -10),
        (FIVE_BEFORE, -5),
        (TWO_BEFORE, -2),
        (FRIDAY, 0),
        (date(2024, 10, 28), 1),
        (date(2024, 10, 30), 3),
        (date(2024, 11, 1), 5),
        (date(2024, 11, 8), 10),
        (date(2024, 11, 15), 15),
    ],
)
def test_on_the_day_of_each_stage(day, stage):
    assignment = AssignmentFactory(deadline_on=FRIDAY)

    assert due(day) == [(assignment.responsible, assignment, stage)]


def test_every_stage_is_said_once_when_the_planner_runs_every_day():
    AssignmentFactory(deadline_on=FRIDAY)

    for day in every_working_day(date(2024, 10, 1), date(2024, 11, 15)):
        plan(day)
        sent()

    assert ledger() == [
        (TEN_BEFORE, -10),
        (FIVE_BEFORE, -5),
        (TWO_BEFORE, -2),
        (FRIDAY, 0),
        (date(2024, 10, 28), 1),
        (date(2024, 10, 30), 3),
        (date(2024, 11, 1), 5),
        (date(2024, 11, 8), 10),
        (date(2024, 11, 15), 15),
    ]


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2024, 10, 14), -10),
        (date(2024, 10, 21), -5),
        (date(2024, 10, 24), -2),
        (date(2024, 10, 29), 1),
        (date(2024, 11, 7), 5),
        (date(2024, 12, 2), 25),
    ],
)
def test_a_missed_run_is_made_up_for_with_the_most_urgent_stage_only(day, stage):
    AssignmentFactory(deadline_on=FRIDAY)

    assert stages(day) == [stage]


def test_after_five_days_of_silence_one_mail_and_not_five():
    AssignmentFactory(deadline_on=FRIDAY)
    plan(TWO_BEFORE)
    sent()

    planning = plan(date(2024, 10, 30))

    assert (planning.mails, planning.reminders) == (1, 1)
    assert ledger() == [(TWO_BEFORE, -2), (date(2024, 10, 30), 3)]


def test_not_twice():
    AssignmentFactory(deadline_on=FRIDAY)
    plan(TEN_BEFORE)
    sent()

    assert due(TEN_BEFORE) == []
    assert due(TEN_BEFORE + timedelta(days=3)) == []


def test_a_stage_that_was_passed_over_is_not_said_later():
    """The calendar was corrected and the deadline lies further off than it did: he has been told the worse already."""
    AssignmentFactory(deadline_on=FRIDAY)
    plan(TWO_BEFORE)
    sent()
    a_holiday_more = type(PLAIN)(days_off=frozenset({date(2024, 10, 24), date(2024, 10, 25)}))

    assert stages(TWO_BEFORE, a_holiday_more) == []


@pytest.mark.parametrize("state", [MessageState.WAITING, MessageState.EXPIRED, MessageState.SUPERSEDED])
def test_too_late_for_its_day_it_comes_with_the_next_working_days_mail(state):
    AssignmentFactory(deadline_on=FRIDAY)
    plan(TEN_BEFORE)
    Message.objects.update(state=state)

    assert due(TEN_BEFORE) == []
    assert stages(date(2024, 10, 14)) == [-10]


@pytest.mark.parametrize("state", [MessageState.UNKNOWN, MessageState.FAILED, MessageState.CANCELLED])
def test_what_may_have_arrived_or_was_refused_is_not_said_again(state):
    AssignmentFactory(deadline_on=FRIDAY)
    plan(TEN_BEFORE)
    Message.objects.update(state=state)

    assert due(date(2024, 10, 14)) == []


@pytest.mark.parametrize(
    "state", [{"state": MessageState.FAILED}, {"state": MessageState.RETURNED, "sent_at": at_time(TEN_BEFORE, 7, 15)}]
)
def test_a_corrected_address_gets_what_the_wrong_one_refused_or_sent_back(state):
    assignment = AssignmentFactory(deadline_on=FRIDAY)
    plan(TEN_BEFORE)
    Message.objects.update(**state)
    assert due(date(2024, 10, 14)) == []

    assignment.responsible.email = "dung@example.vn"
    assignment.responsible.save()

    assert stages(date(2024, 10, 14)) == [-10]


# --- Days off ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", [date(2024, 10, 26), date(2024, 10, 27)])
def test_nobody_is_reminded_on_a_weekend(day):
    AssignmentFactory(deadline_on=FRIDAY)

    assert due(day) == []


def test_a_deadline_on_a_saturday_counts_until_monday_and_so_do_its_stages():
    AssignmentFactory(deadline_on=date(2024, 10, 26))

    assert stages(FRIDAY) == [-2]
    assert stages(date(2024, 10, 28)) == [0]
    assert stages(date(2024, 10, 29)) == [1]


def test_where_deadlines_do_not_roll_the_last_working_day_is_the_last_warning():
    PlanFactory(deadlines_roll=False)
    AssignmentFactory(deadline_on=date(2024, 10, 26))

    assert stages(FRIDAY) == [0]
    assert stages(date(2024, 10, 28)) == [1]


def test_over_the_lunar_new_year_nobody_is_reminded_and_nothing_is_dropped():
    """Work ends on Wednesday 7 February and begins again on Thursday the 15th."""
    AssignmentFactory(deadline_on=date(2024, 2, 7), at=at_time(date(2024, 1, 8), 8))
    plan(date(2024, 2, 7), calendar=CALENDAR_2024)
    sent()

    silent = [date(2024, 2, day) for day in range(8, 15)]

    assert [stages(day, CALENDAR_2024) for day in silent] == [[]] * 7
    assert stages(date(2024, 2, 15), CALENDAR_2024) == [1]
    assert stages(date(2024, 2, 19), CALENDAR_2024) == [3]


def test_a_deadline_within_the_lunar_new_year_is_warned_of_before_it():
    AssignmentFactory(deadline_on=date(2024, 2, 10), at=at_time(date(2024, 1, 8), 8))

    assert stages(date(2024, 2, 7), CALENDAR_2024) == [-2]
    assert stages(date(2024, 2, 15), CALENDAR_2024) == [0]


def test_the_calendar_is_the_one_the_secretariat_keeps():
    AssignmentFactory(deadline_on=FRIDAY)
    CalendarDay.objects.create(day=TEN_BEFORE, kind=DayKind.DAY_OFF, name_vi="Nghỉ", name_en="Off")
    CalendarDay.objects.create(day=date(2024, 10, 12), kind=DayKind.WORKED, name_vi="Làm bù", name_en="Worked")

    assert stages(TEN_BEFORE, working_calendar()) == []
    assert stages(date(2024, 10, 12), working_calendar()) == [-10]


# --- What -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", State)
def test_only_of_work_that_somebody_has_to_do(state):
    AssignmentFactory(deadline_on=FRIDAY, state=state, submitted_on=date(2024, 10, 1))

    assert bool(due(FRIDAY)) is (state in WORKED_ON)


def test_work_without_a_deadline_has_no_stages():
    AssignmentFactory(deadline_on=None, task__deadline_on=None)

    assert due(FRIDAY) == []


def test_work_that_awaits_confirmation_is_left_alone_and_is_back_when_it_is_returned():
    assignment = AssignmentFactory(deadline_on=date(2024, 10, 14))
    report = ReportFactory(assignment=assignment, situation=Situation.DONE, at=at_time(date(2024, 10, 14), 9))
    assert due(FRIDAY) == []

    change_state(report.assignment, Act.RETURN, by=None, at=at_time(date(2024, 10, 21), 9), note="Bổ sung")

    assert stages(FRIDAY) == [5]


def test_a_moved_deadline_begins_anew():
    assignment = AssignmentFactory(deadline_on=FRIDAY)
    plan(FRIDAY)
    sent()
    move_deadline(assignment, date(2024, 11, 29), by=Actor(secretary()), at=at_time(date(2024, 10, 25), 10))

    assert due(date(2024, 11, 14)) == []
    assert stages(date(2024, 11, 15)) == [-10]


def test_a_deadline_moved_twice_is_reminded_of_once_and_for_the_final_day():
    assignment = AssignmentFactory(deadline_on=FRIDAY)
    plan(TEN_BEFORE)
    sent()
    by = Actor(secretary())
    move_deadline(assignment, date(2024, 11, 29), by=by, at=at_time(FRIDAY, 10))
    move_deadline(assignment, date(2024, 10, 31), by=by, at=at_time(FRIDAY, 10, 10))

    planning = plan(date(2024, 10, 29))

    assert ledger()[1:] == [(date(2024, 10, 29), -2)]
    assert (planning.mails, planning.reminders) == (1, 1)


# --- Who --------------------------------------------------------------------------------------------------------------


def test_the_responsible_member_and_the_focal_officers_of_the_lead_organisation():
    assignment = AssignmentFactory(deadline_on=FRIDAY, coordinating=[OrganisationFactory()])
    one, other = focal_officer(assignment.organisation), focal_officer(assignment.organisation)
    focal_officer(assignment.contributions.get().organisation)
    focal_officer()

    assert {person for person, _, _ in due(FRIDAY)} == {assignment.responsible, one, other}


def test_who_is_both_is_reminded_once():
    assignment = AssignmentFactory(deadline_on=FRIDAY)
    appoint(assignment.responsible, Role.FOCAL_OFFICER, organisation=assignment.organisation)

    assert due(FRIDAY) == [(assignment.responsible, assignment, 0)]


def test_an_inactive_person_gets_nothing():
    assignment = AssignmentFactory(deadline_on=FRIDAY)
    officer = focal_officer(assignment.organisation)
    for person in (assignment.responsible, officer):
        person.is_active = False
        person.save()

    assert due(FRIDAY) == []


def test_a_person_without_an_address_gets_nothing():
    assignment = AssignmentFactory(deadline_on=FRIDAY, responsible=member(email=""))
    officer = focal_officer(assignment.organisation)

    assert [person for person, _, _ in due(FRIDAY)] == [officer]


def test_a_member_whose_term_is_over_gets_nothing():
    AssignmentFactory(deadline_on=FRIDAY, responsible=member(until=date(2024, 10, 24)))

    assert [len(due(day)) for day in (date(2024, 10, 24), FRIDAY)] == [1, 0]


def test_a_focal_officer_gets_mail_while_he_is_one():
    assignment = AssignmentFactory(deadline_on=FRIDAY)
    before = focal_officer(assignment.organisation, until=TWO_BEFORE)
    after = focal_officer(assignment.organisation, since=date(2024, 10, 24))

    assert before in [person for person, _, _ in due(TWO_BEFORE)]
    assert {person for person, _, _ in due(FRIDAY)} == {assignment.responsible, after}


def test_whoever_comes_later_is_told_where_it_stands():
    assignment = AssignmentFactory(deadline_on=FRIDAY)
    plan(FIVE_BEFORE)
    sent()
    newcomer = focal_officer(assignment.organisation)

    assert due(date(2024, 10, 21)) == [(newcomer, assignment, -5)]


def test_two_people_are_told_apart():
    assignment = AssignmentFactory(deadline_on=FRIDAY)
    officer = focal_officer(assignment.organisation)
    plan(TEN_BEFORE)
    Message.objects.filter(to_person=officer).update(state=MessageState.EXPIRED)
    sent(Message.objects.exclude(to_person=officer))

    assert due(date(2024, 10, 14)) == [(officer, assignment, -10)]


# --- One mail for each person and day ---------------------------------------------------------------------------------


def test_a_digest_has_all_that_is_due_the_most_urgent_first():
    person = member()
    soon = AssignmentFactory(responsible=person, deadline_on=date(2024, 10, 29))
    overdue = AssignmentFactory(responsible=person, deadline_on=date(2024, 10, 22))
    today = AssignmentFactory(responsible=person, deadline_on=FRIDAY)
    long_overdue = AssignmentFactory(responsible=person, deadline_on=date(2024, 10, 1))

    [digest] = planned_digests(FRIDAY)

    assert digest.recipient == person
    assert [item.work.assignment for item in digest.items] == [long_overdue, overdue, today, soon]


def test_returned_work_is_told_beside_what_is_due_but_makes_no_mail_of_its_own():
    person = member()
    returned = AssignmentFactory(responsible=person, deadline_on=date(2024, 12, 31))
    ReportFactory(assignment=returned, state=ReportState.RETURNED)
    assert planned_digests(FRIDAY) == []

    AssignmentFactory(responsible=person, deadline_on=FRIDAY)
    [digest] = planned_digests(FRIDAY)

    assert [(item.work.assignment, item.stage) for item in digest.items if item.urgency == Urgency.RETURNED] == [
        (returned, None)
    ]


def test_a_report_that_was_returned_and_since_sent_again_is_not_told():
    person = member()
    again = AssignmentFactory(responsible=person, deadline_on=date(2024, 12, 31))
    ReportFactory(assignment=again, state=ReportState.RETURNED)
    ReportFactory(assignment=again, at=at_time(date(2024, 10, 14), 9))
    AssignmentFactory(responsible=person, deadline_on=FRIDAY)

    [digest] = [one for one in planned_digests(FRIDAY) if one.recipient == person]

    assert [item.urgency for item in digest.items] == [Urgency.TODAY]


def test_what_is_overdue_and_was_said_before_is_counted():
    person = member()
    AssignmentFactory(responsible=person, deadline_on=date(2024, 10, 23))
    plan(date(2024, 10, 24))
    sent()
    AssignmentFactory(responsible=person, deadline_on=FRIDAY)

    [digest] = planned_digests(FRIDAY)

    assert (len(digest.items), digest.overdue_besides) == (1, 1)


def test_people_come_by_given_name():
    for name in ("Trần Văn Bình", "Nguyễn Thị An", "Lê Văn Bách"):
        AssignmentFactory(responsible=member(full_name=name), deadline_on=FRIDAY)

    names = [digest.recipient.full_name for digest in planned_digests(FRIDAY)]

    assert names == ["Nguyễn Thị An", "Lê Văn Bách", "Trần Văn Bình"]


def test_the_number_of_queries_does_not_depend_on_the_plan(constant_queries):
    def more():
        for _ in range(3):
            assignment = AssignmentFactory(deadline_on=FRIDAY)
            focal_officer(assignment.organisation)
            ReportFactory(assignment=assignment, state=ReportState.RETURNED)

    more()

    constant_queries(lambda: due(FRIDAY), more, below=8)
    constant_queries(lambda: planned_digests(FRIDAY), more, below=24)


# --- The day's mark ---------------------------------------------------------------------------------------------------


def test_a_day_has_not_been_planned_until_it_says_so():
    assert not queries.has_been_planned(FRIDAY)
