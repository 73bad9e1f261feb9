from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.people.enums import Role
from tests.factories import delegate, member, secretary

URL, AGAIN = reverse("first_steps_close"), reverse("first_steps_open")
SHOWN = 'class="first no-print"'

pytestmark = pytest.mark.django_db


def home(browser) -> str:
    return browser.get(reverse("home")).content.decode()


def test_it_is_closed_for_the_person_on_every_device(client_of):
    person = member()
    assert SHOWN in home(client_of(person))

    response = client_of(person).post(URL, {"role": Role.MEMBER})

    assert (response.status_code, response.url) == (HTTPStatus.FOUND, reverse("home"))
    assert SHOWN not in home(client_of(person))


def test_it_stays_closed_when_it_is_closed_again(client_of):
    browser = client_of(member())

    for _ in range(2):
        assert browser.post(URL, {"role": Role.MEMBER}).status_code == HTTPStatus.FOUND
    assert SHOWN not in home(browser)


@pytest.mark.parametrize("role", ["", "king"])
def test_a_role_that_does_not_exist(client_of, role):
    person = member()

    assert client_of(person).post(URL, {"role": role}).status_code == HTTPStatus.NOT_FOUND
    person.refresh_from_db()
    assert person.closed_steps == []


def test_who_acts_for_another_closes_his_own_and_not_the_others(client_of):
    principal, deputy = member(), secretary()
    browser = client_of(deputy)
    browser.post(reverse("act_for", args=[delegate(principal, deputy).pk]))
    assert SHOWN not in home(browser)

    browser.post(URL, {"role": Role.MEMBER})

    principal.refresh_from_db()
    deputy.refresh_from_db()
    assert (principal.closed_steps, deputy.closed_steps) == ([], ["member"])
    assert SHOWN in home(client_of(principal))


def test_it_can_be_shown_again_from_the_help(client_of):
    browser = client_of(member())
    assert AGAIN not in browser.get(reverse("help")).content.decode()
    browser.post(URL, {"role": Role.MEMBER})
    assert AGAIN in browser.get(reverse("help")).content.decode()

    response = browser.post(AGAIN)

    assert (response.status_code, response.url) == (HTTPStatus.FOUND, reverse("home"))
    assert SHOWN in home(browser)


@pytest.mark.parametrize("url", [URL, AGAIN])
def test_who_only_opens_the_address_changes_nothing(client_of, url):
    browser = client_of(member())

    assert browser.get(url).url == reverse("home")
    assert SHOWN in home(browser)
