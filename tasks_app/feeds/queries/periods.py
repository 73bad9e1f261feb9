"""The days of reporting periods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from tasks_app.common.dates import at_time
from tasks_app.feeds.queries.asked import Asked
from tasks_app.feeds.rules import KEPT_FOR, Event, Face
from tasks_app.feeds.wording import cut_off_title, period_words, reports_title
from tasks_app.journal.models import Entry
from tasks_app.plan.rules import WORKED_ON
from tasks_app.reporting.enums import ReportState
from tasks_app.reporting.models import ProgressReport, ReportDue, ReportingPeriod
from tasks_app.reporting.queries import periods


@dataclass
class Owed:
    """What is owed for a period, and how many of it stand as sent; ``sent_at``: when the last of them was."""

    number: int = 0
    answered: int = 0
    sent_at: list[datetime] = field(default_factory=list)

    def add(self, answered_at: datetime | None) -> None:
        self.number += 1
        if answered_at:
            self.answered += 1
            self.sent_at.append(answered_at)


@dataclass
class Moves:
    """How often the days of a period were changed, and the last moment that the record knows of it."""

    number: int = 0
    at: datetime | None = None


def owed_reports(asked: Asked) -> list[Event]:
    """One event a period for which the work owes reports: until when they are to be sent, and how many. Three queries.

    As in the reminders, a returned report is owed again, and what nobody works on any more owes none.
    """
    owed = _owed(asked)
    its = list(ReportingPeriod.objects.filter(pk__in=owed).order_by("pk"))
    moved = _moves(its)
    path = _path_of_reports(asked)
    return [_deadline(one, owed[one.pk], moved[one.pk], asked, path) for one in its]


def _path_of_reports(asked: Asked) -> str:
    if asked.member is not None:
        return reverse("my_work")
    return reverse("organisation_detail", args=[*asked.organisations])


def _owed(asked: Asked) -> dict[int, Owed]:
    standing = ProgressReport.objects.filter(
        due=OuterRef("pk"), state__in=[ReportState.SUBMITTED, ReportState.ACCEPTED]
    ).order_by("submitted_at")
    dues = (
        ReportDue.objects.filter(asked.leads("assignment__"), period__due_on__gt=asked.today - KEPT_FOR)
        .annotate(answered_at=Subquery(standing.values("submitted_at")[:1]))
        .order_by("pk")
    )
    owed: dict[int, Owed] = defaultdict(Owed)
    for period, state, answered_at in dues.values_list("period_id", "assignment__state", "answered_at"):
        if answered_at or state in WORKED_ON:
            owed[period].add(answered_at)
    return owed


def all_periods(asked: Asked) -> list[Event]:
    """Two events a period: its data cut-off, and the day on which its reports are due. Two queries."""
    its = list(periods().filter(due_on__gt=asked.today - KEPT_FOR).order_by("pk"))
    moved = _moves(its)
    events = []
    for one in its:
        owed = Owed(one.owed, one.answered)
        path = reverse("period_detail", args=[one.pk])
        events += [_cut_off(one, moved[one.pk], path), _deadline(one, owed, moved[one.pk], asked, path)]
    return events


def _cut_off(period: ReportingPeriod, moved: Moves, path: str) -> Event:
    return Event(
        name=f"cut-off-{period.pk}",
        on=period.ends_on,
        title=cut_off_title(period),
        description="",
        sequence=moved.number,
        changed_at=moved.at or _begin(period.starts_on),
        path=path,
    )


def _deadline(period: ReportingPeriod, owed: Owed, moved: Moves, asked: Asked, path: str) -> Event:
    face = Face(asked.calendar.counts_until(period.due_on), period.due_on)
    moments = [moved.at or _begin(period.starts_on), *owed.sent_at]
    return Event(
        name=f"reports-{period.pk}",
        on=face.on,
        title=reports_title(period, is_done=0 < owed.number == owed.answered),
        description=period_words(period, face, owed=owed.number, answered=owed.answered),
        sequence=moved.number,
        changed_at=max(moments),
        path=path,
    )


def _begin(day: date) -> datetime:
    """For periods that came with the first data, of which the record knows nothing."""
    return at_time(day)


def _moves(of: Iterable[ReportingPeriod]) -> dict[int, Moves]:
    """What the record knows of the days of periods; one query."""
    moves: dict[int, Moves] = defaultdict(Moves)
    entries = Entry.objects.filter(subject_kind=ReportingPeriod._meta.model_name, subject_id__in=[one.pk for one in of])
    for period, verb, at in entries.order_by("at", "pk").values_list("subject_id", "verb", "at"):
        moves[period].number += verb == "period.moved"
        moves[period].at = at
    return moves
