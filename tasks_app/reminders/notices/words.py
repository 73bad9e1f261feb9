"""What a digest says of each thing and of the week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tasks_app.people.models import Person
from tasks_app.plan.enums import Bucket
from tasks_app.plan.models import Assignment
from tasks_app.reminders.enums import Subject, Urgency
from tasks_app.reminders.queries import Item, Summary
from tasks_app.reminders.rules import COUNTED_FROM, Stage
from tasks_app.reminders.wording import day as in_words
from tasks_app.reminders.wording import deadline, distance, filled, working_days


def title(item: Item, task: str) -> str:
    """What a line is about, of things that are no assignment: the task, and what of it."""
    match item.subject:
        case Subject.REPORT:
            return _("Report of %(period)s: %(task)s") % {"period": item.thing.period.name, "task": task}
        case Subject.CONTRIBUTION:
            return _("Contribution to: %(task)s") % {"task": task}
        case Subject.EXTENSION:
            return _("Request for an extension: %(task)s") % {"task": task}
    return task


def when(item: Item) -> str:
    """As in "due 10/10/2024, 4 working days overdue" or "waiting since 10/10/2024, for 4 working days"."""
    if item.subject in COUNTED_FROM:
        return ngettext(
            "waiting since %(date)s, for %(days)d working day",
            "waiting since %(date)s, for %(days)d working days",
            item.distance,
        ) % {"date": in_words(item.day), "days": item.distance}
    if item.subject == Subject.WORK:
        return ", ".join(part for part in (deadline(item.work.measured), distance(item.work.measured)) if part)
    return _("due %(date)s") % {"date": in_words(item.day)} + ", " + working_days(-item.distance)


def for_person(person: Person) -> str:
    return _("on behalf of %(name)s") % {"name": person}


def note(item: Item) -> str:
    """The secretariat's own sentence for the stage, in the language of the mail; empty where there is none."""
    if item.stage is None or item.urgency == Urgency.COPY:
        return ""
    return filled_note(item.stage, assignment=item.work.assignment, day=item.day, distance=item.distance)


def filled_note(stage: Stage, *, assignment: Assignment, day: date, distance: int) -> str:
    """The sentence of a stage in the active language, filled in; ``distance``: working days from ``day``."""
    language = get_language() or ""
    text = (stage.note_en if language.startswith("en") else "") or stage.note_vi
    if not text:
        return ""
    return filled(
        text,
        task=f"{assignment.task.number} {assignment.task.title}",
        organisation=str(assignment.organisation),
        deadline=in_words(day),
        days=str(abs(distance)),
    )


@dataclass(frozen=True)
class SummaryShown:
    """The week in sentences, each a line of the mail."""

    heading: str
    lines: list[str]


def summary(its: Summary) -> SummaryShown:
    buckets = its.buckets
    lines = [
        _(
            "%(total)d assignments in force: %(done)d completed on time, %(late)d completed late, "
            "%(pending)d not due yet, %(overdue)d overdue."
        )
        % {
            "total": its.total,
            "done": buckets[Bucket.COMPLETED_ON_TIME],
            "late": buckets[Bucket.COMPLETED_LATE],
            "pending": buckets[Bucket.PENDING],
            "overdue": buckets[Bucket.OVERDUE],
        },
        ngettext(
            "%(number)d assignment falls due this week.",
            "%(number)d assignments fall due this week.",
            its.due_this_week,
        )
        % {"number": its.due_this_week},
    ]
    if its.most_overdue:
        names = ", ".join(f"{organisation} ({number})" for organisation, number in its.most_overdue)
        lines.append(_("Most overdue: %(names)s.") % {"names": names})
    waiting = ngettext("%(number)d report awaits review", "%(number)d reports await review", its.reviews)
    lines.append(
        waiting % {"number": its.reviews}
        + (_(", %(late)d of them for too long") % {"late": its.late_reviews} if its.late_reviews else "")
        + "."
    )
    if its.requests:
        text = ngettext(
            "%(number)d request for an extension awaits an answer.",
            "%(number)d requests for an extension await an answer.",
            its.requests,
        )
        lines.append(text % {"number": its.requests})
    if its.missing_reports:
        text = ngettext(
            "%(number)d periodic report is missing past its day.",
            "%(number)d periodic reports are missing past their day.",
            its.missing_reports,
        )
        lines.append(text % {"number": its.missing_reports})
    return SummaryShown(heading=_("The plan of %(year)s this week") % {"year": its.plan.year}, lines=lines)
