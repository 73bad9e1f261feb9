from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.dates import at_time
from tasks_app.reporting.enums import ReportState
from tests.factories import ReportFactory, leader, member, secretary

URL = reverse("report_list")

pytestmark = pytest.mark.django_db


def test_the_longest_wait_comes_first_in_working_days(client_of):
    newer = ReportFactory(at=at_time(date(2024, 10, 14), 9))
    older = ReportFactory(at=at_time(date(2024, 10, 10), 9))
    ReportFactory(state=ReportState.ACCEPTED)
    ReportFactory(state=ReportState.DRAFT)

    rows = client_of(secretary()).get(URL).context["rows"]

    assert [(row.report, row.waits) for row in rows] == [(older, 3), (newer, 1)]


def test_an_empty_queue_says_so(client_of):
    assert "Không có báo cáo nào đang chờ" in client_of(secretary()).get(URL).content.decode()


@pytest.mark.parametrize("wrong", [member, leader])
def test_wrong_role(client_of, wrong):
    assert client_of(wrong()).get(URL).status_code == HTTPStatus.NOT_FOUND


def test_a_page_that_is_not_there_is_the_nearest_one(client_of):
    ReportFactory()
    browser = client_of(secretary())

    assert [browser.get(URL, {"page": page}).context["page_obj"].number for page in ("nine", "99", "0")] == [1, 1, 1]


def test_wrong_method(client_of):
    assert client_of(secretary()).post(URL).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_the_number_of_queries_is_constant(client_of, constant_queries):
    browser = client_of(secretary())
    ReportFactory()

    constant_queries(lambda: browser.get(URL), lambda: ReportFactory.create_batch(3))
