"""The list of meetings, and the page of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from tasks_app.calendar.queries import working_calendar
from tasks_app.common import clock
from tasks_app.journal.queries import record_of
from tasks_app.meetings import queries
from tasks_app.meetings.enums import MeetingState
from tasks_app.meetings.forms import MeetingFilter
from tasks_app.meetings.models import Meeting
from tasks_app.meetings.permissions import can_keep_meetings, can_see_meetings
from tasks_app.meetings.wording import LOOKS, VERBS, Look
from tasks_app.people.queries import Standing
from tasks_app.plan.models import Assignment
from tasks_app.plan.permissions import can_follow_all, can_see_assignment
from tasks_app.plan.rules import timeliness
from tasks_app.plan.wording import shown


@dataclass(frozen=True)
class WorkRow:
    """``status``: how it stands, and ``url`` of its page, for whom sees it."""

    assignment: Assignment
    status: object = None
    url: str = ""


@dataclass(frozen=True)
class Event:
    """A line of the record, as a timeline shows it."""

    icon: str
    title: str
    at: object
    who: str
    detail: str = ""
    css: str = ""
    quote: str = ""


def work_rows(work, who: Standing, *, today: date, calendar) -> list[WorkRow]:
    """The assignments that came of something, as far as somebody sees how they stand."""
    rows = []
    for one in work:
        if not can_see_assignment(who, one):
            rows.append(WorkRow(one))
            continue
        by = one.task.key_task.plan.yardstick(today=today, calendar=calendar)
        rows.append(WorkRow(one, shown(timeliness(one.facts, by)), reverse("assignment_detail", args=[one.pk])))
    return rows


class ReadersPage(LoginRequiredMixin, TemplateView):
    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not can_see_meetings(request.standing):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def today(self) -> date:
        return clock.today()


class MeetingList(ReadersPage):
    """Those that concern who looks, the latest first."""

    template_name = "meetings/meeting_list.html"
    paginate_by = 25

    @cached_property
    def form(self) -> MeetingFilter:
        return MeetingFilter(self.request.GET)

    def meetings(self) -> QuerySet[Meeting]:
        return queries.meetings_asked_for(self.request.standing, **self.form.asked)

    def get_context_data(self, **kwargs):
        page = Paginator(self.meetings(), self.paginate_by).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            form=self.form,
            page_obj=page,
            rows=[(one, LOOKS[MeetingState(one.state)]) for one in page],
            may_keep=can_keep_meetings(self.request.standing),
            **kwargs,
        )


class ShowMeeting(ReadersPage):
    """Agenda, conclusion and decisions with the work that came of them. What is concluded is read by all whom the
    meeting concerns; before that by those who follow the province."""

    template_name = "meetings/meeting_detail.html"

    @cached_property
    def meeting(self) -> Meeting:
        return get_object_or_404(queries.visible_meetings(self.request.standing), pk=self.kwargs["pk"])

    @property
    def look(self) -> Look:
        return LOOKS[MeetingState(self.meeting.state)]

    @cached_property
    def reads_drafts(self) -> bool:
        return can_follow_all(self.request.standing)

    def decisions(self) -> list[tuple]:
        """Each with its rows of work."""
        who, calendar = self.request.standing, working_calendar()
        return [
            (line.decision, work_rows(line.work, who, today=self.today, calendar=calendar))
            for line in queries.decision_lines(self.meeting)
        ]

    def get_context_data(self, **kwargs):
        meeting, may_keep = self.meeting, can_keep_meetings(self.request.standing)
        its = queries.meeting_page(meeting)
        reads = meeting.is_concluded or self.reads_drafts
        return super().get_context_data(
            meeting=meeting,
            look=self.look,
            way=[(_("Meetings"), reverse("meeting_list")), (str(meeting), "")],
            its=its,
            organisations=list(meeting.organisations.all()),
            people=list(meeting.people.all()),
            decisions=self.decisions() if reads else [],
            reads=reads,
            may_keep=may_keep,
            is_planned=meeting.state == MeetingState.PLANNED,
            is_held=meeting.state == MeetingState.HELD,
            can_be_held=meeting.state == MeetingState.PLANNED and meeting.day <= self.today,
            events=[_event(one) for one in record_of(meeting)] if self.reads_drafts else [],
            **kwargs,
        )


def _event(entry) -> Event:
    icon, title = VERBS[entry.verb]
    return Event(icon, str(title), entry.at, entry.who)
