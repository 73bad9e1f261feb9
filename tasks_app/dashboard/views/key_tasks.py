"""The page of a key task: its words, how it stands, its tasks, and who is most behind under it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from tasks_app.dashboard.queries import KeyTaskFigures, TaskLine, key_task_figures, shortcomings_answered
from tasks_app.dashboard.views import rows
from tasks_app.dashboard.views.parts import PartLinks, WorkRow, work_row
from tasks_app.indicators.queries import indicator_lines
from tasks_app.indicators.views.rows import IndicatorRow, indicator_row
from tasks_app.plan.enums import State, Status
from tasks_app.plan.forms.filters import TaskFilter
from tasks_app.plan.models import KeyTask
from tasks_app.plan.permissions import can_follow_all
from tasks_app.plan.views import PlanPage
from tasks_app.plan.views.lists import TaskRow
from tasks_app.plan.wording import shares


@dataclass(frozen=True)
class TaskOfKeyTask:
    row: TaskRow
    work: WorkRow


class KeyTaskDetail(PlanPage):
    """A key task of the plan on a day, for everybody with a role: the plan is the whole committee's.

    Who follows the whole province also opens the lists behind the numbers and reads who is most behind.
    """

    answers_for_days = True
    template_name = "dashboard/key_task_detail.html"
    shown_behind = 10

    @cached_property
    def key_task(self) -> KeyTask:
        found = self.plan.key_tasks.filter(number=self.kwargs["number"]).first() if self.plan else None
        if found is None:
            raise Http404
        return found

    @cached_property
    def own_links(self) -> PartLinks:
        return PartLinks.of(self.links, key_task=self.key_task.number)

    def get_context_data(self, **kwargs):
        key_task, follows_all = self.key_task, can_follow_all(self.request.standing)
        its = key_task_figures(self.plan_day, key_task, behind=self.shown_behind if follows_all else 0)
        links = self.own_links
        return super().get_context_data(
            key_task=key_task,
            crumbs=[
                (_("Plan"), self.links.to("task_list")),
                (_("Key task %(number)s") % {"number": key_task.number}, ""),
            ],
            follows_all=follows_all,
            figures=its,
            task_parts=self.task_parts(its),
            tasks_url=self.links.tasks(key_task=key_task.number),
            all_url=links.assignments(),
            completed_url=links.assignments(state=State.COMPLETED.value),
            overdue_url=links.assignments(status=Status.OVERDUE.value, sort="-days"),
            shares=shares(
                its.tally.counts,
                url=(lambda status: links.assignments(status=status.value)) if follows_all else None,
            ),
            tasks=[self.task(line) for line in its.tasks],
            behind=[(line, self.behind_url(line.organisation.pk)) for line in its.behind],
            indicators=self.indicators(),
            shortcomings=shortcomings_answered(its.tasks),
            **kwargs,
        )

    def task_parts(self, its: KeyTaskFigures) -> list[rows.Counted]:
        """ "2 completed, 5 in progress", as parts of the sentence; every list of the plan is open to everybody."""
        words = rows.task_words() | {None: _("without an assignment in force")}
        return [
            rows.Counted(
                its.number_of(status),
                self.links.tasks(key_task=self.key_task.number, status=status or TaskFilter.UNASSIGNED),
                word,
            )
            for status, word in words.items()
            if status is not None or its.number_of(None)
        ]

    def indicators(self) -> list[IndicatorRow]:
        """Those that measure it; four queries, and one for which they are."""
        day = self.plan_day
        its_own = set(self.key_task.indicators.values_list("pk", flat=True))
        lines = indicator_lines(today=day.day, before=day.end if day.is_past else None) if its_own else []
        return [indicator_row(line, self.links) for line in lines if line.definition.pk in its_own]

    def task(self, line: TaskLine) -> TaskOfKeyTask:
        tally = line.tally
        row = TaskRow(line.task, line.status, tally.completed, tally.total, tally.overdue, links=self.links)
        return TaskOfKeyTask(row, work_row(tally, PartLinks.of(self.links, task=line.task.pk)))

    def behind_url(self, organisation: int) -> str:
        return self.own_links.assignments(organisation=organisation, status=Status.OVERDUE.value)
