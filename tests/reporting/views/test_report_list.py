from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.dates import at_time
from tasks_app.reporting.enums import ReportState, Situation
from tests.factories import AssignmentFactory, LocalityFactory, ReportFactory, leader, member, secretary

URL = reverse("report_list")
MONDAY, FRIDAY, LAST_WEDNESDAY = date(2024, 10, 14), date(2024, 10, 11), date(2024, 10, 9)
"""The day of the tests is a Tuesday: one, two and four working days ago."""

pytestmark = pytest.mark.django_db


def sent(day: date, **given):
    return ReportFactory(at=at_time(day, 9), **given)


def reports_in(response):
    return [row.waiting.report for row in response.context["rows"]]


def test_the_longest_wait_comes_first_in_working_days(client_of):
    newer, older = sent(MONDAY), sent(date(2024, 10, 10))
    ReportFactory(state=ReportState.ACCEPTED)
    ReportFactory(state=ReportState.DRAFT)

    rows = client_of(secretary()).get(URL).context["rows"]

    assert [(row.waiting.report, row.waiting.waits) for row in rows] == [(older, 3), (newer, 1)]


def test_what_waits_longer_than_promised_is_marked(client_of):
    late, in_time = sent(LAST_WEDNESDAY), sent(date(2024, 10, 10))

    response = client_of(secretary()).get(URL)

    assert {row.waiting.report: row.waiting.is_late for row in response.context["rows"]} == {late: True, in_time: False}
    assert response.content.decode().count('class="red fw-semibold"') == 1


def test_the_figures_say_how_the_secretariat_answers(client_of):
    sent(LAST_WEDNESDAY)
    sent(MONDAY)
    for days_ago, decided_on in ((FRIDAY, MONDAY), (FRIDAY, date(2024, 10, 15)), (LAST_WEDNESDAY, MONDAY)):
        sent(days_ago, state=ReportState.ACCEPTED, reviewed_at=at_time(decided_on, 7))

    queue = client_of(secretary()).get(URL).context["queue"]

    assert (queue.waiting, queue.longest, queue.late) == (2, 4, 1)
    assert (queue.median, queue.measured) == (2, 3)  # of 1, 2 and 3 working days
    assert queue.answered_today == 1


def test_the_median_is_of_the_last_thirty_answers(client_of):
    for _ in range(2):
        sent(date(2024, 9, 2), state=ReportState.ACCEPTED, reviewed_at=at_time(date(2024, 9, 30), 9))
    for _ in range(30):
        sent(FRIDAY, state=ReportState.ACCEPTED, reviewed_at=at_time(MONDAY, 9))

    queue = client_of(secretary()).get(URL).context["queue"]

    assert (queue.median, queue.measured) == (1, 30)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, {"late", "completion", "of a locality"}),
        ({"kind": "completion"}, {"completion"}),
        ({"kind": "progress"}, {"late", "of a locality"}),
        ({"kind": "late"}, {"late"}),
        ({"group": "localities"}, {"of a locality"}),
        ({"group": "units"}, {"late", "completion"}),
        ({"waits": "1"}, {"late", "completion"}),
        ({"waits": "5"}, set()),
        ({"kind": "progress", "group": "units"}, {"late"}),
        ({"kind": "gossip", "waits": "two"}, {"late", "completion", "of a locality"}),
    ],
)
def test_the_address_narrows_the_queue(client_of, asked, expected):
    named = {
        sent(LAST_WEDNESDAY): "late",
        sent(FRIDAY, situation=Situation.DONE): "completion",
        sent(MONDAY, assignment=AssignmentFactory(organisation=LocalityFactory())): "of a locality",
    }

    response = client_of(secretary()).get(URL, asked)

    assert {named[report] for report in reports_in(response)} == expected


@pytest.mark.parametrize("on_a_day_off", [date(2024, 10, 12), date(2024, 10, 13)])
def test_the_filter_by_waiting_time_and_the_lines_agree_over_a_week_end(client_of, on_a_day_off):
    """Sent on a Saturday or Sunday, it waits for two working days on Tuesday, and is not longer than two."""
    report = sent(on_a_day_off)
    browser = client_of(secretary())

    assert [row.waiting.waits for row in browser.get(URL).context["rows"]] == [2]
    assert reports_in(browser.get(URL, {"waits": "1"})) == [report]
    assert reports_in(browser.get(URL, {"waits": "5"})) == []


def test_a_value_that_is_not_known_is_left_out_and_said(client_of):
    sent(MONDAY)

    assert "bỏ qua" in client_of(secretary()).get(URL, {"kind": "gossip"}).content.decode()


def test_a_completion_and_ones_own_report_cannot_be_ticked(client_of):
    own = secretary()
    ordinary, completion = sent(MONDAY), sent(MONDAY, situation=Situation.DONE)
    mine, for_me = sent(MONDAY, by=own), sent(MONDAY, by=member(), for_person=own)

    response = client_of(own).get(URL)

    ticks = {row.waiting.report: row.can_be_ticked for row in response.context["rows"]}
    assert ticks == {ordinary: True, completion: False, mine: False, for_me: False}
    assert response.content.decode().count('type="checkbox"') == 1


def test_the_filter_goes_along_to_the_report(client_of):
    report = sent(LAST_WEDNESDAY)

    page = client_of(secretary()).get(URL, {"kind": "late", "page": "1"}).content.decode()

    assert f'href="{reverse("report_review", args=[report.pk])}?kind=late"' in page


def test_nothing_that_fits_is_told_from_nothing_that_waits(client_of):
    sent(MONDAY)

    page = client_of(secretary()).get(URL, {"kind": "late"}).content.decode()

    assert "Không có báo cáo phù hợp" in page


def test_an_empty_queue_is_calm_and_says_how_many_were_answered_today(client_of):
    for hour in (7, 8):
        sent(FRIDAY, state=ReportState.ACCEPTED, reviewed_at=at_time(date(2024, 10, 15), hour))
    sent(FRIDAY, state=ReportState.ACCEPTED, reviewed_at=at_time(MONDAY, 23, 59))

    page = client_of(secretary()).get(URL).content.decode()

    assert "Không có báo cáo nào đang chờ" in page
    assert "Hôm nay đã trả lời 2 báo cáo" in page


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

    constant_queries(lambda: browser.get(URL), lambda: ReportFactory.create_batch(3), below=24)
