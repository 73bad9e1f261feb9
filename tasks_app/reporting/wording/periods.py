"""What people read of periods and of what is owed for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tasks_app.plan.enums import Frequency, Status
from tasks_app.plan.rules import quarter
from tasks_app.reporting.enums import DueState
from tasks_app.reporting.rules import half_of

# Quarters are counted in Roman numerals.
ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}


def period_name(kind: Frequency, ends_on: date) -> str:
    """By the day of its cut-off: "Quý III/2024", "Tháng 9/2024", "Tuần 37/2024"."""
    match kind:
        case Frequency.WEEKLY:
            year, week, _weekday = ends_on.isocalendar()
            return _("Week %(week)d/%(year)s") % {"week": week, "year": str(year)}
        case Frequency.MONTHLY:
            return _("Month %(month)d/%(year)s") % {"month": ends_on.month, "year": str(ends_on.year)}
        case Frequency.QUARTERLY:
            return _("Quarter %(quarter)s/%(year)s") % {"quarter": ROMAN[quarter(ends_on)], "year": str(ends_on.year)}
        case Frequency.HALF_YEAR if half_of(ends_on) == 1:
            return _("First half of %(year)s") % {"year": str(ends_on.year)}
        case Frequency.HALF_YEAR:
            return _("Second half of %(year)s") % {"year": str(ends_on.year)}
    return _("Year %(year)s") % {"year": str(ends_on.year)}


def due_in_words(period: str, due_on: date) -> str:
    return _("%(period)s, due %(date)s") % {"period": period, "date": date_format(due_on, "DATE_FORMAT")}


@dataclass(frozen=True)
class DueChip:
    icon: str
    label: str
    css: str = ""


DUE_ICONS = {
    DueState.ACCEPTED: "check2",
    DueState.WAITING: "send",
    DueState.RETURNED: "reply",
    DueState.OPEN: "circle",
    DueState.MISSING: "exclamation-triangle-fill",
    DueState.LIFTED: "dash-circle",
}


def due_chip(state: DueState) -> DueChip:
    """Only what is missing has a colour: it is a matter of time, the rest is not."""
    return DueChip(DUE_ICONS[state], str(DueState(state).label), "s-over" if state == DueState.MISSING else "")


def after_cut_off(*, sent_at: datetime | None, closed_at: datetime, before: Status, now: Status) -> str:
    """What was recorded after a period was closed; nothing where nothing was."""
    parts = []
    if sent_at is not None and sent_at > closed_at:
        parts.append(_("report sent after the cut-off"))
    if now != before:
        parts.append(_("after the cut-off: %(status)s") % {"status": now.label})
    return "; ".join(parts)
