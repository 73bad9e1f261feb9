from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tasks_app.calendar.models import CalendarDay
from tasks_app.calendar.queries import holidays_to_enter, unconfirmed_days
from tasks_app.calendar.rules import SpecialDay
from tasks_app.common.actors import Actor
from tasks_app.journal.actions import record
from tasks_app.journal.rules import changes

_followers: list[Callable[..., object]] = []


def register_follower(follow: Callable[..., object]) -> None:
    """The columns to the right say here what has to be found anew when the calendar says something else.

    ``follow(at=…)`` is called in the transaction of the change.
    """
    _followers.append(follow)


def _let_follow(*, at: datetime) -> None:
    for follow in _followers:
        follow(at=at)


class CalendarRefused(Exception):
    """Why a day cannot be entered or changed; a sentence for the person."""


class DayIsEntered(CalendarRefused):
    def __init__(self, day: date, name: str):
        super().__init__(
            _("%(day)s is in the calendar already: %(name)s. Change that entry instead.")
            % {"day": date_format(day, "DATE_FORMAT"), "name": name}
        )


class DayIsGone(CalendarRefused):
    def __init__(self):
        super().__init__(_("Somebody has removed this day from the calendar in the meantime."))


@transaction.atomic
def enter_days(days: Iterable[SpecialDay], *, by: Actor, at: datetime) -> list[CalendarDay]:
    """Enter some days, such as both of a swap: all of them or none, each with a line in the record.

    They count at once, for what is past too; only the figures of past days stay as they were. Raises DayIsEntered
    where something is said of one of them already, so a repetition enters nothing.
    """
    entered = []
    for one in sorted(days, key=lambda one: one.day):  # in order: two who enter the same wait, and do not block
        entry, is_new = _enter(one, by=by, at=at)
        if not is_new:
            raise DayIsEntered(entry.day, entry.name)
        entered.append(entry)
    _let_follow(at=at)
    return entered


@transaction.atomic
def load_public_holidays(*, years: Iterable[int], by: Actor | None, at: datetime) -> int:
    """Enter the public holidays of Viet Nam and the swapped days that the ``holidays`` package knows.

    Days that are entered already stay as they are: the secretariat's word goes before the package's,
    which misses some swaps of the Government. ``by`` is None at the start of an installation. Each day has its line
    in the record. Returns the number of days entered.
    """
    entered = sum(_enter(one.said, by=by, at=at)[1] for one in holidays_to_enter(years))
    if entered:
        _let_follow(at=at)
    return entered


@transaction.atomic
def change_day(key: int, said: SpecialDay, *, by: Actor, at: datetime) -> CalendarDay:
    """Say something else of an entry's day, or of another day instead; recorded as old → new, if something changes.

    Raises DayIsGone, and DayIsEntered where the other day has an entry.
    """
    entry = _lock(key)
    was = entry.said.written
    changed = changes(was, said.written)
    if not changed:
        return entry
    for name, value in asdict(said).items():
        setattr(entry, name, value)
    try:
        with transaction.atomic():
            entry.save()
    except IntegrityError:
        other = CalendarDay.objects.get(day=said.day)
        raise DayIsEntered(other.day, other.name) from None
    record("calendar_day.changed", entry, by=by, at=at, changed=changed, day=was["day"])
    _let_follow(at=at)
    return entry


@transaction.atomic
def remove_day(key: int, *, by: Actor, at: datetime) -> date:
    """Let a day be what its weekday says, and return it; what was said of it stays in the record. Raises DayIsGone."""
    entry = _lock(key)
    record("calendar_day.removed", entry, by=by, at=at, old=entry.said.written)
    entry.delete()
    _let_follow(at=at)
    return entry.day


@transaction.atomic
def confirm_days(days: Iterable[CalendarDay], notice_number: str, *, by: Actor, at: datetime) -> int:
    """Note the official notice that confirms some days; returns how many it confirmed.

    Those that another notice confirmed in the meantime stay as they are, so a repetition changes nothing.
    """
    confirmed = 0
    for entry in unconfirmed_days(one.pk for one in days).select_for_update():
        entry.notice_number = notice_number
        entry.save(update_fields=["notice_number"])
        changed = {"notice_number": ["", notice_number]}
        record("calendar_day.changed", entry, by=by, at=at, changed=changed, day=entry.day.isoformat())
        confirmed += 1
    return confirmed


def _enter(said: SpecialDay, *, by: Actor | None, at: datetime) -> tuple[CalendarDay, bool]:
    """The entry of a day, and whether it is new; it is recorded then."""
    facts = asdict(said)
    entry, is_new = CalendarDay.objects.get_or_create(day=facts.pop("day"), defaults=facts)
    if is_new:
        record("calendar_day.entered", entry, by=by, at=at, new=said.written)
    return entry, is_new


def _lock(key: int) -> CalendarDay:
    try:
        return CalendarDay.objects.select_for_update().get(pk=key)
    except CalendarDay.DoesNotExist:
        raise DayIsGone from None
