"""The units and localities, and the page of one: its work, its record, who oversees it, what it was before."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tasks_app.dashboard.forms import GroupFilter
from tasks_app.dashboard.permissions import can_follow_organisation, can_see_organisation
from tasks_app.dashboard.queries import (
    ListedOrganisation,
    gone_by,
    identities_by,
    most_worrying,
    organisations_on,
    oversights_by,
    part_of_work,
    predecessors_by,
)
from tasks_app.dashboard.rules import percentage
from tasks_app.dashboard.views import rows
from tasks_app.dashboard.views.frame import BoardPage
from tasks_app.dashboard.views.parts import PartLinks, WorkRow, assignments_shown, part_shown, work_row
from tasks_app.indicators.queries import lines_of_organisation
from tasks_app.indicators.views.rows import IndicatorRow, indicator_row
from tasks_app.inspections.queries import inspections_of
from tasks_app.organisations.models import Organisation
from tasks_app.organisations.queries import groups_of
from tasks_app.people.queries import focal_officers
from tasks_app.plan.enums import Bucket
from tasks_app.plan.models import JudgedQuerySet
from tasks_app.plan.permissions import can_follow_all
from tasks_app.plan.queries import group_choices, key_units_of, organisations_in, visible_on
from tasks_app.plan.views import PlanPage, applied_filters
from tasks_app.reorganisations.permissions import can_reorganise
from tasks_app.reporting.queries import (
    ExtensionsAsked,
    PeriodLine,
    contributions_asked,
    extensions_asked,
    reports_by_period,
    returned_reports,
    state_by,
)


@dataclass(frozen=True)
class OrganisationLine:
    its: ListedOrganisation
    work: WorkRow


@dataclass(frozen=True)
class Section:
    """``number``: how many there are in all, on this page or another."""

    title: str
    number: int
    lines: list[OrganisationLine]


class OrganisationList(BoardPage):
    """Units and localities apart, in the official order, each with how its work stands and who oversees it."""

    template_name = "dashboard/organisation_list.html"
    paginate_by = 120

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.plan is None:
            return context
        day, filters, listed = self.plan_day, self.filters, self.listed()
        page = Paginator(listed, self.paginate_by).get_page(self.request.GET.get("page"))
        lines = [self.line(one) for one in page]
        return context | {
            "filters": filters,
            "applied": applied_filters(self.request, filters),
            "clear_url": self.links.to("organisation_list"),
            "page_obj": page,
            "sections": [one for one in self.sections(lines, listed) if one.lines],
            "gone": [] if filters.asked_group or page.has_next() else list(gone_by(day.day)),
        }

    @cached_property
    def filters(self) -> GroupFilter:
        asked = self.asked_day.understood(self.request.GET)
        return GroupFilter(asked, groups=group_choices(self.plan, on=self.plan_day.day))

    def listed(self) -> list[ListedOrganisation]:
        """All of them, on whichever page: units first."""
        day, group = self.plan_day, self.filters.asked_group
        narrowed_to = organisations_in(group, on=day.day, plan=self.plan) if group else None
        return sorted(organisations_on(day, narrowed_to), key=lambda one: one.organisation.is_locality)

    def sections(self, lines: list[OrganisationLine], listed: list[ListedOrganisation]) -> list[Section]:
        """Units and localities of a page; their numbers are those of the whole list."""
        return [
            Section(
                title,
                sum(one.organisation.is_locality == is_locality for one in listed),
                [line for line in lines if line.its.organisation.is_locality == is_locality],
            )
            for title, is_locality in ((_("Units"), False), (_("Localities"), True))
        ]

    def line(self, one: ListedOrganisation) -> OrganisationLine:
        return OrganisationLine(one, work_row(one.tally, PartLinks.of(self.links, organisation=one.organisation.pk)))


@dataclass(frozen=True)
class PeriodRow:
    """``cells``: label, number, its list ("" where there is none), and whether it is a bad sign."""

    line: PeriodLine
    url: str
    cells: list[tuple[str, int, str, bool]]


class OrganisationDetail(PlanPage):
    """A unit or a locality on a day, for those who follow it; for others only the work of it that they may see."""

    answers_for_days = True
    template_name = "dashboard/organisation_detail.html"
    shown_open, shown_contributions = 25, 5

    @cached_property
    def organisation(self) -> Organisation:
        its = get_object_or_404(Organisation.objects.select_related("successor"), pk=self.kwargs["pk"])
        if not can_see_organisation(self.request.standing, its):
            raise Http404
        return its

    @cached_property
    def is_followed(self) -> bool:
        return can_follow_organisation(self.request.standing, self.organisation.pk)

    @cached_property
    def own_links(self) -> PartLinks:
        return PartLinks.of(self.links, organisation=self.organisation.pk)

    @cached_property
    def work(self) -> JudgedQuerySet:
        """What the lists of assignments show of it to this person, so that its figures and they agree."""
        return visible_on(self.plan_day, self.request.standing).filter(organisation=self.organisation)

    def get_context_data(self, **kwargs):
        organisation, day = self.organisation, self.asked_day.day
        follows_all = can_follow_all(self.request.standing)
        all_of_them, his_own = (_("Units and localities"), "organisation_list"), (_("Assignments"), "assignment_list")
        above, its_page = all_of_them if follows_all else his_own
        context = super().get_context_data(
            organisation=organisation,
            may_keep=can_reorganise(self.request.standing),
            follows_all=follows_all,
            is_followed=self.is_followed,
            crumbs=[(above, self.links.to(its_page)), (organisation.name, "")],
            groups=groups_of(organisation, on=day),
            predecessors=predecessors_by(organisation, day, planned=not self.asked_day.is_past),
            identities=identities_by(organisation, day),
            inspections=list(inspections_of(organisation, self.request.standing)[:5]),
            is_gone=organisation.valid_to is not None and organisation.valid_to < day,
            **kwargs,
        )
        if self.plan:
            is_key_unit = key_units_of(self.plan, on=day).filter(pk=organisation.pk).exists()
            context |= {"is_key_unit": is_key_unit} | self.open_work()
        if self.is_followed:
            context |= self.people() | (self.figures() if self.plan else {})
        return context

    def open_work(self) -> dict:
        found, number = most_worrying(self.plan_day, self.work, self.shown_open)
        return {
            "open_rows": assignments_shown(found, self.yardstick),
            "open_number": number,
            "all_url": self.own_links.assignments(),
        }

    def people(self) -> dict:
        organisation, day = self.organisation, self.asked_day.day
        oversights = oversights_by(organisation, day)
        return {
            "oversights": oversights,
            "is_overseen": any(one.valid_to is None or one.valid_to >= day for one in oversights),
            "officers": focal_officers({organisation.pk}, on=day).get(organisation.pk, []),
        }

    def figures(self) -> dict:
        day, organisation = self.plan_day, self.organisation
        part = part_of_work(day, self.work)
        returned, periods = list(returned_reports(day, organisation)), reports_by_period(day, organisation)
        extensions = extensions_asked(day, organisation)
        sees_contributions = self.request.standing.sees_everything or (
            organisation.pk in self.request.standing.reports_for
        )
        return {
            "part": part_shown(part, self.own_links),
            "record": record_figures(part.dated, len(returned), periods, extensions, self.own_links),
            "returned": returned,
            "periods": [self.period_row(line) for line in periods],
            "indicators": self.indicators(),
            "extensions": [(one, state_by(one, day.end)) for one in extensions.asked],
            "contributions": contributions_asked(day, organisation, self.shown_contributions),
            "contributions_url": self.links.assignments(coordinating=organisation.pk) if sees_contributions else "",
        }

    def indicators(self) -> list[IndicatorRow]:
        day = self.plan_day
        before = day.end if day.is_past else None
        lines = lines_of_organisation(self.organisation, today=day.day, before=before)
        return [indicator_row(line, self.links) for line in lines]

    def period_row(self, line: PeriodLine) -> PeriodRow:
        """With links to the page of the period, which knows no past days, for those who may open it."""
        is_linked = can_follow_all(self.request.standing) and not self.asked_day.is_past

        def url(**asked) -> str:
            its = {"organisation": self.organisation.pk} | asked
            return self.links.to("period_detail", line.period.pk, **its) if is_linked else ""

        return PeriodRow(
            line,
            url(),
            cells=[
                (_("Owed"), line.owed, url(), False),
                (_("Sent"), line.sent, url(report="sent"), False),
                (_("Sent late"), line.late, url(report="late"), False),
                (_("Missing"), line.missing, url(report="missing"), True),
            ],
        )


def record_figures(
    dated, returned: int, periods: list[PeriodLine], extensions: ExtensionsAsked, links: PartLinks
) -> list[rows.Figure]:
    """How it has kept its deadlines and reported until the day; what has no list of its own is listed on the page."""
    on_time = dated.in_bucket(Bucket.COMPLETED_ON_TIME)
    missing, late = sum(line.missing for line in periods), sum(line.late for line in periods)
    owed = sum(line.owed for line in periods)
    return [
        rows.Figure(
            _("On-time rate"),
            rows.percent(dated.on_time_rate),
            _("%(on_time)s of %(due)s with a deadline, completed or overdue")
            % {"on_time": on_time, "due": dated.completed + dated.overdue},
            links.assignments(bucket=Bucket.COMPLETED_ON_TIME.value, deadline="with"),
        ),
        rows.Figure(_("Reports returned"), returned, _("for supplement, this year"), "#returned"),
        rows.Figure(
            _("Periodic reports missing"),
            missing,
            ngettext("of %(owed)d owed", "of %(owed)d owed", owed) % {"owed": owed},
            "#periods",
            css="s-over" if missing else "",
        ),
        rows.Figure(_("Periodic reports late"), late, rows.percent(percentage(late, owed)), "#periods"),
        rows.Figure(
            _("Extensions granted"),
            extensions.granted,
            ngettext("of %(asked)d asked for", "of %(asked)d asked for", len(extensions.asked))
            % {"asked": len(extensions.asked)},
            "#extensions",
        ),
    ]
