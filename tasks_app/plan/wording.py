"""What people read of a rule's result: words, icon and colour class. Colour belongs to timeliness only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tasks_app.plan.enums import Act, ContributionState, State, Status
from tasks_app.plan.rules import ContributionStanding, Timeliness

CSS = {
    Status.DONE: "s-done",
    Status.LATE: "s-late",
    Status.WAITING: "s-wait",
    Status.ON_TRACK: "s-ontime",
    Status.DUE_SOON: "s-soon",
    Status.OVERDUE: "s-over",
    Status.NOT_STARTED: "s-todo",
    Status.OUT_OF_FORCE: "",
}
ICON = {
    Status.DONE: "check-circle-fill",
    Status.LATE: "check-circle",
    Status.WAITING: "hourglass-split",
    Status.ON_TRACK: "circle-half",
    Status.DUE_SOON: "clock-fill",
    Status.OVERDUE: "exclamation-triangle-fill",
    Status.NOT_STARTED: "circle",
    Status.OUT_OF_FORCE: "pause-circle",
}
CONSEQUENCES = {
    Act.ISSUE: gettext_lazy("The assignment is in force from now on, and those who carry it out are told."),
    Act.SUSPEND: gettext_lazy(
        "The work rests until it is resumed: it counts on no board, and nobody is reminded. Those who do it are told."
    ),
    Act.RESUME: gettext_lazy("The work goes on under its deadline as before. Those who do it are told."),
    Act.CANCEL: gettext_lazy(
        "The assignment is not followed any more and counts on no board. This cannot be undone; its record stays."
    ),
    Act.CARRY_OVER: gettext_lazy(
        "The assignment ends here and goes on in a task of a later plan, where it is drafted. This cannot be undone."
    ),
    Act.REOPEN: gettext_lazy(
        "The completion does not stand any more and the work goes on under its deadline. The record keeps both."
    ),
}
DECIDED = {
    Act.ISSUE: gettext_lazy("The assignment was issued."),
    Act.SUSPEND: gettext_lazy("The assignment was suspended."),
    Act.RESUME: gettext_lazy("The assignment was resumed."),
    Act.CANCEL: gettext_lazy("The assignment is not tracked any more."),
    Act.CARRY_OVER: gettext_lazy("The assignment was carried over."),
    Act.REOPEN: gettext_lazy("The assignment was reopened."),
}
CONTRIBUTION_ICON = {
    ContributionState.GIVEN: "check2",
    ContributionState.NOTHING: "dash-circle",
    ContributionState.OVERDUE: "exclamation-triangle-fill",
    ContributionState.DUE: "clock",
    ContributionState.UNDATED: "infinity",
    ContributionState.CLOSED: "dash-circle",
}
CONTRIBUTION_IS_SOON = 5  # working days
AHEAD = (Status.DUE_SOON, Status.ON_TRACK, Status.NOT_STARTED)
COUNTED_DOWN = 20  # working days within which a distance says more than a date


@dataclass(frozen=True)
class Shown:
    """How an assignment's timeliness is shown.

    ``label``: the chip; ``distance``: "Còn 2 ngày"; ``deadline_on``: shown under the distance, None
    where the distance names it already; ``counts_until_on``: only where it differs from the deadline.
    """

    status: Status
    css: str
    icon: str
    label: str
    distance: str
    deadline_on: date | None
    counts_until_on: date | None
    note: str = ""

    @property
    def ahead(self) -> str:
        """What is left until a near deadline; of past ones the chip says the days, of far ones the date does."""
        return self.distance if self.status in AHEAD and self.deadline_on else ""


@dataclass(frozen=True)
class Share:
    """One part of a stacked bar and of its legend."""

    css: str
    icon: str
    label: str
    count: int
    url: str = ""


def shown(measured: Timeliness) -> Shown:
    far_off = (
        measured.status not in (Status.DONE, Status.LATE, Status.OUT_OF_FORCE)
        and measured.stopped_on is None
        and measured.working_days is not None
        and measured.working_days > COUNTED_DOWN
    )
    differs = measured.counts_until_on != measured.deadline_on
    is_late_submission = measured.state == State.SUBMITTED and measured.status == Status.OVERDUE
    return Shown(
        status=measured.status,
        css=CSS[measured.status],
        icon=ICON[measured.status],
        label=_label(measured),
        distance=_distance(measured, far_off=far_off),
        deadline_on=None if far_off else measured.deadline_on,
        counts_until_on=measured.counts_until_on if differs else None,
        note=_("sent for confirmation") if is_late_submission else "",
    )


@dataclass(frozen=True)
class ContributionShown:
    """How a contribution is shown: ``label`` as a chip, ``distance`` with its date in front of a row."""

    css: str
    icon: str
    label: str
    distance: str
    deadline_on: date | None
    counts_until_on: None = None
    note: str = ""


def contribution_shown(its: ContributionStanding) -> ContributionShown:
    css = ""
    if its.state == ContributionState.OVERDUE:
        css = "s-over"
    elif its.state == ContributionState.DUE:
        css = "s-soon" if its.working_days <= CONTRIBUTION_IS_SOON else "s-ontime"
    return ContributionShown(
        css=css,
        icon=CONTRIBUTION_ICON[its.state],
        label=_contribution_label(its),
        distance=_contribution_distance(its),
        deadline_on=its.due_on,
    )


def _contribution_label(its: ContributionStanding) -> str:
    days = its.working_days
    match its.state:
        case ContributionState.GIVEN:
            given = _("given on %(date)s") % {"date": _day(its.answered_on)}
            if days is None or days >= 0:
                return given
            late = ngettext("%(days)d day late", "%(days)d days late", -days) % {"days": -days}
            return f"{given}, {late}"
        case ContributionState.OVERDUE:
            return ngettext("not given, overdue by %(days)d day", "not given, overdue by %(days)d days", -days) % {
                "days": -days
            }
        case ContributionState.DUE:
            return _("not given, due %(date)s") % {"date": _day(its.due_on)}
        case ContributionState.UNDATED:
            return _("not given, no date set")
    return str(its.state.label).lower()


def _contribution_distance(its: ContributionStanding) -> str:
    days = its.working_days
    if days is None:
        return _("No date set")
    if days < 0:
        return ngettext("%(days)d day overdue", "%(days)d days overdue", -days) % {"days": -days}
    if days == 0:
        return _("Today")
    return ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}


def missing_contributions(missing: int, total: int) -> str:
    """What the lead still waits for; empty where nothing is missing."""
    if not missing:
        return ""
    return ngettext(
        "%(missing)d of %(total)d coordinating organisation has given nothing yet",
        "%(missing)d of %(total)d coordinating organisations have given nothing yet",
        total,
    ) % {"missing": missing, "total": total}


def shares(counts: Mapping[Status, int], *, url: Callable[[Status], str] | None = None) -> list[Share]:
    """The parts of a bar in the order of every bar and legend; empty parts are left out."""
    return [
        Share(CSS[status], ICON[status], str(status.label), counts[status], url(status) if url else "")
        for status in Status
        if status in CSS and counts.get(status) and status != Status.OUT_OF_FORCE
    ]


def counted(measured: Iterable[Timeliness]) -> dict[Status, int]:
    """How many stand how."""
    counts = dict.fromkeys(Status, 0)
    for one in measured:
        counts[one.status] += 1
    return counts


def _label(measured: Timeliness) -> str:
    days = measured.working_days
    match measured.status:
        case Status.OVERDUE:
            return ngettext("Overdue by %(days)d day", "Overdue by %(days)d days", -days) % {"days": -days}
        case Status.DONE if days is not None and days > 0:
            return _("Completed early")
        case Status.LATE:
            return ngettext("Completed %(days)d day late", "Completed %(days)d days late", -days) % {"days": -days}
        case Status.DUE_SOON if days == 0:
            return _("Due today")
        case Status.OUT_OF_FORCE:
            return str(measured.state.label)
        case Status.ON_TRACK | Status.NOT_STARTED if measured.deadline_on is None:
            without = _("no fixed deadline")
            return f"{measured.status.label}, {without}"
    return str(measured.status.label)


def _distance(measured: Timeliness, *, far_off: bool) -> str:
    days = measured.working_days
    if days is None:
        return _("No fixed deadline")
    if measured.status in (Status.DONE, Status.LATE):
        return _("Done on %(date)s") % {"date": _day(measured.stopped_on)}
    if days < 0:
        return ngettext("%(days)d day overdue", "%(days)d days overdue", -days) % {"days": -days}
    if measured.stopped_on:
        return _("Sent on %(date)s") % {"date": _day(measured.stopped_on)}
    if far_off:
        return _("Due %(date)s") % {"date": _day(measured.deadline_on)}
    return _days_left(measured)


def _days_left(measured: Timeliness) -> str:
    if measured.working_days == 0:
        return _("Today")
    if measured.working_days == 1:
        is_tomorrow = measured.calendar_days == 1
        return _("Tomorrow") if is_tomorrow else date_format(measured.counts_until_on, "l")
    return ngettext("%(days)d day left", "%(days)d days left", measured.working_days) % {"days": measured.working_days}


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
