"""The list of inspections with what is to be looked at again, and the page of one."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from tasks_app.calendar.queries import working_calendar
from tasks_app.inspections import queries
from tasks_app.inspections.enums import InspectionState, Result, Topic, ViolationKind
from tasks_app.inspections.forms import InspectionFilter
from tasks_app.inspections.models import Inspection, Recommendation
from tasks_app.inspections.permissions import can_keep_inspections, can_see_statistics
from tasks_app.inspections.rules import KNOWN
from tasks_app.inspections.wording import LOOKS, RESULT_LOOKS, Look
from tasks_app.meetings.views import ReadersPage, work_rows
from tasks_app.organisations.models import Organisation

OPEN_SHOWN = 20


@dataclass(frozen=True)
class OpenRow:
    """A recommendation that is not remedied. ``is_due``: it is to be looked at today, or was."""

    recommendation: Recommendation
    is_due: bool
    url: str


class InspectionList(ReadersPage):
    """Open recommendations whose re-check is due first, then the inspections that somebody knows of, the latest
    first; for those who follow the province the figures of a year."""

    template_name = "inspections/inspection_list.html"
    paginate_by = 25

    @cached_property
    def form(self) -> InspectionFilter:
        known = queries.visible_inspections(self.request.standing).order_by().values("organisation")
        return InspectionFilter(self.request.GET, organisations=Organisation.objects.filter(pk__in=known))

    def inspections(self) -> QuerySet[Inspection]:
        return queries.inspections_asked_for(self.request.standing, **self.form.asked)

    def open_rows(self) -> list[OpenRow]:
        return [
            OpenRow(one, one.due_on <= self.today, reverse("inspection_detail", args=[one.inspection_id]))
            for one in queries.open_recommendations(self.request.standing)
        ]

    @property
    def year(self) -> int:
        return self.form.asked["year"] or self.today.year

    def get_context_data(self, **kwargs):
        who = self.request.standing
        page = Paginator(self.inspections(), self.paginate_by).get_page(self.request.GET.get("page"))
        waiting = self.open_rows()
        return super().get_context_data(
            form=self.form,
            page_obj=page,
            rows=[(one, LOOKS[InspectionState(one.state)]) for one in page],
            waiting=waiting[:OPEN_SHOWN],
            number_waiting=len(waiting),
            year=self.year,
            figures=queries.statistics(self.year) if can_see_statistics(who) else None,
            may_keep=can_keep_inspections(who),
            **kwargs,
        )


class ShowInspection(ReadersPage):
    """What was found and counted, and what became of the recommendations."""

    template_name = "inspections/inspection_detail.html"

    @cached_property
    def inspection(self) -> Inspection:
        return get_object_or_404(queries.visible_inspections(self.request.standing), pk=self.kwargs["pk"])

    @property
    def look(self) -> Look:
        return LOOKS[InspectionState(self.inspection.state)]

    def recommendations(self) -> list[tuple]:
        """Each line with its rows of work and its re-checks as they look."""
        who, calendar = self.request.standing, working_calendar()
        return [
            (
                line,
                work_rows(line.work, who, today=self.today, calendar=calendar),
                [(one, RESULT_LOOKS[Result(one.result)]) for one in line.rechecks],
                not line.is_remedied and line.recommendation.due_on <= self.today,
            )
            for line in queries.recommendation_lines(self.inspection)
        ]

    def get_context_data(self, **kwargs):
        inspection = self.inspection
        findings, counts = queries.findings_of(inspection), queries.counts_of(inspection)
        return super().get_context_data(
            inspection=inspection,
            look=self.look,
            way=[(_("Inspections"), reverse("inspection_list")), (str(inspection.organisation), "")],
            findings=[(one.label, findings[one.value]) for one in Topic if one.value in findings],
            counts=[(one.label, counts[one.value]) for one in ViolationKind if one.value in counts],
            recommendations=self.recommendations(),
            may_keep=can_keep_inspections(self.request.standing),
            is_planned=inspection.state == InspectionState.PLANNED,
            is_known=inspection.state in KNOWN,
            can_be_carried_out=inspection.state == InspectionState.PLANNED and inspection.starts_on <= self.today,
            **kwargs,
        )
