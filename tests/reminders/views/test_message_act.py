"""A button on the page of a mail."""

from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.mailing.enums import Act, Notice
from tests.factories import MessageFactory, PersonFactory, secretary

pytestmark = pytest.mark.django_db


def failed(**given):
    return MessageFactory(**({"kind": Notice.URGING, "state": "failed", "last_error": "550 No such mailbox"} | given))


def url_of(mail):
    return reverse("message_act", args=[mail.pk])


@pytest.fixture
def browser(client_of):
    return client_of(secretary())


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_it_is_sent_again_within_the_hours_of_mail_until_the_end_of_the_next_working_day(browser):
    mail = failed(to_person=PersonFactory())

    response = browser.post(url_of(mail), {"act": "sent_again"}, follow=True)

    mail.refresh_from_db()
    now = at_time(date(2024, 10, 15), 8)
    assert (mail.state, mail.send_after, mail.expires_at) == ("waiting", now, at_time(date(2024, 10, 16), 16, 30))
    assert said(response) == ["Thư sẽ được gửi lại."]
    assert response.redirect_chain == [(reverse("message_detail", args=[mail.pk]), HTTPStatus.FOUND)]


def test_at_night_it_waits_for_the_morning(client_of, clock):
    clock.move_to(at_time(date(2024, 10, 18), 22))  # a Friday
    mail = failed()

    client_of(secretary()).post(url_of(mail), {"act": "sent_again"})

    mail.refresh_from_db()
    assert (mail.send_after, mail.expires_at) == (
        at_time(date(2024, 10, 21), 7, 15),
        at_time(date(2024, 10, 22), 16, 30),
    )


@pytest.mark.parametrize(
    ("act", "before", "after"),
    [
        ("cancelled", "waiting", "cancelled"),
        ("arrived", "unknown", "sent"),
        ("not_arrived", "unknown", "expired"),
        ("settled", "failed", "failed"),
    ],
)
def test_the_others_are_done_and_stand_in_its_record(client_of, act, before, after):
    person = secretary(full_name="Nguyễn Thư Ký")
    mail = failed(state=before, claimed_at=at_time(date(2024, 10, 15), 7, 15))

    page = client_of(person).post(url_of(mail), {"act": act}, follow=True).content.decode()

    mail.refresh_from_db()
    assert mail.state == after
    assert Entry.objects.get().by == person
    assert "Nguyễn Thư Ký" in page
    assert "Trước đó" in page


def test_twice_is_once(browser):
    mail = failed()

    browser.post(url_of(mail), {"act": "sent_again"})
    response = browser.post(url_of(mail), {"act": "sent_again"}, follow=True)

    assert said(response)[-1] == "Thư hiện ở trạng thái “Đang chờ” nên được giữ nguyên."
    assert Entry.objects.count() == 1


@pytest.mark.parametrize("act", ["", "deleted", "came_back", "0"])
def test_what_is_no_act_is_not_found(browser, act):
    mail = failed()

    assert browser.post(url_of(mail), {"act": act}).status_code == HTTPStatus.NOT_FOUND
    assert not Entry.objects.exists()


def test_what_is_looked_at_only_changes_nothing(browser):
    mail = failed()

    assert browser.get(url_of(mail)).url == reverse("message_detail", args=[mail.pk])
    assert browser.put(url_of(mail)).status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert not Entry.objects.exists()


@pytest.mark.parametrize("who", ["member", "leader", "officer", "inspector", "nobody"])
def test_it_is_not_for_others(client_of, world, who):
    assert client_of(getattr(world, who)).post(url_of(world.message), {"act": "cancelled"}).status_code == 404


def test_a_secret_is_nobodys_to_handle(browser):
    mail = failed(is_secret=True)

    assert browser.post(url_of(mail), {"act": "sent_again"}).status_code == HTTPStatus.NOT_FOUND


def test_the_administrator_may_too(client_of, world):
    client_of(world.administrator).post(url_of(world.message), {"act": "cancelled"})

    world.message.refresh_from_db()
    assert world.message.state == "cancelled"


def test_one_signs_in_first(client):
    assert client.post(url_of(failed()), {"act": Act.SETTLE}).url.startswith(reverse("account_login"))
