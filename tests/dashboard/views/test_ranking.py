"""The ranking: who may, what it says, its links, and that of a closed period it prints the same for ever."""

from __future__ import annotations

from datetime import date, timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils import translation

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.dashboard.enums import Part
from tasks_app.plan.actions import decide
from tasks_app.plan.enums import Act, Frequency, State
from tasks_app.plan.models import Assignment, Plan
from tasks_app.reporting.actions import close_period
from tasks_app.reporting.enums import ExtensionState, ReportState
from tests.dashboard.pages import listed, numbered_links, page_of
from tests.factories import (
    AssignmentFactory,
    ExtensionFactory,
    LocalityFactory,
    OrganisationFactory,
    PeriodFactory,
    ReportFactory,
    TaskFactory,
    administrator,
    assignments_in_bulk,
    focal_officer,
    inspector,
    leader,
    member,
    secretary,
)

URL = reverse("ranking")
TODAY = date(2024, 10, 15)
CLOSED = at_time(date(2024, 9, 24), 16)

pytestmark = pytest.mark.django_db


def behind(organisation, **asked) -> str:
    parameters = "&".join(f"{name}={value}" for name, value in asked.items())
    return reverse("ranking_organisation", args=[organisation.pk]) + (f"?{parameters}" if parameters else "")


@pytest.fixture
def unit(plan):
    """Four due: two on time, one late, one overdue by ten days; a return, a missing report and an extension."""
    unit = OrganisationFactory()

    def give(due: date, state=State.IN_PROGRESS, sent=None, **given):
        return AssignmentFactory(organisation=unit, deadline_on=due, state=state, submitted_on=sent, **given)

    for sent in (date(2024, 7, 1), date(2024, 8, 1), date(2024, 9, 3)):
        give(date(2024, 8, 30), State.COMPLETED, sent)
    give(date(2024, 9, 4))
    working = give(date(2024, 12, 31), task__frequency=Frequency.QUARTERLY)
    ReportFactory(assignment=working, state=ReportState.RETURNED, at=at_time(date(2024, 9, 5), 9))
    ExtensionFactory(
        assignment=give(date(2024, 11, 20)), state=ExtensionState.APPROVED, at=at_time(date(2024, 9, 5), 9)
    )
    return unit


@pytest.fixture
def others(unit):
    """A unit and a locality with three done on time, and a unit with only two due."""
    organisations = [OrganisationFactory(), LocalityFactory(), OrganisationFactory()]
    for organisation, number in zip(organisations, (3, 3, 2), strict=True):
        for _ in range(number):
            AssignmentFactory(
                organisation=organisation,
                deadline_on=date(2024, 8, 30),
                state=State.COMPLETED,
                submitted_on=date(2024, 8, 1),
            )
    return organisations


@pytest.fixture
def period(others):
    period = close_period(PeriodFactory(), by=Actor(secretary()), at=CLOSED)
    period.refresh_from_db()
    return period


# --- Who may ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", [leader, secretary, inspector, administrator])
def test_those_who_follow_everything_see_it(client_of, unit, person):
    browser = client_of(person())

    assert browser.get(URL).status_code == HTTPStatus.OK
    assert browser.get(behind(unit)).status_code == HTTPStatus.OK


@pytest.mark.parametrize("person", [member, focal_officer])
def test_for_everyone_else_it_does_not_exist(client_of, unit, person):
    browser = client_of(person())

    assert browser.get(URL).status_code == HTTPStatus.NOT_FOUND
    assert browser.get(behind(unit)).status_code == HTTPStatus.NOT_FOUND


def test_it_only_answers_to_get(client_of, unit):
    browser = client_of(secretary())

    assert browser.post(URL).status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert browser.post(behind(unit)).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_without_a_plan_it_says_so(client_of, db):
    organisation = OrganisationFactory()
    Plan.objects.all().delete()
    browser = client_of(secretary())

    assert "Chưa nhập kế hoạch" in page_of(browser.get(URL))
    assert browser.get(behind(organisation)).status_code == HTTPStatus.NOT_FOUND


def test_without_work_it_says_so(client_of, plan):
    assert "Chưa có đơn vị, địa phương nào để xếp hạng" in page_of(client_of(secretary()).get(URL))


# --- What it says -----------------------------------------------------------------------------------------------------


def test_each_row_has_its_rank_its_rate_and_its_figures(client_of, unit, period):
    units, localities = client_of(secretary()).get(URL).context["groups"]

    first, second = units.rows
    assert (units.ranked, units.total, localities.ranked) == (2, 3, 1)
    assert (first.rank, first.rate, second.rank, second.name, second.rate) == (1, "100%", 2, unit.name, "50%")
    assert (second.on_time.text, second.due.text) == ("2", "4")
    assert {cell.label: cell.text for cell in second.cells} == {
        "Hoàn thành quá hạn": "1",
        "Chưa hoàn thành, quá hạn": "1",
        "Số ngày quá hạn bình quân": "41",
        "Báo cáo bị trả lại": "1",
        "Báo cáo định kỳ chậm hoặc thiếu": "1",
        "Lần gia hạn": "1",
    }


def test_the_formula_is_worked_out_with_the_first_row(client_of, others):
    page = page_of(client_of(secretary()).get(URL))

    name = others[0].name
    assert f"Ví dụ: {name}: 3 đúng hạn ÷ (3 đúng hạn + 0 hoàn thành quá hạn" in page
    assert "= 3 đến hạn) = 100%." in page
    assert "Nơi chưa đủ 3 việc đến hạn thì không xếp hạng." in page
    assert "1, 1, 3" in page


def test_who_has_too_little_due_stands_apart_without_a_rank(client_of, others):
    response = client_of(secretary()).get(URL)

    units, _localities = response.context["groups"]
    assert [(row.name, row.rank) for row in units.others] == [(others[2].name, None)]
    assert "chưa đủ 3 việc đến hạn" in page_of(response)


def test_a_rank_is_compared_with_the_end_of_the_quarter_before(client_of, unit, others, clock):
    for assignment in Assignment.objects.filter(organisation=others[0]):
        decide(assignment, Act.REOPEN, reason="Chưa đạt", by=Actor(secretary()), at=at_time(TODAY, 7))

    response = client_of(secretary()).get(URL)

    units = response.context["groups"][0]
    assert response.context["first_day"].day == date(2024, 9, 30)
    assert [(row.name, row.movement.words) for row in units.rows] == [
        (unit.name, "tăng 1 bậc"),
        (others[0].name, "giảm 1 bậc"),
    ]


def test_without_a_change_it_keeps_its_rank(client_of, others):
    rows = client_of(secretary()).get(URL).context["groups"][0].rows

    assert [row.movement.words for row in rows] == ["giữ nguyên hạng", "giữ nguyên hạng"]


def test_before_the_plan_began_there_is_nothing_to_compare_with(client_of, others):
    response = client_of(secretary()).get(URL, {"from": "2023-12-31"})

    assert response.context["before_name"] == ""
    assert [row.movement for row in response.context["groups"][0].rows] == [None, None]


@pytest.mark.parametrize("asked", [{}, {"as_of": "2024-09-20"}, {"period": True}])
def test_every_number_leads_to_a_list_of_exactly_so_many(client_of, unit, period, asked):
    browser = client_of(secretary())
    if asked.get("period"):
        asked = {"period": period.pk}
    mean = {"Số ngày quá hạn bình quân"}

    units, localities = browser.get(URL, asked).context["groups"]

    cells = [
        cell
        for row in (*units.rows, *units.others, *localities.rows)
        for cell in (row.on_time, row.due, *row.cells)
        if cell.label not in mean
    ]
    assert len(cells) == 4 * 7
    assert [(cell.label, listed(browser, cell.url)) for cell in cells] == [
        (cell.label, int(cell.text)) for cell in cells
    ]


# --- By a closed period -----------------------------------------------------------------------------------------------


def test_closed_periods_are_offered_by_kind(client_of, period):
    response = client_of(secretary()).get(URL)

    assert response.context["form"].fields["period"].choices[1:] == [("Hằng quý", [(period.pk, "Quý III/2024")])]


def test_by_a_closed_period_it_says_so_and_keeps_it_in_its_links(client_of, unit, period):
    page = page_of(client_of(secretary()).get(URL, {"period": period.pk}))

    assert "Theo số liệu của Quý III/2024" in page
    assert behind(unit, part="late", period=period.pk).replace("&", "&amp;") in page
    assert "as_of" not in page


def test_of_a_closed_period_it_prints_the_same_for_ever(client_of, unit, others, period, clock):
    browser = client_of(secretary())
    addresses = [f"{URL}?period={period.pk}", *(behind(unit, part=part.value, period=period.pk) for part in Part)]
    ranks_then = page_of(browser.get(addresses[0]))
    counts_then = [browser.get(address).context["page_obj"].paginator.count for address in addresses[1:]]

    clock.shift(timedelta(days=40))
    by, now = Actor(secretary()), at_time(date(2024, 11, 24), 9)
    for assignment in Assignment.objects.filter(state=State.COMPLETED):
        decide(assignment, Act.REOPEN, reason="Chưa đạt", by=by, at=now)
    for organisation in (unit, *others):
        organisation.name_vi = f"Tên mới {organisation.pk}"
        organisation.save()
    ReportFactory(assignment=Assignment.objects.filter(organisation=unit).first(), state=ReportState.RETURNED, at=now)

    browser = client_of(secretary())
    assert page_of(browser.get(addresses[0])) == ranks_then
    assert [browser.get(address).context["page_obj"].paginator.count for address in addresses[1:]] == counts_then


def test_it_is_compared_with_the_period_of_the_same_kind_before(client_of, others):
    by = Actor(secretary())
    second = PeriodFactory(starts_on=date(2024, 3, 15), ends_on=date(2024, 6, 14), due_on=date(2024, 6, 21))
    third = PeriodFactory()
    for one in (second, third):
        close_period(one, by=by, at=CLOSED)
    browser = client_of(secretary())

    assert browser.get(URL, {"period": third.pk}).context["before_name"] == "Quý II/2024"
    assert browser.get(URL, {"period": second.pk}).context["before_name"] == ""


@pytest.mark.parametrize("wrong", ["0", "quý III", "-1"])
def test_a_period_that_is_not_known_is_left_out_and_the_page_says_so(client_of, others, wrong):
    response = client_of(secretary()).get(URL, {"period": wrong})

    assert response.context["period"] is None
    assert f"“{wrong}”" in page_of(response)


def test_an_open_period_is_not_known(client_of, others):
    response = client_of(secretary()).get(URL, {"period": PeriodFactory().pk})

    assert response.context["period"] is None


# --- What stands behind a rank ----------------------------------------------------------------------------------------


def test_the_page_of_an_organisation_says_its_rank_and_lists_what_is_due(client_of, unit, others):
    response = client_of(secretary()).get(behind(unit))

    assert "Xếp hạng 2 trong các đơn vị." in page_of(response)
    assert [row.days for row in response.context["rows"]] == [None, None, 4, 41]
    assert {url for url, _ in numbered_links(page_of(response))} == set()


@pytest.mark.parametrize(
    ("part", "says"),
    [
        (Part.RETURNED, "Đề nghị bổ sung số liệu"),
        (Part.MISSED, "Quý III/2024"),
        (Part.EXTENSIONS, "148-CV/BCĐ"),
        (Part.OVERDUE, "Quá hạn"),
    ],
)
def test_each_part_shows_what_it_counts(client_of, unit, period, part, says):
    for asked in ({}, {"period": period.pk}, {"as_of": "2024-10-01"}):
        assert says in page_of(client_of(secretary()).get(behind(unit, part=part.value, **asked)))


def test_who_is_not_ranked_is_told_why(client_of, others):
    assert "chưa đủ số việc đến hạn" in page_of(client_of(secretary()).get(behind(others[2])))


@pytest.mark.parametrize("asked", [{"part": "all"}, {"part": ""}])
def test_a_part_that_is_not_known_does_not_exist(client_of, unit, asked):
    assert client_of(secretary()).get(behind(unit, **asked)).status_code == HTTPStatus.NOT_FOUND


def test_an_organisation_without_work_then_has_no_such_page(client_of, unit):
    browser = client_of(secretary())

    assert browser.get(behind(OrganisationFactory())).status_code == HTTPStatus.NOT_FOUND
    assert browser.get(behind(unit, as_of="2024-01-01")).status_code == HTTPStatus.NOT_FOUND


def test_names_are_in_the_language_of_the_page(client_of, unit, period):
    page = page_of(client_of(secretary(language="en")).get(URL, {"period": period.pk}))

    with translation.override("en"):
        assert unit.name in page
    assert "Ranking of units and localities" in page


# --- Size -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", [{}, {"as_of": "2024-10-14"}, {"period": True}])
def test_the_number_of_queries_does_not_grow(client_of, unit, period, constant_queries, asked):
    responsible, browser = member(), client_of(secretary())
    if asked.get("period"):
        asked = {"period": period.pk}

    def more_rows():
        for number in (3, 300):
            assignments_in_bulk(number, task=TaskFactory(), responsible=responsible, deadline_on=date(2024, 8, 30))

    constant_queries(lambda: browser.get(URL, asked), more_rows, below=24)
    constant_queries(lambda: browser.get(behind(unit), asked), more_rows)
