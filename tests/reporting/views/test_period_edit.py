"""Entering, moving and closing a period."""

from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.plan.enums import Frequency
from tasks_app.reporting.models import FrozenFigure, ReportingPeriod
from tests.factories import AssignmentFactory, PeriodFactory, leader, secretary

pytestmark = pytest.mark.django_db

TYPED = {"kind": Frequency.QUARTERLY, "starts_on": "15/09/2024", "ends_on": "14/12/2024", "due_on": "20/12/2024"}


def enter(browser, **typed):
    return browser.post(reverse("period_enter"), TYPED | typed)


def test_a_period_is_entered(client_of, plan):
    answer = enter(client_of(secretary()))

    period = ReportingPeriod.objects.get()
    assert answer.url == reverse("period_detail", args=[period.pk])
    assert (period.name, period.due_on) == ("Quý IV/2024", date(2024, 12, 20))


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"starts_on": "31/02/2024"}, "starts_on"),
        ({"ends_on": "14/09/2024"}, "ends_on"),
        ({"due_on": "13/12/2024"}, "due_on"),
    ],
)
def test_wrong_input_is_said_and_not_lost(client_of, plan, typed, field):
    answer = enter(client_of(secretary()), **typed)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert list(answer.context["form"].errors) == [field]
    assert (TYPED | typed)["due_on"] in answer.content.decode()
    assert not ReportingPeriod.objects.exists()


def test_overlapping_days_are_refused_with_their_neighbour(client_of, plan):
    PeriodFactory()

    answer = enter(client_of(secretary()), starts_on="01/09/2024")

    assert answer.status_code == HTTPStatus.CONFLICT
    assert "trùng với Quý III/2024 (từ 15/06/2024 đến 14/09/2024)" in answer.content.decode()


def test_a_period_is_moved(client_of, plan):
    period = PeriodFactory()
    url = reverse("period_edit", args=[period.pk])
    browser = client_of(secretary())

    assert "14/09/2024" in browser.get(url).content.decode()
    browser.post(url, {"starts_on": "15/06/2024", "ends_on": "14/09/2024", "due_on": "25/09/2024"})

    period.refresh_from_db()
    assert period.due_on == date(2024, 9, 25)


def test_a_period_is_closed_after_a_page_that_says_what_follows(client_of, plan):
    period = PeriodFactory()
    AssignmentFactory()
    url = reverse("period_close", args=[period.pk])
    browser = client_of(secretary())

    assert "Không thể hoàn tác" in browser.get(url).content.decode()
    assert not FrozenFigure.objects.exists()
    assert browser.post(url).url == reverse("period_detail", args=[period.pk])
    again = browser.post(url, follow=True)

    assert FrozenFigure.objects.count() == 1
    assert "đã được" in again.content.decode()
    assert browser.get(url).url == browser.get(reverse("period_edit", args=[period.pk])).url


def test_before_its_reports_are_due_closing_is_not_offered(client_of, plan):
    period = PeriodFactory(ends_on=date(2024, 10, 14), due_on=date(2024, 10, 15))
    url = reverse("period_close", args=[period.pk])
    browser = client_of(secretary())

    assert "15/10/2024" in browser.get(url).content.decode()
    assert "15/10/2024" in browser.post(url, follow=True).content.decode()
    period.refresh_from_db()
    assert not period.is_closed


@pytest.mark.parametrize("name", ["period_edit", "period_close"])
def test_wrong_role(client_of, plan, name):
    url = reverse(name, args=[PeriodFactory().pk])

    assert client_of(leader()).get(url).status_code == HTTPStatus.NOT_FOUND
    assert client_of(leader()).post(url).status_code == HTTPStatus.NOT_FOUND
