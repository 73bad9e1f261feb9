"""What can be set, with its bounds and with what holds where nobody has set anything. Nothing here reads a database.

A setting is a field of ``Options``: its name is the key under which its changes are kept, its default is what holds
until somebody changes it. Who needs a new one declares it here, gives it a label and a sentence in ``wording``, and
reads it at the edge of his own column: ``options.queries.options().name``. Rules get values handed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import time, timedelta
from enum import Enum
from typing import Any

from tasks_app.options.enums import Section, Unit

Value = int | time
Written = int | str

# Kept by administrators; the rest is the secretariat's.
TECHNICAL = frozenset({Section.FILES, Section.MACHINERY})
FIRST_HOUR, LAST_HOUR = time(5), time(20)  # outside of them nobody gets mail about work, whatever is set


@dataclass(frozen=True)
class Declared:
    """A setting. ``at_least`` and ``at_most`` belong to the allowed values."""

    key: str
    section: Section
    default: Value
    at_least: Any = None
    at_most: Any = None
    unit: Unit | None = None

    @property
    def kind(self) -> type:
        return type(self.default)

    def allows(self, value: Value) -> bool:
        if type(value) is not self.kind:
            return False
        return (self.at_least is None or value >= self.at_least) and (self.at_most is None or value <= self.at_most)

    def write(self, value: Value) -> Written:
        """As it is kept: JSON knows no times."""
        return f"{value:%H:%M}" if isinstance(value, time) else value

    def read(self, written: Written) -> Value:
        return time.fromisoformat(str(written)) if self.kind is time else self.kind(written)


def _option(section: Section, default: Value, at_least=None, at_most=None, unit=None):
    return field(default=default, metadata={"said": (section, default, at_least, at_most, unit)})


def _hour(default: time):
    return _option(Section.MAIL, default, FIRST_HOUR, LAST_HOUR)


def _working_days(section: Section, default: int, at_most: int = 20):
    return _option(section, default, 1, at_most, Unit.WORKING_DAYS)


@dataclass(frozen=True)
class Hours:
    """When the reminders of a working day are planned, and between which hours mail about work leaves."""

    planned_from: time
    sent_from: time
    sent_until: time


@dataclass(frozen=True)
class Options:
    """All that can be set, as it holds. ``Options()`` is how an installation begins."""

    planned_from: time = _hour(time(7))
    sent_from: time = _hour(time(7, 15))
    sent_until: time = _hour(time(16, 30))
    held_at_most: int = _option(Section.MAIL, 60, 1, 366, Unit.DAYS)

    answer_within: int = _working_days(Section.WORK, 3)
    resubmit_within: int = _working_days(Section.WORK, 3)
    receive_within: int = _working_days(Section.WORK, 3)
    letter_answer_within: int = _working_days(Section.WORK, 5)

    ranking_minimum: int = _option(Section.BOARDS, 3, 1, 50, Unit.ASSIGNMENTS)

    invitation_days: int = _option(Section.PEOPLE, 7, 1, 60, Unit.DAYS)

    upload_file_mb: int = _option(Section.FILES, 10, 1, 100, Unit.MEGABYTES)
    upload_files: int = _option(Section.FILES, 10, 1, 50, Unit.FILES)
    export_rows: int = _option(Section.FILES, 5000, 1, 50_000, Unit.ROWS)
    files_kept_days: int = _option(Section.FILES, 7, 1, 90, Unit.DAYS)

    mail_per_minute: int = _option(Section.MACHINERY, 0, 0, 10_000, Unit.A_MINUTE)
    planner_late_minutes: int = _option(Section.MACHINERY, 30, 6, 24 * 60, Unit.MINUTES)
    sender_late_minutes: int = _option(Section.MACHINERY, 15, 2, 24 * 60, Unit.MINUTES)
    api_reads_a_minute: int = _option(Section.MACHINERY, 120, 1, 10_000, Unit.A_MINUTE)
    audit_years: int = _option(Section.MACHINERY, 10, 5, 50, Unit.YEARS)
    audit_sign_in_months: int = _option(Section.MACHINERY, 24, 12, 120, Unit.MONTHS)

    @property
    def hours(self) -> Hours:
        return Hours(self.planned_from, self.sent_from, self.sent_until)

    @property
    def planner_is_late_after(self) -> timedelta:
        return timedelta(minutes=self.planner_late_minutes)

    @property
    def sender_is_late_after(self) -> timedelta:
        return timedelta(minutes=self.sender_late_minutes)


DECLARED: dict[str, Declared] = {one.name: Declared(one.name, *one.metadata["said"]) for one in fields(Options)}


def declared_in(section: Section) -> list[Declared]:
    return [one for one in DECLARED.values() if one.section == section]


def as_they_hold(written: Mapping[str, Written]) -> Options:
    """The settings from what was last written of each. What an older version kept and nobody declares is left out."""
    return Options(**{key: DECLARED[key].read(value) for key, value in written.items() if key in DECLARED})


class Fault(Enum):
    """Why settings do not go together."""

    PLANNED_AFTER_SENDING = "reminders are planned after the first mail leaves"
    CLOSES_TOO_SOON = "the hours of sending are shorter than an hour"


def faults(its: Options) -> Iterable[tuple[str, Fault]]:
    """What does not go together, each with the setting beside which it is said."""
    if its.planned_from > its.sent_from:
        yield "planned_from", Fault.PLANNED_AFTER_SENDING
    if _minutes(its.sent_until) - _minutes(its.sent_from) < 60:
        yield "sent_until", Fault.CLOSES_TOO_SOON


def _minutes(hour: time) -> int:
    return hour.hour * 60 + hour.minute
