from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.help.wording import GLOSSARY
from tests.factories import PersonFactory, member, secretary

URL = reverse("help")

pytestmark = pytest.mark.django_db


def read(browser, url: str = URL) -> str:
    response = browser.get(url)
    assert response.status_code == HTTPStatus.OK
    return response.content.decode()


def test_every_page_leads_to_it(client_of):
    shown = read(client_of(member()), reverse("my_work"))

    assert shown.count(f'href="{URL}"') == 2  # from the account menu and from the foot


def test_it_speaks_the_language_of_the_reader(client_of):
    assert "Hướng dẫn sử dụng" in read(client_of(member()))
    assert "User&#x27;s guide" in read(client_of(member(language="en")))


def test_it_has_the_steps_of_all_ones_roles(client_of):
    assert "Ba bước để bắt đầu: Bộ phận thường trực" in read(client_of(secretary()))


def test_an_account_without_a_role_can_read_it(client_of):
    assert "Ba bước để bắt đầu" not in read(client_of(PersonFactory()))


def test_pictures_are_fetched_late(client_of):
    shown = read(client_of(member()))

    assert shown.count("<img ") == shown.count('loading="lazy"') > 0


@pytest.mark.parametrize("topic", ["boards", "documents", "secretariat"])
def test_the_texts_beside_it_have_pages(client_of, topic):
    url = reverse("help_topic", args=[topic])

    assert url in read(client_of(member()))
    assert read(client_of(member()), url) != read(client_of(member(language="en")), url)


@pytest.mark.parametrize("topic", ["mail", "decisions", "guide"])
def test_other_texts_have_none(client_of, topic):
    assert client_of(member()).get(reverse("help_topic", args=[topic])).status_code == HTTPStatus.NOT_FOUND


def test_the_glossary_has_an_anchor_for_each_word(client_of):
    shown = read(client_of(member()), reverse("glossary"))

    assert [key for key in GLOSSARY if f'<dt id="{key}">' not in shown] == []


@pytest.mark.parametrize("url", [URL, reverse("glossary")])
def test_wrong_method(client_of, url):
    assert client_of(member()).post(url).status_code == HTTPStatus.METHOD_NOT_ALLOWED
