from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.plan.enums import Frequency
from tasks_app.reporting.actions import close_period
from tests.factories import DueFactory, PeriodFactory, ReportFactory, TaskFactory, inspector, leader, member, secretary

pytestmark = pytest.mark.django_db

URL = reverse("period_list")


def monthly(month: int, **given):
    ends_on = date(2024, month, 14)
    days = {"starts_on": date(2024, month - 1, 15), "ends_on": ends_on, "due_on": date(2024, month, 21)}
    return PeriodFactory(kind=Frequency.MONTHLY, **(days | given))


def test_periods_stand_by_what_is_to_be_done(client_of):
    by = secretary()
    current, closed, ahead = PeriodFactory(), monthly(8), monthly(12)
    close_period(closed, by=Actor(by), at=at_time(date(2024, 8, 26), 9))
    due = DueFactory(period=current)
    DueFactory(period=current)
    ReportFactory(assignment=due.assignment, due=due)

    context = client_of(by).get(URL).context

    assert (context["current"], context["closed"], context["ahead"]) == ([current], [closed], [ahead])
    assert (context["current"][0].owed, context["current"][0].answered) == (2, 1)


def test_a_report_sent_again_is_one_answer(client_of):
    due = DueFactory(period=PeriodFactory())
    ReportFactory(assignment=due.assignment, due=due, state="returned")
    ReportFactory(assignment=due.assignment, due=due)

    period = client_of(secretary()).get(URL).context["current"][0]

    assert (period.owed, period.answered) == (1, 1)


def test_without_periods_the_page_says_what_comes(client_of, plan):
    page = client_of(inspector()).get(URL).content.decode()

    assert "Chưa có kỳ báo cáo nào" in page
    assert reverse("period_enter") not in page


def test_the_year_is_entered_with_one_press(client_of, plan):
    TaskFactory(frequency=Frequency.QUARTERLY)
    browser = client_of(secretary())

    first = browser.post(reverse("period_enter_national"), follow=True).content.decode()
    again = browser.post(reverse("period_enter_national"), follow=True).content.decode()

    assert "Đã tạo 4 kỳ báo cáo." in first
    assert "không có gì thay đổi" in again


def test_many_periods_cost_no_more_queries(client_of, constant_queries):
    browser = client_of(leader())
    PeriodFactory()

    constant_queries(lambda: browser.get(URL), lambda: [monthly(month) for month in range(2, 11)])


def test_wrong_role(client_of, plan):
    assert client_of(member()).get(URL).status_code == HTTPStatus.NOT_FOUND


def test_opening_the_address_of_the_press_leads_to_the_list(client_of, plan):
    answer = client_of(secretary()).get(reverse("period_enter_national"))

    assert answer.url == URL
