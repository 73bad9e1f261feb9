from http import HTTPStatus

import pytest
from django.conf import settings
from django.urls import reverse

from tests.factories import member

URL = reverse("set_language")

pytestmark = pytest.mark.django_db


def test_a_person_keeps_the_choice(client_of):
    person = member()

    response = client_of(person).post(URL, {"language": "en", "next": "/my-work/"}, follow=True)

    person.refresh_from_db()
    assert person.language == "en"
    assert '<html lang="en">' in response.content.decode()


def test_before_sign_in_a_cookie_keeps_it(client):
    response = client.post(URL, {"language": "en", "next": reverse("account_login")})

    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    assert '<html lang="en">' in client.get(reverse("account_login")).content.decode()


def test_vietnamese_is_the_default_and_the_browser_may_ask_for_english(client):
    url = reverse("account_login")

    assert '<html lang="vi">' in client.get(url).content.decode()
    assert '<html lang="en">' in client.get(url, headers={"accept-language": "en-GB,en"}).content.decode()
    assert '<html lang="vi">' in client.get(url, headers={"accept-language": "fr"}).content.decode()


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_led_away(client, target):
    assert client.post(URL, {"language": "en", "next": target}).url == "/"


def test_an_unknown_language_is_not_there(client):
    assert client.post(URL, {"language": "tlh"}).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("method", ["get", "head"])
def test_who_only_opens_it_begins_anew_in_the_same_language(client, method):
    response = getattr(client, method)(URL, {"language": "en"})

    assert (response.status_code, response.url) == (HTTPStatus.FOUND, reverse("home"))
    assert settings.LANGUAGE_COOKIE_NAME not in response.cookies


def test_wrong_method(client):
    assert client.put(URL).status_code == HTTPStatus.METHOD_NOT_ALLOWED
