"""What a digest says when it leaves: what is true by then."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tasks_app.calendar.enums import DayKind
from tasks_app.calendar.models import CalendarDay
from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.mailing.actions import deliver_due
from tasks_app.mailing.enums import MessageState, Notice
from tasks_app.mailing.models import Message
from tasks_app.plan.actions import move_deadline
from tasks_app.plan.enums import State
from tasks_app.plan.models import Assignment
from tasks_app.reminders.actions import prepare_digests
from tasks_app.reminders.enums import Subject
from tasks_app.reminders.models import EditedLadder, Reminder
from tasks_app.reporting.enums import ReportState
from tests.factories import (
    AssignmentFactory,
    DueFactory,
    MessageFactory,
    OrganisationFactory,
    PeriodFactory,
    ReportFactory,
    delegate,
    focal_officer,
    leader,
    member,
    secretary,
)
from tests.reminders.ledger import composed, due, plan

pytestmark = pytest.mark.django_db

FRIDAY, MONDAY = date(2024, 10, 25), date(2024, 10, 28)


def digest_of(person) -> Message:
    return Message.objects.get(to_person=person)


def stop(assignment: Assignment) -> None:
    """Nothing has to be done about it any more."""
    Assignment.objects.filter(pk=assignment.pk).update(state=State.SUSPENDED)


def test_what_was_settled_since_the_planning_is_left_out_and_counts_as_not_said(mailoutbox):
    person = member()
    settled = AssignmentFactory(responsible=person, deadline_on=FRIDAY, task__title_vi="Số hóa hồ sơ")
    AssignmentFactory(responsible=person, deadline_on=FRIDAY, task__title_vi="Rà soát thủ tục")
    plan(FRIDAY)
    stop(settled)

    deliver_due(at=at_time(FRIDAY, 8))

    [mail] = mailoutbox
    assert "Rà soát thủ tục" in mail.body
    assert "Số hóa hồ sơ" not in mail.body
    assert "1 việc đến hạn hôm nay" in mail.subject
    assert {line.assignment_id: line.left_out for line in Reminder.objects.all()}[settled.pk] is True

    Assignment.objects.filter(pk=settled.pk).update(state=State.IN_PROGRESS)

    assert (person, settled, 1) in due(MONDAY)


def test_where_nothing_is_left_no_mail_goes_out(mailoutbox):
    settled = AssignmentFactory(deadline_on=FRIDAY)
    plan(FRIDAY)
    stop(settled)

    deliver_due(at=at_time(FRIDAY, 8))

    assert mailoutbox == []
    assert digest_of(settled.responsible).state == MessageState.SUPERSEDED


def test_a_deadline_that_was_moved_since_is_not_spoken_of():
    assignment = AssignmentFactory(deadline_on=FRIDAY)
    plan(FRIDAY)
    move_deadline(assignment, date(2024, 12, 20), by=Actor(secretary()), at=at_time(FRIDAY, 7, 5))

    assert composed(digest_of(assignment.responsible)) is None


def test_a_report_that_came_since_is_not_asked_for():
    owed = DueFactory()
    plan(date(2024, 9, 20))
    assert "Báo cáo Quý III/2024: " in composed(digest_of(owed.assignment.responsible)).text

    ReportFactory(assignment=owed.assignment, due=owed, state=ReportState.SUBMITTED)

    assert composed(digest_of(owed.assignment.responsible)) is None


def test_a_mail_that_is_tried_again_may_say_what_it_left_out_before():
    assignment = AssignmentFactory(deadline_on=FRIDAY)
    plan(FRIDAY)
    stop(assignment)
    assert composed(digest_of(assignment.responsible)) is None
    Assignment.objects.update(state=State.IN_PROGRESS)

    assert assignment.task.title_vi in composed(digest_of(assignment.responsible)).text
    assert not Reminder.objects.get().left_out


def test_nobody_who_may_not_sign_in_any_more_is_mailed():
    assignment = AssignmentFactory(deadline_on=FRIDAY)
    plan(FRIDAY)
    assignment.responsible.is_active = False
    assignment.responsible.save()

    assert composed(digest_of(assignment.responsible)) is None


# --- Lines of every kind ----------------------------------------------------------------------------------------------


def test_who_acts_for_another_reads_for_whom_and_his_link_asks_first(settings):
    assignment = AssignmentFactory(deadline_on=FRIDAY, responsible=member(full_name="Trần Thị An"))
    deputy = member()
    delegation = delegate(assignment.responsible, deputy)
    plan(FRIDAY)

    text = composed(digest_of(deputy)).text

    assert "Thay mặt đồng chí Trần Thị An." in text
    form = reverse("report_edit", args=[assignment.pk]).replace("/", "%2F")
    assert f"{settings.SITE_URL}/delegations/{delegation.pk}/act/?next={form}" in text
    assert f"Mở hệ thống theo dõi: {settings.SITE_URL}/" in text


def test_a_contribution_is_asked_for_by_its_own_form(settings):
    contribution = AssignmentFactory(
        deadline_on=FRIDAY, task__title_vi="Số hóa hồ sơ", coordinating=[OrganisationFactory(name_vi="Sở Tư pháp")]
    ).contributions.get()
    officer = focal_officer(contribution.organisation)
    plan(FRIDAY)

    text = composed(digest_of(officer)).text

    assert "Ý kiến phối hợp: Số hóa hồ sơ\n     Sở Tư pháp\n     Hạn 25/10/2024, hôm nay." in text
    assert f"{settings.SITE_URL}{reverse('contribution_edit', args=[contribution.pk])}" in text


def test_a_reviewer_reads_since_when_a_report_waits(settings):
    report = ReportFactory(at=at_time(date(2024, 10, 18), 9))
    office = secretary()
    plan(FRIDAY)

    mail = composed(digest_of(office))

    assert mail.subject == "[Nhiệm vụ CCHC] 1 việc chờ trả lời (25/10/2024)"
    assert "Chờ từ 18/10/2024, đã 5 ngày làm việc." in mail.text
    assert f"{settings.SITE_URL}{reverse('report_review', args=[report.pk])}" in mail.text
    assert f"Mở trang tổng quan: {settings.SITE_URL}{reverse('overview')}" in mail.text


def test_copies_are_for_information_and_only_the_worst_are_listed():
    person, office = member(), secretary()
    for day in range(1, 15):
        AssignmentFactory(responsible=person, deadline_on=date(2024, 10, day))
    plan(FRIDAY)

    mail = composed(digest_of(office))

    assert "ĐỂ BIẾT: QUÁ HẠN KÉO DÀI (14)" in mail.text
    assert mail.text.count("Mở: ") == 10
    assert "và 4 việc khác: http://127.0.0.1:8000/assignments/" in mail.text
    assert mail.subject == "[Nhiệm vụ CCHC] 14 việc quá hạn kéo dài (25/10/2024)"


def test_the_summary_of_the_week_stands_first():
    unit = OrganisationFactory(name_vi="Sở Tư pháp")
    for day in (1, 2):
        AssignmentFactory(organisation=unit, deadline_on=date(2024, 10, day))
    AssignmentFactory(deadline_on=date(2024, 10, 31))
    head = leader()
    appointment = head.appointments.get()
    appointment.is_head = True
    appointment.save()
    plan(MONDAY)

    mail = composed(digest_of(head))

    assert mail.subject == "[Nhiệm vụ CCHC] tổng hợp tuần (28/10/2024)"
    assert "3 việc được giao: 0 hoàn thành đúng hạn, 0 hoàn thành quá hạn, 1 chưa đến hạn, 2 quá hạn." in mail.text
    assert "1 việc đến hạn trong tuần này." in mail.text
    assert "Nhiều việc quá hạn nhất: Sở Tư pháp (2)." in mail.text
    assert "0 báo cáo chờ duyệt." in mail.text


# --- The secretariat's own sentence -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("vi", "Đề nghị báo cáo trước 25/10/2024 về 1.1 Số hóa hồ sơ {gì đó}"),
        ("en", "Please report on 1.1 Digitise by 25 Oct 2024"),
    ],
)
def test_a_stage_has_a_sentence_of_the_secretariats(language, sentence):
    person = member(language=language)
    assignment = AssignmentFactory(
        deadline_on=FRIDAY, responsible=person, task__title_vi="Số hóa hồ sơ", task__title_en="Digitise"
    )
    ladder = EditedLadder.objects.create(subject=Subject.WORK, at=at_time(FRIDAY))
    ladder.stages.create(
        offset=0,
        note_vi="Đề nghị báo cáo trước {deadline} về {task} {gì đó}",
        note_en="Please report on {task} by {deadline}",
    )
    plan(FRIDAY)

    text = " ".join(composed(digest_of(person)).text.split())

    assert sentence.replace("1.1", assignment.task.number) in text


# --- Cost -------------------------------------------------------------------------------------------------------------


def test_a_chunk_of_mails_takes_the_same_queries_as_one(constant_queries):
    period = PeriodFactory()

    def people():
        for _ in range(3):
            assignment = AssignmentFactory(deadline_on=date(2024, 10, 1), coordinating=[OrganisationFactory()])
            focal_officer(assignment.organisation)
            focal_officer(assignment.contributions.get().organisation)
            ReportFactory(assignment=assignment, state=ReportState.RETURNED)
            DueFactory(assignment=assignment, period=period)
            secretary()
        plan(FRIDAY)

    def compose():
        messages = list(Message.objects.order_by("pk"))
        compose = prepare_digests(messages, at=at_time(FRIDAY, 8))
        return [compose(message) for message in messages]

    people()

    constant_queries(compose, people, below=24)


# --- Hours ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "hour", "minute", "leaves"),
    [
        (FRIDAY, 7, 14, False),
        (FRIDAY, 7, 15, True),
        (FRIDAY, 16, 29, True),
        (FRIDAY, 16, 31, False),
        (FRIDAY, 22, 0, False),
        (date(2024, 10, 26), 9, 0, False),
        (date(2024, 9, 2), 9, 0, False),
    ],
)
def test_mail_about_work_leaves_in_the_hours_of_working_days_alone(day, hour, minute, leaves, mailoutbox):
    """However long it was tried, and whenever a hold ends."""
    CalendarDay.objects.create(day=date(2024, 9, 2), kind=DayKind.DAY_OFF, name_vi="Quốc khánh", name_en="National Day")
    before = at_time(day) - timedelta(days=3)
    MessageFactory(kind=Notice.URGING, created_at=before, expires_at=at_time(day) + timedelta(days=5))
    MessageFactory(kind="account", created_at=before, expires_at=at_time(day) + timedelta(days=5))

    deliver_due(at=at_time(day, hour, minute))

    assert len(mailoutbox) == (2 if leaves else 1)


def test_who_may_not_sign_in_any_more_gets_no_mail_about_work(mailoutbox):
    gone = member(is_active=False)
    MessageFactory(kind=Notice.NOTIFICATION, to_person=gone, created_at=at_time(FRIDAY, 8))

    deliver_due(at=at_time(FRIDAY, 9))

    assert mailoutbox == []


def test_two_digests_of_a_person_each_say_their_own_things():
    """The second one is sent again by hand."""
    person = member()
    one = AssignmentFactory(responsible=person, deadline_on=FRIDAY, task__title_vi="Số hóa hồ sơ")
    plan(FRIDAY)
    other = AssignmentFactory(responsible=person, deadline_on=MONDAY, task__title_vi="Rà soát thủ tục")
    plan(MONDAY)
    first, second = Message.objects.order_by("pk")
    Reminder.objects.filter(assignment=one).update(message=first)

    compose = prepare_digests([first, second], at=at_time(MONDAY, 8))

    assert [name in compose(first).text for name in (one.task.title_vi, other.task.title_vi)] == [True, False]
    assert [name in compose(second).text for name in (one.task.title_vi, other.task.title_vi)] == [False, True]
