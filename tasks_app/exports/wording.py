"""What people read of what left the product."""

import re
from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tasks_app.common.text import folded
from tasks_app.exports.rules import Fault
from tasks_app.plan.models import Plan, Task
from tasks_app.plan.rules import Timeliness
from tasks_app.plan.wording import shown
from tasks_app.reporting.enums import Situation

IN_BRACKETS = re.compile(r"\([^)]*\)")

# --- The workbook that is filled in without a connection --------------------------------------------------------------

KEY, TITLE = "key", "title"
# Headings of what can be filled in, by the fields of the report's form; a remark in brackets is not looked at.
HEADINGS = {
    "situation": _("Situation"),
    "percent": _("Progress (%)"),
    "results": _("What was done"),
    "difficulties": _("Difficulties, obstacles (if any)"),
    "proposals": _("Proposals (if any)"),
    "evidence_number": _("Document number"),
    "evidence_on": _("Document date"),
    "evidence_title": _("Abstract line (if any)"),
}
OTHER_HEADINGS = {KEY: _("Key of the row (do not change)"), TITLE: _("Task")}
FAULTS = {
    Fault.FORMULA: _("Cell %(cell)s (%(column)s) holds a formula. Type its result instead."),
    Fault.BROKEN: _("Cell %(cell)s (%(column)s) shows an error. Type what it should say."),
    Fault.TOO_LONG: _("Cell %(cell)s (%(column)s) holds more than 32,767 characters. Shorten it."),
}
NO_KEY = _("This row was not in the workbook that was downloaded, so it is not known which task it is for.")
ODD_KEY = _("The hidden key of this row was changed. Copy what was written into a freshly downloaded workbook.")
OTHERS_KEY = _("This row comes from a workbook that was downloaded by another person or in another name.")
TWICE = _("The same task stands in row %(row)s already. Keep one of the two rows.")
NOT_YOURS = _("This task is not, or no longer, yours to report on.")
CLOSED = _("This task takes no report now (%(state)s).")


def headings() -> dict[str, str]:
    """By heading, folded, what a column holds: in each language, so that the page may speak another by now."""
    known = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            known |= {heading_key(str(label)): name for name, label in (HEADINGS | OTHER_HEADINGS).items()}
    return known


def heading_key(heading: str) -> str:
    return folded(IN_BRACKETS.sub(" ", heading))


def situations() -> dict[str, str]:
    """By name, folded, in each language: the situation's value."""
    known = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            known |= {folded(str(situation.label)): situation.value for situation in Situation}
    return known


def fault_in_words(fault: Fault, name: str, cell: str) -> str:
    return str(FAULTS[fault]) % {"cell": cell, "column": HEADINGS[name]}


def error_in_words(name: str, cell: str, error: str) -> str:
    """What a form says of a field, with the cell where it stands; ``cell`` is "" where it stands in none."""
    if not cell:
        return error
    return gettext("Cell %(cell)s (%(column)s): %(error)s") % {"cell": cell, "column": HEADINGS[name], "error": error}


# --- Overdue work as a text for a chat group --------------------------------------------------------------------------


def overdue_on(day: date) -> str:
    return gettext("OVERDUE on %(day)s") % {"day": date_format(day, "DATE_FORMAT")}


def overdue_head(plan: Plan, about: str, number: int, organisations: int) -> list[str]:
    """What stands under the title: whose work, how much of it, and how its days are counted."""
    counted = ngettext("%(number)d assignment", "%(number)d assignments", number) % {"number": number}
    whose = ngettext("%(number)d unit or locality", "%(number)d units and localities", organisations)
    invented = [gettext("Demonstration: progress, people and tasks are invented.")] if plan.is_demonstration else []
    return [
        *([about] if about else []),
        gettext("%(counted)s, %(whose)s; days are working days")
        % {"counted": counted, "whose": whose % {"number": organisations}},
        *invented,
    ]


def responsible(name: str) -> str:
    return gettext("Responsible member: %(name)s") % {"name": name}


def overdue_line(task: Task, its: Timeliness) -> str:
    late = ngettext("overdue by %(days)d day", "overdue by %(days)d days", -its.working_days) % {
        "days": -its.working_days
    }
    note = shown(its).note
    said = gettext("- %(number)s %(title)s, due %(day)s, %(late)s") % {
        "number": task.number,
        "title": task.title,
        "day": date_format(its.deadline_on, "DATE_FORMAT"),
        "late": late,
    }
    return f"{said} ({note})" if note else said


def left_out(number: int) -> str:
    return ngettext("and %(number)d more, see the list", "and %(number)d more, see the list", number) % {
        "number": number
    }


def found_at(address: str) -> str:
    return gettext("List: %(address)s") % {"address": address}
