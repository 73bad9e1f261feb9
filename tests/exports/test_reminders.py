"""The files of reminders have what their pages show."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from tasks_app.common.dates import at_time
from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.models import Message
from tasks_app.reminders.models import Reminder
from tests.exports.files import notes, rows, sheets, taken_out
from tests.factories import (
    AssignmentFactory,
    HoldFactory,
    OrganisationFactory,
    ReportFactory,
    delegate,
    inspector,
    member,
    secretary,
)
from tests.reminders.ledger import plan as plan_reminders

pytestmark = pytest.mark.django_db

MONDAY, TUESDAY = date(2024, 10, 14), date(2024, 10, 15)
LINES, EXPECTED = "Nội dung từng thư", "Người sẽ nhận thư"


# --- Who will be reminded ---------------------------------------------------------------------------------------------


@pytest.fixture
def due(plan):
    """Work of two members, of whom one may be acted for; a report that waits for the secretariat; long overdue work,
    of which the secretariat gets copies."""
    first = AssignmentFactory(deadline_on=TUESDAY, responsible=member(full_name="Vũ Văn Đông"))
    second = AssignmentFactory(deadline_on=MONDAY, responsible=member(full_name="Trần Thị Bình"))
    delegate(second.responsible, member(full_name="Lê Văn Chi"))
    ReportFactory(at=at_time(date(2024, 10, 8), 9))
    for _ in range(12):
        AssignmentFactory(deadline_on=date(2024, 10, 8), responsible=first.responsible)
    return first, second


def test_every_line_of_the_mails_to_come_says_why(client_of, due):
    first, second = due
    browser, address = client_of(secretary()), reverse("reminder_list")
    tomorrow = browser.get(address).context["tomorrow"]

    book = sheets(taken_out(browser, address))

    assert sum(row["Lượt nhắc"] for row in book[LINES]) == tomorrow.reminders
    assert len({row["Người nhận"] for row in book[LINES]}) == tomorrow.mails == len(book[EXPECTED])
    why = {(row["Người nhận"], row["Nhiệm vụ"]): (row["Mốc"], row["Lý do nhận thư"]) for row in book[LINES]}
    assert why["Vũ Văn Đông", first.task.title] == ("mốc ngày đến hạn", "thành viên phụ trách")
    assert why["Lê Văn Chi", second.task.title][1] == "làm thay Trần Thị Bình, thành viên phụ trách"


def test_what_a_mail_counts_without_naming_it_is_counted_here_too(client_of, due):
    person = secretary(full_name="Phan Văn Thư")
    browser, address = client_of(person), reverse("reminder_list") + "?q=phan van thu"
    (shown,) = browser.get(address).context["rows"]

    response = taken_out(browser, address)

    book = sheets(response)
    counts = {str(label): number for label, number, _is_overdue in shown["counts"]}
    copies = [row for row in book[LINES] if row["Nhóm"] == "Để biết: quá hạn kéo dài"]
    assert sum(row["Lượt nhắc"] for row in copies) == counts["Để biết"] == 12
    assert len(copies) == 11  # ten that are named, and the rest
    assert copies[-1]["Nhiệm vụ"] == "2 việc nữa, thư không liệt kê"
    assert [row["Người nhận"] for row in book[EXPECTED]] == ["Phan Văn Thư"]
    assert "phan van thu" in notes(response)


def test_the_lines_of_more_mails_cost_no_more_queries(client_of, due, constant_queries):
    browser = client_of(secretary())

    constant_queries(
        lambda: taken_out(browser, reverse("reminder_list")),
        lambda: [AssignmentFactory(deadline_on=TUESDAY, responsible=member()) for _ in range(3)],
        below=50,
    )


def test_while_all_is_held_nobody_will_be_mailed(client_of, due):
    HoldFactory(at=at_time(MONDAY, 8), ends_at=at_time(date(2024, 10, 20)))

    response = taken_out(client_of(secretary()), reverse("reminder_list"))

    assert sheets(response)[LINES] == []
    assert "Đang tạm dừng gửi thư" in notes(response)


# --- Who was reminded -------------------------------------------------------------------------------------------------


@pytest.fixture
def told(plan):
    for name, organisation in (("Vũ Văn Đông", "Sở Y tế"), ("Trần Thị Bình", "Sở Tư pháp")):
        AssignmentFactory(
            deadline_on=TUESDAY,
            responsible=member(full_name=name),
            organisation=OrganisationFactory(name_vi=organisation),
        )
    plan_reminders(TUESDAY)


@pytest.mark.parametrize(
    "query", ["", "?person=dong", "?q=tu phap", "?subject=work", "?state=sent", "?first=16/10/2024"]
)
def test_the_ledger_is_narrowed_and_ordered_like_its_page(client_of, told, query):
    browser, address = client_of(inspector()), reverse("reminder_ledger") + query
    shown = browser.get(address).context["rows"]

    found = rows(taken_out(browser, address))

    assert [
        (
            row["Ngày"].date(),
            row["Người nhận"],
            row["Nhiệm vụ"],
            row["Cơ quan chủ trì"],
            row["Mốc"],
            row["Trạng thái thư"],
        )
        for row in found
    ] == [
        (
            row["line"].planned_on,
            str(row["line"].recipient),
            row["line"].assignment.task.title,
            row["line"].assignment.organisation.name,
            row["stage"],
            row["state"].label,
        )
        for row in shown
    ]


def test_the_ledger_goes_beyond_the_page_with_the_same_queries(client_of, told, constant_queries):
    browser, address = client_of(secretary()), reverse("reminder_ledger")
    line = Reminder.objects.first()

    def more():
        Reminder.objects.bulk_create(
            Reminder(
                subject=line.subject,
                subject_id=line.subject_id,
                version=line.version,
                stage=stage,
                recipient=line.recipient,
                assignment=line.assignment,
                message=line.message,
                planned_on=TUESDAY,
            )
            for stage in range(100, 160)
        )

    constant_queries(lambda: taken_out(browser, address), more)

    assert len(rows(taken_out(browser, address))) == 62


def test_what_was_left_out_of_a_mail_says_so(client_of, told):
    Message.objects.update(
        state=MessageState.SENT, sent_at=at_time(TUESDAY, 8), composed_at=at_time(TUESDAY, 8), subject="Nhắc việc"
    )
    Reminder.objects.filter(recipient__full_name="Vũ Văn Đông").update(left_out=True)

    found = rows(taken_out(client_of(secretary()), reverse("reminder_ledger")))

    assert {row["Người nhận"]: row["Đã bỏ khỏi thư"] for row in found} == {"Vũ Văn Đông": "x", "Trần Thị Bình": None}
