from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from tasks_app.dashboard.enums import Part
from tasks_app.dashboard.forms import FROM, PeriodForm
from tasks_app.dashboard.queries import (
    Ground,
    RankingLine,
    closed_periods,
    extensions_of,
    ground_of_day,
    ground_of_period,
    missed_of,
    period_before,
    ranking,
    returned_of,
    work_of,
)
from tasks_app.dashboard.views import ranks
from tasks_app.dashboard.views.rows import Figure
from tasks_app.dashboard.views.since import TwoDays
from tasks_app.options.queries import options_on
from tasks_app.plan.enums import Frequency, Status
from tasks_app.plan.models import Task
from tasks_app.plan.rules import timeliness
from tasks_app.plan.views import Links
from tasks_app.plan.wording import Shown, shown
from tasks_app.reporting.models import ReportingPeriod

WORK = {
    Part.DUE: (Status.DONE, Status.LATE, Status.OVERDUE),
    Part.ON_TIME: (Status.DONE,),
    Part.LATE: (Status.LATE,),
    Part.OVERDUE: (Status.OVERDUE,),
}
BESIDE = {Part.RETURNED: returned_of, Part.MISSED: missed_of, Part.EXTENSIONS: extensions_of}


class RankingBoard(TwoDays):
    """A page about the ranking on a day, or with ``?period=`` by the frozen figures of a closed period."""

    keeps_to_plan = False  # before the plan began nobody had a rank, and that is said

    @property
    def usual_day(self) -> tuple[date, str]:
        day = self.asked_day.day
        first_of_quarter = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        return first_of_quarter - timedelta(days=1), _("end of the quarter before")

    @cached_property
    def periods(self) -> list[ReportingPeriod]:
        return closed_periods(self.plan) if self.plan else []

    @cached_property
    def form(self) -> PeriodForm:
        return PeriodForm(self.request.GET, periods=period_choices(self.periods))

    @cached_property
    def period(self) -> ReportingPeriod | None:
        return next((one for one in self.periods if one.pk == self.form.asked), None)

    @property
    def links(self) -> Links:
        """By a closed period everything else is of today."""
        return Links() if self.period else super().links

    @property
    def parameters(self) -> dict:
        """What makes an address ask for the same ground and the same comparison."""
        if self.period:
            return {"period": self.period.pk}
        asked = self.request.GET.get(FROM) and not self.first_day.wrong
        return {FROM: self.first_day.day.isoformat() if asked else None}

    @cached_property
    def ground(self) -> Ground:
        return self.ground_of(self.period) if self.period else ground_of_day(self.plan_day)

    def ground_of(self, period: ReportingPeriod) -> Ground:
        return ground_of_period(period, self.plan.yardstick(today=period.ends_on, calendar=self.yardstick.calendar))

    @cached_property
    def ground_before(self) -> Ground | None:
        """What the ranks are compared with; None where nothing was ranked yet."""
        if self.period:
            before = period_before(self.period, self.periods)
            return self.ground_of(before) if before else None
        return ground_of_day(self.day_before) if self.day_before.day >= self.plan.starts_on else None

    @property
    def before_name(self) -> str:
        if self.ground_before is None:
            return ""
        return str(self.ground_before.period or date_format(self.ground_before.day, "DATE_FORMAT"))

    def get_context_data(self, **kwargs):
        return super().get_context_data(period=self.period, **kwargs)


def period_choices(periods: Iterable[ReportingPeriod]) -> list[tuple[str, list[tuple[int, str]]]]:
    """By kind, the longest first."""
    by_kind = {kind: [(one.pk, str(one)) for one in periods if one.kind == kind] for kind in reversed(Frequency)}
    return [(str(kind.label), choices) for kind, choices in by_kind.items() if choices]


class RankOrganisations(RankingBoard):
    """Units and localities, each ranked among themselves, with the formula."""

    template_name = "dashboard/ranking.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.plan is None:
            return context
        found = ranking(self.ground, self.ground_before)
        url, compared = ranks.part_urls(self.links, **self.parameters), self.ground_before is not None
        groups = [
            ranks.rank_group("units", _("Units"), found.units, url, compared=compared),
            ranks.rank_group("localities", _("Localities"), found.localities, url, compared=compared),
        ]
        return context | {
            "form": self.form,
            "groups": [group for group in groups if group.total],
            "heads": ranks.heads(),
            "before_name": self.before_name,
            "least_due": options_on(self.ground.day).ranking_minimum,
            "example": ranks.example(found),
        }


@dataclass(frozen=True)
class WorkRow:
    """``key``: of the assignment; ``days``: calendar days past the deadline, None where it was kept."""

    key: int
    task: Task
    shown: Shown
    days: int | None


class RankingOrganisation(RankingBoard):
    """What stands behind the rank of an organisation: its figures, and the list of one of them (``?part=``)."""

    template_name = "dashboard/ranking_organisation.html"
    paginate_by = 25

    @cached_property
    def part(self) -> Part:
        try:
            return Part(self.request.GET.get("part", Part.DUE))
        except ValueError:
            raise Http404 from None

    def get_context_data(self, **kwargs):
        if self.plan is None:
            raise Http404
        line, is_work = self.line, self.part in WORK
        page = Paginator(self.rows(), self.paginate_by).get_page(self.request.GET.get("page"))
        return super().get_context_data(**kwargs) | {
            "line": line,
            "page_url": self.links.to("organisation_detail", line.pk),
            "figures": self.figures(line),
            "part": self.part,
            "is_work": is_work,
            "page_obj": page,
            "rows": [self.work_row(one) for one in page] if is_work else list(page),
            "crumbs": [(_("Ranking"), self.links.to("ranking", **self.parameters)), (str(line.organisation), "")],
        }

    @cached_property
    def line(self) -> RankingLine:
        """An organisation that led no work in force is on no ranking."""
        found = ranking(self.ground)
        lines = (line for group in (found.units, found.localities) for line in (*group.ranked, *group.others))
        its = next((line for line in lines if line.pk == self.kwargs["pk"]), None)
        if its is None:
            raise Http404
        return its

    def rows(self) -> QuerySet:
        if self.part in WORK:
            return work_of(self.ground, self.line.pk, *WORK[self.part])
        return BESIDE[self.part](self.ground, self.line.pk)

    def work_row(self, row) -> WorkRow:
        measured = timeliness(row.facts, self.ground.by)
        days = measured.calendar_days
        return WorkRow(row.key, row.task, shown(measured), -days if days is not None and days < 0 else None)

    def figures(self, line: RankingLine) -> list[Figure]:
        url = ranks.part_urls(self.links, **self.parameters)
        row = ranks.rank_row(line, url, ranks.heads(), compared=False)
        rate = Figure(_("On-time completion rate"), row.rate, _("of %(due)s due") % {"due": row.due.text}, row.due.url)
        cells = (row.on_time, *row.cells)
        return [rate, *(Figure(one.label, one.text, "", one.url, css="s-over" if one.css else "") for one in cells)]
