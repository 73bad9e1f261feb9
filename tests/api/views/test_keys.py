"""The page of the keys: shown once, one's own, and the administrator's of systems."""

from __future__ import annotations

import re
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.api.models import ApiToken
from tests.api.reading import Program
from tests.factories import (
    PersonFactory,
    PlanFactory,
    administrator,
    api_key,
    delegate,
    focal_officer,
    inspector,
    leader,
    member,
    secretary,
)

URL = reverse("api_key_list")
ASKED = {"name": "Báo cáo Sở", "scopes": ["plan", "figures"], "valid_until": "31/12/2024"}

pytestmark = pytest.mark.django_db


def shown_key(page: str) -> str:
    return re.search(r'value="(cchc_[\w-]+)"', page)[1]


@pytest.mark.parametrize("person", [leader, secretary, inspector, administrator])
def test_a_key_is_made_shown_once_and_opens(client_of, person):
    PlanFactory()
    browser = client_of(person())

    made = browser.post(URL, ASKED | {"kind": "own"})
    secret = shown_key(made.content.decode())

    assert made["Cache-Control"] == "no-store, private"
    assert Program(secret).get("plan").status_code == HTTPStatus.OK
    page = browser.get(URL).content.decode()
    assert secret not in page
    assert ApiToken.objects.get().shown in page


@pytest.mark.parametrize("person", [member, focal_officer, PersonFactory])
def test_who_does_not_follow_the_province_has_none(client_of, person):
    browser = client_of(person())

    assert browser.get(URL).status_code == HTTPStatus.NOT_FOUND
    assert browser.post(URL, ASKED).status_code == HTTPStatus.NOT_FOUND


def test_nobody_makes_one_in_another_s_name(client_of):
    principal, deputy = leader(), secretary()
    browser = client_of(deputy)
    browser.post(reverse("act_for", args=[delegate(principal, deputy).pk]))

    assert browser.post(URL, ASKED).status_code == HTTPStatus.NOT_FOUND
    assert not ApiToken.objects.exists()


def test_only_the_administrator_makes_a_system_s(client_of):
    asked = ASKED | {"kind": "system"}

    client_of(administrator()).post(URL, asked)
    client_of(secretary()).post(URL, asked)

    assert [token.person is None for token in ApiToken.objects.order_by("pk")] == [True, False]


def test_the_administrator_sees_those_of_systems_and_others_their_own(client_of):
    person = secretary()
    own, systems = api_key(person, name="Của tôi")[0], api_key(None, name="Trục LGSP")[0]

    assert [one for one, _used in client_of(person).get(URL).context["own"]] == [own]
    page = client_of(administrator()).get(URL).context
    assert ([one for one, _used in page["of_systems"]], page["own"]) == ([systems], [])


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"scopes": []},
        {"scopes": ["everything"]},
        {"valid_until": "15/10/2024"},
        {"valid_until": "1/1/2030"},
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(client_of, wrong):
    response = client_of(secretary()).post(URL, ASKED | wrong)

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not ApiToken.objects.exists()


def test_a_key_is_ended_and_reads_no_more(client_of, plan):
    person = secretary()
    token, secret = api_key(person)
    browser = client_of(person)

    for _ in range(2):  # pressed twice it says that it is done
        assert browser.post(reverse("api_key_end", args=[token.pk])).url == URL

    assert Program(secret).get("plan").status_code == HTTPStatus.UNAUTHORIZED


@pytest.mark.parametrize("other", [leader, secretary])
def test_nobody_ends_another_s(client_of, other):
    token, _secret = api_key(secretary())

    assert client_of(other()).post(reverse("api_key_end", args=[token.pk])).status_code == HTTPStatus.NOT_FOUND
    token.refresh_from_db()
    assert token.ended_at is None


def test_the_number_of_keys_costs_no_queries(client_of, constant_queries):
    person = administrator()
    browser = client_of(person)
    api_key(person), api_key(None)

    constant_queries(lambda: browser.get(URL), lambda: (api_key(person), api_key(None)))
