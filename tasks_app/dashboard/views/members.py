"""The members of the committee, and the page of one: what he answers for, what he oversees, what waits for him."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tasks_app.dashboard.permissions import can_see_member
from tasks_app.dashboard.queries import (
    ListedMember,
    Overseen,
    PartOfWork,
    WaitingFor,
    delegations_of,
    longest_overdue,
    members_on,
    overseen_by,
    part_of_work,
    roles_on_the_committee,
    states_of,
    waiting_extensions_on,
    waiting_for_member,
    was_ever_on_the_committee,
)
from tasks_app.dashboard.views import rows
from tasks_app.dashboard.views.frame import BoardPage
from tasks_app.dashboard.views.parts import PartLinks, WorkRow, assignments_shown, part_shown, work_row
from tasks_app.people.enums import Role
from tasks_app.people.models import Person
from tasks_app.plan.enums import State, Status
from tasks_app.plan.models import JudgedQuerySet
from tasks_app.plan.permissions import can_follow_all
from tasks_app.plan.queries import visible_on
from tasks_app.plan.views import PlanPage
from tasks_app.reporting.permissions import can_open_extension_queue


@dataclass(frozen=True)
class MemberLine:
    """``overseen_url``: where the organisations that he oversees stand with their figures."""

    its: ListedMember
    work: WorkRow
    overseen_url: str


class MemberList(BoardPage):
    """The committee in its official order: nobody is ranked by name."""

    template_name = "dashboard/member_list.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.plan is None:
            return context
        return context | {"lines": [self.line(one) for one in members_on(self.plan_day)]}

    def line(self, one: ListedMember) -> MemberLine:
        return MemberLine(
            one,
            work_row(one.tally, PartLinks.of(self.links, member=one.person.pk)),
            overseen_url=self.links.to("member_detail", one.person.pk) + "#h-overseen",
        )


@dataclass(frozen=True)
class OverseenRow:
    its: Overseen
    work: WorkRow


class MemberDetail(PlanPage):
    """A member on a day, for those who follow the whole province and for himself."""

    answers_for_days = True
    template_name = "dashboard/member_detail.html"
    shown_overdue = 25

    @cached_property
    def person(self) -> Person:
        its = get_object_or_404(Person.objects.select_related("organisation"), pk=self.kwargs["pk"])
        if not (can_see_member(self.request.standing, its.pk) and was_ever_on_the_committee(its)):
            raise Http404
        return its

    @cached_property
    def own_links(self) -> PartLinks:
        return PartLinks.of(self.links, member=self.person.pk)

    @cached_property
    def visible(self) -> JudgedQuerySet:
        return visible_on(self.plan_day, self.request.standing)

    def get_context_data(self, **kwargs):
        person, follows_all = self.person, can_follow_all(self.request.standing)
        roles = roles_on_the_committee(person, self.asked_day.day)
        members = [(_("Members"), self.links.to("member_list"))] if follows_all else []
        context = super().get_context_data(
            person=person,
            roles=[role.label for role in roles[:1]],
            crumbs=[*members, (person.full_name, "")] if members else [],
            **kwargs,
        )
        if self.plan is None:
            return context
        given, held = delegations_of(person, self.plan_day)
        return context | {"acting_for_him": given, "he_acts_for": held} | self.work(roles)

    def work(self, roles: list[Role]) -> dict:
        day, own = self.plan_day, self.visible.filter(responsible=self.person)
        part = part_of_work(day, own)
        overdue, number = longest_overdue(day, own, self.shown_overdue)
        waiting = waiting_for_member(self.person, day, own)
        return {
            "part": part_shown(part, self.own_links),
            "overdue_rows": assignments_shown(overdue, day.by),
            "overdue_number": number,
            "waiting": self.waiting_figures(part, waiting, is_leader=Role.LEADER in roles),
            "asked": states_of(waiting.asked, day),
            # Who updates on behalf oversees nothing for him, and would read that there is no work.
            "sees_overseen": not self.request.standing.only_reports,
            "overseen": [
                OverseenRow(one, work_row(one.tally, PartLinks.of(self.links, organisation=one.organisation.pk)))
                for one in overseen_by(self.person, day, self.visible)
            ],
        }

    def waiting_figures(self, part: PartOfWork, waiting: WaitingFor, *, is_leader: bool) -> list[rows.Figure]:
        """What he has to do, and what he waits for himself."""
        counts, links = part.tally.counts, self.own_links
        contexts = {Status.DUE_SOON: _("not overdue yet"), Status.WAITING: _("submitted by the deadline")}
        by_time = [
            rows.Figure(str(status.label), counts.get(status, 0), context, links.assignments(status=status.value))
            for status, context in contexts.items()
        ]
        returned = rows.Figure(
            str(State.RETURNED.label),
            waiting.returned,
            _("to be sent again"),
            links.assignments(state=State.RETURNED.value),
        )
        asked = rows.Figure(
            _("Extensions asked for"),
            len(waiting.asked),
            _("without an answer yet"),
            "#asked" if waiting.asked else "",
        )
        figures = [by_time[0], returned, by_time[1], asked]
        return [*figures, self.decisions()] if is_leader else figures

    def decisions(self) -> rows.Figure:
        """The requests that wait for a leader, whichever of them; the queue knows no past days."""
        number = waiting_extensions_on(self.plan_day).for_decision
        may_open = can_open_extension_queue(self.request.standing) and not self.asked_day.is_past
        context = ngettext("for any leader to decide", "for any leader to decide", number)
        return rows.Figure(
            _("Extensions that wait for a decision"), number, context, reverse("extension_list") if may_open else ""
        )
