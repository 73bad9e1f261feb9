"""What stands beside the assignments of a plan by what was written until a moment: reports, documents, urgings."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Max, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from tasks_app.common.dates import local_day
from tasks_app.common.text import tidy
from tasks_app.documents.queries.grounds import ReportGround
from tasks_app.documents.rules import Name, Paper, Said
from tasks_app.plan.models import Contribution
from tasks_app.reminders.models import Urging
from tasks_app.reporting.enums import ReportState
from tasks_app.reporting.models import Evidence, Extension, ProgressReport

OF_PLAN = "assignment__task__key_task__plan"
STANDING = (ReportState.SUBMITTED, ReportState.ACCEPTED)


@dataclass(frozen=True)
class Beside:
    """By the primary keys of assignments."""

    results: dict[int, Said]
    difficulties: dict[int, Said]
    proposals: dict[int, Said]
    papers: dict[int, tuple[Paper, ...]]
    coordinating: dict[int, tuple[Name, ...]]
    extended: dict[int, int]
    asked_until: dict[int, date]
    urged: dict[int, tuple[int, date]]


def beside(ground: ReportGround) -> Beside:
    """Of every assignment of the plan; eight queries."""
    accepted = Q(state=ReportState.ACCEPTED, reviewed_at__lt=ground.until)
    standing = Q(state__in=STANDING)
    return Beside(
        results=_newest(ground, "results", accepted),
        difficulties=_newest(ground, "difficulties", standing),
        proposals=_newest(ground, "proposals", standing),
        papers=_papers(ground),
        coordinating=_coordinating(ground),
        extended=_extended(ground),
        asked_until=_asked_until(ground),
        urged=_urged(ground),
    )


def _newest(ground: ReportGround, field: str, condition: Q) -> dict[int, Said]:
    """What the newest report that fits says in a field, where it says something."""
    reports = ProgressReport.objects.filter(
        condition, submitted_at__lt=ground.until, **{OF_PLAN: ground.day.plan}
    ).exclude(**{field: ""})
    order = Window(RowNumber(), partition_by="assignment", order_by=[F("submitted_at").desc(), F("pk").desc()])
    rows = (
        reports.annotate(place=order)
        .filter(place=1)
        .order_by("pk")
        .values_list("assignment", field, "by__full_name", "submitted_at", "due__period__ends_on")
    )
    return {
        key: Said(tidy(text), by or "", local_day(sent_at), _is_recent(ground, local_day(sent_at), cut_off))
        for key, text, by, sent_at, cut_off in rows
    }


def _is_recent(ground: ReportGround, sent_on: date, cut_off: date | None) -> bool:
    """Whether it is about the time that is reported on: what was written for a period is about its cut-off at the
    latest, and comes in after it."""
    about = min(sent_on, cut_off or sent_on)
    return ground.first <= about <= ground.day.day


def _papers(ground: ReportGround) -> dict[int, tuple[Paper, ...]]:
    """The documents that prove results, of the reports that were accepted."""
    papers: dict[int, dict[Paper, None]] = defaultdict(dict)
    rows = Evidence.objects.filter(
        report__state=ReportState.ACCEPTED,
        report__reviewed_at__lt=ground.until,
        **{f"report__{OF_PLAN}": ground.day.plan},
    )
    for key, number, issued_on in rows.order_by("issued_on", "pk").values_list(
        "report__assignment", "number", "issued_on"
    ):
        papers[key][Paper(number, issued_on)] = None
    return {key: tuple(its) for key, its in papers.items()}


def _coordinating(ground: ReportGround) -> dict[int, tuple[Name, ...]]:
    names: dict[int, list[Name]] = defaultdict(list)
    rows = Contribution.objects.filter(**{OF_PLAN: ground.day.plan}).order_by("organisation__order", "pk")
    for key, vi, en in rows.values_list("assignment", "organisation__name_vi", "organisation__name_en"):
        names[key].append(Name(vi, en))
    return {key: tuple(its) for key, its in names.items()}


def _extensions(ground: ReportGround) -> QuerySet[Extension]:
    return Extension.objects.filter(**{OF_PLAN: ground.day.plan}).order_by()


def _extended(ground: ReportGround) -> dict[int, int]:
    approved = _extensions(ground).approved().filter(decided_at__lt=ground.until)
    return dict(approved.values_list("assignment").annotate(Count("pk")))


def _asked_until(ground: ReportGround) -> dict[int, date]:
    return dict(_extensions(ground).open_at(ground.until).values_list("assignment", "deadline_asked"))


def _urged(ground: ReportGround) -> dict[int, tuple[int, date]]:
    urgings = Urging.objects.filter(at__lt=ground.until, **{OF_PLAN: ground.day.plan}).order_by()
    rows = urgings.values_list("assignment").annotate(Count("pk"), Max("on"))
    return {key: (number, last) for key, number, last in rows}
