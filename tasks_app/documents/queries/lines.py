"""The tasks of a plan with their assignments in force, each with all that a report says of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from tasks_app.dashboard.queries import Tally, tasks_ordered_by
from tasks_app.documents.queries.grounds import ReportGround
from tasks_app.documents.queries.said import Beside, beside
from tasks_app.documents.rules import AssignmentLine, Figures, KeyTaskLine, Name, Paper, TaskLine
from tasks_app.organisations.models import Organisation
from tasks_app.people.models import Person
from tasks_app.plan.enums import Bucket, Status
from tasks_app.plan.models import Clause, SourceDocument, Task
from tasks_app.plan.queries import PlanDay, status_of_tasks
from tasks_app.reporting.models import FrozenOrganisation
from tasks_app.reporting.queries import CutOff

OWN = (
    "organisation_id",
    "responsible_id",
    "state",
    "status",
    "deadline_on",
    "counts_until_on",
    "submitted_on",
    "completed_on",
)


def figures_of(tally: Tally) -> Figures:
    return Figures(
        on_time=tally.in_bucket(Bucket.COMPLETED_ON_TIME),
        late=tally.in_bucket(Bucket.COMPLETED_LATE),
        pending=tally.in_bucket(Bucket.PENDING),
        overdue=tally.overdue,
        not_started=tally.counts.get(Status.NOT_STARTED, 0),
        undated=tally.undated,
        completion_rate=tally.completion_rate,
        on_time_rate=tally.on_time_rate,
    )


def name_of(organisation: Organisation | FrozenOrganisation) -> Name:
    its = organisation.called if isinstance(organisation, Organisation) else organisation
    return Name(its.name_vi, its.name_en)


def key_task_lines(ground: ReportGround) -> tuple[KeyTaskLine, ...]:
    """Thirteen queries, however much there is."""
    day = ground.day
    assignments, states = _assignments(day, beside(ground))
    status_of = status_of_tasks(states)
    by_key_task: dict[int, list[TaskLine]] = defaultdict(list)
    for task in tasks_ordered_by(day).select_related("key_task", "clause__document"):
        by_key_task[task.key_task_id].append(_task_line(task, status_of.get(task.pk), assignments.get(task.pk, ())))
    return tuple(
        KeyTaskLine(
            number=one.number,
            text=Name(one.text_vi, one.text_en),
            short=Name(one.short_vi, one.short_en),
            figures=figures_of(_tally(line for task in by_key_task[one.pk] for line in task.assignments)),
            tasks=tuple(by_key_task[one.pk]),
        )
        for one in day.plan.key_tasks.order_by("number")
    )


def _task_line(task: Task, status, assignments: Iterable[AssignmentLine]) -> TaskLine:
    return TaskLine(
        key=task.pk,
        number=task.number,
        title=Name(task.title_vi, task.title_en),
        deliverable=Name(task.deliverable_vi, task.deliverable_en),
        order=order_of(task.clause.document, task.clause) if task.clause else None,
        deadline_on=task.deadline_on,
        deadline_words=Name(task.deadline_words_vi, task.deadline_words_en),
        status=status,
        figures=figures_of(_tally(assignments)),
        assignments=tuple(assignments),
    )


def _tally(lines: Iterable[AssignmentLine]) -> Tally:
    lines = list(lines)
    return Tally(Counter(line.status for line in lines), sum(line.deadline_on is None for line in lines))


def order_of(document: SourceDocument, clause: Clause | None = None) -> Paper:
    title = Name(document.title_vi, document.title_en)
    return Paper(document.number, document.issued_on, clause.code if clause else "", title)


def _assignments(day: PlanDay, its: Beside) -> tuple[dict[int, list[AssignmentLine]], list[tuple[int, str]]]:
    """The lines by task, in the official order of their lead organisations; and (task, state) of each."""
    reach = "assignment__" if day.is_past else ""
    rows = day.assignments().in_force().with_status(day.by).order_by()
    found = rows.values_list(day.key, f"{day.task}_id", f"{reach}original_deadline_on", *OWN)
    organisations, names = organisations_of(day), dict(Person.objects.values_list("pk", "full_name"))
    lines: dict[int, list[tuple[tuple, AssignmentLine]]] = defaultdict(list)
    states = []
    for key, task, original_on, *own in found:
        row = dict(zip(OWN, own, strict=True))
        organisation = organisations[row["organisation_id"]]
        line = _line(key, row, original_on, organisation, names, its, today=day.day)
        lines[task].append(((organisation.order, row["organisation_id"], key), line))
        states.append((task, row["state"]))
    return {task: [line for _place, line in sorted(its_lines, key=_place)] for task, its_lines in lines.items()}, states


def _place(pair: tuple[tuple, AssignmentLine]) -> tuple:
    return pair[0]


def organisations_of(day: PlanDay) -> dict[int, Organisation | FrozenOrganisation]:
    """Those that lead work, as they were called then; one query."""
    if isinstance(day, CutOff):
        return {one.organisation_id: one for one in day.period.organisations.all()}
    return {one.pk: one for one in Organisation.objects.defer("search", "basis")}


def _line(key, row, original_on, organisation, names, its: Beside, *, today: date) -> AssignmentLine:
    number_urged, urged_on = its.urged.get(key, (0, None))
    return AssignmentLine(
        key=key,
        organisation=name_of(organisation),
        is_locality=organisation.is_locality,
        member=names[row["responsible_id"]],
        coordinating=its.coordinating.get(key, ()),
        status=Status(row["status"]),
        original_on=original_on,
        deadline_on=row["deadline_on"],
        completed_on=row["completed_on"],
        days=_days_past(row, today=today),
        extended=its.extended.get(key, 0),
        asked_until=its.asked_until.get(key),
        urged=number_urged,
        urged_on=urged_on,
        papers=its.papers.get(key, ()),
        results=its.results.get(key),
        difficulties=its.difficulties.get(key),
        proposals=its.proposals.get(key),
    )


def _days_past(row: dict, *, today: date) -> int:
    """Calendar days past the deadline until the clock stopped; 0 where it was kept, or there is none."""
    if row["counts_until_on"] is None:
        return 0
    stopped_on = row["completed_on"] or row["submitted_on"] or today
    return max((stopped_on - row["counts_until_on"]).days, 0)
