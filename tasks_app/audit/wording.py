"""What people read of the log: a sentence for everything that is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tasks_app.audit.enums import Source
from tasks_app.audit.rules import Place
from tasks_app.calendar import wording as calendar
from tasks_app.common.actors import in_words
from tasks_app.journal.models import DataView, Entry, ExportRecord
from tasks_app.journal.wording import DATA_VIEWS, what_in_words
from tasks_app.meetings import wording as meetings
from tasks_app.options import wording as options
from tasks_app.options.rules import DECLARED
from tasks_app.people.models import FailedSignIn
from tasks_app.personnel import wording as personnel
from tasks_app.planning import wording as planning
from tasks_app.reorganisations import wording as reorganisations
from tasks_app.reporting.wording import record as reporting

# What the pages of the things themselves say, and what none of them does.
SENTENCES: dict[str, Promise] = {
    **personnel.VERBS,
    **{verb: title for verb, (_icon, title) in planning.VERBS.items()},
    **{verb: title for verb, (_icon, title) in meetings.VERBS.items()},
    **{verb: title for verb, (_icon, _css, title) in reporting.VERBS.items()},
    **reorganisations.VERBS,
    "calendar_day.entered": gettext_lazy("Day of the working calendar entered"),
    "calendar_day.changed": gettext_lazy("Day of the working calendar changed"),
    "calendar_day.removed": gettext_lazy("Day of the working calendar removed"),
    "person.signed_in": gettext_lazy("Signed in"),
    "person.signed_out": gettext_lazy("Signed out"),
    "delegation.granted": gettext_lazy("Delegation given"),
    "delegation.ended": gettext_lazy("Delegation ended early"),
    "api_key.made": gettext_lazy("Access key made"),
    "api_key.ended": gettext_lazy("Access key ended"),
    "calendar_feed.made": gettext_lazy("Calendar address made"),
    "calendar_feed.ended": gettext_lazy("Calendar address ended"),
    "option.changed": gettext_lazy("Setting changed"),
    "administration.added": gettext_lazy("Added in the administration"),
    "administration.changed": gettext_lazy("Changed in the administration"),
    "audit.taken_out": gettext_lazy("Old lines left the log, as the settings say"),
    "letterhead.edited": gettext_lazy("Letterhead changed"),
    "document_template.put_in_force": gettext_lazy("Word template put in force"),
    "document_template.default_again": gettext_lazy("The product's own Word template in force again"),
    "mail.allowed": gettext_lazy("Sending of mail allowed on the server"),
    "mail.forbidden": gettext_lazy("Sending of mail forbidden on the server"),
    "message.sent_again": gettext_lazy("Mail sent again"),
    "message.cancelled": gettext_lazy("Mail not to be sent"),
    "message.arrived": gettext_lazy("Mail noted as arrived"),
    "message.not_arrived": gettext_lazy("Mail noted as not arrived"),
    "message.came_back": gettext_lazy("Mail came back"),
    "message.settled": gettext_lazy("Mail set aside as dealt with"),
    "hold.made": gettext_lazy("Mail held back"),
    "hold.ended": gettext_lazy("Mail no longer held back"),
    "reminders.wish_changed": gettext_lazy("Wishes about one's own mail changed"),
    "reminders.ladder_written": gettext_lazy("Rules of reminders changed"),
    "reminders.ladder_reset": gettext_lazy("Rules of reminders as in the beginning again"),
    "reminders.planned": gettext_lazy("Reminders of a day planned"),
    "key_task.removed": gettext_lazy("Key task removed"),
    "shortcoming.removed": gettext_lazy("Shortcoming removed"),
    "document.entered": gettext_lazy("Source document entered"),
    "document.changed": gettext_lazy("Source document changed"),
    "clause.added": gettext_lazy("Clause added"),
    "clause.changed": gettext_lazy("Clause changed"),
    "clause.removed": gettext_lazy("Clause removed"),
    "task.removed": gettext_lazy("Task removed"),
    "import.taken_over": gettext_lazy("Table of tasks taken over into the plan"),
    "import.undone": gettext_lazy("Taking over of a table of tasks undone"),
    "inspection.planned": gettext_lazy("Inspection planned"),
    "inspection.changed": gettext_lazy("Inspection changed"),
    "inspection.carried_out": gettext_lazy("Inspection carried out"),
    "inspection.cancelled": gettext_lazy("Inspection cancelled"),
    "inspection.concluded": gettext_lazy("Inspection concluded"),
    "inspection.found": gettext_lazy("Findings of an inspection written"),
    "inspection.recommended": gettext_lazy("Recommendation given out as a task"),
    "inspection.rechecked": gettext_lazy("Recommendation checked again"),
    "period.entered": gettext_lazy("Reporting period entered"),
    "period.moved": gettext_lazy("Days of a reporting period moved"),
    "period.closed": gettext_lazy("Reporting period closed"),
    "indicator.read": gettext_lazy("Readings of an indicator entered"),
    "indicator.target_set": gettext_lazy("Target of an indicator set"),
    "official_report.made": gettext_lazy("Official report made"),
    "official_report.edited": gettext_lazy("Official report edited"),
    "official_report.figures_taken": gettext_lazy("Figures of an official report taken anew"),
    "official_report.issued": gettext_lazy("Official report issued"),
    "organisation.founded": gettext_lazy("Organisation founded"),
    "organisation.corrected": gettext_lazy("Organisation put right"),
}
THINGS: dict[str, Promise] = {
    "person": gettext_lazy("Person"),
    "signin": gettext_lazy("Device"),
    "delegation": gettext_lazy("Delegation"),
    "apitoken": gettext_lazy("Access key"),
    "calendarfeed": gettext_lazy("Calendar address"),
    "optionchange": gettext_lazy("Setting"),
    "entry": gettext_lazy("Audit log"),
    "letterheaddata": gettext_lazy("Letterhead"),
    "documenttemplate": gettext_lazy("Word template"),
    "mailpermit": gettext_lazy("Sending of mail"),
    "message": gettext_lazy("Mail"),
    "hold": gettext_lazy("Hold"),
    "day": gettext_lazy("Day"),
    "editedladder": gettext_lazy("Rules of reminders"),
    "plan": gettext_lazy("Plan"),
    "keytask": gettext_lazy("Key task"),
    "shortcoming": gettext_lazy("Shortcoming"),
    "sourcedocument": gettext_lazy("Source document"),
    "clause": gettext_lazy("Clause"),
    "task": gettext_lazy("Task"),
    "import": gettext_lazy("File for a plan"),
    "assignment": gettext_lazy("Assignment"),
    "meeting": gettext_lazy("Meeting"),
    "inspection": gettext_lazy("Inspection"),
    "reportingperiod": gettext_lazy("Reporting period"),
    "indicatordefinition": gettext_lazy("Indicator"),
    "officialreport": gettext_lazy("Official report"),
    "calendarday": gettext_lazy("Day of the working calendar"),
    "organisation": gettext_lazy("Organisation"),
    "unit": gettext_lazy("Organisation"),
    "locality": gettext_lazy("Organisation"),
    "group": gettext_lazy("Group of organisations"),
    "reorganisation": gettext_lazy("Reorganisation"),
}
# What the details of a line may say beside its sentence, where no page of its own says it better.
SHOWN = {
    "name": gettext_lazy("Name"),
    "document": gettext_lazy("Document"),
    "basis": gettext_lazy("Document"),
    "number": gettext_lazy("Number"),
    "file": gettext_lazy("File"),
    "day": gettext_lazy("Day"),
    "year": gettext_lazy("Year"),
}


@dataclass(frozen=True)
class Line:
    """A line of the log in words. ``thing``: kind and key of what it is about, "" where it has no history to look
    at; ``quote``: a reason, word for word."""

    at: datetime
    until: datetime | None
    who: str
    what: str
    detail: str
    quote: str
    about: str
    thing: str
    address: str
    place: Place


def line(found, names: Mapping[tuple[str, int], str], *, sees_address: bool) -> Line:
    """``found``: a ``queries.Found`` with its people; ``names``: what the things are called now."""
    said = _SAID[found.source](found.row, names)
    blank = {"until": None, "detail": "", "quote": "", "about": "", "thing": ""}
    address = said.pop("address", None)
    return Line(**blank | said, at=found.row.at, address=(sees_address and address) or "", place=found.place)


def _of_entry(entry: Entry, names: Mapping[tuple[str, int], str]) -> dict:
    detail, quote = _details(entry)
    label = str(THINGS.get(entry.subject_kind, entry.subject_kind))
    name = names.get((entry.subject_kind, entry.subject_id))
    if entry.subject_kind == "day":
        name = date_format(date.fromordinal(entry.subject_id), "DATE_FORMAT")
    return {
        "who": entry.who,
        "what": str(SENTENCES.get(entry.verb, entry.verb)),
        "detail": detail,
        "quote": quote,
        "about": f"{label}: {name}" if name else f"{label} {entry.subject_id}" if entry.subject_id else label,
        "thing": f"{entry.subject_kind}:{entry.subject_id}",
        "address": entry.details.get("address"),
    }


def _of_export(row: ExportRecord, names) -> dict:
    rows = ngettext("%(number)d row", "%(number)d rows", row.rows) % {"number": row.rows}
    return {
        "who": row.through if row.by is None and row.through else row.who,
        "what": _("Took out: %(what)s") % {"what": what_in_words(row.what)},
        "detail": ", ".join(filter(None, [str(row.get_file_format_display()), rows, row.through if row.by else ""])),
        "quote": row.query,
    }


def _of_failure(row: FailedSignIn, names) -> dict:
    return {
        "until": row.last_at if row.number > 1 else None,
        "who": _("nobody signed in"),
        "what": ngettext("%(number)d wrong password", "%(number)d wrong passwords", row.number)
        % {"number": row.number},
        "about": _("Account: %(name)s") % {"name": row.person} if row.person else _("A name that no account has"),
        "address": row.address,
    }


def _of_view(row: DataView, names) -> dict:
    return {
        "who": in_words(row.by, row.for_person),
        "what": _("Looked at personal data: %(page)s") % {"page": DATA_VIEWS.get(row.what, row.what)},
        "about": str(row.person) if row.person else _("several people"),
    }


_SAID = {
    Source.JOURNAL: _of_entry,
    Source.EXPORT: _of_export,
    Source.FAILURE: _of_failure,
    Source.VIEW: _of_view,
}


def _details(entry: Entry) -> tuple[str, str]:
    """Beside the sentence: what the page of the thing would say, or what is plain; and a reason, word for word."""
    details, quote = entry.details, entry.details.get("reason") or entry.details.get("comment") or ""
    if entry.verb == "option.changed":
        return _of_option(details), quote
    if entry.verb in reporting.VERBS:
        return reporting.event(entry).detail, quote
    if entry.verb in personnel.VERBS:
        return personnel.happened(entry).detail, quote
    if entry.verb in planning.VERBS:
        return planning.change(entry, {}).detail, quote
    if entry.verb in calendar.VERBS:
        return calendar.change(entry).detail, quote
    if entry.verb == "audit.taken_out":
        numbers = details.get("numbers", {})
        return ngettext("%(number)d line", "%(number)d lines", sum(numbers.values())) % {
            "number": sum(numbers.values())
        }, quote
    given = {name: details[name] for name in SHOWN if isinstance(details.get(name), str | int)}
    if "day" in given:
        given["day"] = date_format(date.fromisoformat(given["day"]), "DATE_FORMAT")
    return "; ".join(f"{SHOWN[name]}: {value}" for name, value in given.items()), quote


def _of_option(details: dict) -> str:
    parts = []
    for key, (old, new) in details.get("changed", {}).items():
        its = DECLARED.get(key)
        if its is None:
            parts.append(f"{key}: {old} → {new}")
            continue
        was, now = (options.in_words(its, its.read(value)) for value in (old, new))
        parts.append(f"{options.SAID[key][0]}: {was} → {now}")
    return "; ".join(parts)
