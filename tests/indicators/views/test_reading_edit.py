from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.indicators.models import IndicatorReading
from tasks_app.indicators.queries import readings_of
from tasks_app.indicators.rules import read_period
from tasks_app.plan.enums import Frequency
from tests.factories import (
    IndicatorFactory,
    LocalityFactory,
    OrganisationFactory,
    PlanFactory,
    focal_officer,
    inspector,
    member,
    ratio,
    read,
    secretary,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plan():
    return PlanFactory()


@pytest.fixture
def units():
    return OrganisationFactory.create_batch(2)


@pytest.fixture
def locality():
    return LocalityFactory()


@pytest.fixture
def indicator(units, locality):
    return IndicatorFactory(reporters=[*units, locality])


def url_of(indicator, period: str = "2024-09") -> str:
    return reverse("reading_edit", args=[indicator.pk, period])


def typed(figures: dict, *, seen: int | None = None, source: str = "Báo cáo 125") -> dict:
    newest = IndicatorReading.objects.order_by("pk").last()
    data = {"source": source, "seen": seen if seen is not None else newest.pk if newest else 0}
    for organisation, (numerator, denominator) in figures.items():
        key = organisation.pk if organisation else "province"
        data |= {f"numerator_{key}": numerator, f"denominator_{key}": denominator}
    return data


def standing(indicator, period: str = "2024-09") -> dict:
    return {reading.organisation: reading.ratio for reading in readings_of(indicator, read_period(period))}


def messages_of(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_all_organisations_of_a_period_are_entered_in_one_table(client_of, indicator, units, locality):
    browser = client_of(secretary())
    data = typed({units[0]: ("1.234,5", "2.000"), units[1]: ("", ""), locality: ("0", "0")})

    response = browser.post(url_of(indicator), data, follow=True)

    assert response.redirect_chain == [(f"{reverse('indicator_detail', args=[indicator.pk])}?period=2024-09", 302)]
    assert standing(indicator) == {units[0]: ratio("1234.5", 2000), locality: ratio(0, 0)}
    assert messages_of(response) == ["Đã nhập 2 số liệu."]


def test_the_table_opens_with_what_stands_there(client_of, indicator, units, locality):
    read(indicator, {units[0]: ("1234.5", 2000)})

    response = client_of(secretary()).get(url_of(indicator))
    page = response.content.decode()

    assert [group.title for group in response.context["groups"]] == ["Đơn vị", "Địa phương"]
    assert 'value="1234,5"' in page
    assert "1.234,5/2.000" in page
    assert f'name="numerator_{locality.pk}"' in page


def test_sent_as_it_was_opened_it_changes_nothing(client_of, indicator, units):
    read(indicator, {units[0]: ("1234.5", 2000)})
    browser = client_of(secretary(language="en"))
    form = browser.get(url_of(indicator)).context["form"]
    data = {name: form[name].value() or "" for name in form.fields} | {"source": "Báo cáo"}

    response = browser.post(url_of(indicator), data, follow=True)

    assert IndicatorReading.objects.count() == 1
    assert len(messages_of(response)) == 1


def test_a_correction_and_a_withdrawal_are_told_apart(client_of, indicator, units):
    read(indicator, {units[0]: (90, 100), units[1]: (80, 100)})

    data = typed({units[0]: ("91", "100"), units[1]: ("", "")})
    response = client_of(secretary()).post(url_of(indicator), data, follow=True)

    assert standing(indicator) == {units[0]: ratio(91, 100), units[1]: None}
    assert messages_of(response) == ["Đã sửa 1 số liệu. Đã rút 1 số liệu."]


@pytest.mark.parametrize(
    ("numerator", "denominator", "field", "said"),
    [
        ("101", "100", "numerator", "Tử số lớn hơn mẫu số."),
        ("90", "", "denominator", "Còn thiếu số."),
        ("chín mươi", "100", "numerator", "Đây không phải là số."),
        ("1,234", "2000", "numerator", "có thể hiểu theo hai cách"),
        ("-1", "2000", "numerator", "không thể nhỏ hơn 0"),
    ],
)
def test_wrong_figures_are_said_at_their_field_and_nothing_is_lost(
    client_of, indicator, units, locality, numerator, denominator, field, said
):
    data = typed({units[0]: (numerator, denominator), locality: ("5", "7")})
    response = client_of(secretary()).post(url_of(indicator), data)
    page = response.content.decode()

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert list(response.context["form"].errors) == [f"{field}_{units[0].pk}"]
    assert said in page
    assert 'value="5"' in page
    assert 'value="Báo cáo 125"' in page
    assert not IndicatorReading.objects.exists()


def test_the_source_has_to_be_named(client_of, indicator, units):
    response = client_of(secretary()).post(url_of(indicator), typed({units[0]: ("1", "2")}, source=" "))

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Ghi rõ nguồn số liệu" in response.content.decode()


def test_what_somebody_else_entered_meanwhile_stands_beside_it(client_of, indicator, units):
    browser = client_of(secretary())
    read(indicator, {units[0]: (90, 100)})
    mine = typed({units[0]: ("70", "100")}, seen=0)

    response = browser.post(url_of(indicator), mine)
    page = response.content.decode()

    assert response.status_code == HTTPStatus.CONFLICT
    assert standing(indicator) == {units[0]: ratio(90, 100)}
    assert 'value="70"' in page
    assert "90/100" in page
    seen = response.context["form"].data["seen"]
    assert browser.post(url_of(indicator), mine | {"seen": seen}).status_code == 302
    assert standing(indicator) == {units[0]: ratio(70, 100)}


def test_pressed_twice_is_answered_with_courtesy(client_of, indicator, units):
    browser = client_of(secretary())
    data = typed({units[0]: ("90", "100")})
    browser.post(url_of(indicator), data)

    response = browser.post(url_of(indicator), data, follow=True)

    assert messages_of(response)[-1].startswith("Các số liệu này đã có sẵn")
    assert IndicatorReading.objects.count() == 1


def test_a_focal_officer_enters_his_own_organisation_and_no_other(client_of, indicator, units):
    read(indicator, {units[1]: (80, 100)})
    browser = client_of(focal_officer(units[0]))
    page = browser.get(url_of(indicator)).content.decode()

    assert units[0].name in page
    assert units[1].name not in page
    browser.post(url_of(indicator), typed({units[0]: ("90", "100"), units[1]: ("1", "100")}))
    assert standing(indicator) == {units[0]: ratio(90, 100), units[1]: ratio(80, 100)}


def test_for_a_focal_officer_of_who_does_not_report_it_there_is_no_form(client_of, indicator):
    assert client_of(focal_officer(OrganisationFactory())).get(url_of(indicator)).status_code == 404


def test_the_province_is_one_row(client_of):
    indicator = IndicatorFactory(by_organisation=False, period_kind=Frequency.QUARTERLY)
    url = url_of(indicator, "2024-Q3")

    assert client_of(secretary()).post(url, typed({None: ("84", "100")})).status_code == 302
    assert standing(indicator, "2024-Q3") == {None: ratio(84, 100)}


@pytest.mark.parametrize("period", ["2024-11", "2024-Q3", "2024", "xyz"])
def test_a_period_that_is_not_read_or_has_not_begun_is_not_found(client_of, indicator, period):
    assert client_of(secretary()).get(url_of(indicator, period)).status_code == 404


@pytest.mark.parametrize("person", [member, inspector])
def test_others_find_nothing(client_of, indicator, person):
    browser = client_of(person())

    assert browser.get(url_of(indicator)).status_code == 404
    assert browser.post(url_of(indicator), {}).status_code == 404


def test_the_queries_do_not_grow(client_of, indicator, units, constant_queries):
    browser = client_of(secretary())
    read(indicator, {units[0]: (1, 2)})

    def more():
        others = OrganisationFactory.create_batch(3)
        group = indicator.groups.get()
        for other in others:
            group.memberships.create(organisation=other, valid_from=group.memberships.first().valid_from)
        read(indicator, dict.fromkeys(others, (1, 2)))

    constant_queries(lambda: browser.get(url_of(indicator)), more)


def test_the_figures_of_a_locality_that_was_merged_within_the_period_can_be_corrected(client_of, units):
    merged = LocalityFactory(valid_to=date(2024, 9, 15))
    gone = LocalityFactory(valid_to=date(2024, 8, 31))
    indicator = IndicatorFactory(reporters=[*units, merged, gone])

    page = client_of(secretary()).get(url_of(indicator)).text

    assert f"numerator_{merged.pk}" in page
    assert f"numerator_{gone.pk}" not in page
