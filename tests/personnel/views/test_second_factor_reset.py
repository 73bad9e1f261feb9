"""The secretariat sees who has a second factor, and resets that of who has lost his phone."""

from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.mailing.models import Message
from tasks_app.people.queries import has_second_factor
from tests.factories import administrator, inspector, member, secretary
from tests.people.codes import with_second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return member(username="an")


@pytest.fixture
def at_work(client_of):
    return client_of(secretary())


def reset(person) -> str:
    return reverse("person_second_factor_reset", args=[person.pk])


def detail(person) -> str:
    return reverse("person_detail", args=[person.pk])


def test_the_page_of_a_person_says_whether_he_has_one(at_work, person):
    before = at_work.get(detail(person)).content.decode()
    assert "<dt>Xác thực hai lớp</dt><dd>chưa bật</dd>" in before
    assert reset(person) not in before

    with_second_factor(person)

    after = at_work.get(detail(person)).content.decode()
    assert "<dt>Xác thực hai lớp</dt><dd>đã bật</dd>" in after
    assert reset(person) in after


def test_the_list_finds_who_has_none(at_work, person):
    other = member()
    with_second_factor(other)

    shown = at_work.get(reverse("person_list"), {"state": "one_factor"}).content.decode()

    assert (detail(person) in shown, detail(other) in shown) == (True, False)


def test_it_is_reset_after_a_page_that_says_what_to_make_sure_of(at_work, person):
    with_second_factor(person)
    assert "gặp trực tiếp" in at_work.get(reset(person)).content.decode()
    assert has_second_factor(person)

    answer = at_work.post(reset(person), follow=True)

    assert not has_second_factor(person)
    assert answer.redirect_chain == [(detail(person), HTTPStatus.FOUND)]
    assert "Đặt lại xác thực hai lớp" in answer.content.decode()  # the record
    assert Message.objects.latest("pk").to_person == person


def test_twice_is_said_by_his_page_and_changes_nothing(at_work, person):
    with_second_factor(person)
    at_work.post(reset(person))
    mails = Message.objects.count()

    assert at_work.post(reset(person)).url == detail(person)
    assert Message.objects.count() == mails


def test_ones_own_is_for_a_colleague(client_of):
    person = administrator()
    with_second_factor(person)
    browser = client_of(person)

    assert browser.get(reset(person)).url == detail(person)
    browser.post(reset(person))
    assert has_second_factor(person)


@pytest.mark.parametrize("whose", [inspector, administrator])
def test_of_accounts_with_rights_over_everything_administrators_alone(client_of, at_work, whose):
    other = whose()
    with_second_factor(other)

    assert at_work.post(reset(other)).status_code == HTTPStatus.NOT_FOUND
    assert has_second_factor(other)
    client_of(administrator()).post(reset(other))
    assert not has_second_factor(other)


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_a_wrong_method_is_refused(at_work, person, method):
    with_second_factor(person)

    assert at_work.generic(method, reset(person)).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_where_it_is_off_the_page_does_not_speak_of_it(at_work, person, settings):
    settings.SECOND_FACTOR = "off"

    assert "hai lớp" not in at_work.get(detail(person)).content.decode()
