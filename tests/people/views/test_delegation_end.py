from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.journal.queries import record_of
from tasks_app.people.actions import end_delegation
from tests.factories import delegate, leader, member, secretary

pytestmark = pytest.mark.django_db


@pytest.fixture
def delegation():
    return delegate(leader(), member())


def url_of(delegation) -> str:
    return reverse("delegation_end", args=[delegation.pk])


def test_the_page_says_who_and_what_follows(client_of, delegation):
    page = client_of(secretary()).get(url_of(delegation)).content.decode()

    assert f"{delegation.deputy} không còn được làm thay {delegation.principal}" in page
    assert "15/GUQ-BCĐ" in page


def test_it_ends_at_once(client_of, delegation, today):
    response = client_of(secretary()).post(url_of(delegation))

    delegation.refresh_from_db()
    assert response.url == reverse("delegation_list")
    assert not delegation.is_in_force(today)


def test_twice_is_said_and_changes_nothing(client_of, delegation):
    browser = client_of(secretary())
    browser.post(url_of(delegation))

    response = browser.post(url_of(delegation), follow=True)

    assert "đã kết thúc từ trước" in response.content.decode()
    assert record_of(delegation).filter(verb="delegation.ended").count() == 1


def test_what_is_over_leads_back_to_the_list(client_of, delegation, today):
    end_delegation(delegation, by=Actor(secretary()), at=at_time(today, 7))

    response = client_of(secretary()).get(url_of(delegation))

    assert (response.status_code, response.url) == (HTTPStatus.FOUND, reverse("delegation_list"))


def test_who_holds_it_cannot_end_it(client_of, delegation):
    assert client_of(delegation.deputy).post(url_of(delegation)).status_code == HTTPStatus.NOT_FOUND
