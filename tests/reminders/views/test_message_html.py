from http import HTTPStatus

import pytest
from django.urls import reverse

from tests.factories import MessageFactory, secretary

pytestmark = pytest.mark.django_db


def url_of(mail):
    return reverse("message_html", args=[mail.pk])


@pytest.fixture
def browser(client_of):
    return client_of(secretary())


def test_the_mail_alone_as_its_reader_sees_it(browser):
    mail = MessageFactory(html="<!doctype html><p style='color:red'>Kính gửi</p>")

    response = browser.get(url_of(mail))

    assert response.content.decode() == mail.html
    assert response["Content-Type"] == "text/html; charset=utf-8"


def test_nothing_runs_on_it_and_nothing_is_loaded(browser):
    response = browser.get(url_of(MessageFactory()))

    policy = dict(part.strip().partition(" ")[::2] for part in response["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "style-src": "'unsafe-inline'",
        "frame-ancestors": "'none'",
        "sandbox": "",
    }
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"


def test_a_plain_mail_has_no_such_page(browser):
    assert browser.get(url_of(MessageFactory(html=""))).status_code == HTTPStatus.NOT_FOUND


def test_a_secret_is_not_shown(browser):
    assert browser.get(url_of(MessageFactory(is_secret=True))).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("who", ["member", "leader", "officer", "inspector", "nobody"])
def test_it_is_not_for_others(client_of, world, who):
    assert client_of(getattr(world, who)).get(url_of(world.message)).status_code == HTTPStatus.NOT_FOUND


def test_one_signs_in_first(client, world):
    assert client.get(url_of(world.message)).url.startswith(reverse("account_login"))


def test_it_is_only_looked_at(browser):
    assert browser.post(url_of(MessageFactory())).status_code == HTTPStatus.METHOD_NOT_ALLOWED
