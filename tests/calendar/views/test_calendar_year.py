"""A year of the working calendar, as everybody reads it and as the secretariat keeps it."""

from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.calendar.actions import remove_day
from tasks_app.calendar.enums import DayKind
from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tests.factories import CalendarDayFactory, PersonFactory, focal_officer, inspector, leader, member, secretary

pytestmark = pytest.mark.django_db

URL = reverse("calendar_year")


def enter_all(year: int, notice_number: str = "1/TB") -> None:
    CalendarDayFactory(day=date(year, 4, 30), name_vi="Giải phóng miền Nam", notice_number=notice_number)


@pytest.mark.parametrize("person", [member, leader, focal_officer, inspector, PersonFactory])
def test_everybody_reads_it_and_finds_no_step(client_of, person):
    entry = CalendarDayFactory(name_vi="Quốc khánh")

    page = client_of(person()).get(URL).content.decode()

    assert "Thứ Hai, 02/09/2024" in page
    assert "Quốc khánh" in page
    assert reverse("calendar_enter") not in page
    assert reverse("calendar_day_edit", args=[entry.pk]) not in page
    assert 'type="checkbox"' not in page


def test_who_keeps_it_finds_the_steps(client_of):
    entry = CalendarDayFactory()

    page = client_of(secretary()).get(URL).content.decode()

    for name, args in [
        ("calendar_enter", []),
        ("calendar_holidays", [2024]),
        ("calendar_day_edit", [entry.pk]),
        ("calendar_day_remove", [entry.pk]),
    ]:
        assert f'href="{reverse(name, args=args)}"' in page
    assert f'name="day" value="{entry.pk}"' in page


def test_kinds_and_what_is_unconfirmed_are_said_in_words(client_of):
    CalendarDayFactory(notice_number="15/TB")
    CalendarDayFactory(day=date(2024, 5, 4), kind=DayKind.WORKED, name_vi="Làm bù")

    page = client_of(member()).get(URL).content.decode()

    assert page.count("chưa xác nhận") == 1
    assert "15/TB" in page
    assert "Ngày nghỉ: Quốc khánh" in page  # in the picture of the month
    assert "Ngày làm bù (hoán đổi): Làm bù" in page


def test_another_year_is_asked_for(client_of):
    CalendarDayFactory(day=date(2025, 1, 1), name_vi="Tết Dương lịch")

    response = client_of(member()).get(URL, {"year": "2025"})

    assert response.context["its"].year == 2025
    assert "Tết Dương lịch" in response.content.decode()


@pytest.mark.parametrize("asked", ["", "soon", "1999", "2101", "9" * 30, "-1"])
def test_a_year_that_is_none_shows_this_one(client_of, asked):
    assert client_of(member()).get(URL, {"year": asked}).context["its"].year == 2024


@pytest.mark.parametrize(("year", "before", "after"), [(2000, None, 2001), (2100, 2099, None)])
def test_at_the_ends_no_link_leads_out(client_of, year, before, after):
    context = client_of(member()).get(URL, {"year": year}).context

    assert (context["before"], context["after"]) == (before, after)


@pytest.mark.parametrize(("person", "is_shown"), [(secretary, True), (member, False)])
def test_who_keeps_it_reads_what_was_changed_last(client_of, person, is_shown):
    by = Actor(secretary(full_name="Lê Thị Thu Hà"))
    entry = CalendarDayFactory()
    remove_day(entry.pk, by=by, at=at_time(date(2024, 10, 14), 9))

    page = client_of(person()).get(URL).content.decode()

    assert ("Đã xóa: Thứ Hai, 02/09/2024" in page) == is_shown


def test_an_empty_year_says_why(client_of):
    assert "Năm này chưa có ngày nào được nhập" in client_of(member()).get(URL).content.decode()


def test_in_the_last_quarter_the_keepers_are_told_what_next_year_lacks(client_of, clock):
    keeper = client_of(secretary())

    assert "Lịch làm việc năm 2025 chưa được nhập." in keeper.get(URL).content.decode()
    enter_all(2025, notice_number="")
    assert "năm 2025 còn 1 ngày chưa được" in keeper.get(URL).content.decode()
    assert "năm 2025 còn 1 ngày" not in client_of(member()).get(URL).content.decode()
    clock.move_to(at_time(date(2024, 9, 30), 8))
    assert "năm 2025" not in client_of(secretary()).get(URL).content.decode()


def test_with_next_year_confirmed_nothing_is_said(client_of):
    enter_all(2025)

    assert client_of(secretary()).get(URL).context["ahead"] is None


def test_it_only_answers_to_get(client_of):
    assert client_of(secretary()).post(URL).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_the_number_of_queries_is_constant(client_of, constant_queries):
    browser = client_of(secretary())
    CalendarDayFactory()

    constant_queries(
        lambda: browser.get(URL), lambda: [CalendarDayFactory(day=date(2024, 5, day)) for day in (1, 2, 3)]
    )
