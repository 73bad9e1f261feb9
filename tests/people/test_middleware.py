"""Who acts in a request, what he may, and which language he is spoken to in."""

import pytest
from django.test import Client
from django.urls import reverse

from tasks_app.common.actors import Actor
from tasks_app.people.queries import standing, standing_for
from tests.factories import delegate, leader, member

pytestmark = pytest.mark.django_db


def language_of(response) -> str:
    return response.headers["Content-Language"]


@pytest.mark.parametrize(
    ("own", "cookie", "browser", "spoken"),
    [
        ("", None, "", "vi"),
        ("", None, "en-GB,en;q=0.9", "en"),
        ("", None, "fr", "vi"),
        ("", "en", "vi", "en"),
        ("en", "vi", "vi", "en"),
        ("vi", "en", "en", "vi"),
    ],
)
def test_ones_own_choice_counts_before_the_cookie_and_that_before_the_browser(own, cookie, browser, spoken, settings):
    client = Client(headers={"accept-language": browser})
    client.force_login(member(language=own))
    if cookie:
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = cookie

    response = client.get(reverse("my_work"))

    assert f'<html lang="{spoken}">' in response.content.decode()
    assert language_of(response) == spoken


def test_a_request_knows_its_actor_and_his_standing(client_of, today):
    person = member()

    request = client_of(person).get(reverse("my_work")).wsgi_request

    assert request.actor == Actor(person)
    assert request.standing == standing(person, on=today)


def test_a_request_made_for_another_knows_both(client_of, today):
    delegation = delegate(leader(), member())
    browser = client_of(delegation.deputy)
    browser.post(reverse("act_for", args=[delegation.pk]))

    request = browser.get(reverse("my_work")).wsgi_request

    assert request.actor == Actor(delegation.deputy, delegation.principal)
    assert request.standing == standing_for(delegation, on=today)
    assert request.user == delegation.deputy


def test_acting_for_another_costs_a_page_no_more_queries(client_of, queries):
    delegation = delegate(member(), member())
    browser = client_of(delegation.deputy)
    browser.get(reverse("my_work"))
    before = queries(lambda: browser.get(reverse("my_work")))

    browser.post(reverse("act_for", args=[delegation.pk]))
    browser.get(reverse("my_work"))

    assert queries(lambda: browser.get(reverse("my_work"))) == before


def test_without_a_sign_in_nobody_stands_for_anything(client, db):
    request = client.get(reverse("account_login")).wsgi_request

    assert request.standing.roles == frozenset()
