"""What people read of the record of the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from tasks_app.calendar.enums import DayKind

VERBS = {
    "calendar_day.entered": ("calendar-plus", gettext_lazy("Entered")),
    "calendar_day.changed": ("pencil", gettext_lazy("Changed")),
    "calendar_day.removed": ("calendar-x", gettext_lazy("Removed")),
}
LABELS = {
    "day": gettext_lazy("Day"),
    "kind": gettext_lazy("Kind of day"),
    "name_vi": gettext_lazy("Name in Vietnamese"),
    "name_en": gettext_lazy("Name in English"),
    "notice_number": gettext_lazy("Official notice"),
}


@dataclass(frozen=True)
class Change:
    """One line of the calendar's record, as a timeline shows it."""

    icon: str
    title: str
    at: datetime
    who: str
    detail: str
    css: str = ""
    quote: str = ""


def change(entry) -> Change:
    """``entry``: a ``journal.Entry`` about a day of the calendar, with its people."""
    icon, verb = VERBS[entry.verb]
    said = entry.details.get("new") or entry.details.get("old") or entry.details
    changed = entry.details.get("changed", {})
    if changed:
        detail = "; ".join(
            f"{LABELS[name]}: {_in_words(name, old)} → {_in_words(name, new)}" for name, (old, new) in changed.items()
        )
    else:
        detail = ", ".join(_in_words(name, said[name]) for name in ("kind", "name_vi", "notice_number") if said[name])
    return Change(icon, f"{verb}: {_in_words('day', said['day'])}", entry.at, entry.who, detail)


def _in_words(name: str, value: str) -> str:
    if name == "day":
        day = date.fromisoformat(value)
        return f"{date_format(day, 'l')}, {date_format(day, 'DATE_FORMAT')}"
    return str(DayKind(value).label) if name == "kind" else value or "–"
