"""Changing a day of the calendar, and removing it."""

from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.calendar.enums import DayKind
from tasks_app.calendar.models import CalendarDay
from tests.factories import CalendarDayFactory, leader, secretary

pytestmark = pytest.mark.django_db

TYPED = {
    "day": "02/09/2024",
    "kind": "day_off",
    "name_vi": "Quốc khánh",
    "name_en": "National Day",
    "notice_number": "",
}
PAST = "Ngày này đã qua. Các thời hạn kéo qua ngày này sẽ được tính lại"


def edit(entry):
    return reverse("calendar_day_edit", args=[entry.pk])


def remove(entry):
    return reverse("calendar_day_remove", args=[entry.pk])


def test_a_day_is_changed(client_of):
    entry = CalendarDayFactory()
    browser = client_of(secretary())

    assert 'value="02/09/2024"' in browser.get(edit(entry)).content.decode()
    response = browser.post(edit(entry), TYPED | {"day": "03/09/2024", "notice_number": "12/TB"})

    assert response.url == f"{reverse('calendar_year')}?year=2024"
    entry.refresh_from_db()
    assert (entry.day, entry.kind, entry.notice_number) == (date(2024, 9, 3), DayKind.DAY_OFF, "12/TB")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"day": "07/09/2024"}, "day"),  # a Saturday off
        ({"kind": "worked"}, "day"),  # a Monday worked
        ({"kind": "feast"}, "kind"),
        ({"day": ""}, "day"),
        ({"name_vi": ""}, "name_vi"),
    ],
)
def test_wrong_input_is_said_and_not_lost(client_of, typed, field):
    entry = CalendarDayFactory()

    response = client_of(secretary()).post(edit(entry), TYPED | typed | {"notice_number": "99/TB"})

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert list(response.context["form"].errors) == [field]
    assert "99/TB" in response.content.decode()
    assert CalendarDay.objects.get().said == entry.said


def test_a_holiday_on_a_weekend_that_was_taken_over_gets_its_notice(client_of):
    entry = CalendarDayFactory(day=date(2026, 4, 26), name_vi="Giỗ Tổ")

    client_of(secretary()).post(edit(entry), TYPED | {"day": "26/04/2026", "notice_number": "12/TB"})

    entry.refresh_from_db()
    assert entry.notice_number == "12/TB"


def test_a_day_does_not_move_onto_another(client_of):
    entry = CalendarDayFactory()
    CalendarDayFactory(day=date(2024, 9, 3), name_vi="Nghỉ liền kề")

    response = client_of(secretary()).post(edit(entry), TYPED | {"day": "03/09/2024"})

    assert response.status_code == HTTPStatus.CONFLICT
    assert "Nghỉ liền kề" in response.content.decode()


@pytest.mark.parametrize("address", [edit, remove])
def test_of_a_day_in_the_past_the_page_says_what_follows(client_of, address):
    past, ahead = CalendarDayFactory(), CalendarDayFactory(day=date(2024, 12, 31))
    browser = client_of(secretary())

    assert PAST in browser.get(address(past)).content.decode()
    assert PAST not in browser.get(address(ahead)).content.decode()


def test_a_day_is_removed_after_a_page_that_says_what_follows(client_of):
    entry = CalendarDayFactory()
    browser = client_of(secretary())

    assert "trở lại là ngày làm việc" in browser.get(remove(entry)).content.decode()
    assert CalendarDay.objects.exists()
    assert browser.post(remove(entry)).url == f"{reverse('calendar_year')}?year=2024"
    assert not CalendarDay.objects.exists()


def test_removing_twice_is_answered_kindly(client_of):
    entry = CalendarDayFactory()
    browser = client_of(secretary())
    browser.post(remove(entry), follow=True)

    response = browser.post(remove(entry), follow=True)

    assert [str(message) for message in response.context["messages"]] == ["Ngày này vừa được người khác xóa khỏi lịch."]
    assert browser.get(remove(entry)).status_code == HTTPStatus.NOT_FOUND
    assert browser.post(edit(entry), TYPED).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("address", [edit, remove])
def test_wrong_role(client_of, address):
    entry = CalendarDayFactory()
    browser = client_of(leader())

    assert browser.get(address(entry)).status_code == HTTPStatus.NOT_FOUND
    assert browser.post(address(entry), TYPED | {"name_vi": "Khác"}).status_code == HTTPStatus.NOT_FOUND
    assert CalendarDay.objects.get().said == entry.said


@pytest.mark.parametrize("address", [edit, remove])
def test_wrong_method(client_of, address):
    assert client_of(secretary()).delete(address(CalendarDayFactory())).status_code == HTTPStatus.METHOD_NOT_ALLOWED
