"""What the page says of the next mails, and that the planner then writes just that."""

from collections import Counter
from datetime import date, time, timedelta

import pytest

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common.dates import at_time, local_day
from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.models import Message
from tasks_app.people.enums import DelegationKind
from tasks_app.people.models import Person
from tasks_app.plan.models import Assignment
from tasks_app.reminders.actions import plan_when_it_is_time
from tasks_app.reminders.enums import Reason, Subject, Urgency
from tasks_app.reminders.models import MailPreference, Reminder
from tasks_app.reminders.notices import digest_mail
from tasks_app.reminders.queries import Preview, next_planned_day, preview, tomorrow
from tasks_app.reminders.rules import DEFAULT_LADDERS, Ladder, Stage
from tests.factories import (
    AssignmentFactory,
    DueFactory,
    ExtensionFactory,
    LocalityFactory,
    OrganisationFactory,
    ReportFactory,
    delegate,
    focal_officer,
    leader,
    member,
    secretary,
)
from tests.reminders.ledger import PLAIN, all_due, composed, plan

pytestmark = pytest.mark.django_db

TUESDAY, WEDNESDAY = date(2024, 10, 15), date(2024, 10, 16)
MONDAY = date(2024, 10, 21)
OFFICE_HOURS = at_time(TUESDAY, 9)


@pytest.fixture
def mixed():
    """Work at every distance, what waits for an answer, copies, deputies of both kinds, and wishes."""
    unit, locality = OrganisationFactory(), LocalityFactory()
    responsible, other = member(full_name="Trần Văn An"), member(full_name="Lê Thị Bình")
    officer, office = focal_officer(unit), secretary(full_name="Võ Thị Cúc")
    head, deputy_head = leader(), leader()
    head.appointments.update(is_head=True)
    focal_officer(locality)
    for distance in (-45, -30, -8, -5, -1, 0, 1, 2, 6, 13, 20):
        AssignmentFactory(
            organisation=unit if distance % 2 else locality,
            responsible=responsible if distance % 3 else other,
            deadline_on=MONDAY + timedelta(days=distance),
            coordinating=[locality if distance % 2 else unit],
        )
    due = DueFactory(assignment__responsible=other)
    ReportFactory(assignment=AssignmentFactory(responsible=other), at=at_time(date(2024, 10, 3), 9))
    ExtensionFactory(assignment=due.assignment, at=at_time(date(2024, 10, 7), 9))
    delegate(responsible, other, by=office, since=TUESDAY, last_day=MONDAY + timedelta(days=9))
    delegate(other, officer, by=office, since=TUESDAY, last_day=MONDAY, kind=DelegationKind.ON_BEHALF)
    delegate(deputy_head, office, by=secretary(), since=TUESDAY, last_day=MONDAY)
    MailPreference.objects.create(person=other, send_from=time(14), is_weekly=True)
    return responsible


def seen(day: date, **options):
    return tomorrow(day=day, at=OFFICE_HOURS, calendar=PLAIN, **options)


def as_rows(lines) -> set[tuple]:
    """Lines to come and rows of the ledger alike."""
    return {(one.subject, one.subject_id, one.stage, one.recipient_id, one.for_person_id, one.is_copy) for one in lines}


@pytest.mark.parametrize("day", [WEDNESDAY, MONDAY])
def test_what_it_counts_is_what_the_planner_writes(mixed, day):
    its, to_come = seen(day), as_rows(all_due(day))

    written = plan(day)

    ledger = list(Reminder.objects.all())
    assert as_rows(ledger) == to_come
    assert len(to_come) == len(ledger) > 20
    assert (its.mails, its.reminders) == (written.mails, written.reminders) == (Message.objects.count(), len(ledger))
    per_person = Counter(line.recipient_id for line in ledger)
    assert {one.person: sum(one.counts.values()) for one in its.expected} == per_person
    copies = Counter(line.recipient_id for line in ledger if line.is_copy)
    assert {one.person: one.counts[Urgency.COPY] for one in its.expected if one.counts[Urgency.COPY]} == copies
    own = {(line.stage, line.subject_id) for line in ledger if line.subject == Subject.WORK and not line.is_copy}
    assert its.assignments == Counter(stage for stage, _ in own)


@pytest.mark.parametrize("day", [WEDNESDAY, MONDAY])
def test_what_a_person_is_shown_is_what_his_mail_then_says(mixed, day):
    previews = previews_of(day)
    assert all(previews.values())

    plan(day)

    for person, its in previews.items():
        lines = Reminder.objects.filter(recipient=person)
        named = Counter((line.item.subject, line.stage) for line in its.lines if line.stage is not None)
        assert named == Counter(lines.exclude(subject=Subject.SUMMARY).values_list("subject", "stage"))
        assert bool(its.digest.summary) == lines.filter(subject=Subject.SUMMARY).exists()
        then = composed(Message.objects.get(to_person=person))
        assert digest_mail(its.digest, day=day, language=person.mail_language) == then


def previews_of(day: date) -> dict[Person, Preview | None]:
    """By recipient what he would get."""
    people = Person.objects.filter(pk__in=[one.person for one in seen(day).expected])
    return {person: preview(person, day=day, at=OFFICE_HOURS, calendar=PLAIN) for person in people}


@pytest.mark.parametrize(
    ("distance", "urgency"), [(-10, "soon"), (-1, "soon"), (0, "today"), (1, "overdue"), (99, "overdue")]
)
def test_it_is_counted_by_the_day_not_by_the_stage(distance, urgency):
    AssignmentFactory(deadline_on=PLAIN.add(WEDNESDAY, -distance))
    early = {Subject.WORK: Ladder((Stage(-10),))}

    (his,) = seen(WEDNESDAY, by=DEFAULT_LADDERS | early).expected

    assert dict(his.counts) == {urgency: 1}


def test_it_says_who_by_given_name_and_finds_him_without_marks():
    binh = AssignmentFactory(deadline_on=WEDNESDAY, responsible=member(full_name="Trần Thị Bình")).responsible
    an = AssignmentFactory(deadline_on=WEDNESDAY, responsible=member(full_name="Vũ Văn An")).responsible

    assert [one.person for one in seen(WEDNESDAY).expected] == [an.pk, binh.pk]
    found = seen(WEDNESDAY, words="thi binh")
    assert [one.person for one in found.expected] == [binh.pk]
    assert (found.mails, found.reminders) == (2, 2)


def test_a_mail_that_still_waits_is_taken_to_leave_today():
    work = AssignmentFactory(deadline_on=TUESDAY)
    plan(TUESDAY)

    assert seen(WEDNESDAY).mails == 1  # a day overdue, which was not said yet
    assert seen(WEDNESDAY).assignments == {1: 1}
    friday = date(2024, 10, 18)
    Assignment.objects.filter(pk=work.pk).update(deadline_on=friday, counts_until_on=friday)

    assert seen(WEDNESDAY).mails == 0

    Message.objects.update(state=MessageState.EXPIRED)

    assert seen(WEDNESDAY).assignments == {-2: 1}


def test_other_ladders_can_be_tried():
    AssignmentFactory(deadline_on=date(2024, 10, 23))

    assert seen(WEDNESDAY).reminders == 1
    assert seen(WEDNESDAY, by=DEFAULT_LADDERS | {Subject.WORK: Ladder((Stage(-2),))}).reminders == 0


@pytest.mark.parametrize(
    ("hour", "is_planned", "day"),
    [(6, False, TUESDAY), (9, False, TUESDAY), (9, True, WEDNESDAY), (17, False, WEDNESDAY)],
)
def test_which_day_comes_next(hour, is_planned, day):
    if is_planned:
        plan_when_it_is_time(at=at_time(TUESDAY, 8))

    assert next_planned_day(at_time(TUESDAY, hour), PLAIN) == day


def test_after_a_friday_comes_what_is_worked_next():
    friday, calendar = at_time(date(2024, 10, 18), 17), WorkingCalendar(days_off=frozenset({MONDAY}))

    assert next_planned_day(friday, calendar) == date(2024, 10, 22)
    assert local_day(friday) < MONDAY


def test_nothing_is_counted_on_a_day_off():
    AssignmentFactory(deadline_on=WEDNESDAY)
    rests = WorkingCalendar(days_off=frozenset({WEDNESDAY}))

    its = tomorrow(day=WEDNESDAY, at=OFFICE_HOURS, calendar=rests)

    assert (its.mails, its.reminders, its.is_held) == (0, 0, False)


def test_each_line_says_why(mixed):
    reasons = {
        (person.full_name, str(line.item.for_person or ""), line.reason)
        for person, its in previews_of(MONDAY).items()
        for line in its.lines
    }

    assert ("Trần Văn An", "", Reason.RESPONSIBLE) in reasons
    assert ("Lê Thị Bình", "Trần Văn An", Reason.RESPONSIBLE) in reasons
    assert ("Võ Thị Cúc", "", Reason.REVIEWS) in reasons
    assert ("Võ Thị Cúc", "", Reason.PROPOSES) in reasons
    assert ("Võ Thị Cúc", "", Reason.COPY_SECRETARIAT) in reasons
    assert Reason.COPY_DEPUTY_HEADS in {reason for _, _, reason in reasons}
    assert {Reason.FOCAL_OFFICER, Reason.COORDINATES} <= {reason for _, _, reason in reasons}


def test_who_gets_no_mail_has_none_to_show():
    assert preview(member(), day=WEDNESDAY, at=OFFICE_HOURS, calendar=PLAIN) is None


def test_queries_do_not_grow(constant_queries):
    def more():
        for _ in range(3):
            AssignmentFactory(deadline_on=WEDNESDAY, responsible=member())

    more()

    constant_queries(lambda: seen(WEDNESDAY), more)
