"""What is entered, changed and confirmed in the calendar: what it says then, what was recorded, twice, refused."""

from datetime import date

import pytest
from django.db import transaction

from tasks_app.calendar import actions
from tasks_app.calendar.enums import DayKind
from tasks_app.calendar.models import CalendarDay
from tasks_app.calendar.queries import working_calendar
from tasks_app.calendar.rules import SpecialDay, worked_instead_of
from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.journal.queries import record_of
from tests.at_once import at_once
from tests.calendar.days import DAYS_OFF_2024, WORKED_2024
from tests.factories import CalendarDayFactory, secretary

pytestmark = pytest.mark.django_db

AT = at_time(date(2024, 10, 15), 9)
FRIDAY, SATURDAY = date(2026, 1, 2), date(2026, 1, 10)
OFF = SpecialDay(FRIDAY, DayKind.DAY_OFF, "Nghỉ Tết Dương lịch (hoán đổi)", "New Year (swapped)", "6150/TB")
SWAP = [OFF, worked_instead_of(FRIDAY, on=SATURDAY, notice_number="6150/TB")]


@pytest.fixture
def by():
    return Actor(secretary())


def load(*years: int) -> int:
    return actions.load_public_holidays(years=years, by=None, at=AT)


def weekdays_off() -> set:
    return {day.day for day in CalendarDay.objects.filter(kind=DayKind.DAY_OFF) if day.day.weekday() < 5}


# --- A day, a swap ----------------------------------------------------------------------------------------------------


def test_both_days_of_a_swap_count_at_once(by):
    actions.enter_days(SWAP, by=by, at=AT)

    calendar = working_calendar()
    assert (calendar.is_working_day(FRIDAY), calendar.is_working_day(SATURDAY)) == (False, True)
    assert CalendarDay.objects.get(day=SATURDAY).said == SpecialDay(
        SATURDAY, DayKind.WORKED, "Làm bù cho ngày 02/01/2026", "Worked instead of 2 Jan 2026", "6150/TB"
    )


def test_what_is_entered_is_recorded(by):
    (entry,) = actions.enter_days([OFF], by=by, at=AT)

    line = record_of(entry).get()
    assert (line.verb, line.by, line.at) == ("calendar_day.entered", by.person, AT)
    assert line.details == {
        "new": {
            "day": "2026-01-02",
            "kind": "day_off",
            "name_vi": "Nghỉ Tết Dương lịch (hoán đổi)",
            "name_en": "New Year (swapped)",
            "notice_number": "6150/TB",
        }
    }


def test_of_a_swap_both_days_are_entered_or_none(by):
    CalendarDayFactory(day=SATURDAY, name_vi="Nghỉ bão")

    with pytest.raises(actions.DayIsEntered, match="10/01/2026 đã có trong lịch: Nghỉ bão"):
        actions.enter_days(SWAP, by=by, at=AT)

    assert list(CalendarDay.objects.values_list("day", flat=True)) == [SATURDAY]
    assert not Entry.objects.exists()


def test_entering_twice_changes_nothing(by):
    actions.enter_days(SWAP, by=by, at=AT)

    with pytest.raises(actions.DayIsEntered):
        actions.enter_days(SWAP, by=by, at=AT)

    assert (CalendarDay.objects.count(), Entry.objects.count()) == (2, 2)


def test_a_day_is_changed_with_old_and_new_in_the_record(by):
    entry = CalendarDayFactory(day=date(2024, 9, 3))
    said = SpecialDay(date(2024, 9, 4), DayKind.DAY_OFF, "Quốc khánh", "National Day", "12/TB")

    actions.change_day(entry.pk, said, by=by, at=AT)

    assert CalendarDay.objects.get().said == said
    line = record_of(entry).get()
    assert (line.verb, line.by) == ("calendar_day.changed", by.person)
    assert line.details["changed"] == {"day": ["2024-09-03", "2024-09-04"], "notice_number": ["", "12/TB"]}


def test_saying_the_same_again_is_no_change(by):
    entry = CalendarDayFactory()

    actions.change_day(entry.pk, entry.said, by=by, at=AT)

    assert not Entry.objects.exists()


def test_a_day_does_not_move_onto_another(by):
    entry, other = CalendarDayFactory(), CalendarDayFactory(day=date(2024, 9, 3), name_vi="Nghỉ liền kề")

    with pytest.raises(actions.DayIsEntered, match="Nghỉ liền kề"):
        actions.change_day(entry.pk, other.said, by=by, at=AT)

    assert CalendarDay.objects.get(pk=entry.pk).said == entry.said
    assert not Entry.objects.exists()


def test_a_removed_day_is_what_its_weekday_says_and_stays_in_the_record(by):
    entry = CalendarDayFactory()

    actions.remove_day(entry.pk, by=by, at=AT)

    assert working_calendar().is_working_day(entry.day)
    line = Entry.objects.get()
    assert (line.verb, line.subject_id, line.by) == ("calendar_day.removed", entry.pk, by.person)
    assert line.details["old"] == entry.said.written


@pytest.mark.parametrize(
    "act",
    [
        lambda key, by: actions.remove_day(key, by=by, at=AT),
        lambda key, by: actions.change_day(key, OFF, by=by, at=AT),
    ],
)
def test_what_is_gone_is_neither_removed_nor_changed(by, act):
    entry = CalendarDayFactory()
    actions.remove_day(entry.pk, by=by, at=AT)

    with pytest.raises(actions.DayIsGone):
        act(entry.pk, by)

    assert Entry.objects.count() == 1


# --- The notice that confirms -----------------------------------------------------------------------------------------


def test_one_notice_confirms_several_days(by):
    one, other = CalendarDayFactory(), CalendarDayFactory(day=date(2024, 9, 3))
    left = CalendarDayFactory(day=date(2024, 4, 30))

    assert actions.confirm_days([one, other], "15/TB", by=by, at=AT) == 2

    assert [day.notice_number for day in CalendarDay.objects.order_by("day")] == ["", "15/TB", "15/TB"]
    assert record_of(one).get().details == {"day": "2024-09-02", "changed": {"notice_number": ["", "15/TB"]}}
    assert not record_of(left).exists()


def test_what_another_notice_confirmed_stays(by):
    day = CalendarDayFactory()
    actions.confirm_days([day], "15/TB", by=by, at=AT)

    assert actions.confirm_days([day], "16/TB", by=by, at=AT) == 0

    assert CalendarDay.objects.get().notice_number == "15/TB"
    assert record_of(day).count() == 1


# --- Public holidays --------------------------------------------------------------------------------------------------


def test_the_holidays_of_a_year_are_those_that_the_government_announced():
    load(2024)

    assert weekdays_off() == {day for day in DAYS_OFF_2024 if day.weekday() < 5}
    assert {day.day for day in CalendarDay.objects.filter(kind=DayKind.WORKED)} == set(WORKED_2024)


def test_each_day_has_its_name_in_both_languages():
    load(2024)

    day = CalendarDay.objects.get(day=DAYS_OFF_2024[0])
    assert (day.name_vi, day.name_en) == ("Tết Dương lịch", "New Year's Day")


def test_only_the_asked_years_are_entered():
    load(2024)

    assert set(CalendarDay.objects.values_list("day__year", flat=True)) == {2024}


def test_loading_twice_changes_nothing():
    entered = load(2024)

    assert entered == CalendarDay.objects.count()
    assert load(2024) == 0


def test_what_is_taken_over_is_recorded_under_who_did_it(by):
    entered = actions.load_public_holidays(years=[2024], by=by, at=AT)

    assert Entry.objects.filter(verb="calendar_day.entered", by=by.person).count() == entered


def test_what_the_secretariat_entered_stays():
    CalendarDayFactory(day=WORKED_2024[0], name_vi="Nghỉ", name_en="Off", notice_number="1/TB")

    load(2024)

    assert CalendarDay.objects.get(day=WORKED_2024[0]).notice_number == "1/TB"


# --- At once ----------------------------------------------------------------------------------------------------------


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_enter_the_same_swap_enter_it_once(by):
    def enter(days):
        return lambda: actions.enter_days(days, by=by, at=AT)

    outcomes = at_once(enter(SWAP), enter(SWAP[::-1]))

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["DayIsEntered", "list"]
    assert (CalendarDay.objects.count(), Entry.objects.count()) == (2, 2)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_take_over_a_year_enter_each_day_once(by):
    def take_over():
        return actions.load_public_holidays(years=[2026], by=by, at=AT)

    outcomes = at_once(take_over, take_over)

    assert sum(outcomes) == CalendarDay.objects.count() == Entry.objects.count()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_notices_at_once_confirm_a_day_by_one(by):
    day = CalendarDayFactory()

    def confirm(number):
        return lambda: actions.confirm_days([day], number, by=by, at=AT)

    assert sorted(at_once(confirm("15/TB"), confirm("16/TB"))) == [0, 1]
    assert Entry.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_day_that_is_removed_while_it_is_changed_is_not_entered_again(by):
    entry = CalendarDayFactory()

    def remove():
        with transaction.atomic():
            return actions.remove_day(entry.pk, by=by, at=AT)

    outcomes = at_once(remove, lambda: actions.change_day(entry.pk, OFF, by=by, at=AT))

    assert not any(
        isinstance(outcome, Exception) and not isinstance(outcome, actions.DayIsGone) for outcome in outcomes
    )
    assert not CalendarDay.objects.exists()
