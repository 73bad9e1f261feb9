"""The same for all mails that are ticked in the list."""

from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.journal.models import Entry
from tasks_app.mailing.enums import Notice
from tasks_app.mailing.models import Message
from tests.factories import MessageFactory, secretary

URL = reverse("messages_act")

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client_of):
    return client_of(secretary())


def mails(*states: str) -> list[Message]:
    return [MessageFactory(kind=Notice.URGING, state=state) for state in states]


def states(of: list[Message]) -> list[str]:
    for mail in of:
        mail.refresh_from_db()
    return [mail.state for mail in of]


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_what_fits_is_done_and_the_rest_is_left_with_the_reason(browser):
    all_of_them = mails("failed", "expired", "sent", "waiting")
    other = mails("failed")

    response = browser.post(URL, {"act": "sent_again", "message": [mail.pk for mail in all_of_them]}, follow=True)

    assert states(all_of_them + other) == ["waiting", "waiting", "sent", "waiting", "failed"]
    assert Entry.objects.filter(verb="message.sent_again").count() == 2
    assert said(response) == [
        "2 thư sẽ được gửi lại.",
        "2 thư được giữ nguyên. Lý do (thư đầu tiên): Thư hiện ở trạng thái “Đã gửi” nên được giữ nguyên.",
    ]


def test_one_comes_back_to_the_list_as_it_was_filtered(browser):
    [mail] = mails("failed")
    back = f"{reverse('message_list')}?state=failed&page=2"

    assert browser.post(URL, {"act": "settled", "message": mail.pk, "next": back}).url == back
    assert browser.post(URL, {"act": "settled", "message": mail.pk, "next": "https://evil.example/"}).url == reverse(
        "message_list"
    )


@pytest.mark.parametrize("ticked", [[], ["abc"], ["999999999999999999999"]])
def test_where_nothing_is_ticked_it_says_so(browser, ticked):
    response = browser.post(URL, {"act": "settled", "message": ticked}, follow=True)

    assert said(response) == ["Chưa chọn thư nào. Chọn những thư cần thực hiện."]


def test_secrets_are_passed_over(browser):
    secret = MessageFactory(kind=Notice.URGING, state="failed", is_secret=True)

    browser.post(URL, {"act": "sent_again", "message": secret.pk})

    assert (states([secret]), Entry.objects.count()) == (["failed"], 0)


@pytest.mark.parametrize("act", ["", "came_back", "anything"])
def test_what_is_no_act_is_not_found(browser, act):
    assert browser.post(URL, {"act": act, "message": mails("sent")[0].pk}).status_code == HTTPStatus.NOT_FOUND


def test_what_is_looked_at_only_changes_nothing(browser):
    assert browser.get(URL).url == reverse("message_list")
    assert browser.put(URL).status_code == HTTPStatus.METHOD_NOT_ALLOWED


@pytest.mark.parametrize("who", ["member", "leader", "officer", "inspector", "nobody"])
def test_it_is_not_for_others(client_of, world, who):
    response = client_of(getattr(world, who)).post(URL, {"act": "cancelled", "message": world.message.pk})

    assert (response.status_code, states([world.message])) == (HTTPStatus.NOT_FOUND, ["waiting"])


def test_one_signs_in_first(client):
    assert client.post(URL, {"act": "settled"}).url.startswith(reverse("account_login"))
