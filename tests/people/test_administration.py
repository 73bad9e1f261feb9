"""Who opens the administration pages: administrators while they are appointed, and whoever sets a new database up."""

from datetime import date, timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.people.enums import Role
from tasks_app.people.models import Person
from tasks_app.people.permissions import can_open_administration
from tasks_app.people.queries import standing
from tests.factories import PersonFactory, administrator, appoint, secretary

pytestmark = pytest.mark.django_db

PAGES = ["admin:index", "admin:tasks_app_person_changelist"]


@pytest.mark.parametrize("page", PAGES)
def test_an_administrator_opens_them(client_of, page):
    assert client_of(administrator()).get(reverse(page)).status_code == HTTPStatus.OK


@pytest.mark.parametrize("page", PAGES)
def test_with_the_appointment_the_access_ends(client_of, page, today):
    browser = client_of(administrator(until=today - timedelta(days=1)))

    assert browser.get(reverse(page)).status_code == HTTPStatus.FOUND
    assert browser.get(reverse(page), follow=True).status_code == HTTPStatus.FORBIDDEN
    assert browser.post(reverse("admin:login"), {"username": "an", "password": "x"}).status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("page", PAGES)
def test_before_the_appointment_begins_they_are_closed(client_of, page, today):
    browser = client_of(administrator(since=today + timedelta(days=1)))

    assert browser.get(reverse(page), follow=True).status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("page", PAGES)
def test_the_first_account_of_a_new_database_opens_them(client_of, page):
    first = Person.objects.create_superuser("root", "root@example.vn", "không-ai-đoán-được-7", full_name="Người Đầu")

    assert client_of(first).get(reverse(page)).status_code == HTTPStatus.OK


def test_the_first_account_counts_as_administrator_only_until_it_was_appointed(today):
    first = PersonFactory(is_staff=True, is_superuser=True)
    assert can_open_administration(standing(first, on=today))

    appoint(first, Role.ADMINISTRATOR, until=date(2024, 6, 30))

    assert not can_open_administration(standing(first, on=today))


def test_another_role_is_no_appointment_as_administrator(client_of):
    both = secretary(is_staff=True, is_superuser=True)
    staff = secretary(is_staff=True)

    assert client_of(both).get(reverse("admin:index")).status_code == HTTPStatus.OK
    assert client_of(staff).get(reverse("admin:index"), follow=True).status_code == HTTPStatus.FORBIDDEN


def test_who_may_not_sign_in_opens_nothing(today):
    assert not can_open_administration(standing(PersonFactory(is_superuser=True, is_active=False), on=today))


def test_without_a_sign_in_the_way_leads_there(client):
    answer = client.get(reverse("admin:index"), follow=True)

    assert answer.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_roles_are_shown_once_the_account_is_there(client_of):
    browser, person = client_of(administrator()), PersonFactory()
    new = browser.get(reverse("admin:tasks_app_person_add"))
    there = browser.get(reverse("admin:tasks_app_person_change", args=[person.pk]))

    assert len(new.context["inline_admin_formsets"]) == 0
    assert len(there.context["inline_admin_formsets"]) == 2
