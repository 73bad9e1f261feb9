"""What people read of the record of an assignment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from tasks_app.plan.enums import Contradiction, Frequency, State
from tasks_app.plan.rules import IN_FORCE
from tasks_app.reporting.rules import Gap
from tasks_app.reporting.wording.periods import period_name

GAPS = {
    "results_needed": gettext_lazy("Say in one or two sentences what was done."),
    "percent_needed": gettext_lazy("Enter the progress, a number from 0 to 100."),
    "obstacle_needs_words": gettext_lazy("Describe the obstacle, so that somebody can help."),
    "no_change_while_overdue_needs_a_reason": gettext_lazy(
        "This work is overdue. Say under difficulties why nothing has changed."
    ),
    "completion_needs_evidence": gettext_lazy(
        "A completion needs what proves it: the number and date of a document, or a file."
    ),
}
CONTRADICTIONS = {
    Contradiction.NEARLY_DONE_BUT_OVERDUE: gettext_lazy("Reported as nearly done, yet overdue."),
    Contradiction.FAR_BEHIND_AND_DUE: gettext_lazy("Due within days, yet reported as hardly begun."),
}
VERBS = {
    "assignment.issued": ("flag", "", gettext_lazy("Assigned")),
    "assignment.deadline_moved": ("calendar-check", "s-done", gettext_lazy("Deadline moved")),
    "assignment.suspend": ("pause-circle", "", gettext_lazy("Suspended")),
    "assignment.resume": ("play-circle", "", gettext_lazy("Resumed")),
    "assignment.cancel": ("x-circle", "", gettext_lazy("Tracking stopped")),
    "assignment.carry_over": ("arrow-right-circle", "", gettext_lazy("Carried over to next year")),
    "assignment.reopen": ("arrow-counterclockwise", "", gettext_lazy("Reopened")),
    "assignment.passed_on": ("building", "", gettext_lazy("Passed to another lead organisation")),
    "assignment.handed_over": ("person", "", gettext_lazy("Handed to another responsible member")),
    "assignment.received": ("check2-circle", "", gettext_lazy("Work received")),
    "contribution.dated": ("calendar-event", "", gettext_lazy("Dates for the contributions set")),
    "contribution.given": ("people", "", gettext_lazy("Contribution given")),
    "contribution.nothing": ("people", "", gettext_lazy("Nothing to contribute")),
    "assignment.urged": ("bell", "", gettext_lazy("Urged")),
    "extension.asked": ("calendar-plus", "", gettext_lazy("Extension asked for")),
    "extension.proposed": ("hand-thumbs-up", "", gettext_lazy("Extension proposed")),
    "extension.proposed_against": ("hand-thumbs-down", "", gettext_lazy("Proposed not to approve the extension")),
    "extension.approved": ("check-circle-fill", "s-done", gettext_lazy("Extension approved")),
    "extension.opened": ("check-circle-fill", "s-done", gettext_lazy("Extension opened by a leader")),
    "extension.refused": ("x-circle", "", gettext_lazy("Extension not approved")),
    "extension.withdrawn": ("arrow-counterclockwise", "", gettext_lazy("Request for an extension withdrawn")),
    "report.saved": ("pencil", "", gettext_lazy("Draft saved")),
    "report.submitted": ("send", "", gettext_lazy("Report sent")),
    "report.accepted": ("check-circle-fill", "s-done", gettext_lazy("Report accepted")),
    "report.returned": ("reply-fill", "", gettext_lazy("Report returned")),
}


@dataclass(frozen=True)
class Event:
    """One line of a timeline. ``quote``: what a person wrote, word for word."""

    icon: str
    css: str
    title: str
    at: datetime
    who: str
    detail: str
    quote: str


@dataclass(frozen=True)
class Step:
    label: str
    done: bool
    current: bool


def gap_in_words(gap: Gap) -> str:
    return str(GAPS[gap.code])


def event(entry) -> Event:
    """One journal entry as a line of the timeline; ``entry`` is a ``journal.Entry`` with its people."""
    icon, css, title = VERBS.get(entry.verb, ("dot", "", entry.verb))
    percent = entry.details.get("percent")
    return Event(
        icon=icon,
        css=css,
        title=f"{title}, {percent}%" if percent is not None else str(title),
        at=entry.at,
        who=entry.who,
        detail=_detail(entry.details),
        quote=entry.details.get("comment") or entry.details.get("reason") or "",
    )


def steps(state: State) -> list[Step]:
    """The four steps that an assignment goes through, and where it stands."""
    labels = [_("Assigned"), _("In progress"), _("Completion reported"), _("Confirmed by the Steering Committee")]
    if state not in IN_FORCE:  # it rests, or has ended: its chip says so, and no step is the current one
        is_issued = state != State.DRAFT
        return [Step(label, done=is_issued and index == 0, current=False) for index, label in enumerate(labels)]
    reached = {State.ASSIGNED: 0, State.SUBMITTED: 2, State.COMPLETED: 3}.get(State(state), 1)
    last = len(labels) - 1
    return [
        Step(label, done=index < reached or reached == last, current=index == reached)
        for index, label in enumerate(labels)
    ]


def _detail(details: dict) -> str:
    parts = _changes(details.get("changed", {}))
    if details.get("new"):
        parts.append(_("from %(old)s to %(new)s") % {"old": _day(details.get("old")), "new": _day(details["new"])})
    if details.get("late"):
        parts.append(_("asked after the deadline"))
    if details.get("responsible"):
        parts.append(_("Responsible: %(name)s") % {"name": details["responsible"]})
    if details.get("deadline_on"):
        parts.append(_("Due %(date)s") % {"date": _day(details["deadline_on"])})
    if details.get("period"):
        kind, ends_on = details["period"]
        parts.append(period_name(Frequency(kind), date.fromisoformat(ends_on)))
    if details.get("organisation"):
        parts.append(_in_language(details["organisation"]))
    if parties := details.get("parties"):
        parts.append(" → ".join(map(_in_language, parties)))
    if members := details.get("members"):
        parts.append(" → ".join(filter(None, members)))
    parts += [f"{_in_language(names)}: {_due(due_on)}" for names, due_on in details.get("dates", [])]
    if details.get("document"):
        parts.append(_("by document %(number)s") % {"number": details["document"]})
    if files := details.get("files"):
        parts.append(ngettext("%(count)d file", "%(count)d files", files) % {"count": files})
    if details.get("next_task"):
        parts.append(details["next_task"])
    if recipients := details.get("recipients"):
        parts.append(
            ngettext("mail to %(count)d person", "mail to %(count)d people", recipients) % {"count": recipients}
        )
    return "; ".join(parts)


def _changes(changed: dict[str, list]) -> list[str]:
    """Old and new of the state and of the progress; what was not there before is no change to tell."""
    parts = []
    if "state" in changed:
        old, new = (State(value).label for value in changed["state"])
        parts.append(_("State: %(old)s → %(new)s") % {"old": old, "new": new})
    old, new = changed.get("percent", (None, None))
    if old is not None:
        new = "–" if new is None else f"{new}%"
        parts.append(_("Progress: %(old)s%% → %(new)s") % {"old": old, "new": new})
    return parts


def _in_language(names: dict[str, str]) -> str:
    return names["en" if get_language() == "en" else "vi"]


def _due(text: str | None) -> str:
    return date_format(date.fromisoformat(text), "DATE_FORMAT") if text else _("no date set")


def _day(text: str | None) -> str:
    return date_format(date.fromisoformat(text), "DATE_FORMAT") if text else _("no fixed deadline")
