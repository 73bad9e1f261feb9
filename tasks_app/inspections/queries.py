"""Which inspections somebody knows of, what waits to be looked at again, and the figures of a year."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from tasks_app.inspections.enums import Result, Topic, ViolationKind
from tasks_app.inspections.models import Finding, Inspection, Recheck, Recommendation, Violation
from tasks_app.inspections.rules import KNOWN, InspectionGiven
from tasks_app.organisations.models import Organisation
from tasks_app.people.queries import Standing
from tasks_app.plan.models import Assignment


def visible_inspections(who: Standing) -> QuerySet[Inspection]:
    """All for those who follow the whole province and all that somebody leads; those of the organisations that he
    reports for or oversees from the moment that they were carried out, so that a surprise stays one."""
    inspections = Inspection.objects.select_related("organisation", "lead", "conclusion")
    if who.sees_everything:
        return inspections
    concerned = Q(organisation__in=who.reports_for | who.oversees, state__in=KNOWN)
    return inspections.filter(concerned | Q(lead=who.person.pk))


def inspections_asked_for(
    who: Standing,
    *,
    organisation: int | None = None,
    is_surprise: bool | None = None,
    state: str = "",
    year: int | None = None,
) -> QuerySet[Inspection]:
    found = visible_inspections(who)
    if organisation:
        found = found.filter(organisation=organisation)
    if is_surprise is not None:
        found = found.filter(is_surprise=is_surprise)
    if state:
        found = found.filter(state=state)
    if year:
        found = found.filter(starts_on__year=year)
    return found.annotate(number_of_recommendations=Count("recommendations")).order_by("-starts_on", "-pk")


def recommendations() -> QuerySet[Recommendation]:
    """With ``last_result`` ("" before the first re-check) and ``due_on``, the day of the next one."""
    last = Recheck.objects.filter(recommendation=OuterRef("pk")).order_by("-at", "-pk")
    return Recommendation.objects.annotate(
        last_result=Coalesce(Subquery(last.values("result")[:1]), Value("")),
        due_on=Coalesce(Subquery(last.values("next_on")[:1]), F("recheck_on")),
    ).select_related("inspection__organisation", "task__key_task__plan")


def open_recommendations(who: Standing) -> QuerySet[Recommendation]:
    """Those that are not remedied, of the inspections that somebody knows of; due first."""
    its = recommendations().filter(inspection__in=visible_inspections(who).values("pk"))
    return its.exclude(last_result=Result.REMEDIED).order_by("due_on", "pk")


def given_of_inspection(inspection: Inspection) -> InspectionGiven:
    return InspectionGiven(
        organisation=inspection.organisation_id,
        starts_on=inspection.starts_on,
        ends_on=inspection.ends_on,
        is_surprise=inspection.is_surprise,
        lead=inspection.lead_id,
        team=inspection.team,
        document=inspection.document,
    )


def findings_of(inspection: Inspection) -> dict[str, str]:
    return dict(inspection.findings.values_list("topic", "text"))


def counts_of(inspection: Inspection) -> dict[str, int]:
    return dict(inspection.violations.values_list("kind", "number"))


@dataclass(frozen=True)
class RecommendationLine:
    recommendation: Recommendation
    work: tuple[Assignment, ...]
    rechecks: tuple[Recheck, ...]

    @property
    def is_remedied(self) -> bool:
        return self.recommendation.last_result == Result.REMEDIED


def recommendation_lines(inspection: Inspection) -> list[RecommendationLine]:
    """Four queries, whatever the number of recommendations."""
    work: dict[int, list[Assignment]] = {}
    assignments = Assignment.objects.filter(task__recommendation__inspection=inspection).order_by("pk")
    assignments = assignments.select_related("organisation", "responsible", "task__key_task__plan")
    for one in assignments.prefetch_related("contributions"):
        work.setdefault(one.task_id, []).append(one)
    rechecks: dict[int, list[Recheck]] = {}
    for one in Recheck.objects.filter(recommendation__inspection=inspection).select_related("by", "for_person"):
        rechecks.setdefault(one.recommendation_id, []).append(one)
    return [
        RecommendationLine(one, tuple(work.get(one.task_id, ())), tuple(rechecks.get(one.pk, ())))
        for one in recommendations().filter(inspection=inspection).order_by("pk")
    ]


@dataclass(frozen=True)
class Statistics:
    """Of the inspections of a year that were carried out: how many, of them surprise ones, how many organisations;
    violations by type, findings by topic, recommendations and how many of them are remedied."""

    inspections: int
    surprise: int
    organisations: int
    violations: tuple[tuple[ViolationKind, int], ...]
    topics: tuple[tuple[Topic, int], ...]
    recommendations: int
    remedied: int

    @property
    def all_violations(self) -> int:
        return sum(number for _kind, number in self.violations)


def statistics(year: int) -> Statistics:
    """Four queries."""
    its = Inspection.objects.filter(starts_on__year=year, state__in=KNOWN)
    number = its.aggregate(
        all=Count("pk"), surprise=Count("pk", filter=Q(is_surprise=True)), places=Count("organisation", distinct=True)
    )
    kinds = Violation.objects.filter(inspection__in=its).order_by().values_list("kind")
    by_kind = dict(kinds.annotate(Sum("number")))
    by_topic = dict(Finding.objects.filter(inspection__in=its).order_by().values_list("topic").annotate(Count("pk")))
    asked = recommendations().filter(inspection__in=its)
    done = asked.aggregate(all=Count("pk"), remedied=Count("pk", filter=Q(last_result=Result.REMEDIED)))
    return Statistics(
        inspections=number["all"],
        surprise=number["surprise"],
        organisations=number["places"],
        violations=tuple((one, by_kind[one]) for one in ViolationKind if one in by_kind),
        topics=tuple((one, by_topic[one]) for one in Topic if one in by_topic),
        recommendations=done["all"],
        remedied=done["remedied"],
    )


def inspections_of(organisation: Organisation, who: Standing) -> QuerySet[Inspection]:
    """Those that were carried out there, as far as somebody knows of them; the last first."""
    return visible_inspections(who).filter(organisation=organisation, state__in=KNOWN)
