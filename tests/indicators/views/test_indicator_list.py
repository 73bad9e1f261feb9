from datetime import date, timedelta

import pytest
from django.urls import reverse

from tasks_app.common.dates import at_time
from tests.factories import (
    READ_AT,
    IndicatorFactory,
    OrganisationFactory,
    PersonFactory,
    PlanFactory,
    inspector,
    member,
    read,
    secretary,
    target,
)

pytestmark = pytest.mark.django_db

URL = reverse("indicator_list")


@pytest.fixture(autouse=True)
def plan():
    return PlanFactory()


@pytest.fixture
def units():
    return OrganisationFactory.create_batch(3)


@pytest.fixture
def indicator(units):
    return IndicatorFactory(reporters=units, name_vi="Hồ sơ đúng hạn")


def rows(response) -> list:
    return [(row.definition, row.its and row.its.value, row.goal) for row in response.context["rows"]]


def test_it_shows_the_newest_value_beside_its_target(client_of, indicator, units):
    read(indicator, {units[0]: (1234, 1300)}, period="2024-08")
    read(indicator, {units[0]: (1235, 1300), units[1]: (0, 0)})
    target(indicator, 95)

    response = client_of(member()).get(URL)
    (row,) = response.context["rows"]

    assert (row.period, row.its.value, row.its.parts, row.goal) == ("Tháng 9/2024", "95%", "1.235/1.300", "≥ 95%")
    assert (row.its.chip.label, row.its.ahead) == ("Đạt chỉ tiêu", "đúng bằng chỉ tiêu")
    assert (row.its.move.by, row.its.move.said) == ("+0,08", "tăng 0,08 điểm, tốt hơn kỳ trước")
    assert row.reported == "2/3 đơn vị, địa phương đã báo cáo"
    page = response.content.decode()
    assert f'href="{reverse("indicator_detail", args=[indicator.pk])}"' in page
    assert "Có 1 chỉ số được giao chỉ tiêu: 1 đạt." in page


def test_where_nothing_is_read_the_target_stands_alone(client_of, indicator):
    target(indicator, 95, is_strict=True)

    page = client_of(member()).get(URL).content.decode()

    assert "Chưa có số liệu" in page
    assert "&gt; 95%" in page
    assert "Có 1 chỉ số được giao chỉ tiêu: 1 chưa có số liệu." in page


def test_without_any_indicator_it_says_so(client_of):
    assert "Chưa có chỉ số nào" in client_of(secretary()).get(URL).content.decode()


def test_a_past_day_shows_what_was_recorded_by_its_end(client_of, indicator, units):
    read(indicator, {units[0]: (90, 100)}, at=at_time(date(2024, 10, 3), 9))
    read(indicator, {units[0]: (99, 100)}, at=READ_AT)
    browser = client_of(secretary())

    before, after = (browser.get(URL, {"as_of": day}) for day in ("2024-10-04", "2024-10-05"))

    assert rows(before) == [(indicator, "90%", "")]
    assert rows(after) == [(indicator, "99%", "")]
    assert before.context["rows"][0].url.endswith("?as_of=2024-10-04")


@pytest.mark.parametrize(("person", "has_tabs"), [(inspector, True), (secretary, True), (member, False)])
def test_the_tabs_of_boards_are_for_who_follows_the_whole_province(client_of, person, has_tabs):
    page = client_of(person()).get(URL).content.decode()

    assert (f'href="{reverse("overview")}"' in page) is has_tabs
    assert 'aria-current="page"' in page  # in the navigation: of the overview, or of the plan


def test_an_account_without_a_role_finds_nothing(client_of):
    assert client_of(PersonFactory()).get(URL).status_code == 404


def test_the_queries_do_not_grow(client_of, indicator, units, constant_queries):
    browser = client_of(secretary())
    read(indicator, {units[0]: (1, 2)})

    def more():
        for number in range(3):
            other = IndicatorFactory(reporters=OrganisationFactory.create_batch(2))
            read(other, {units[0]: (1, 2)}, at=READ_AT + timedelta(hours=number))
            target(other, 80)

    constant_queries(lambda: browser.get(URL), more)
