from datetime import date

import pytest
from django.db import transaction

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.journal.queries import record_of
from tasks_app.mailing.actions import deliver_due
from tasks_app.mailing.enums import Act, MessageState, Notice
from tasks_app.mailing.models import Message
from tasks_app.people.enums import Role
from tasks_app.plan.enums import State
from tasks_app.plan.rules import WORKED_ON
from tasks_app.reminders import actions, queries
from tasks_app.reminders.actions import outbox, planning
from tasks_app.reminders.models import Reminder, Urging
from tests.factories import AssignmentFactory, MessageFactory, appoint, focal_officer, member, secretary
from tests.reminders.ledger import digests, due, ledger, plan, stages

pytestmark = pytest.mark.django_db

FRIDAY = date(2024, 10, 25)
MONDAY = date(2024, 10, 28)


def run_at(day, hour, minute=0):
    return actions.plan_when_it_is_time(at=at_time(day, hour, minute))


# --- Planning ---------------------------------------------------------------------------------------------------------


def test_one_mail_a_person_and_a_line_for_each_assignment():
    person = member()
    first = AssignmentFactory(responsible=person, deadline_on=FRIDAY)
    second = AssignmentFactory(responsible=person, deadline_on=date(2024, 10, 29))

    its = plan(FRIDAY)

    [mail] = digests()
    assert (its.mails, its.reminders) == (1, 2)
    assert (mail.to_person, mail.to_address, mail.state) == (person, person.email, MessageState.WAITING)
    assert mail.key == f"digest:{person.pk}:2024-10-25"
    assert {(line.assignment, line.stage, line.recipient, line.message, line.planned_on) for line in lines()} == {
        (first, 0, person, mail, FRIDAY),
        (second, -2, person, mail, FRIDAY),
    }


def lines():
    return Reminder.objects.select_related("assignment", "recipient", "message")


def test_a_mail_waits_for_0715_and_is_stale_at_1630():
    AssignmentFactory(deadline_on=FRIDAY)

    plan(FRIDAY)

    [mail] = digests()
    assert (mail.created_at, mail.send_after, mail.expires_at) == (
        at_time(FRIDAY, 7),
        at_time(FRIDAY, 7, 15),
        at_time(FRIDAY, 16, 30),
    )


def test_planned_later_it_leaves_at_once():
    AssignmentFactory(deadline_on=FRIDAY)

    plan(FRIDAY, hour=11)

    assert digests()[0].send_after == at_time(FRIDAY, 11)


def test_planning_again_writes_nothing():
    AssignmentFactory(deadline_on=FRIDAY)
    plan(FRIDAY)

    again = plan(FRIDAY, hour=8)

    assert (again.mails, again.reminders) == (0, 0)
    assert len(digests()) == 1
    assert ledger() == [(FRIDAY, 0)]


def test_who_has_the_days_mail_gets_no_other_and_what_is_new_comes_the_next_day():
    person = member()
    AssignmentFactory(responsible=person, deadline_on=FRIDAY)
    plan(FRIDAY)
    AssignmentFactory(responsible=person, deadline_on=date(2024, 10, 29))

    assert plan(FRIDAY, hour=9).mails == 0
    assert ledger() == [(FRIDAY, 0)]

    plan(MONDAY)

    assert ledger() == [(FRIDAY, 0), (MONDAY, -2), (MONDAY, 1)]


def test_an_undelivered_mail_is_superseded_by_the_next_which_says_it_again():
    AssignmentFactory(deadline_on=date(2024, 11, 6))
    plan(FRIDAY)

    plan(MONDAY)

    old, new = digests()
    assert (old.state, new.state) == (MessageState.SUPERSEDED, MessageState.WAITING)
    assert [(line.stage, line.message, line.planned_on) for line in lines()] == [(-10, new, MONDAY)]


def test_a_mail_that_expired_is_said_again_and_stays_expired():
    AssignmentFactory(deadline_on=date(2024, 11, 6))
    plan(FRIDAY)
    deliver_due(at=at_time(FRIDAY, 17))

    plan(MONDAY)

    assert [mail.state for mail in digests()] == [MessageState.EXPIRED, MessageState.WAITING]
    assert ledger() == [(MONDAY, -10)]


def test_older_digests_are_superseded_whoever_sends_them_again_and_mails_of_other_kinds_are_not():
    person = member()
    AssignmentFactory(responsible=person, deadline_on=FRIDAY)
    old = MessageFactory(kind=Notice.DIGEST, to_person=member())
    other = MessageFactory(kind="other", to_person=person)

    plan(FRIDAY)

    assert [Message.objects.get(pk=mail.pk).state for mail in (old, other)] == [
        MessageState.SUPERSEDED,
        MessageState.WAITING,
    ]


def test_a_digest_that_waits_to_be_sent_again_is_said_by_the_next_days_instead():
    """Sent again in the evening, it would leave beside the next day's mail."""
    person = member()
    first = AssignmentFactory(responsible=person, deadline_on=date(2024, 11, 1))
    run_at(FRIDAY, 7)
    Message.objects.update(state=MessageState.FAILED)
    [mail] = digests()
    outbox.do(Act.SEND_AGAIN, mail, by=Actor(secretary()), at=at_time(FRIDAY, 17))
    second = AssignmentFactory(responsible=person, deadline_on=MONDAY)

    run_at(MONDAY, 7)

    assert [mail.state for mail in digests() if mail.to_person == person] == [
        MessageState.SUPERSEDED,
        MessageState.WAITING,
    ]
    its = Reminder.objects.filter(recipient=person, planned_on=MONDAY)
    assert {line.assignment for line in its} == {first, second}


def test_once_the_day_is_over_nothing_is_planned_for_it():
    AssignmentFactory(deadline_on=FRIDAY)

    its = actions.plan_reminders(day=FRIDAY, at=at_time(FRIDAY, 16, 30))

    assert (its.mails, digests(), ledger()) == (0, [], [])


def test_a_failure_leaves_nothing_behind_and_the_next_run_makes_up_for_it(monkeypatch):
    AssignmentFactory(deadline_on=FRIDAY)
    with monkeypatch.context() as patch:
        patch.setattr(planning, "_write_lines", _fail)
        with pytest.raises(RuntimeError):
            run_at(FRIDAY, 7)
    assert (digests(), ledger(), queries.has_been_planned(FRIDAY)) == ([], [], False)

    assert run_at(FRIDAY, 7, 5)["mails"] == 1


def _fail(*_, **__):
    raise RuntimeError("the power went")


# --- When it is time --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "hour", "minute"),
    [(FRIDAY, 6, 59), (FRIDAY, 16, 30), (FRIDAY, 23, 0), (date(2024, 10, 26), 9, 0), (date(2024, 10, 27), 9, 0)],
)
def test_outside_its_hours_nothing_is_planned(day, hour, minute):
    AssignmentFactory(deadline_on=FRIDAY)

    assert run_at(day, hour, minute) == {"day": day.isoformat(), "skipped": "not the time"}
    assert digests() == []


def test_the_day_is_planned_once_and_what_comes_later_waits_for_the_next():
    assert run_at(FRIDAY, 7) == {"day": "2024-10-25", "mails": 0, "reminders": 0}
    AssignmentFactory(deadline_on=FRIDAY)

    assert run_at(FRIDAY, 7, 5) == {"day": "2024-10-25", "skipped": "planned before"}
    assert run_at(MONDAY, 7) == {"day": "2024-10-28", "mails": 1, "reminders": 1}


def test_a_morning_that_was_missed_is_planned_when_the_planner_is_back():
    AssignmentFactory(deadline_on=FRIDAY)

    assert run_at(FRIDAY, 14, 20)["mails"] == 1
    assert digests()[0].send_after == at_time(FRIDAY, 14, 20)


def test_planning_takes_the_same_few_statements_for_any_number_of_people(queries):
    def one_more_day(day, people):
        for _ in range(people):
            AssignmentFactory(deadline_on=day)
        return queries(lambda: run_at(day, 7))

    one_more_day(date(2024, 10, 23), 1)  # the first run ever enters the job
    few, many = one_more_day(date(2024, 10, 24), 1), one_more_day(FRIDAY, 12)

    assert few == many <= 21


def test_that_a_day_has_been_planned_is_recorded():
    AssignmentFactory(deadline_on=FRIDAY)

    run_at(FRIDAY, 7)

    entry = Entry.objects.get(verb=queries.PLANNED)
    assert (entry.by, entry.at, entry.details) == (None, at_time(FRIDAY, 7), {"mails": 1, "reminders": 1})
    assert queries.has_been_planned(FRIDAY)
    assert not queries.has_been_planned(MONDAY)


# --- Urging -----------------------------------------------------------------------------------------------------------


AT = at_time(FRIDAY, 9)


def urgings():
    return list(Message.objects.filter(kind=Notice.URGING).order_by("pk"))


def test_the_focal_officers_and_the_responsible_member_get_a_mail_each():
    assignment = AssignmentFactory(deadline_on=date(2024, 10, 10))
    officer = focal_officer(assignment.organisation)
    secretariat = secretary(full_name="Lê Thị Thu Hà")

    urged = actions.urge(assignment, by=Actor(secretariat), at=AT)

    assert {mail.to_person for mail in urgings()} == {assignment.responsible, officer}
    assert {"Lê Thị Thu Hà" in mail.text for mail in urgings()} == {True}
    [urging] = urged.urgings
    assert urging.recipients == len(urged.recipients) == 2
    assert (urging.by, urging.on) == (secretariat, FRIDAY)


def test_an_urging_is_recorded():
    assignment = AssignmentFactory(deadline_on=date(2024, 10, 10))
    by = Actor(secretary(), for_person=member())

    actions.urge(assignment, by=by, at=AT)

    entry = record_of(assignment)[0]
    assert (entry.verb, entry.by, entry.for_person, entry.details) == (
        "assignment.urged",
        by.person,
        by.for_person,
        {"recipients": 1},
    )


def test_who_urges_does_not_mail_himself():
    assignment = AssignmentFactory(deadline_on=date(2024, 10, 10))
    officer = focal_officer(assignment.organisation)

    actions.urge(assignment, by=Actor(assignment.responsible), at=AT)

    assert [mail.to_person for mail in urgings()] == [officer]


def test_who_is_both_gets_one_mail():
    assignment = AssignmentFactory(deadline_on=date(2024, 10, 10))
    appoint(assignment.responsible, Role.FOCAL_OFFICER, organisation=assignment.organisation)

    actions.urge(assignment, by=Actor(secretary()), at=AT)

    assert [mail.to_person for mail in urgings()] == [assignment.responsible]


def test_where_nobody_can_be_mailed_nothing_is_counted():
    assignment = AssignmentFactory(responsible=member(is_active=False), deadline_on=date(2024, 10, 10))

    with pytest.raises(actions.NobodyToUrge, match=str(assignment.organisation)):
        actions.urge(assignment, by=Actor(secretary()), at=AT)

    assert (Urging.objects.count(), urgings(), record_of(assignment).filter(verb="assignment.urged").count()) == (
        0,
        [],
        0,
    )


def test_the_same_person_urges_once_a_day_and_another_may_too():
    assignment = AssignmentFactory(deadline_on=date(2024, 10, 10))
    by = Actor(secretary())
    actions.urge(assignment, by=by, at=AT)

    with pytest.raises(actions.AlreadyUrged):
        actions.urge(assignment, by=by, at=at_time(FRIDAY, 15))
    actions.urge(assignment, by=Actor(secretary()), at=at_time(FRIDAY, 15))
    actions.urge(assignment, by=by, at=at_time(MONDAY, 9))

    assert Urging.objects.count() == len(urgings()) == 3


@pytest.mark.parametrize("state", [state for state in State if state not in WORKED_ON])
def test_only_open_work_is_urged(state):
    assignment = AssignmentFactory(state=state, submitted_on=date(2024, 10, 1))

    with pytest.raises(actions.NothingToUrge):
        actions.urge(assignment, by=Actor(secretary()), at=AT)

    assert urgings() == []


def test_it_is_judged_by_the_state_as_it_is_now():
    assignment = AssignmentFactory(deadline_on=date(2024, 10, 10))
    type(assignment).objects.update(state=State.SUSPENDED)

    with pytest.raises(actions.NothingToUrge):
        actions.urge(assignment, by=Actor(secretary()), at=AT)


def test_in_the_evening_the_mail_waits_for_the_next_working_morning_and_speaks_as_of_then():
    assignment = AssignmentFactory(deadline_on=date(2024, 10, 24))

    urged = actions.urge(assignment, by=Actor(secretary()), at=at_time(FRIDAY, 20))

    [mail] = urgings()
    assert urged.leaves_at == mail.send_after == at_time(MONDAY, 7, 15)
    assert mail.expires_at == at_time(date(2024, 10, 29), 16, 30)
    assert "quá 2 ngày làm việc" in mail.text


def test_a_rolled_back_urging_sends_nothing(mailoutbox):
    assignment = AssignmentFactory(deadline_on=date(2024, 10, 10))

    with pytest.raises(RuntimeError), transaction.atomic():
        actions.urge(assignment, by=Actor(secretary()), at=AT)
        raise RuntimeError

    deliver_due(at=AT)
    assert (mailoutbox, Urging.objects.count()) == ([], 0)


# --- Urging several together ------------------------------------------------------------------------------------------


def overdue(**given):
    return AssignmentFactory(deadline_on=date(2024, 10, 10), **given)


def test_one_mail_a_person_lists_all_that_is_his():
    responsible = member()
    one, other = overdue(responsible=responsible), overdue(responsible=responsible)
    officer = focal_officer(one.organisation)
    left = overdue(responsible=responsible)

    urged = actions.urge_together([one, other], by=Actor(secretary()), at=AT)

    titles = {
        mail.to_person: {its for its in (one, other, left) if its.task.title_vi in mail.text} for mail in urgings()
    }
    assert titles == {responsible: {one, other}, officer: {one}}
    assert set(urged.recipients) == {responsible, officer}
    assert {urging.assignment: urging.recipients for urging in urged.urgings} == {one: 2, other: 1}


def test_each_is_counted_and_recorded_with_the_message():
    one, other = overdue(), overdue()
    by = Actor(secretary(), for_person=member())

    actions.urge_together([one, other], message="Báo cáo trước thứ Sáu.", by=by, at=AT)

    for assignment in (one, other):
        line = record_of(assignment)[0]
        assert (line.verb, line.by, line.for_person, line.details) == (
            "assignment.urged",
            by.person,
            by.for_person,
            {"recipients": 1, "comment": "Báo cáo trước thứ Sáu."},
        )
    assert Urging.objects.filter(on=FRIDAY, by=by.person, for_person=by.for_person).count() == 2


def test_what_cannot_be_urged_is_left_out_with_the_reason_and_the_rest_goes():
    by = Actor(secretary())
    good, urged_before = overdue(), overdue()
    nobody = overdue(responsible=member(is_active=False))
    done = overdue(state=State.COMPLETED, submitted_on=date(2024, 10, 1))
    actions.urge(urged_before, by=by, at=AT)

    urged = actions.urge_together([good, urged_before, nobody, done], by=by, at=at_time(FRIDAY, 10))

    assert [urging.assignment for urging in urged.urgings] == [good]
    assert {assignment: type(reason) for assignment, reason in urged.refused} == {
        urged_before: actions.AlreadyUrged,
        nobody: actions.NobodyToUrge,
        done: actions.NothingToUrge,
    }
    assert [mail.to_person for mail in urgings()] == [urged_before.responsible, good.responsible]


def test_urging_the_same_again_does_nothing():
    together, by = [overdue(), overdue()], Actor(secretary())
    actions.urge_together(together, message="Lần thứ nhất", by=by, at=AT)

    again = actions.urge_together(together, message="Lần thứ hai", by=by, at=at_time(FRIDAY, 10))

    assert (again.urgings, again.recipients, len(again.refused)) == ([], [], 2)
    assert (Urging.objects.count(), len(urgings())) == (2, 2)


def test_a_deputy_does_not_urge_again_what_was_urged_for_the_one_he_acts_for():
    assignment, principal = overdue(), member()
    actions.urge_together([assignment], by=Actor(principal), at=AT)

    again = actions.urge_together([assignment], by=Actor(secretary(), for_person=principal), at=AT)

    assert [type(reason) for _assignment, reason in again.refused] == [actions.AlreadyUrged]


def test_nothing_to_urge_sends_nothing():
    urged = actions.urge_together([], by=Actor(secretary()), at=AT)

    assert (urged.urgings, urged.recipients, urged.refused, urgings()) == ([], [], [], [])


def test_a_second_round_of_the_day_reaches_the_same_person_with_what_is_new():
    responsible, by = member(), Actor(secretary())
    one, other = overdue(responsible=responsible), overdue(responsible=responsible)
    actions.urge_together([one], by=by, at=AT)

    actions.urge_together([one, other], by=by, at=at_time(FRIDAY, 10))

    first, second = urgings()
    assert (first.to_person, second.to_person) == (responsible, responsible)
    assert other.task.title_vi in second.text
    assert one.task.title_vi not in second.text


# --- From the plan to the mailbox -------------------------------------------------------------------------------------


def test_a_reminder_arrives(mailoutbox):
    assignment = AssignmentFactory(deadline_on=FRIDAY)
    run_at(FRIDAY, 7)

    deliver_due(at=at_time(FRIDAY, 7, 10))
    assert mailoutbox == []

    deliver_due(at=at_time(FRIDAY, 7, 15))
    [mail] = mailoutbox
    assert mail.to == [assignment.responsible.email]
    assert mail.subject == "[Nhiệm vụ CCHC] 1 việc đến hạn hôm nay (25/10/2024)"
    assert (stages(FRIDAY), due(MONDAY)[0][2]) == ([], 1)
