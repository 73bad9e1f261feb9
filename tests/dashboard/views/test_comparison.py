"""Two days side by side: who may, what it says, and that every number leads to a list of exactly so many."""

from __future__ import annotations

from datetime import date, timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.dashboard.enums import Move
from tasks_app.plan.actions import decide, move_deadline
from tasks_app.plan.enums import Act, Frequency, State
from tasks_app.plan.models import Plan
from tasks_app.plan.rules import Basis
from tasks_app.reporting.actions import close_period
from tests.dashboard.pages import listed, numbered_links, page_of
from tests.factories import (
    AssignmentFactory,
    PeriodFactory,
    TaskFactory,
    administrator,
    assignments_in_bulk,
    focal_officer,
    inspector,
    leader,
    member,
    secretary,
)

URL = reverse("comparison")
TODAY = date(2024, 10, 15)

pytestmark = pytest.mark.django_db


def day(distance: int) -> date:
    return TODAY + timedelta(days=distance)


@pytest.fixture
def moved(province):
    """The province of 15 October after a week in which each move was made by something."""
    by = Actor(secretary())

    def at(distance: int):
        return at_time(day(distance), 11)

    plan, task = province.plan, province.tasks[3]
    AssignmentFactory(task=task, at=at(-3))
    AssignmentFactory(task=task, deadline_on=day(-20), state=State.COMPLETED, submitted_on=day(-2))
    move_deadline(AssignmentFactory(task=task, deadline_on=day(-20)), day(30), by=by, at=at(-1))
    reopened = AssignmentFactory(task=task, state=State.COMPLETED, submitted_on=day(-30))
    decide(reopened, Act.REOPEN, reason="Chưa đạt", by=by, at=at(-1))
    basis = Basis("12-CV/BCĐ", day(-3))
    decide(AssignmentFactory(task=task), Act.SUSPEND, reason="Chờ hướng dẫn", basis=basis, by=by, at=at(-3))
    suspended = AssignmentFactory(task=task, state=State.SUSPENDED)
    decide(suspended, Act.RESUME, reason="Đã có hướng dẫn", by=by, at=at(-3))
    return plan


# --- Who may ----------------------------------------------------------------------------------------------------------

ADDRESSES = [URL, reverse("comparison_list", args=["overdue"])]


@pytest.mark.parametrize("url", ADDRESSES)
@pytest.mark.parametrize("person", [leader, secretary, inspector, administrator])
def test_those_who_follow_everything_see_it(client_of, province, person, url):
    assert client_of(person()).get(url).status_code == HTTPStatus.OK


@pytest.mark.parametrize("url", ADDRESSES)
@pytest.mark.parametrize("person", [member, focal_officer])
def test_for_everyone_else_it_does_not_exist(client_of, province, person, url):
    assert client_of(person()).get(url).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("url", ADDRESSES)
def test_it_only_answers_to_get(client_of, province, url):
    assert client_of(secretary()).post(url).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_a_move_that_is_not_known_does_not_exist(client_of, province):
    assert client_of(secretary()).get(reverse("comparison_list", args=["sideways"])).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("url", ADDRESSES)
def test_without_a_plan_it_says_so(client_of, db, url):
    Plan.objects.all().delete()

    assert "Chưa nhập kế hoạch" in page_of(client_of(secretary()).get(url))


# --- What it says -----------------------------------------------------------------------------------------------------


def test_it_compares_with_a_week_before(client_of, moved):
    response = client_of(secretary()).get(URL)

    assert response.context["first_day"].day == day(-7)
    assert {part.words: part.count for part in response.context["parts"]} == {
        "việc mới hoàn thành": 3,
        "việc mới quá hạn": 2,
        "việc hết quá hạn": 2,
        "việc mới giao": 1,
        "việc được điều chỉnh thời hạn": 1,
        "việc mở lại": 1,
        "việc tạm dừng, dừng theo dõi": 1,
        "việc tiếp tục thực hiện": 1,
    }


def test_the_shares_stand_side_by_side_with_their_difference(client_of, moved):
    pairs = client_of(secretary()).get(URL).context["buckets"]

    assert [(pair.label, pair.before, pair.after, pair.difference) for pair in pairs] == [
        ("Hoàn thành đúng hạn", 2, 3, "+1"),
        ("Hoàn thành quá hạn", 1, 2, "+1"),
        ("Chưa hoàn thành, trong hạn", 11, 10, "−1"),
        ("Chưa hoàn thành, quá hạn", 3, 3, "0"),
        ("Tổng số việc đang theo dõi", 17, 18, "+1"),
    ]


def test_organisations_whose_overdue_work_grew_or_shrank_stand_apart(client_of, moved):
    (_more, worse, _), (_less, better, _) = client_of(secretary()).get(URL).context["organisations"]

    assert {line.overdue.difference for line in worse} == {"+1"}
    assert {line.overdue.difference for line in better} == {"−1"}
    assert len(better) == 2


def test_every_move_has_its_section(client_of, moved):
    sections = client_of(secretary()).get(URL).context["sections"]

    assert [section.move for section in sections] == list(Move)
    assert all(section.total == len(section.rows) for section in sections)


def test_a_section_shows_the_first_and_leads_to_all(client_of, plan):
    assignments_in_bulk(12, task=TaskFactory(), responsible=member(), deadline_on=day(-2))
    browser = client_of(secretary())

    response = browser.get(URL)

    [section] = response.context["sections"]
    assert (section.move, len(section.rows), section.total) == (Move.OVERDUE, 10, 12)
    assert "Xem cả 12" in page_of(response)
    assert len(browser.get(section.url).context["rows"]) == 12


def test_a_row_says_how_it_stood_and_how_it_stands(client_of, moved):
    sections = client_of(secretary()).get(URL).context["sections"]
    rows = {section.move: section.rows for section in sections}

    [extended] = rows[Move.DEADLINE_MOVED]
    [issued] = rows[Move.ISSUED]
    assert (extended.before.css, extended.after.css, extended.deadline_before) == ("s-over", "s-todo", day(-20))
    assert (issued.before, issued.deadline_before) == (None, None)


def test_nothing_moved_is_said(client_of, plan):
    AssignmentFactory()

    assert "Từ hết ngày" in (page := page_of(client_of(secretary()).get(URL)))
    assert "không có thay đổi" in page


@pytest.mark.parametrize("asked", [{}, {"as_of": "2024-10-14", "from": "2024-10-01"}])
def test_every_number_leads_to_a_list_of_exactly_so_many(client_of, moved, asked):
    browser = client_of(secretary())

    links = numbered_links(page_of(browser.get(URL, asked)))

    assert len(links) > 30
    assert {url: listed(browser, url) for url, _ in links} == dict(links)


# --- Which days -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wrong", ["2024-10-15", "2024-10-16", "hôm qua", "2024-02-30"])
@pytest.mark.parametrize("url", ADDRESSES)
def test_a_day_that_is_none_before_it_is_left_out_and_the_page_says_so(client_of, province, wrong, url):
    response = client_of(secretary()).get(url, {"from": wrong})

    assert (response.context["first_day"].day, response.context["first_day"].wrong) == (day(-7), wrong)
    assert f"“{wrong}” không phải là một ngày trước" in page_of(response)


def test_a_day_is_understood_as_people_write_it(client_of, province):
    assert client_of(secretary()).get(URL, {"from": "01/10/2024"}).context["first_day"].day == day(-14)


def test_the_days_are_kept_in_its_links(client_of, moved):
    page = page_of(client_of(secretary()).get(URL, {"as_of": "2024-10-14", "from": "2024-10-01"}))

    assert f"{ADDRESSES[1]}?from=2024-10-01&amp;as_of=2024-10-14" in page
    assert '<input type="hidden" name="as_of" value="2024-10-14">' in page
    assert '<input type="hidden" name="from" value="2024-10-01">' in page


def test_cut_offs_of_closed_periods_suggest_themselves(client_of, plan):
    by = Actor(secretary())
    close_period(PeriodFactory(), by=by, at=at_time(date(2024, 9, 25)))
    month = PeriodFactory(kind=Frequency.MONTHLY, starts_on=date(2024, 8, 15))
    close_period(month, by=by, at=at_time(date(2024, 9, 25)))
    PeriodFactory(kind=Frequency.MONTHLY, starts_on=date(2024, 9, 15), ends_on=day(-1), due_on=day(5))

    offers = client_of(secretary()).get(URL).context["first_day"].offers

    assert offers == [
        ("một tuần trước", f"{URL}?from=2024-10-08"),
        ("Quý III/2024, chốt ngày 14/09/2024", f"{URL}?from=2024-09-14"),
    ]


# --- Size -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("url", ADDRESSES)
@pytest.mark.parametrize("asked", [{}, {"as_of": "2024-10-14"}])
def test_the_number_of_queries_does_not_grow(client_of, plan, constant_queries, url, asked):
    responsible, browser = member(), client_of(secretary())
    assignments_in_bulk(1, task=TaskFactory(), responsible=responsible, deadline_on=day(-3))

    def more_rows():
        for number in (3, 300):
            assignments_in_bulk(number, task=TaskFactory(), responsible=responsible, deadline_on=day(-3))

    constant_queries(lambda: browser.get(url, asked), more_rows)


def test_a_comparison_begins_with_its_plan(client_of, plan):
    """What was counted before belongs to another plan, whose lists these numbers would not have."""
    response = client_of(secretary()).get("/comparison/", {"from": "2023-12-20"})

    assert response.context["first_day"].day == plan.starts_on
