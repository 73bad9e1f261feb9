"""What is reminded of besides one's own deadlines; copies, deputies, wishes and ladders."""

from datetime import date, time, timedelta

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.models import Message
from tasks_app.people.enums import DelegationKind, Role
from tasks_app.plan.actions import give_contribution
from tasks_app.plan.enums import Answer, State
from tasks_app.plan.rules import Given
from tasks_app.reminders.actions import plan_reminders, plan_when_it_is_time
from tasks_app.reminders.enums import Subject
from tasks_app.reminders.models import EditedLadder, MailPreference
from tasks_app.reminders.queries import lines
from tasks_app.reporting.enums import ExtensionState, ReportState
from tasks_app.reporting.models import ReportingPeriod
from tests.factories import (
    AssignmentFactory,
    DueFactory,
    ExtensionFactory,
    OrganisationFactory,
    ReportFactory,
    appoint,
    delegate,
    focal_officer,
    leader,
    member,
    secretary,
)
from tests.reminders.ledger import PLAIN, all_due, plan, sent

pytestmark = pytest.mark.django_db

FRIDAY = date(2024, 10, 25)
FIVE_AFTER, TEN_AFTER = date(2024, 11, 1), date(2024, 11, 8)


def told(day: date, subject: Subject, *, copies: bool = False) -> list[tuple[int, int]]:
    """Who would be told of the subject, and at which stage."""
    found = [line for line in all_due(day) if line.subject == subject and line.is_copy == copies]
    return sorted((line.recipient_id, line.stage) for line in found)


def everybody(*people, stage: int) -> list[tuple[int, int]]:
    return sorted((person.pk, stage) for person in people)


# --- Periodic reports -------------------------------------------------------------------------------------------------

DUE = date(2024, 9, 20)  # a Friday


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2024, 9, 16), None),
        (date(2024, 9, 17), -3),
        (date(2024, 9, 19), -3),
        (DUE, 0),
        (date(2024, 9, 23), 1),
        (date(2024, 9, 25), 3),
        (date(2024, 10, 25), 3),
    ],
)
def test_who_owes_a_report_is_told_before_its_day_on_it_and_after(day, stage):
    due = DueFactory()
    officer = focal_officer(due.assignment.organisation)

    assert told(day, Subject.REPORT) == (
        [] if stage is None else everybody(due.assignment.responsible, officer, stage=stage)
    )


def test_the_secretariat_hears_of_a_report_that_is_three_days_late():
    DueFactory()
    office = secretary()

    assert told(date(2024, 9, 23), Subject.REPORT, copies=True) == []
    assert told(date(2024, 9, 25), Subject.REPORT, copies=True) == [(office.pk, 3)]


@pytest.mark.parametrize(
    ("state", "is_owed"), [(ReportState.SUBMITTED, False), (ReportState.ACCEPTED, False), (ReportState.RETURNED, True)]
)
def test_only_who_has_not_reported_is_told(state, is_owed):
    due = DueFactory()
    ReportFactory(assignment=due.assignment, due=due, state=state)

    assert bool(told(DUE, Subject.REPORT)) is is_owed


def test_neither_a_closed_period_nor_stopped_work_is_asked_for():
    closed = DueFactory()
    stopped = DueFactory(assignment__state=State.SUSPENDED, period=closed.period)
    assert told(DUE, Subject.REPORT) == [(closed.assignment.responsible_id, 0)]

    ReportingPeriod.objects.update(closed_at=at_time(DUE), closed_by=secretary())

    assert stopped.assignment.state == State.SUSPENDED
    assert told(DUE, Subject.REPORT) == []


def test_a_due_day_that_was_moved_begins_anew():
    due = DueFactory()
    plan(date(2024, 9, 17))
    sent()
    assert told(date(2024, 9, 18), Subject.REPORT) == []

    ReportingPeriod.objects.update(due_on=date(2024, 9, 27))

    assert told(date(2024, 9, 23), Subject.REPORT) == []
    assert told(date(2024, 9, 24), Subject.REPORT) == [(due.assignment.responsible_id, -3)]


# --- Contributions ----------------------------------------------------------------------------------------------------


@pytest.fixture
def contribution():
    return AssignmentFactory(deadline_on=FRIDAY, coordinating=[OrganisationFactory()]).contributions.get()


def test_a_coordinating_organisation_is_told_of_its_own_contribution_by_the_deadline(contribution):
    officer = focal_officer(contribution.organisation)

    assert told(date(2024, 10, 18), Subject.CONTRIBUTION) == [(officer.pk, -5)]
    assert told(date(2024, 10, 18), Subject.WORK) == [(contribution.assignment.responsible_id, -5)]


def test_a_date_of_its_own_goes_before_the_deadline_and_a_new_one_begins_anew(contribution):
    officer = focal_officer(contribution.organisation)
    contribution.due_on = date(2024, 10, 15)
    contribution.save()
    assert told(date(2024, 10, 15), Subject.CONTRIBUTION) == [(officer.pk, 0)]
    plan(date(2024, 10, 15))
    sent()

    contribution.due_on = date(2024, 10, 23)
    contribution.save()

    assert told(date(2024, 10, 16), Subject.CONTRIBUTION) == [(officer.pk, -5)]


def test_who_contributed_is_not_asked_again(contribution):
    officer = focal_officer(contribution.organisation)
    give_contribution(
        contribution,
        Given(answer=Answer.GIVEN, text="Số liệu của 21 huyện."),
        seen=0,
        by=Actor(officer),
        at=at_time(date(2024, 10, 10), 9),
    )

    assert told(FRIDAY, Subject.CONTRIBUTION) == []


# --- What waits for an answer -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2024, 10, 24), None),
        (FRIDAY, 4),
        (date(2024, 10, 31), 4),
        (date(2024, 11, 1), 9),
        (date(2024, 11, 8), 14),
    ],
)
def test_a_report_that_waits_for_more_than_three_days_is_told_to_the_reviewers(day, stage):
    ReportFactory(at=at_time(date(2024, 10, 21), 15))
    one, other = secretary(), secretary()
    leader()

    assert told(day, Subject.REVIEW) == ([] if stage is None else everybody(one, other, stage=stage))


def test_the_day_of_sending_is_the_local_one():
    """An hour before midnight in Vinh is 16:00 in UTC, an hour after it 18:00 of the day before."""
    ReportFactory(at=at_time(date(2024, 10, 22), 1))
    secretary()

    assert told(FRIDAY, Subject.REVIEW) == []


def test_nobody_is_asked_to_review_what_he_wrote():
    author, other = secretary(), secretary()
    ReportFactory(at=at_time(date(2024, 10, 14), 9), by=author)

    assert [person for person, _ in told(FRIDAY, Subject.REVIEW)] == [other.pk]


def test_nobody_is_asked_to_judge_his_own_work_nor_his_deputy_what_he_wrote():
    office, answers, other = secretary(), secretary(), secretary()
    writer = member()
    ReportFactory(at=at_time(date(2024, 10, 14), 9), by=writer, assignment__responsible=answers)
    delegate(office, writer)

    asked = {person for person, _ in told(FRIDAY, Subject.REVIEW)}

    assert {office.pk, other.pk} <= asked
    assert not asked & {answers.pk, writer.pk}


def test_a_request_for_an_extension_is_told_to_the_one_whose_turn_it_is():
    office, head = secretary(), leader()
    request = ExtensionFactory(decider=head)  # asked on the 14th
    assert told(date(2024, 10, 17), Subject.EXTENSION) == []
    assert told(date(2024, 10, 18), Subject.EXTENSION) == [(office.pk, 4)]
    plan(date(2024, 10, 18))
    sent()

    propose(request, office, on=date(2024, 10, 21))

    assert told(date(2024, 10, 24), Subject.EXTENSION) == []
    assert told(FRIDAY, Subject.EXTENSION) == [(head.pk, 4)]


def propose(request, office, *, on: date):
    type(request).objects.filter(pk=request.pk).update(
        state=ExtensionState.PROPOSED,
        recommendation="refuse",
        proposed_by=office,
        proposed_at=at_time(on, 10),
    )


# --- The summary of the week ------------------------------------------------------------------------------------------


def test_the_secretariat_and_the_leaders_get_a_summary_on_the_first_working_day_of_a_week():
    AssignmentFactory(deadline_on=date(2024, 12, 31))
    office, head = secretary(), leader()
    member()
    monday, tuesday = date(2024, 10, 14), date(2024, 10, 15)

    assert told(monday, Subject.SUMMARY) == everybody(office, head, stage=0)
    assert told(tuesday, Subject.SUMMARY) == []


def test_where_monday_is_a_day_off_it_comes_on_tuesday():
    office = secretary()
    calendar = type(PLAIN)(days_off=frozenset({date(2024, 10, 14)}))

    found = all_due(date(2024, 10, 15), calendar)

    assert [(line.subject, line.recipient_id) for line in found] == [(Subject.SUMMARY, office.pk)]


def test_a_summary_that_reached_nobody_comes_with_the_next_mail_of_the_week():
    office = secretary()
    plan(date(2024, 10, 14))
    Message.objects.update(state=MessageState.EXPIRED)

    assert told(date(2024, 10, 15), Subject.SUMMARY) == [(office.pk, 0)]


@pytest.mark.parametrize(("last_planned", "is_due"), [(date(2024, 10, 11), True), (date(2024, 10, 14), False)])
def test_a_summary_whose_day_was_missed_comes_with_the_first_planning_of_the_week(last_planned, is_due):
    secretary()
    plan_when_it_is_time(at=at_time(last_planned, 7))
    sent()

    assert bool(told(date(2024, 10, 16), Subject.SUMMARY)) is is_due


# --- Copies -----------------------------------------------------------------------------------------------------------


def test_from_five_days_overdue_the_secretariat_gets_a_copy_and_then_the_deputy_heads_too():
    AssignmentFactory(deadline_on=FRIDAY)
    office, deputy, head = secretary(), leader(), leader()
    appointment = head.appointments.get()
    appointment.is_head = True
    appointment.save()

    assert told(date(2024, 10, 30), Subject.WORK, copies=True) == []
    assert told(FIVE_AFTER, Subject.WORK, copies=True) == [(office.pk, 5)]
    assert told(TEN_AFTER, Subject.WORK, copies=True) == everybody(office, deputy, stage=10)


def test_whose_work_it_is_gets_no_copy_beside():
    assignment = AssignmentFactory(deadline_on=FRIDAY)
    appoint(assignment.responsible, Role.SECRETARIAT)

    assert told(FIVE_AFTER, Subject.WORK) == [(assignment.responsible_id, 5)]
    assert told(FIVE_AFTER, Subject.WORK, copies=True) == []


# --- Whoever acts for another -----------------------------------------------------------------------------------------


def test_whoever_acts_for_a_person_gets_it_too_and_is_told_for_whom():
    assignment = AssignmentFactory(deadline_on=FRIDAY)
    deputy = member()
    delegate(assignment.responsible, deputy, last_day=FRIDAY)

    assert sorted((line.recipient_id, line.for_person_id) for line in all_due(FRIDAY)) == sorted(
        [(assignment.responsible_id, None), (deputy.pk, assignment.responsible_id)], key=lambda pair: pair[0]
    )
    assert deputy.pk not in {line.recipient_id for line in all_due(date(2024, 10, 28))}


def test_who_is_addressed_himself_is_not_told_for_another():
    assignment = AssignmentFactory(deadline_on=FRIDAY)
    officer = focal_officer(assignment.organisation)
    delegate(assignment.responsible, officer)

    assert {(line.recipient_id, line.for_person_id) for line in all_due(FRIDAY)} == {
        (assignment.responsible_id, None),
        (officer.pk, None),
    }


def test_who_gets_a_copy_and_acts_for_the_one_whose_work_it_is_is_told_for_him():
    assignment = AssignmentFactory(deadline_on=date(2024, 10, 18))
    office = secretary()
    delegate(assignment.responsible, office)

    assert {(line.for_person_id, line.is_copy) for line in all_due(FRIDAY) if line.recipient_id == office.pk} == {
        (assignment.responsible_id, False)
    }


def test_who_only_updates_reports_for_a_leader_hears_of_his_work_and_not_of_his_decisions():
    head = leader()
    AssignmentFactory(deadline_on=FRIDAY, responsible=head)
    propose(ExtensionFactory(decider=head), secretary(), on=date(2024, 10, 14))
    deputy = member()
    delegate(head, deputy, DelegationKind.ON_BEHALF)

    assert {line.subject for line in all_due(FRIDAY) if line.recipient_id == head.pk} == {
        Subject.WORK,
        Subject.EXTENSION,
    }
    assert {line.subject for line in all_due(FRIDAY) if line.recipient_id == deputy.pk} == {Subject.WORK}


def test_nobody_acts_for_who_is_inactive():
    assignment = AssignmentFactory(deadline_on=FRIDAY)
    delegate(assignment.responsible, member())
    assignment.responsible.is_active = False
    assignment.responsible.save()

    assert all_due(FRIDAY) == []


# --- What a person wishes ---------------------------------------------------------------------------------------------


def test_who_wants_one_mail_a_week_for_what_is_not_due_gets_it_on_its_first_day():
    person = member()
    MailPreference.objects.create(person=person, is_weekly=True)
    AssignmentFactory(responsible=person, deadline_on=FRIDAY)

    days = [FRIDAY - timedelta(days=n) for n in range(14, -1, -1)]
    said = {day: [stage for _, stage in told(day, Subject.WORK)] for day in days if PLAIN.is_working_day(day)}

    # Nothing was sent, so each day says what it would: Mondays what is coming, the day itself in any case.
    assert {day: stages for day, stages in said.items() if stages} == {
        date(2024, 10, 14): [-10],
        date(2024, 10, 21): [-5],
        FRIDAY: [0],
    }


def test_what_is_overdue_comes_whatever_he_wishes():
    person = member()
    MailPreference.objects.create(person=person, is_weekly=True)
    AssignmentFactory(responsible=person, deadline_on=date(2024, 10, 22))

    assert told(FRIDAY, Subject.WORK) == [(person.pk, 3)]


@pytest.mark.parametrize(
    ("wish", "planned_at", "leaves_at"),
    [
        (None, (7, 0), (7, 15)),
        (time(7, 15), (7, 0), (7, 15)),
        (time(10, 0), (7, 0), (10, 0)),
        (time(10, 0), (11, 30), (11, 30)),
        (time(16, 0), (7, 0), (16, 0)),
    ],
)
def test_a_mail_leaves_from_the_hour_that_he_wishes(wish, planned_at, leaves_at):
    person = member()
    AssignmentFactory(responsible=person, deadline_on=FRIDAY)
    if wish:
        MailPreference.objects.create(person=person, send_from=wish)

    plan_reminders(day=FRIDAY, at=at_time(FRIDAY, *planned_at), calendar=PLAIN)

    mail = Message.objects.get()
    assert (mail.send_after, mail.due_at) == (at_time(FRIDAY, *leaves_at),) * 2
    assert mail.expires_at == at_time(FRIDAY, 16, 30)


# --- The secretariat's own ladder -------------------------------------------------------------------------------------


def write_ladder(subject: Subject, *offsets: int, every: int | None = None):
    ladder = EditedLadder.objects.create(subject=subject, at=at_time(FRIDAY))
    for offset in offsets:
        ladder.stages.create(offset=offset)
    if every:
        ladder.stages.create(offset=every, is_repeated=True)


def test_an_edited_ladder_holds_for_its_subject_alone():
    assignment = AssignmentFactory(deadline_on=FRIDAY)
    DueFactory(assignment=assignment)
    write_ladder(Subject.WORK, -1, every=2)

    assert told(date(2024, 10, 23), Subject.WORK) == []
    assert told(date(2024, 10, 24), Subject.WORK) == [(assignment.responsible_id, -1)]
    assert told(FRIDAY, Subject.WORK) == [(assignment.responsible_id, -1)]
    assert told(date(2024, 10, 28), Subject.WORK) == [(assignment.responsible_id, 1)]
    assert told(DUE, Subject.REPORT) == [(assignment.responsible_id, 0)]


def test_a_ladder_without_stages_is_switched_off():
    AssignmentFactory(deadline_on=FRIDAY)
    secretary()
    write_ladder(Subject.WORK)
    write_ladder(Subject.SUMMARY)

    assert all_due(date(2024, 10, 28)) == []


def test_a_stage_that_an_older_ladder_said_is_not_said_again():
    AssignmentFactory(deadline_on=FRIDAY)
    plan(date(2024, 10, 28))
    sent()
    write_ladder(Subject.WORK, -10, 0)

    assert told(date(2024, 10, 29), Subject.WORK) == []


# --- What becomes of a mail -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("hour", "is_said"), [(8, True), (17, False)])
def test_a_mail_that_can_still_leave_today_counts_as_said_for_tomorrow(hour, is_said):
    AssignmentFactory(deadline_on=FRIDAY)
    plan(date(2024, 10, 18))

    found = lines(day=date(2024, 10, 21), at=at_time(date(2024, 10, 18), hour), calendar=PLAIN)

    assert (found == []) is is_said
