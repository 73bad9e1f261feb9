from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.people.enums import Role
from tests.factories import (
    PersonFactory,
    administrator,
    focal_officer,
    inspector,
    leader,
    member,
    person_with,
    secretary,
)

URL = reverse("home")

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("person", "page"),
    [
        (member, "reporting/my_work.html"),
        (focal_officer, "reporting/my_work.html"),
        (leader, "reporting/my_work.html"),
        (secretary, "dashboard/overview.html"),
        (inspector, "dashboard/overview.html"),
        (administrator, "dashboard/overview.html"),
        (lambda: person_with(Role.SECRETARIAT, Role.MEMBER), "reporting/my_work.html"),
    ],
)
def test_the_day_begins_on_ones_own_page(client_of, plan, person, page):
    response = client_of(person()).get(URL)

    assert response.status_code == HTTPStatus.OK
    assert page in [template.name for template in response.templates]


def test_an_account_without_a_role_is_told_whom_to_ask(client_of):
    response = client_of(PersonFactory()).get(URL)

    assert response.status_code == HTTPStatus.FORBIDDEN
    assert "Tài khoản chưa có vai trò" in response.content.decode()


def test_a_role_that_has_ended_is_no_role(client_of):
    from datetime import date

    ended = person_with(Role.MEMBER, until=date(2024, 10, 14))

    assert client_of(ended).get(URL).status_code == HTTPStatus.FORBIDDEN


def test_who_has_not_signed_in_is_asked_to(client):
    response = client.get(URL)

    assert response.status_code == HTTPStatus.FOUND
    assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("person", [member, secretary])
def test_its_head_can_be_asked_for_alone(client_of, plan, person):
    assert client_of(person()).head(URL).status_code == HTTPStatus.OK


def test_wrong_method(client_of):
    assert client_of(member()).post(URL).status_code == HTTPStatus.METHOD_NOT_ALLOWED
