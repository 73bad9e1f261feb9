from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.calendar.enums import DayKind
from tasks_app.calendar.models import CalendarDay
from tests.factories import CalendarDayFactory, leader, member, secretary

pytestmark = pytest.mark.django_db

URL = reverse("calendar_enter")
TYPED = {
    "off_on": "02/01/2026",
    "worked_on": "10/01/2026",
    "name_vi": "Nghỉ Tết Dương lịch",
    "notice_number": "6150/TB",
}


def enter(browser, **typed):
    return browser.post(URL, TYPED | typed)


def entered() -> list[tuple]:
    return list(CalendarDay.objects.values_list("day", "kind", "name_vi", "notice_number"))


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def test_a_swap_is_entered_in_one_step(client_of):
    response = enter(client_of(secretary()))

    assert response.url == f"{reverse('calendar_year')}?year=2026"
    assert entered() == [
        (date(2026, 1, 2), DayKind.DAY_OFF, "Nghỉ Tết Dương lịch", "6150/TB"),
        (date(2026, 1, 10), DayKind.WORKED, "Làm bù cho ngày 02/01/2026", "6150/TB"),
    ]


@pytest.mark.parametrize(
    ("typed", "day", "kind"),
    [
        ({"worked_on": ""}, date(2026, 1, 2), DayKind.DAY_OFF),
        ({"off_on": ""}, date(2026, 1, 10), DayKind.WORKED),
    ],
)
def test_a_day_is_entered_alone(client_of, typed, day, kind):
    enter(client_of(secretary()), **typed)

    assert entered() == [(day, kind, "Nghỉ Tết Dương lịch", "6150/TB")]


def test_without_an_english_name_the_vietnamese_one_is_shown(client_of):
    browser = client_of(secretary(language="en"))
    enter(browser, worked_on="")

    assert "Nghỉ Tết Dương lịch" in browser.get(reverse("calendar_year"), {"year": 2026}).content.decode()


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"off_on": "", "worked_on": ""}, "off_on", "Nhập ngày nghỉ, ngày làm bù hoặc cả hai"),
        ({"off_on": "03/01/2026"}, "off_on", "Thứ Bảy, 03/01/2026 vốn đã là ngày nghỉ"),
        ({"worked_on": "09/01/2026"}, "worked_on", "Thứ Sáu, 09/01/2026 vốn đã là ngày làm việc"),
        ({"off_on": "31/02/2026"}, "off_on", "Không có ngày này"),
        ({"off_on": "02/01/1926"}, "off_on", "Kiểm tra lại năm"),
        ({"name_vi": "  "}, "name_vi", "Nhập tên ngày"),
    ],
)
def test_wrong_input_is_said_and_not_lost(client_of, typed, field, said):
    response = enter(client_of(secretary()), **typed)

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert list(response.context["form"].errors) == [field]
    assert said in response.content.decode()
    assert "6150/TB" in response.content.decode()
    assert entered() == []


def test_a_day_that_is_entered_already_is_named(client_of):
    CalendarDayFactory(day=date(2026, 1, 10), name_vi="Nghỉ bão")

    response = enter(client_of(secretary()))

    assert response.status_code == HTTPStatus.CONFLICT
    assert "10/01/2026 đã có trong lịch: Nghỉ bão" in response.content.decode()
    assert CalendarDay.objects.count() == 1


def test_twice_enters_nothing_twice(client_of):
    browser = client_of(secretary())
    enter(browser)

    assert enter(browser).status_code == HTTPStatus.CONFLICT
    assert CalendarDay.objects.count() == 2


def test_a_day_of_the_past_is_entered_with_what_follows(client_of):
    response = client_of(secretary()).post(
        URL, {"off_on": "14/10/2024", "name_vi": "Nghỉ bão", "name_en": "Storm"}, follow=True
    )

    assert messages_of(response) == [
        "Đã nhập 1 ngày.",
        "Ngày này đã qua: thời hạn và số ngày quá hạn từ nay được tính theo lịch mới.",
    ]


def test_for_a_day_to_come_nothing_is_added(client_of):
    response = client_of(secretary()).post(URL, {"off_on": "16/10/2024", "name_vi": "Nghỉ bão"}, follow=True)

    assert messages_of(response) == ["Đã nhập 1 ngày."]


@pytest.mark.parametrize("wrong", [member, leader])
def test_wrong_role(client_of, wrong):
    browser = client_of(wrong())

    assert browser.get(URL).status_code == HTTPStatus.NOT_FOUND
    assert enter(browser).status_code == HTTPStatus.NOT_FOUND
    assert entered() == []


def test_wrong_method(client_of):
    assert client_of(secretary()).delete(URL).status_code == HTTPStatus.METHOD_NOT_ALLOWED
