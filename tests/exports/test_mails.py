"""The files of the outbox and of its holds have what their pages show."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tasks_app.common.dates import at_time
from tasks_app.exports.books.mails import MAIL
from tasks_app.exports.books.reminders import LEDGER
from tasks_app.mailing.enums import MessageState, Notice
from tests.exports.files import content, rows, taken_out
from tests.factories import (
    HoldFactory,
    MessageFactory,
    leader,
    member,
    secretary,
)
from tests.factories.plan import ISSUED_AT

pytestmark = pytest.mark.django_db

MONDAY = date(2024, 10, 14)


def test_the_outbox_has_no_secrets_and_no_bodies(client_of, plan):
    person = member(full_name="Trần Quốc Huấn")
    sent = MessageFactory(
        kind=Notice.DIGEST, to_person=person, subject="2 việc quá hạn", text="Kính gửi", state=MessageState.SENT
    )
    failed = MessageFactory(
        state=MessageState.FAILED, last_error="550 No such mailbox", created_at=ISSUED_AT + timedelta(days=1)
    )
    MessageFactory(is_secret=True, kind="account", subject="Đặt lại mật khẩu", text="https://…/key/")

    response = taken_out(client_of(secretary()), reverse("message_list"))

    first, second = rows(response)
    assert (first["Địa chỉ thư"], first["Lỗi gần nhất"]) == (failed.to_address, "550 No such mailbox")
    assert (second["Tiêu đề"], second["Người nhận"], second["Địa chỉ thư"]) == (
        "2 việc quá hạn",
        "Trần Quốc Huấn",
        sent.to_address,
    )
    plain = content(taken_out(client_of(secretary()), reverse("message_list"), "csv")).decode()
    assert "Kính gửi" not in plain
    assert "Đặt lại mật khẩu" not in plain


@pytest.mark.parametrize(
    ("query", "number"), [("", 3), ("?state=failed", 1), ("?q=quoc huan", 1), ("?day=04/03/2024", 3)]
)
def test_the_outbox_is_narrowed_like_its_page(client_of, plan, query, number):
    MessageFactory(to_person=member(full_name="Trần Quốc Huấn"))
    MessageFactory(state=MessageState.FAILED), MessageFactory()
    browser, address = client_of(secretary()), reverse("message_list") + query
    shown = browser.get(address).context["rows"]

    found = rows(taken_out(browser, address))

    assert [(row["Tiêu đề"], row["Địa chỉ thư"], row["Trạng thái"]) for row in found] == [
        (row["mail"].subject, row["mail"].to_address, row["state"].label) for row in shown
    ]
    assert len(found) == number


def test_the_outbox_goes_beyond_the_page_with_the_same_queries(client_of, constant_queries, plan):
    browser, address = client_of(secretary()), reverse("message_list")
    MessageFactory()

    constant_queries(lambda: taken_out(browser, address), lambda: MessageFactory.create_batch(60))

    assert len(rows(taken_out(browser, address))) == 61


def test_long_lists_read_what_they_show_and_no_more(plan):
    """No text of a mail is fetched for a file, however long it is."""
    assert not {"text", "html", "message__text", "message__html"} & {*LEDGER, *MAIL}


def test_holds_in_force_come_first(client_of, plan):
    over = HoldFactory(
        at=at_time(date(2024, 10, 1), 8), ended_at=at_time(date(2024, 10, 2), 8), reason="Chuyển máy chủ"
    )
    now = HoldFactory(person=leader(), at=at_time(MONDAY, 8), ends_at=at_time(date(2024, 10, 20)), reason="Đi công tác")

    found = rows(taken_out(client_of(secretary()), reverse("hold_list")))

    assert [(row["Trạng thái"], row["Thư của ai"], row["Lý do"], row["Người nhập"]) for row in found] == [
        ("Đang có hiệu lực", str(now.person), "Đi công tác", now.who),
        ("Đã kết thúc", "Tất cả mọi người", "Chuyển máy chủ", over.who),
    ]
    assert found[0]["Đến hết ngày"].date() == date(2024, 10, 19)
    assert found[1]["Kết thúc sớm lúc"].date() == date(2024, 10, 2)
