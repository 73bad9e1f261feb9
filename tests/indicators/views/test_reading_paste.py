"""Pasting from Excel: nothing is entered before everything is right and confirmed, and then all of it."""

from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.indicators.models import IndicatorReading
from tasks_app.indicators.queries import readings_of
from tasks_app.indicators.rules import read_period
from tasks_app.journal.queries import record_of
from tests.factories import (
    READ_AT,
    IndicatorFactory,
    LocalityFactory,
    OrganisationFactory,
    PlanFactory,
    focal_officer,
    member,
    ratio,
    read,
    secretary,
)

pytestmark = pytest.mark.django_db

SEPTEMBER = read_period("2024-09")


@pytest.fixture(autouse=True)
def plan():
    return PlanFactory()


@pytest.fixture
def quy_chau():
    return LocalityFactory(name_vi="Huyện Quỳ Châu", name_en="Quỳ Châu District", short_vi="Quỳ Châu", short_en="")


@pytest.fixture
def vinh():
    return LocalityFactory(name_vi="Thành phố Vinh", name_en="Vinh City", short_vi="TP Vinh", short_en="")


@pytest.fixture
def indicator(quy_chau, vinh):
    return IndicatorFactory(reporters=[quy_chau, vinh])


def url_of(indicator, period: str = "2024-09") -> str:
    return reverse("reading_paste", args=[indicator.pk, period])


RIGHT = "STT\tĐơn vị\tĐúng hạn\tTổng\n1\tquy chau\t1.234\t1.300\n2\tTP. Vinh\t950,5\t1000\n\tTổng cộng\t2.184\t2.300"
WRONG = "quy chau\t1.234\t1.300\nTP Vin\t950\t900"


def paste(browser, indicator, cells: str, **more):
    return browser.post(url_of(indicator), {"cells": cells, "source": "Báo cáo 125", "seen": 0} | more)


def confirm(browser, indicator, preview, cells: str, **more):
    """The second press, with what the page of the first holds."""
    context = preview.context
    data = {"previewed": context["form"].sign, "seen": context["seen"], "confirm": "1"}
    return paste(browser, indicator, cells, **data | more)


def standing(indicator) -> dict:
    return {reading.organisation: reading.ratio for reading in readings_of(indicator, SEPTEMBER)}


def test_first_the_rows_are_shown_as_they_were_understood(client_of, indicator, quy_chau):
    read(indicator, {quy_chau: (1000, 1300)})

    response = paste(client_of(secretary()), indicator, RIGHT)
    preview = response.context["preview"]

    assert response.status_code == HTTPStatus.OK
    assert [(row.line, row.name, row.figures, row.value, row.was, row.faults) for row in preview.rows] == [
        (2, "Huyện Quỳ Châu", "1.234/1.300", "94,92%", "1.000/1.300", []),
        (3, "Thành phố Vinh", "950,5/1.000", "95,05%", "", []),
    ]
    assert preview.left_out == [1, 4]
    assert "Xác nhận và nhập tất cả" in response.content.decode()
    assert IndicatorReading.objects.count() == 1


def test_confirmed_all_rows_are_entered_together(client_of, indicator, quy_chau, vinh):
    browser = client_of(secretary())

    response = confirm(browser, indicator, paste(browser, indicator, RIGHT), RIGHT)

    assert response.url == f"{reverse('indicator_detail', args=[indicator.pk])}?period=2024-09"
    assert standing(indicator) == {quy_chau: ratio(1234, 1300), vinh: ratio("950.5", 1000)}
    line = record_of(indicator).get()
    assert (line.details["way"], line.details["source"]) == ("paste", "Báo cáo 125")
    assert set(line.details["changed"]) == {quy_chau.key, vinh.key}


def test_a_wrong_row_is_told_in_words_and_nothing_is_entered(client_of, indicator):
    browser = client_of(secretary())

    response = paste(browser, indicator, WRONG)
    right, wrong = response.context["preview"].rows
    page = response.content.decode()

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert right.faults == []
    assert wrong.faults == [
        "Không có đơn vị, địa phương nào báo cáo chỉ số này mang tên đó.",
        "Tử số lớn hơn mẫu số.",
    ]
    assert wrong.alike == ["Thành phố Vinh"]
    assert "1 trong 2 dòng cần sửa" in page
    assert "Xác nhận và nhập tất cả" not in page
    assert "TP Vin\t950\t900" in page
    assert not IndicatorReading.objects.exists()


def test_even_a_confirmation_enters_no_wrong_row(client_of, indicator):
    browser = client_of(secretary())
    preview = paste(browser, indicator, WRONG)

    response = confirm(browser, indicator, preview, WRONG)

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not IndicatorReading.objects.exists()


def test_text_that_was_changed_since_is_shown_again_first(client_of, indicator):
    browser = client_of(secretary())
    changed = RIGHT.replace("1.234", "1.235")

    response = confirm(browser, indicator, paste(browser, indicator, RIGHT), changed)

    assert response.status_code == HTTPStatus.OK
    assert response.context["preview"].rows[0].figures == "1.235/1.300"
    assert not IndicatorReading.objects.exists()


def test_who_is_not_mentioned_stays_as_he_is(client_of, indicator, quy_chau, vinh):
    read(indicator, {vinh: (1, 2)})
    browser = client_of(secretary())
    cells = "Quỳ Châu\t3\t4"

    confirm(browser, indicator, paste(browser, indicator, cells), cells)

    assert standing(indicator) == {quy_chau: ratio(3, 4), vinh: ratio(1, 2)}


def test_what_somebody_else_entered_meanwhile_is_shown_first(client_of, indicator, quy_chau):
    browser = client_of(secretary())
    preview = paste(browser, indicator, RIGHT)
    read(indicator, {quy_chau: (5, 10)})

    response = confirm(browser, indicator, preview, RIGHT)

    assert response.status_code == HTTPStatus.CONFLICT
    assert standing(indicator) == {quy_chau: ratio(5, 10)}
    assert response.context["preview"].rows[0].was == "5/10"
    assert confirm(browser, indicator, response, RIGHT).status_code == HTTPStatus.FOUND


def test_pressed_twice_it_enters_once(client_of, indicator):
    browser = client_of(secretary())
    preview = paste(browser, indicator, RIGHT)

    confirm(browser, indicator, preview, RIGHT)
    response = confirm(browser, indicator, preview, RIGHT)

    assert response.status_code == HTTPStatus.FOUND
    assert IndicatorReading.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"cells": ""}, "cells"), ({"cells": "Đơn vị\tTử\tMẫu"}, "cells"), ({"source": " "}, "source")],
)
def test_what_is_missing_is_said(client_of, indicator, typed, field):
    response = paste(client_of(secretary()), indicator, **{"cells": RIGHT} | typed)

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert list(response.context["form"].errors) == [field]


def test_more_rows_than_organisations_can_be_are_refused(client_of, indicator):
    response = paste(client_of(secretary()), indicator, "Vinh\t1\t2\n" * 1001)

    assert list(response.context["form"].errors) == ["cells"]


def test_what_was_pasted_is_not_trusted(client_of, indicator):
    page = paste(client_of(secretary()), indicator, "<b>Vinh</b>\t1\t2").content.decode()

    assert "<b>Vinh</b>" not in page
    assert "&lt;b&gt;Vinh&lt;/b&gt;" in page


def test_opened_it_shows_an_empty_field(client_of, indicator):
    response = client_of(secretary()).get(url_of(indicator))

    assert response.status_code == HTTPStatus.OK
    assert response.context["preview"] is None


def test_keys_of_readings_beyond_a_thousand_go_through_the_form(client_of, indicator, quy_chau):
    """A template would group their digits, and the form would not read them back."""
    IndicatorReading.objects.create(
        pk=1_234_567,
        definition=indicator,
        organisation=quy_chau,
        period_kind=SEPTEMBER.kind,
        period_from=SEPTEMBER.first,
        period_to=SEPTEMBER.last,
        numerator=1,
        denominator=2,
        source="Báo cáo",
        at=READ_AT,
    )
    browser = client_of(secretary())
    preview = paste(browser, indicator, RIGHT)

    assert 'name="seen" value="1234567"' in preview.content.decode()
    assert confirm(browser, indicator, preview, RIGHT).status_code == HTTPStatus.FOUND


def test_others_find_nothing(client_of, indicator, vinh):
    for person in (member(), focal_officer(vinh)):
        assert client_of(person).get(url_of(indicator)).status_code == 404
        assert paste(client_of(person), indicator, RIGHT).status_code == 404


def test_the_province_alone_is_not_pasted(client_of):
    indicator = IndicatorFactory(by_organisation=False)

    assert client_of(secretary()).get(url_of(indicator)).status_code == 404


def test_the_queries_do_not_grow(client_of, indicator, constant_queries):
    browser = client_of(secretary())

    def more():
        group = indicator.groups.get()
        for other in OrganisationFactory.create_batch(3):
            group.memberships.create(organisation=other, valid_from=group.memberships.first().valid_from)

    constant_queries(lambda: paste(browser, indicator, RIGHT), more)
