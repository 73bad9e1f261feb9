"""A hold is ended now."""

from datetime import date, timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tests.factories import HoldFactory, secretary

NOW = at_time(date(2024, 10, 15), 8)

pytestmark = pytest.mark.django_db


@pytest.fixture
def hold():
    return HoldFactory(at=NOW - timedelta(days=1))


def url_of(hold):
    return reverse("hold_end", args=[hold.pk])


def test_it_ends_and_says_so(client_of, hold):
    person = secretary()

    response = client_of(person).post(url_of(hold), follow=True)

    hold.refresh_from_db()
    assert hold.ended_at == NOW
    assert (Entry.objects.get().verb, Entry.objects.get().by) == ("hold.ended", person)
    assert "Đã kết thúc tạm giữ." in response.content.decode()


def test_twice_is_once(client_of, hold):
    browser = client_of(secretary())
    browser.post(url_of(hold))

    response = browser.post(url_of(hold), follow=True)

    assert "Lần tạm giữ này đã kết thúc." in response.content.decode()
    assert Entry.objects.count() == 1


def test_what_is_looked_at_only_changes_nothing(client_of, hold):
    browser = client_of(secretary())

    assert browser.get(url_of(hold)).url == reverse("hold_list")
    assert browser.put(url_of(hold)).status_code == HTTPStatus.METHOD_NOT_ALLOWED
    hold.refresh_from_db()
    assert hold.ended_at is None


def test_what_does_not_exist_is_not_found(client_of):
    assert client_of(secretary()).post(reverse("hold_end", args=[999_999])).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("who", ["member", "leader", "officer", "inspector", "nobody"])
def test_it_is_not_for_others(client_of, world, hold, who):
    assert client_of(getattr(world, who)).post(url_of(hold)).status_code == HTTPStatus.NOT_FOUND
    hold.refresh_from_db()
    assert hold.ended_at is None


def test_one_signs_in_first(client, hold):
    assert client.post(url_of(hold)).url.startswith(reverse("account_login"))
