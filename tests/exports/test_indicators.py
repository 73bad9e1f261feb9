"""Files of indicators and shortcomings have what their pages show, whichever day is asked for."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from tasks_app.common.dates import at_time
from tasks_app.plan.enums import State
from tests.conftest import PAGE_QUERIES
from tests.exports.files import notes, rows, sheets, taken_out
from tests.factories import (
    AssignmentFactory,
    IndicatorFactory,
    LocalityFactory,
    OrganisationFactory,
    focal_officer,
    read,
    secretary,
    target,
)

pytestmark = pytest.mark.django_db

READ_LATE = at_time(date(2024, 10, 10), 9)


@pytest.fixture
def indicator(plan):
    """Two units and a locality report it; one of the units was read only a few days ago, one not at all."""
    first, second = OrganisationFactory.create_batch(2)
    locality = LocalityFactory()
    its = IndicatorFactory(reporters=[first, second, locality], name_vi="Hồ sơ đúng hạn")
    read(its, {first: (90, 100), locality: (70, 80)})
    read(its, {second: (10, 100)}, at=READ_LATE)
    target(its, 80)
    return its


def address_of(indicator, query: str = "") -> str:
    return reverse("indicator_detail", args=[indicator.pk]) + query


@pytest.mark.parametrize("query", ["", "?as_of=2024-10-09"])
def test_the_list_has_the_newest_figures_of_its_page(client_of, indicator, query):
    IndicatorFactory(name_vi="Chưa đọc")
    browser, address = client_of(secretary()), reverse("indicator_list") + query
    shown = browser.get(address).context["rows"]

    found = rows(taken_out(browser, address))

    assert [row["Chỉ số"] for row in found] == [row.definition.name for row in shown]
    by_name = {row["Chỉ số"]: row for row in found}
    its = by_name["Hồ sơ đúng hạn"]
    numbers = (160, 180, 88.89) if query else (170, 280, 60.71)
    assert (its["Tử số"], its["Mẫu số"], its["Giá trị"]) == numbers
    assert (its["Chỉ tiêu"], its["Đạt hay chưa"]) == (80, "Đạt chỉ tiêu" if query else "Chưa đạt chỉ tiêu")
    assert (its["Đã báo cáo"], its["Phải báo cáo"]) == ((2, 3) if query else (3, 3))
    assert by_name["Chưa đọc"]["Kỳ"] == "Chưa có số liệu"
    assert by_name["Chưa đọc"]["Giá trị"] is None


@pytest.mark.parametrize("query", ["", "?as_of=2024-10-09", "?period=2024", "?period=2024-Q3"])
def test_an_indicator_has_the_rows_of_its_tables_and_its_course(client_of, indicator, query):
    browser, address = client_of(secretary()), address_of(indicator, query)
    tables = browser.get(address).context["tables"]

    book = sheets(taken_out(browser, address))

    found = book["Đơn vị, địa phương"]
    assert [row["Cơ quan, đơn vị"] for row in found] == [
        organisation.name
        for table in tables
        for organisation in (*(row.organisation for row in table.rows), *table.missing)
    ]
    assert [row["Hạng"] for row in found if row["Ghi chú"] != "chưa báo cáo"] == [
        int(row.place) for table in tables for row in table.rows
    ]
    best = found[0]
    assert (best["Tử số"], best["Mẫu số"], round(best["Giá trị"], 4), best["Chỉ tiêu"]) == (90, 100, 0.9, 0.8)
    course = {row["Kỳ"]: row["Giá trị"] for row in book["Diễn biến trong năm"]}
    assert len(course) in (4, 12)
    assert [value for value in course.values() if value is not None] == [
        pytest.approx(0.8889 if "as_of" in query else 0.6071)
    ]


def test_who_has_not_reported_stands_there_without_figures(client_of, indicator):
    response = taken_out(client_of(secretary()), address_of(indicator, "?as_of=2024-10-09"))

    (missing,) = [row for row in sheets(response)["Đơn vị, địa phương"] if row["Ghi chú"] == "chưa báo cáo"]

    assert (missing["Hạng"], missing["Giá trị"], missing["Khối"]) == (None, None, "Đơn vị")
    assert "Chỉ tiêu ≥ 80%" in notes(response)
    assert "09/10/2024" in notes(response)


@pytest.mark.parametrize("query", ["", "?as_of=2024-08-31"])
def test_shortcomings_have_the_tasks_that_answer_them(client_of, plan, query):
    answered, forgotten = (plan.shortcomings.create(number=n, text_vi=f"Hạn chế {n}") for n in (1, 2))
    done = AssignmentFactory(state=State.COMPLETED, submitted_on=date(2024, 9, 1)).task
    done.shortcomings.add(answered)
    indicator = IndicatorFactory(reporters=[OrganisationFactory()])
    indicator.shortcomings.add(answered)
    browser, address = client_of(focal_officer(OrganisationFactory())), reverse("shortcoming_list") + query
    shown = browser.get(address).context["rows"]

    book = sheets(taken_out(browser, address))

    assert [(row["STT"], row["Đã khắc phục hay chưa"]) for row in book["Nhiệm vụ"]] == [
        (row.shortcoming.number, row.chip.label) for row in shown
    ]
    first, second = book["Nhiệm vụ"]
    assert (first["Nhiệm vụ"], first["Trạng thái"]) == (done.title, shown[0].tasks[0].chip.label)
    assert (second["Tồn tại, hạn chế"], second["Trạng thái"]) == (forgotten.text, None)
    assert [(row["STT"], row["Chỉ số"]) for row in book["Chỉ số"]] == [(1, indicator.name)]


def test_more_indicators_cost_no_more_queries(client_of, indicator, constant_queries):
    browser = client_of(secretary())
    for name in ("indicator_list", "shortcoming_list"):
        constant_queries(
            lambda name=name: taken_out(browser, reverse(name)),
            lambda: [IndicatorFactory(reporters=[OrganisationFactory()]) for _ in range(2)],
            below=PAGE_QUERIES + 4,  # the page that is taken out, and what was taken is written down
        )
