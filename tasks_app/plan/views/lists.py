from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.http import QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tasks_app.common.paging import KeyPaginator
from tasks_app.organisations.models import Organisation
from tasks_app.people.models import Person
from tasks_app.plan.enums import Bucket, Column, State, Status, TaskStatus
from tasks_app.plan.forms import AssignmentFilter, TaskFilter
from tasks_app.plan.models import Assignment, KeyTask, Phase, Shortcoming, SourceDocument, Task, in_bucket_condition
from tasks_app.plan.permissions import can_follow_all
from tasks_app.plan.queries import (
    LISTED,
    beside,
    group_choices,
    in_order,
    key_tasks_of,
    key_units_of,
    members_of_work,
    organisations_in,
    organisations_of,
    status_of_tasks,
    tasks_asked_for,
    tasks_of,
    visible_on,
)
from tasks_app.plan.rules import IN_FORCE, end_of_quarter, timeliness
from tasks_app.plan.views.columns import AssignmentRow, ColumnChoice
from tasks_app.plan.views.days import Links, PlanPage
from tasks_app.plan.wording import shown

TASK_ICONS = {
    TaskStatus.DONE: "check-circle-fill",
    TaskStatus.IN_PROGRESS: "circle-half",
    TaskStatus.NOT_STARTED: "circle",
}


def assignments_url(**filters) -> str:
    return Links().assignments(**filters)


KEY = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class AppliedFilter:
    """A filter that is on; ``url`` is the page without it."""

    label: str
    value: str
    url: str


def applied_filters(request, filters) -> list[AppliedFilter]:
    return [
        AppliedFilter(one.label, one.value, f"{request.path}?{_without(request.GET, one.name)}")
        for one in filters.applied
    ]


def _without(parameters: QueryDict, name: str) -> str:
    kept = parameters.copy()
    for unwanted in (name, "page"):
        kept.pop(unwanted, None)
    return kept.urlencode()


class AssignmentList(PlanPage):
    """The assignments of the plan that a person may see, narrowed by the address; on a past day as they stood."""

    answers_for_days = True
    template_name = "plan/assignment_list.html"
    paginate_by = 25

    def get(self, request, *args, **kwargs):
        """Addresses of before, when groups were called kinds, lead to the same list."""
        if "kind" not in request.GET:
            return super().get(request, *args, **kwargs)
        asked = request.GET.copy()
        kind = asked.pop("kind")[-1]
        asked.setdefault("group", kind)
        return redirect(f"{request.path}?{asked.urlencode()}")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(follows_all=can_follow_all(self.request.standing), **kwargs)
        if self.plan is None:
            return context
        visible = visible_on(self.plan_day, self.request.standing)
        filters = self.filters(visible)
        ordered = in_order(filters.qs, filters.asked_order, self.yardstick)
        page = KeyPaginator(ordered, self.paginate_by, parts=LISTED).get_page(self.request.GET.get("page"))
        return context | {
            "filters": filters,
            "applied": applied_filters(self.request, filters),
            "clear_url": self.links.assignments(),
            "page_obj": page,
            "rows": self.rows(list(page), filters.asked_columns),
            "columns": filters.asked_columns,
            "column_choice": ColumnChoice.of(self.request, filters),
            "states_out_of_force": [
                (str(state.label), self.links.assignments(state=state.value))
                for state in self.states()
                if state not in IN_FORCE
            ],
        }

    def rows(self, page: list[Assignment] | list[Phase], columns: list[Column]) -> list[AssignmentRow]:
        shows = beside(page, columns, on=self.plan_day.day)
        return [AssignmentRow(one, shown(timeliness(one.facts, self.yardstick)), shows) for one in page]

    def states(self) -> list[State]:
        """Those that a person may ask for: drafts are the secretariat's side's."""
        return [state for state in State if state != State.DRAFT or can_follow_all(self.request.standing)]

    def filters(self, visible: QuerySet[Assignment]) -> AssignmentFilter:
        asked = self.asked_day.understood(self.request.GET)
        choices = {
            "key_task": [(key_task.number, str(key_task)) for key_task in key_tasks_of(self.plan)],
            "group": group_choices(self.plan, on=self.plan_day.day),
            "organisation": self.with_asked("organisation", organisations_of(visible), self.known_organisations()),
            "member": self.with_asked("member", members_of_work(visible), self.known_members()),
            "state": [(state.value, state.label) for state in self.states()],
        }
        if asked.get("coordinating"):
            choices["coordinating"] = [(one.pk, one.name) for one in Organisation.objects.all()]
        if asked.get("task"):
            choices["task"] = [(task.pk, str(task)) for task in tasks_of(self.plan)]
        return AssignmentFilter(asked, visible, by=self.yardstick, choices=choices, plan=self.plan)

    def with_asked(self, name: str, offered: Sequence, known: QuerySet) -> list[tuple[int, str]]:
        """What has work, and what is asked for although it has none: its list is empty, and no other's."""
        choices = [(one.pk, str(one)) for one in offered]
        asked = self.request.GET.get(name, "")
        if KEY.fullmatch(asked) and int(asked) not in dict(choices):
            choices += [(one.pk, str(one)) for one in known.filter(pk=asked)]
        return choices

    def known_organisations(self) -> QuerySet[Organisation]:
        standing = self.request.standing
        organisations = Organisation.objects.all()
        if can_follow_all(standing):
            return organisations
        return organisations.filter(pk__in=standing.oversees | standing.reports_for)

    def known_members(self) -> QuerySet[Person]:
        """Whose work one may ask for: everybody's, or one's own."""
        people = Person.objects.all()
        standing = self.request.standing
        return people if can_follow_all(standing) else people.filter(pk=standing.person.pk)


@dataclass(frozen=True)
class Chip:
    """What a status chip needs, without colour: colour belongs to timeliness."""

    icon: str
    label: str
    css: str = ""


@dataclass(frozen=True)
class TaskRow:
    """A task of the plan; ``done`` of ``total`` assignments in force are completed, of a group where one is asked
    for."""

    task: Task
    status: TaskStatus | None
    done: int
    total: int
    overdue: int
    links: Links
    group: str = ""

    @property
    def chip(self) -> Chip:
        if self.status is None:
            return Chip("dash-circle", _("No assignment in force"))
        return Chip(TASK_ICONS[self.status], str(self.status.label))

    @property
    def page_url(self) -> str:
        return self.links.to("task_detail", self.task.pk)

    @property
    def url(self) -> str:
        return self.links.assignments(task=self.task.pk, group=self.group or None)

    @property
    def overdue_url(self) -> str:
        return self.links.assignments(task=self.task.pk, group=self.group or None, status=Status.OVERDUE.value)


@dataclass(frozen=True)
class KeyTaskSection:
    key_task: KeyTask
    rows: list[TaskRow]
    url: str


@dataclass(frozen=True)
class AnsweredShortcoming:
    """A shortcoming of the year before and the tasks that are to overcome it."""

    shortcoming: Shortcoming
    tasks: list[Task]


class TaskList(PlanPage):
    """The plan: its words, its key tasks and tasks, what they answer, and the organisations to watch."""

    answers_for_days = True
    template_name = "plan/task_list.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(follows_all=can_follow_all(self.request.standing), **kwargs)
        if self.plan is None:
            return context
        key_tasks = list(self.plan.key_tasks.all())
        filters = self.filters(key_tasks)
        rows = self.rows(filters.asked_group)
        kept = self.kept(rows, filters)
        sections = [
            KeyTaskSection(
                one,
                [row for row in kept if row.task.key_task_id == one.pk],
                self.links.to("key_task_detail", one.number),
            )
            for one in key_tasks
        ]
        return context | {
            "source_document": self.plan.source_document,
            "filters": filters,
            "applied": applied_filters(self.request, filters),
            "clear_url": self.links.tasks(),
            "count": len(kept),
            "total": len(rows),
            "sections": [section for section in sections if section.rows or not filters.applied],
            "shortcomings": self.shortcomings({row.task.pk: row.task for row in rows}),
            "key_units": list(key_units_of(self.plan, on=self.plan_day.day)),
        }

    def rows(self, group: str) -> list[TaskRow]:
        """All tasks of the plan; with a group only the work of its organisations is counted."""
        day, links = self.plan_day, self.links
        is_overdue = in_bucket_condition(Bucket.OVERDUE, day.by)
        in_force = day.assignments().in_force()
        if group:
            in_force = in_force.filter(organisation__in=organisations_in(group, on=day.day, plan=self.plan))
        groups = (
            in_force.order_by()
            .values_list("task_id", "state")
            .annotate(Count("pk"), overdue=Count("pk", filter=is_overdue))
        )
        counts: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
        states = []
        for task, state, number, number_overdue in groups:
            states.append((task, state))
            done = number if state == State.COMPLETED else 0
            counts[task] = [a + b for a, b in zip(counts[task], (done, number, number_overdue), strict=True)]
        status_of = status_of_tasks(states)
        tasks = tasks_of(self.plan)
        if day.is_past:
            tasks = tasks.filter(issued_on__lte=day.day)
        return [TaskRow(task, status_of.get(task.pk), *counts[task.pk], links=links, group=group) for task in tasks]

    def kept(self, rows: list[TaskRow], filters: TaskFilter) -> list[TaskRow]:
        """Those that the address asks for."""
        asked = filters.cleaned_data
        return [row for row in self.found(rows, asked) if self.is_asked_for(row, asked)]

    def filters(self, key_tasks: list[KeyTask]) -> TaskFilter:
        documents = SourceDocument.objects.all() if self.request.GET.get("document") else []
        return TaskFilter(
            self.asked_day.understood(self.request.GET),
            key_tasks=[(one.number, str(one)) for one in key_tasks],
            groups=group_choices(self.plan, on=self.plan_day.day),
            documents=[(one.pk, str(one)) for one in documents],
            today=self.plan_day.day,
        )

    def found(self, rows: list[TaskRow], asked: dict) -> list[TaskRow]:
        """Those of the words or the document that the address asks for."""
        text, document = asked.get("q", ""), asked.get("document")
        if not text and not document:
            return rows
        tasks = tasks_asked_for(self.plan, text=text, document=int(document) if document else None)
        found = set(tasks.values_list("pk", flat=True))
        return [row for row in rows if row.task.pk in found]

    def is_asked_for(self, row: TaskRow, asked: dict) -> bool:
        number, status = asked.get("key_task"), asked.get("status")
        if number and row.task.key_task.number != int(number):
            return False
        if status and (row.status or TaskFilter.UNASSIGNED) != status:
            return False
        deadline_on = row.task.deadline_on
        if asked.get("group") and not row.total:
            return False
        return not asked.get("due") or (deadline_on is not None and deadline_on <= end_of_quarter(self.plan_day.day))

    def shortcomings(self, tasks: dict[int, Task]) -> list[AnsweredShortcoming]:
        answers = defaultdict(list)
        for shortcoming, task in Task.shortcomings.through.objects.filter(shortcoming__plan=self.plan).values_list(
            "shortcoming_id", "task_id"
        ):
            answers[shortcoming].append(task)
        return [
            AnsweredShortcoming(one, [task for pk, task in tasks.items() if pk in answers[one.pk]])
            for one in self.plan.shortcomings.all()
        ]
