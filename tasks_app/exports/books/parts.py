"""What the books of several pages share: notes under the title, and columns that recur."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor, in_words
from tasks_app.common.dates import LOCAL
from tasks_app.common.sheets import Book, Column, Kind, Sheet
from tasks_app.common.text import ascii_name
from tasks_app.plan.enums import TaskStatus
from tasks_app.plan.models import Plan
from tasks_app.plan.rules import Timeliness
from tasks_app.plan.views import PlanPage


def day_in_words(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def plan_notes(page: PlanPage, applied: Iterable[Any] = ()) -> list[str]:
    """The plan, the day, and each filter that is on; that the data are invented, where they are."""
    if page.plan is None:
        return []
    return [
        *of_plan(page.plan),
        _("As recorded by the end of %(day)s") % {"day": day_in_words(page.asked_day.day)},
        *(f"{one.label}: {one.value}" for one in applied),
    ]


def notes_of_day(plan: Plan | None, day: date, *more: str) -> list[str]:
    """Of a page that shows how things stand on a day, whatever plan they belong to."""
    return [*(of_plan(plan) if plan else []), _("How things stand on %(day)s") % {"day": day_in_words(day)}, *more]


def filter_notes(form: BaseForm) -> list[str]:
    """Each filter that is on, of a form that has understood its address; what only links ask for is left out."""
    said = [(field, form.cleaned_data.get(field.name)) for field in form.visible_fields()]
    return [f"{field.label}: {_filter_in_words(field, value)}" for field, value in said if value]


def _filter_in_words(field: BoundField, value: object) -> str:
    if isinstance(value, date):
        return day_in_words(value)
    choices = getattr(field.field, "choices", ())
    return next((str(words) for choice, words in choices if str(choice) == value), f"“{value}”")


def of_plan(plan: Plan) -> list[str]:
    invented = [_("Demonstration: progress, people and tasks are invented.")] if plan.is_demonstration else []
    return [_("Plan %(year)s: %(motto)s") % {"year": plan.year, "motto": plan.motto}, *invented]


def empty_book(title: str) -> Book:
    """Of a page that has nothing to show yet, because no plan is entered."""
    return Book(file_name(title), title, [_("No plan is entered yet")], [Sheet.of(title, [Column(title)], [])])


def made_by(who: Actor, at: datetime) -> str:
    """The note that says who took a file out, and when."""
    return _("Taken out at %(moment)s by %(names)s") % {
        "moment": date_format(at.astimezone(LOCAL), "DATETIME_FORMAT"),
        "names": in_words(who.person, who.for_person),
    }


def file_name(title: str, *parts: object) -> str:
    """ "Nhiem-vu_2024-10-15" of a title and what it is about; days as ISO 8601."""
    words = [ascii_name(title), *(_part(part) for part in parts)]
    return "_".join(word for word in words if word)


def _part(part: object) -> str:
    return part.isoformat() if isinstance(part, date) else ascii_name(str(part))


def text(label: str, width: int = 24) -> Column:
    return Column(str(label), Kind.TEXT, width)


def number(label: str, width: int = 11) -> Column:
    return Column(str(label), Kind.NUMBER, width)


def decimal(label: str, width: int = 11) -> Column:
    return Column(str(label), Kind.DECIMAL, width)


def percent(label: str, width: int = 11) -> Column:
    return Column(str(label), Kind.PERCENT, width)


def day(label: str, width: int = 12) -> Column:
    return Column(str(label), Kind.DAY, width)


def moment(label: str, width: int = 17) -> Column:
    return Column(str(label), Kind.MOMENT, width)


def mark(is_so: bool) -> str:
    return "x" if is_so else ""


def task_status(status: TaskStatus | None) -> str:
    return str(status.label) if status else _("No assignment in force")


def task_columns() -> list[Column]:
    return [text(_("Task no."), 8), text(_("Task"), 44)]


def working_days_left(measured: Timeliness) -> int | None:
    """Below 0: overdue; None without a deadline, and once the work was sent or completed."""
    return None if measured.stopped_on else measured.working_days
