from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.journal.models import Entry
from tasks_app.mailing.enums import Act, MessageState, Notice
from tasks_app.mailing.models import Message
from tests.factories import AssignmentFactory, MessageFactory, member, secretary
from tests.reminders.ledger import plan, sent

pytestmark = pytest.mark.django_db


def url_of(mail):
    return reverse("message_detail", args=[mail.pk])


@pytest.fixture
def browser(client_of):
    return client_of(secretary())


def test_what_it_says_what_became_of_it_and_what_it_reminds_of(browser):
    assignment = AssignmentFactory(deadline_on=date(2024, 10, 10), task__title_vi="Số hóa hồ sơ")
    plan(date(2024, 10, 15))
    mail = Message.objects.get()
    Message.objects.update(state=MessageState.FAILED, attempts=3, last_error="550 No such mailbox")

    page = browser.get(url_of(mail)).content.decode()

    for words in (
        mail.subject,
        "Kính gửi đồng chí",
        "quá 3 ngày làm việc",
        str(MessageState.FAILED.label),
        "550 No such mailbox",
        "Máy chủ thư từ chối hẳn.",
        mail.to_address,
        str(Notice.DIGEST.label),
        "List-Id",
        "Thư nhắc 1 việc",
        "mốc sau hạn 3 ngày làm việc",
        reverse("assignment_detail", args=[assignment.pk]),
        reverse("message_html", args=[mail.pk]),
    ):
        assert words in page


def test_what_others_typed_stays_text(browser):
    mail = MessageFactory(subject="<b>Thư</b>", text="<script>alert(1)</script>")

    page = browser.get(url_of(mail)).content.decode()

    assert "<script>alert" not in page
    assert "<b>Thư" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize("state", MessageState)
def test_every_state_has_its_words(browser, state):
    mail = MessageFactory(state=state, to_person=member(), html="")

    page = browser.get(url_of(mail)).content.decode()

    assert str(state.label) in page
    assert reverse("message_html", args=[mail.pk]) not in page


def test_a_secret_is_not_shown(browser):
    assert browser.get(url_of(MessageFactory(is_secret=True))).status_code == HTTPStatus.NOT_FOUND


def test_what_does_not_exist_is_not_found(browser):
    assert browser.get(reverse("message_detail", args=[999_999])).status_code == HTTPStatus.NOT_FOUND


def test_the_administrator_sees_it_too(client_of, world):
    assert client_of(world.administrator).get(url_of(world.message)).status_code == HTTPStatus.OK


@pytest.mark.parametrize("who", ["member", "leader", "officer", "inspector", "nobody"])
def test_others_do_not_even_their_own(client_of, world, who):
    assert client_of(getattr(world, who)).get(url_of(world.message)).status_code == HTTPStatus.NOT_FOUND


def test_one_signs_in_first(client, world):
    assert client.get(url_of(world.message)).url.startswith(reverse("account_login"))


def test_other_methods_are_refused(browser):
    assert browser.put(url_of(MessageFactory())).status_code == HTTPStatus.METHOD_NOT_ALLOWED


# --- What can be done -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "acts"),
    [
        ("waiting", {"cancelled"}),
        ("sending", set()),
        ("sent", set()),
        ("unknown", {"sent_again", "arrived", "not_arrived", "settled"}),
        ("returned", {"sent_again", "settled"}),
    ],
)
def test_what_is_possible_is_offered(browser, state, acts):
    response = browser.get(url_of(MessageFactory(kind=Notice.URGING, state=state)))

    page = response.content.decode()
    assert {act for act in Act.values if f'name="act" value="{act}"' in page} == acts
    assert ('name="reason"' in page) == (state in ("sent", "unknown"))


def test_that_it_came_back_is_noted_with_the_reason(client_of):
    person = secretary()
    mail = MessageFactory(kind=Notice.URGING, state="sent")

    page = client_of(person).post(url_of(mail), {"reason": " Hộp thư đầy "}, follow=True).content.decode()

    mail.refresh_from_db()
    assert (mail.state, mail.last_error, mail.sent_at) == ("returned", "Hộp thư đầy", mail.send_after)
    assert Entry.objects.get().by == person
    assert "Đã ghi nhận thư bị trả về." in page
    assert "Thư gửi đến địa chỉ này bị trả về" in page


@pytest.mark.parametrize("reason", ["", " ", "x" * 301])
def test_a_reason_is_needed(browser, reason):
    mail = MessageFactory(kind=Notice.URGING, state="sent")

    response = browser.post(url_of(mail), {"reason": reason})

    assert (response.status_code, set(response.context["form"].errors)) == (422, {"reason"})
    mail.refresh_from_db()
    assert (mail.state, Entry.objects.count()) == ("sent", 0)


def test_what_came_back_twice_came_back_once(browser):
    mail = MessageFactory(kind=Notice.URGING, state="sent")
    browser.post(url_of(mail), {"reason": "Hộp thư đầy"})

    page = browser.post(url_of(mail), {"reason": "Khác"}, follow=True).content.decode()

    assert "nên được giữ nguyên" in page
    assert Entry.objects.count() == 1


def test_who_may_correct_the_address_is_led_there(client_of, world):
    mail = MessageFactory(kind=Notice.URGING, state="failed", to_person=world.member, to_address="cu@example.vn")
    link = reverse("admin:tasks_app_person_change", args=[world.member.pk])

    for who, led in ((world.administrator, True), (world.secretary, False)):
        page = client_of(who).get(url_of(mail)).content.decode()
        assert (link in page) == led
        assert f"Địa chỉ hiện nay là {world.member.email}" in page


@pytest.mark.parametrize("who", ["member", "leader", "officer", "inspector", "nobody"])
def test_that_it_came_back_is_not_for_others_to_say(client_of, world, who):
    response = client_of(getattr(world, who)).post(url_of(world.message), {"reason": "Hộp thư đầy"})

    assert response.status_code == HTTPStatus.NOT_FOUND


def test_queries_do_not_grow(browser, queries):
    few, many = member(), member()
    AssignmentFactory(responsible=few, deadline_on=date(2024, 10, 10))
    for _ in range(5):
        AssignmentFactory(responsible=many, deadline_on=date(2024, 10, 10))
    plan(date(2024, 10, 15))
    one, other = Message.objects.get(to_person=few), Message.objects.get(to_person=many)
    for looked_at in (one, other):  # which is noted once a day
        browser.get(url_of(looked_at))

    assert other.reminders.count() == 5
    assert queries(lambda: browser.get(url_of(one))) == queries(lambda: browser.get(url_of(other))) < 30

    sent()

    assert queries(lambda: browser.get(url_of(one))) == queries(lambda: browser.get(url_of(other))) < 15


def test_a_reminder_that_is_still_to_be_written_is_shown_as_it_would_read_now(browser):
    assignment = AssignmentFactory(deadline_on=date(2024, 10, 10), task__title_vi="Số hóa hồ sơ")
    plan(date(2024, 10, 15))
    [mail] = Message.objects.all()

    page = browser.get(url_of(mail)).content.decode()

    assert (mail.text, mail.composed_at) == ("", None)
    assert "Số hóa hồ sơ" in page
    assert reverse("report_edit", args=[assignment.pk]) in page
    mail.refresh_from_db()
    assert mail.text == ""
