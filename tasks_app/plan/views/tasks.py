"""The page of a task: what the plan orders in it, and its fan-out over the organisations that carry it out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tasks_app.plan.enums import State, Status
from tasks_app.plan.models import Assignment, Phase, Task
from tasks_app.plan.permissions import can_follow_all, can_see_task
from tasks_app.plan.queries import PlanDay, plan_day, visible_on, with_names
from tasks_app.plan.rules import IN_FORCE, Timeliness, timeliness
from tasks_app.plan.views.days import PlanPage
from tasks_app.plan.wording import Share, Shown, counted, shares, shown


@dataclass(frozen=True)
class FanOutRow:
    """An assignment of a task on a day; ``is_open`` to a person who may see it, to others its organisation and status
    only. ``silence``: how long nothing has been heard of it, in words; "" where nothing is expected."""

    assignment: Assignment | Phase
    shown: Shown
    is_open: bool
    silence: str


class TaskDetail(PlanPage):
    """What the plan orders in one task, and how its lead organisations stand; on a past day as they stood.

    The plan is the whole committee's: everybody with a role sees who carries a task out and how it
    stands, and opens what he may see.
    """

    answers_for_days = True
    template_name = "plan/task_detail.html"

    @cached_property
    def task(self) -> Task:
        tasks = Task.objects.select_related("key_task__plan", "clause__document")
        task = get_object_or_404(tasks, pk=self.kwargs["pk"])
        if not can_see_task(self.request.standing, task):
            raise Http404
        return task

    @cached_property
    def its_day(self) -> PlanDay:
        """That of the task's own plan, which may be another year's."""
        return plan_day(self.task.key_task.plan, self.asked_day.day, today=self.today)

    def get_context_data(self, **kwargs):
        task, follows_all = self.task, can_follow_all(self.request.standing)
        measured = [(one, timeliness(one.facts, self.its_day.by)) for one in self.assignments(follows_all)]
        counts = counted(its for _one, its in measured)
        rows = self.rows(measured)
        return super().get_context_data(
            task=task,
            crumbs=[(_("Plan"), self.links.to("task_list")), *self.key_task_crumb(), (task.number, "")],
            facts=self.facts(task),
            rows=rows,
            groups=self.groups(rows),
            # The lists are those of the plan of the day, so that another plan's numbers have none.
            shares=self.shares(task, counts, linked=follows_all and task.key_task.plan == self.plan),
            in_force=sum(number for status, number in counts.items() if status != Status.OUT_OF_FORCE),
            completed=counts[Status.DONE] + counts[Status.LATE],
            overdue=counts[Status.OVERDUE],
            **kwargs,
        )

    def key_task_crumb(self) -> list[tuple[str, str]]:
        """Key tasks of another year's plan have no page."""
        key_task = self.task.key_task
        its_url = self.links.to("key_task_detail", key_task.number)
        return [(str(key_task), its_url)] if key_task.plan == self.plan else []

    def assignments(self, follows_all: bool) -> list[Assignment | Phase]:
        its = with_names(self.its_day.assignments().filter(task=self.task))
        if not follows_all:
            its = its.exclude(state=State.DRAFT)
        return list(its.order_by("organisation__order", self.its_day.key))

    def rows(self, measured: list[tuple[Assignment | Phase, Timeliness]]) -> list[FanOutRow]:
        day = self.its_day
        visible = visible_on(day, self.request.standing).filter(task=self.task)
        open_to_him = set(visible.values_list(day.key, flat=True))
        return [
            FanOutRow(
                one,
                shown(its),
                is_open=one.key in open_to_him,
                silence=silence_in_words(one, today=day.day) if one.key in open_to_him else "",
            )
            for one, its in measured
        ]

    def groups(self, rows: list[FanOutRow]) -> list[tuple[str, list[FanOutRow]]]:
        """Units and localities apart; a group without work is left out."""
        units = [row for row in rows if not row.assignment.organisation.is_locality]
        localities = [row for row in rows if row.assignment.organisation.is_locality]
        return [(title, its) for title, its in ((_("Units"), units), (_("Localities"), localities)) if its]

    def facts(self, task: Task) -> list[tuple[str, object]]:
        deadline = [task.deadline_words]
        if task.deadline_on:
            deadline.append(date_format(task.deadline_on, "DATE_FORMAT"))
        source = [str(task.clause.document), str(task.clause)] if task.clause else []
        return [
            (_("Content"), task.content),
            (_("Deliverable"), task.deliverable),
            (_("Deadline"), deadline),
            (_("Reporting period"), str(task.get_frequency_display())),
            (_("Assigning document"), source),
            (_("Basis documents"), [str(document) for document in task.basis_documents.all()]),
            (_("Shortcomings that it answers"), [str(shortcoming) for shortcoming in task.shortcomings.all()]),
        ]

    def shares(self, task: Task, counts: dict[Status, int], *, linked: bool) -> list[Share]:
        def url(status: Status) -> str:
            return self.links.assignments(task=task.pk, status=status.value)

        return shares(counts, url=url if linked else None)


def silence_in_words(assignment: Assignment | Phase, *, today: date) -> str:
    """The calendar days since the last word of open work; "" of work of which none is expected any more."""
    if assignment.state not in IN_FORCE - {State.COMPLETED}:
        return ""
    if assignment.last_word_on is None:
        return _("nothing reported yet")
    days = (today - assignment.last_word_on).days
    if days <= 0:
        return _("today")
    return ngettext("%(days)d day ago", "%(days)d days ago", days) % {"days": days}
