"""The page on which somebody who left is anonymised."""

import pytest
from django.urls import reverse

from tasks_app.journal.models import Entry
from tasks_app.people.models import Person
from tests.factories import PersonFactory, administrator, member, secretary

pytestmark = pytest.mark.django_db


@pytest.fixture
def gone() -> Person:
    return PersonFactory(full_name="Hồ Sỹ Đông", position_vi="Chánh Văn phòng", is_active=False)


def url(person: Person) -> str:
    return reverse("person_anonymise", args=[person.pk])


def test_the_page_says_what_goes_what_stays_and_what_the_name_becomes(client_of, gone):
    page = client_of(administrator()).get(url(gone)).content.decode()

    for words in ("Những gì bị xóa", "Những gì được giữ", "Nguyên Chánh Văn phòng", "không thể hoàn tác"):
        assert words in page
    assert Person.objects.get(pk=gone.pk).full_name == "Hồ Sỹ Đông"


def test_one_press_does_it_and_leads_to_the_person(client_of, gone):
    browser = client_of(administrator())

    answer = browser.post(url(gone), {"sure": "1"}, follow=True)

    page = answer.content.decode()
    assert answer.redirect_chain == [(reverse("person_detail", args=[gone.pk]), 302)]
    assert "Nguyên Chánh Văn phòng" in page
    assert "Hồ Sỹ Đông" not in page
    assert url(gone) not in page  # nothing is left to do
    assert reverse("person_reactivate", args=[gone.pk]) not in page


def test_without_the_tick_nothing_happens(client_of, gone):
    answer = client_of(administrator()).post(url(gone))

    assert answer.status_code == 422
    assert "không thể hoàn tác" in answer.content.decode()
    assert not Entry.objects.filter(verb="person.anonymised").exists()


def test_what_stands_in_the_way_is_said_and_there_is_no_button(client_of):
    person = member()
    browser = client_of(administrator())

    page = browser.get(url(person)).content.decode()
    answer = browser.post(url(person), {"sure": "1"})

    assert "đóng tài khoản trước" in page
    assert 'name="sure"' not in page
    assert answer.status_code == 409
    assert "đóng tài khoản trước" in answer.content.decode()


def test_a_second_press_changes_nothing(client_of, gone):
    browser = client_of(administrator())
    browser.post(url(gone), {"sure": "1"})
    label = Person.objects.get(pk=gone.pk).full_name

    assert browser.post(url(gone), {"sure": "1"}).status_code == 409
    assert Person.objects.get(pk=gone.pk).full_name == label
    assert Entry.objects.filter(verb="person.anonymised").count() == 1


def test_it_is_the_administrators_alone(client_of, gone):
    assert client_of(secretary()).get(url(gone)).status_code == 404
    assert client_of(secretary()).post(url(gone), {"sure": "1"}).status_code == 404
    assert Person.objects.get(pk=gone.pk).full_name == "Hồ Sỹ Đông"


@pytest.mark.parametrize(("who", "shown"), [(administrator, True), (secretary, False)])
def test_the_way_there_is_shown_to_administrators_once_an_account_is_closed(client_of, gone, who, shown):
    browser = client_of(who())

    assert (url(gone) in browser.get(reverse("person_detail", args=[gone.pk])).content.decode()) == shown
    assert url(open_one := member()) not in browser.get(reverse("person_detail", args=[open_one.pk])).content.decode()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client_of, gone, method):
    assert getattr(client_of(administrator()), method)(url(gone)).status_code == 405


def test_who_is_not_there_has_no_page(client_of):
    assert client_of(administrator()).get(reverse("person_anonymise", args=[1])).status_code == 404
