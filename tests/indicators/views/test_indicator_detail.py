from datetime import date

import pytest
from django.urls import reverse

from tasks_app.common.dates import at_time
from tasks_app.indicators.enums import Side
from tasks_app.plan.enums import Frequency
from tests.factories import (
    READ_AT,
    IndicatorFactory,
    KeyTaskFactory,
    LocalityFactory,
    OrganisationFactory,
    PersonFactory,
    PlanFactory,
    focal_officer,
    member,
    read,
    secretary,
    target,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plan():
    return PlanFactory()


@pytest.fixture
def units():
    return OrganisationFactory.create_batch(3)


@pytest.fixture
def localities():
    return LocalityFactory.create_batch(2)


@pytest.fixture
def indicator(units, localities):
    return IndicatorFactory(reporters=[*units, *localities])


def url_of(indicator) -> str:
    return reverse("indicator_detail", args=[indicator.pk])


def test_it_opens_with_the_newest_period(client_of, indicator, units):
    read(indicator, {units[0]: (80, 100)}, period="2024-08")
    read(indicator, {units[0]: (90, 100), units[1]: (300, 400)})
    target(indicator, 95)

    response = client_of(member()).get(url_of(indicator))
    page = response.content.decode()

    assert response.context["period"] == "Tháng 9/2024"
    assert "<b>78%</b> (390/500)" in page
    assert "còn cách chỉ tiêu 17 điểm" in page
    assert "2/5 đơn vị, địa phương đã báo cáo" in page


def test_units_and_localities_are_ranked_apart_and_the_missing_named(client_of, indicator, units, localities):
    one, other, missing = units
    read(indicator, {one: (80, 100), other: (160, 200), localities[0]: (9, 10), localities[1]: (0, 0)})

    response = client_of(member()).get(url_of(indicator))
    of_units, of_localities = response.context["tables"]

    assert [(row.place, row.organisation, row.its.value) for row in of_units.rows] == [
        ("1", one, "80%"),
        ("1", other, "80%"),
    ]
    assert of_units.missing == [missing]
    assert [(row.place, row.its.value, row.note) for row in of_localities.rows] == [
        ("1", "90%", ""),
        ("–", "–", "không phát sinh"),
    ]
    assert f"1 nơi chưa báo cáo:</b> {missing.name}." in response.content.decode()


@pytest.mark.parametrize(
    ("asked", "period", "value"),
    [
        ("2024-08", "Tháng 8/2024", "80%"),
        ("2024-Q3", "Quý III/2024", "85%"),
        ("2024", "Năm 2024", "85%"),
        ("", "Tháng 9/2024", "90%"),
    ],
)
def test_the_period_is_chosen_in_the_address(client_of, indicator, units, asked, period, value):
    read(indicator, {units[0]: (80, 100)}, period="2024-08")
    read(indicator, {units[0]: (90, 100)})

    response = client_of(member()).get(url_of(indicator), {"period": asked})

    assert (response.context["period"], response.context["its"].value) == (period, value)


@pytest.mark.parametrize("asked", ["2024-13", "2099-01", "xyz", "2024-11"])
def test_a_period_that_cannot_be_shown_is_left_out_and_said(client_of, indicator, units, asked):
    read(indicator, {units[0]: (90, 100)})

    response = client_of(member()).get(url_of(indicator), {"period": asked})

    assert response.status_code == 200
    assert response.context["period"] == "Tháng 9/2024"
    assert list(response.context["choice"].errors) == ["period"]


def test_in_a_longer_period_a_row_says_how_much_of_it_was_read(client_of, indicator, units):
    read(indicator, {units[0]: (90, 100)})

    response = client_of(member()).get(url_of(indicator), {"period": "2024-Q3"})

    assert response.context["tables"][0].rows[0].note == "có số liệu 1/3 kỳ"


def test_a_corrected_reading_says_so(client_of, indicator, units):
    read(indicator, {units[0]: (90, 100)})
    read(indicator, {units[0]: (91, 100)})

    response = client_of(member()).get(url_of(indicator))

    assert response.context["tables"][0].rows[0].note == "đã sửa"


def test_the_course_is_drawn_with_its_target_from_two_values_on(client_of, indicator, units):
    browser = client_of(member())
    read(indicator, {units[0]: (80, 100)}, period="2024-08")
    assert browser.get(url_of(indicator)).context["chart"] is None

    read(indicator, {units[0]: (90, 100)})
    target(indicator, 95)
    response = browser.get(url_of(indicator))
    chart = response.context["chart"]

    assert chart.description == "Tháng 9/2024: 90%; chỉ tiêu ≥ 95%."
    assert [row[:2] for row in chart.table.rows] == [["Tháng 8/2024", "80%"], ["Tháng 9/2024", "90%"]]
    assert 'class="tg"' in response.content.decode()


def test_it_says_what_is_measured_and_what_it_belongs_to(client_of, indicator, plan):
    indicator.key_tasks.add(KeyTaskFactory(plan=plan))
    indicator.shortcomings.add(plan.shortcomings.create(number=5, text_vi="Tỷ lệ số hóa còn thấp"))
    target(indicator, 70, side=Side.LOCALITIES)

    page = client_of(member()).get(url_of(indicator)).content.decode()

    for said in (indicator.formula_vi, "1. Trọng tâm 1", "5. Tỷ lệ số hóa còn thấp", "≥ 70%</b> Địa phương"):
        assert said in page


def test_a_past_day_is_asked_without_buttons_to_write(client_of, indicator, units):
    read(indicator, {units[0]: (90, 100)}, at=at_time(date(2024, 10, 3), 9))
    read(indicator, {units[0]: (99, 100)}, at=READ_AT)

    response = client_of(secretary()).get(url_of(indicator), {"as_of": "2024-10-04"})

    assert response.context["its"].value == "90%"
    assert "readings" not in response.content.decode()


@pytest.mark.parametrize(
    ("person", "offered"),
    [
        ("secretary", ["reading_edit", "reading_paste", "target_edit"]),
        ("officer", ["reading_edit"]),
        ("member", []),
    ],
)
def test_who_may_write_finds_where(client_of, indicator, units, person, offered):
    read(indicator, {units[0]: (90, 100)})
    who = {"secretary": secretary, "officer": lambda: focal_officer(units[0]), "member": member}[person]()
    page = client_of(who).get(url_of(indicator)).content.decode()

    args = {
        "reading_edit": [indicator.pk, "2024-09"],
        "reading_paste": [indicator.pk, "2024-09"],
        "target_edit": [indicator.pk],
    }
    assert [name for name in args if f'href="{reverse(name, args=args[name])}"' in page] == offered


def test_of_the_province_alone_nobody_is_ranked(client_of):
    indicator = IndicatorFactory(by_organisation=False, period_kind=Frequency.QUARTERLY)
    read(indicator, {None: (84, 100)}, period="2024-Q3")

    response = client_of(secretary()).get(url_of(indicator))

    assert response.context["its"].value == "84%"
    assert response.context["tables"] == []
    assert reverse("reading_paste", args=[indicator.pk, "2024-Q3"]) not in response.content.decode()


def test_before_anything_is_read_it_says_so(client_of, indicator):
    assert "Tháng 10/2024 chưa có số liệu" in client_of(member()).get(url_of(indicator)).content.decode()


def test_who_has_no_role_finds_nothing(client_of, indicator):
    assert client_of(PersonFactory()).get(url_of(indicator)).status_code == 404


def test_the_queries_do_not_grow(client_of, indicator, units, localities, constant_queries):
    browser = client_of(secretary())
    read(indicator, {units[0]: (1, 2)})

    def more():
        read(indicator, dict.fromkeys((*units[:2], *localities), (1, 2)))
        read(indicator, dict.fromkeys((*units[:2], *localities), (1, 2)), period="2024-08")
        target(indicator, 90, organisation=units[0].pk)

    constant_queries(lambda: browser.get(url_of(indicator), {"period": "2024-09"}), more)
