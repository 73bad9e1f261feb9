"""Who is reminded of what on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.journal.models import Entry
from tasks_app.people.models import Person
from tasks_app.people.queries import REPORTING_ROLES, focal_officers, holding
from tasks_app.plan.enums import State, Status
from tasks_app.plan.models import Assignment
from tasks_app.plan.queries import recipients_of, with_names
from tasks_app.plan.rules import WORKED_ON, Timeliness
from tasks_app.reminders import rules
from tasks_app.reminders.enums import Urgency
from tasks_app.reminders.models import Reminder
from tasks_app.reporting.enums import ReportState
from tasks_app.reporting.models import ProgressReport
from tasks_app.reporting.queries import with_last_report

PLANNED = "reminders.planned"  # the journal's word for a day whose reminders have been planned


@dataclass(frozen=True)
class Work:
    """An open assignment as it stands on a day. ``stage``: the most urgent one reached, None where it is too early."""

    assignment: Assignment
    measured: Timeliness
    stage: int | None
    returned: ProgressReport | None
    draft: ProgressReport | None

    @property
    def is_returned(self) -> bool:
        return self.returned is not None or self.assignment.state == State.RETURNED

    @property
    def is_overdue(self) -> bool:
        return self.measured.status == Status.OVERDUE

    @property
    def urgency(self) -> Urgency:
        return rules.urgency(self.measured, is_returned=self.is_returned)


@dataclass(frozen=True)
class Digest:
    """One person's mail of a day.

    ``due``: what it reminds of, the most urgent first; ``returned``: other work of his that was
    returned, told beside it; ``overdue_besides``: how much more is overdue, of which he was told before.
    """

    recipient: Person
    due: tuple[Work, ...]
    returned: tuple[Work, ...]
    overdue_besides: int


def due_digests(*, day: date, calendar: WorkingCalendar) -> list[Digest]:
    """The mails that are to be written on a day, by given name; nothing on a day off.

    Nothing is written here: a dry run, the planner and the page of tomorrow's mail ask the same.
    Five queries, whatever the size of the plan.
    """
    if not calendar.is_working_day(day):
        return []
    people: dict[int, Person] = {}
    work_of: dict[int, list[Work]] = {}
    for work, recipients in _open_work(day, calendar):
        for person in recipients:
            people[person.pk] = person
            work_of.setdefault(person.pk, []).append(work)
    said = _said(day, people)
    digests = [_digest(people[pk], work_of[pk], said) for pk in people]
    return sorted((digest for digest in digests if digest.due), key=lambda d: (d.recipient.name_key, d.recipient.pk))


def _open_work(day: date, calendar: WorkingCalendar) -> list[tuple[Work, list[Person]]]:
    """Every piece of open work that matters on a day, with those who can do something about it."""
    assignments = with_last_report(with_names(Assignment.objects.filter(state__in=WORKED_ON))).filter(
        Q(deadline_on__lte=rules.last_day_reminded_of(day, calendar)) | _was_returned()
    )
    all_work = [_work(assignment, day, calendar) for assignment in assignments]
    able = holding(REPORTING_ROLES, {work.assignment.responsible_id for work in all_work}, on=day)
    officers = focal_officers({work.assignment.organisation_id for work in all_work}, on=day)
    return [(work, recipients_of(work.assignment, able, officers)) for work in all_work]


def _was_returned() -> Q:
    returned = ProgressReport.objects.filter(state=ReportState.RETURNED, assignment__state__in=WORKED_ON)
    return Q(state=State.RETURNED) | Q(pk__in=returned.values("assignment"))


def _work(assignment: Assignment, day: date, calendar: WorkingCalendar) -> Work:
    measured = assignment.measured(today=day, calendar=calendar)
    until = measured.counts_until_on
    reports = {report.state: report for report in assignment.last_reports}
    return Work(
        assignment=assignment,
        measured=measured,
        stage=rules.stage_of(rules.offset(day, until, calendar)) if until else None,
        returned=reports.get(ReportState.RETURNED),
        draft=reports.get(ReportState.DRAFT),
    )


def _said(day: date, people: dict[int, Person]) -> dict[tuple[int, int], int]:
    """By person and assignment: the highest stage of the deadline in force that he has been told of."""
    lines = Reminder.objects.filter(
        deadline_version=F("assignment__deadline_version"), assignment__state__in=WORKED_ON
    ).values_list("recipient", "assignment", "stage", "planned_on", "message__state", "message__to_address")
    said: dict[tuple[int, int], int] = {}
    for recipient, assignment, stage, said_on, state, to_address in lines:
        if recipient in people and rules.was_said(
            state=state, said_on=said_on, day=day, to_address=to_address, address=people[recipient].email
        ):
            said[recipient, assignment] = max(stage, said.get((recipient, assignment), stage))
    return said


def _digest(person: Person, all_work: Iterable[Work], said: dict[tuple[int, int], int]) -> Digest:
    all_work = sorted(all_work, key=_most_urgent_first)
    never = rules.LADDER[0] - 1
    due, rest = [], []
    for work in all_work:
        told = said.get((person.pk, work.assignment.pk), never)
        (due if work.stage is not None and work.stage > told else rest).append(work)
    return Digest(
        recipient=person,
        due=tuple(due),
        returned=tuple(work for work in rest if work.is_returned and not work.is_overdue),
        overdue_besides=sum(work.is_overdue for work in rest),
    )


def _most_urgent_first(work: Work) -> tuple:
    days = work.measured.working_days
    task = work.assignment.task
    return (days is None, days, task.key_task.number, task.order, work.assignment.organisation.order)


def has_been_planned(day: date) -> bool:
    """Whether the reminders of a day have been planned, for everybody."""
    return Entry.objects.filter(subject_kind="day", subject_id=day.toordinal(), verb=PLANNED).exists()
