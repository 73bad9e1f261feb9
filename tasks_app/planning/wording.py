"""What people read of a plan while it is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common.dates import local_day
from tasks_app.plan.enums import DeadlineKind
from tasks_app.plan.models import Plan, Task
from tasks_app.planning.enums import Missing
from tasks_app.planning.rules import Deadline, Doubt, Lack

DOUBTS = {
    Doubt.EMPTY: gettext_lazy("There is no deadline. Enter one, or write that the work is regular."),
    Doubt.NOT_UNDERSTOOD: gettext_lazy(
        "The deadline was not understood. Write it like “15/6”, “trước ngày 15/6”, “tháng 6”, “Quý II” or "
        "“thường xuyên”."
    ),
    Doubt.NO_SUCH_DAY: gettext_lazy("There is no such day or period in the calendar."),
    Doubt.FROM_AN_EVENT: gettext_lazy("The deadline runs from an event. Enter the day on which it ends."),
    Doubt.ONLY_A_BEGINNING: gettext_lazy("Only a beginning is named. Enter the day on which the work ends."),
    Doubt.PART_OF_A_PERIOD: gettext_lazy("Only a part of a period is named. Check the day that was taken for its end."),
    Doubt.WEEK: gettext_lazy("A week of a month is named. Check the day that was taken for its end."),
    Doubt.SEVERAL: gettext_lazy("Several deadlines are named; the last was taken. Check it, or make a task for each."),
    Doubt.OTHER_YEAR: gettext_lazy("The deadline lies outside the plan's year. Check the year."),
    Doubt.MORE_WORDS: gettext_lazy("Some words of the deadline were not understood. Check the day."),
    Doubt.BEFORE_A_PERIOD: gettext_lazy("“Before” a period was taken as before its first day. Check the day."),
    Doubt.UNTIL_A_PERIOD: gettext_lazy("“Until” a period was taken as until its end. Check the day."),
    Doubt.SHORTENED: gettext_lazy("The day is shortened. Check what it was taken for."),
    Doubt.WITH_AND_WITHOUT_END: gettext_lazy(
        "The work is called regular or on request and has a day as well. Check what holds."
    ),
    Doubt.VAGUE: gettext_lazy("The deadline can be understood in several ways. Check what it was taken for."),
}


@dataclass(frozen=True)
class PlanState:
    label: str
    css: str
    icon: str


def plan_state(plan: Plan, *, today: date) -> PlanState:
    if plan.closed_at:
        on = date_format(local_day(plan.closed_at), "DATE_FORMAT")
        return PlanState(_("Closed on %(day)s") % {"day": on}, "s-todo", "archive")
    if plan.is_draft:
        return PlanState(_("Draft"), "s-soon", "pencil")
    if plan.starts_on > today:
        return PlanState(_("Published, not in force yet"), "s-ontime", "send")
    return PlanState(_("Published"), "s-done", "check2")


@dataclass(frozen=True)
class Reading:
    """What a deadline was taken for. ``doubt``: why somebody has to look at it; "" where it is certain."""

    words: str
    means: str
    doubt: str
    is_understood: bool


def reading_in_words(its: Deadline, plan: Plan, calendar: WorkingCalendar) -> Reading:
    doubt = str(DOUBTS[its.doubt]) if its.doubt else ""
    if its.kind is None:
        return Reading(its.words, _("no deadline"), doubt, is_understood=False)
    if its.on is None:
        return Reading(its.words, str(DeadlineKind(its.kind).label), doubt, is_understood=True)
    return Reading(its.words, _day_in_words(its.on, plan, calendar), doubt, is_understood=True)


def deadline_in_words(task: Task, plan: Plan, calendar: WorkingCalendar) -> str:
    """What is stored of a deadline, as it is read: its day, and until when it is good where that is another."""
    if task.deadline_on is None:
        return str(task.get_deadline_kind_display())
    return _day_in_words(task.deadline_on, plan, calendar)


def _day_in_words(day: date, plan: Plan, calendar: WorkingCalendar) -> str:
    means = f"{date_format(day, 'DATE_FORMAT')}, {date_format(day, 'l')}"
    until = plan.counts_until(day, calendar)
    if until == day:
        return means
    return _("%(day)s, counts until %(until)s") % {"day": means, "until": date_format(until, "DATE_FORMAT")}


@dataclass(frozen=True)
class LackLine:
    """A line of the checklist: what a task or key task lacks, each with the address where it is mended."""

    about: str
    lacks: list[tuple[str, str]]


MANY = 4  # organisations; more are counted in a line of the record
MENDED_BY_GIVING = (Missing.LEAD, Missing.MEMBER, Missing.GONE)


def lack_lines(lacks: Iterable[Lack], its, plan: Plan) -> list[LackLine]:
    """``its``: the plan as its editor shows it, from which the names are taken."""
    key_tasks = {one.key_task.pk: one.key_task for one in its.key_tasks}
    tasks = {line.task.pk: line.task for one in its.key_tasks for line in one.tasks}
    lines: dict[object, LackLine] = {}
    for lack in lacks:
        about = tasks.get(lack.task) or key_tasks.get(lack.key_task) or _("Plan of %(year)s") % {"year": plan.year}
        line = lines.setdefault((lack.task, lack.key_task), LackLine(str(about), []))
        line.lacks.append((lack_text(lack), _where(lack, plan)))
    return list(lines.values())


def _where(lack: Lack, plan: Plan) -> str:
    if lack.task is not None:
        page = "plan_task_give" if lack.missing in MENDED_BY_GIVING else "plan_task_edit"
        return reverse(page, args=[lack.task])
    page = "plan_document" if lack.missing == Missing.SOURCE_DOCUMENT else "plan_task_new"
    asked = f"?key_task={lack.key_task}" if lack.key_task else ""
    return reverse(page, args=[plan.year]) + asked


def lack_text(lack: Lack) -> str:
    if lack.missing == Missing.MEMBER:
        text = ngettext(
            "No member is responsible at %(number)d organisation",
            "No member is responsible at %(number)d organisations",
            lack.number,
        )
        return text % {"number": lack.number}
    return str(lack.missing.label)


VERBS = {
    "plan.created": ("plus-circle", gettext_lazy("Plan begun")),
    "plan.copied": ("files", gettext_lazy("Copied from an earlier plan")),
    "plan.changed": ("pencil", gettext_lazy("Plan changed")),
    "plan.published": ("send", gettext_lazy("Plan published")),
    "plan.key_units_set": ("star", gettext_lazy("Key units set")),
    "group.created": ("plus-circle", gettext_lazy("Group made")),
    "group.renamed": ("pencil", gettext_lazy("Group renamed")),
    "group.members_changed": ("people", gettext_lazy("Members changed")),
    "plan.closed": ("archive", gettext_lazy("Plan closed")),
    "key_task.added": ("plus-circle", gettext_lazy("Key task added")),
    "key_task.changed": ("pencil", gettext_lazy("Key task changed")),
    "key_task.moved": ("arrow-down-up", gettext_lazy("Key task moved")),
    "shortcoming.added": ("plus-circle", gettext_lazy("Shortcoming added")),
    "shortcoming.changed": ("pencil", gettext_lazy("Shortcoming changed")),
    "task.added": ("plus-circle", gettext_lazy("Task added")),
    "task.changed": ("pencil", gettext_lazy("Task changed")),
    "task.given": ("people", gettext_lazy("Task given out")),
    "task.draft_changed": ("pencil", gettext_lazy("Draft of an assignment changed")),
    "task.member_set": ("person-check", gettext_lazy("Member chosen")),
    "task.taken_back": ("arrow-counterclockwise", gettext_lazy("Draft of an assignment taken back")),
    "task.issued": ("send", gettext_lazy("Task issued")),
}
LABELS = {
    "name_vi": gettext_lazy("Name in Vietnamese"),
    "motto_vi": gettext_lazy("Motto"),
    "starts_on": gettext_lazy("In force from"),
    "soon_days": gettext_lazy("Due soon from how many calendar days before"),
    "extensions_limit": gettext_lazy("How often a deadline may be extended"),
    "short_vi": gettext_lazy("Short form in Vietnamese"),
    "number": gettext_lazy("Place in the order"),
    "title_vi": gettext_lazy("Task"),
    "deliverable_vi": gettext_lazy("Deliverable"),
    "deadline_words_vi": gettext_lazy("Deadline in words"),
    "deadline_on": gettext_lazy("Deadline"),
    "responsible": gettext_lazy("Responsible member"),
}


@dataclass(frozen=True)
class Change:
    """One line of the record of a plan, as a timeline shows it."""

    icon: str
    title: str
    at: datetime
    who: str
    detail: str
    css: str = ""
    quote: str = ""


def change(entry, names: Mapping[tuple[str, int], str]) -> Change:
    """``entry``: a ``journal.Entry`` about a plan or a part of it; ``names``: what those parts are called now."""
    icon, verb = VERBS.get(entry.verb, ("dot", entry.verb))
    name = names.get((entry.subject_kind, entry.subject_id), "")
    title = f"{verb}: {name}" if name else str(verb)
    return Change(icon, title, entry.at, entry.who, _detail(entry.details))


def _detail(details: Mapping) -> str:
    """Old and new of what has a name of its own; to whom something was given; the document behind it."""
    said = [
        f"{LABELS[name]}: {_plain(old)} → {_plain(new)}"
        for name, (old, new) in details.get("changed", {}).items()
        if name in LABELS
    ]
    organisations = details.get("organisations", [details["organisation"]] if "organisation" in details else [])
    if len(organisations) > MANY:
        text = ngettext("%(number)d organisation", "%(number)d organisations", len(organisations))
        said.append(text % {"number": len(organisations)})
    else:
        said += organisations
    said += _joined_and_left(details)
    said += [details[name] for name in ("document", "member", "basis") if details.get(name)]
    return "; ".join(said)


def _joined_and_left(details: Mapping) -> list[str]:
    """From which day on who belongs to a group or to the key units, and who no more."""
    if "since" not in details:
        return []
    said = [_("from %(day)s on") % {"day": _plain(details["since"])}]
    for sign, names in (("+", details.get("joined", [])), ("−", details.get("left", []))):
        if len(names) > MANY:
            said.append(f"{sign} {len(names)}")
        else:
            said += [f"{sign} {name}" for name in names]
    return said


def _plain(value: object) -> str:
    text = "–" if value in (None, "") else str(value)
    try:
        return date_format(date.fromisoformat(text), "DATE_FORMAT")
    except ValueError:
        return text
