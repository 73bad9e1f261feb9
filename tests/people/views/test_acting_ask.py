"""A link of a mail to the work of the one who is acted for: it asks, and opening it changes nothing."""

from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tests.factories import AssignmentFactory, PersonFactory, delegate, member, secretary

pytestmark = pytest.mark.django_db


@pytest.fixture
def delegation():
    return delegate(member(full_name="Trần Thị An"), PersonFactory(), last_day=date(2024, 10, 20))


def link(delegation, target: str) -> str:
    return reverse("act_for", args=[delegation.pk], query={"next": target})


def test_it_asks_and_then_leads_to_the_form(client_of, delegation):
    assignment = AssignmentFactory(responsible=delegation.principal)
    target = reverse("report_edit", args=[assignment.pk])
    browser = client_of(delegation.deputy)

    page = browser.get(link(delegation, target))

    assert page.status_code == HTTPStatus.OK
    assert "Trang này nói về công việc của đồng chí <b>Trần Thị An</b>" in page.content.decode()
    assert browser.get(target).status_code == HTTPStatus.NOT_FOUND

    answer = browser.post(reverse("act_for", args=[delegation.pk]), {"next": page.context["target"]})

    assert answer.url == target
    form = browser.get(target)
    assert form.status_code == HTTPStatus.OK
    assert form.wsgi_request.actor == Actor(delegation.deputy, delegation.principal)


def test_who_acts_for_him_already_is_led_on(client_of, delegation):
    browser = client_of(delegation.deputy)
    browser.post(reverse("act_for", args=[delegation.pk]))

    assert browser.get(link(delegation, "/my-work/")).url == "/my-work/"


def test_a_delegation_that_is_over_says_so(client_of, clock, delegation):
    clock.move_to(at_time(date(2024, 10, 21), 8))

    page = client_of(delegation.deputy).get(link(delegation, "/my-work/")).content.decode()

    assert "20/10/2024" in page
    assert f'action="{reverse("act_for", args=[delegation.pk])}"' not in page


def test_another_persons_delegation_is_not_there(client_of, delegation):
    for person in (delegation.principal, secretary()):
        assert client_of(person).get(link(delegation, "/my-work/")).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_it_leads_nowhere_else(client_of, delegation, target):
    assert client_of(delegation.deputy).get(link(delegation, target)).url == reverse("home")
