from datetime import date

import pytest
from django.utils import translation

from tasks_app.calendar import actions
from tasks_app.calendar.enums import DayKind
from tasks_app.calendar.queries import recent_changes
from tasks_app.calendar.rules import SpecialDay
from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tests.factories import CalendarDayFactory, secretary

pytestmark = pytest.mark.django_db

AT = at_time(date(2024, 10, 15), 9)
SAID = SpecialDay(date(2024, 9, 3), DayKind.DAY_OFF, "Quốc khánh", "National Day", "12/TB")


@pytest.fixture
def by():
    return Actor(secretary(full_name="Lê Thị Thu Hà"))


def lines() -> list[tuple[str, str, str]]:
    return [(one.title, one.detail, one.who) for one in recent_changes()]


def test_what_was_entered_changed_and_removed_is_told_newest_first(by):
    (entry,) = actions.enter_days([SAID], by=by, at=AT)
    moved = SpecialDay(date(2024, 9, 7), DayKind.WORKED, "Làm bù", "National Day", "")
    actions.change_day(entry.pk, moved, by=by, at=at_time(date(2024, 10, 15), 10))
    actions.remove_day(entry.pk, by=by, at=at_time(date(2024, 10, 15), 11))

    assert lines() == [
        ("Đã xóa: Thứ Bảy, 07/09/2024", "Ngày làm bù (hoán đổi), Làm bù", "Lê Thị Thu Hà"),
        (
            "Đã sửa: Thứ Ba, 03/09/2024",
            (
                "Ngày: Thứ Ba, 03/09/2024 → Thứ Bảy, 07/09/2024; Loại ngày: Ngày nghỉ → Ngày làm bù (hoán đổi); "
                "Tên tiếng Việt: Quốc khánh → Làm bù; Thông báo chính thức: 12/TB → –"
            ),
            "Lê Thị Thu Hà",
        ),
        ("Đã nhập: Thứ Ba, 03/09/2024", "Ngày nghỉ, Quốc khánh, 12/TB", "Lê Thị Thu Hà"),
    ]


def test_a_confirmation_names_its_day(by):
    actions.confirm_days([CalendarDayFactory()], "15/TB", by=by, at=AT)

    with translation.override("en"):
        assert lines() == [("Changed: Monday, 02 Sep 2024", "Official notice: – → 15/TB", "Lê Thị Thu Hà")]


def test_what_the_installation_entered_is_the_systems():
    actions.load_public_holidays(years=[2024], by=None, at=AT)

    assert {who for _title, _detail, who in lines()} == {"hệ thống"}


def test_one_query_however_much_was_changed(by, queries):
    actions.enter_days([SAID], by=by, at=AT)
    assert queries(recent_changes) == 1
    actions.load_public_holidays(years=[2024, 2025], by=by, at=AT)

    assert queries(recent_changes) == 1
    assert len(recent_changes()) == 20
