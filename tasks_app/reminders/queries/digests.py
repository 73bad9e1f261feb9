"""What the mails of a day say: the reminders that are still true, with all that is told of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from django.db.models import Prefetch, Q, QuerySet

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common.dates import local_day
from tasks_app.journal.models import Entry
from tasks_app.people.enums import Role
from tasks_app.people.models import Appointment, Delegation, Person
from tasks_app.plan.enums import State
from tasks_app.plan.models import Assignment, Contribution
from tasks_app.plan.rules import WORKED_ON, Timeliness
from tasks_app.reminders import rules
from tasks_app.reminders.enums import Subject, Urgency
from tasks_app.reminders.queries.ladders import ladders
from tasks_app.reminders.queries.lines import PLANNED
from tasks_app.reminders.queries.subjects import PROPOSED, REQUESTED, open_work, owed_contributions, owed_reports
from tasks_app.reminders.queries.summaries import Summary, summaries
from tasks_app.reminders.rules import Ladder, Stage
from tasks_app.reporting.enums import ExtensionState, ReportState
from tasks_app.reporting.models import Extension, ProgressReport, ReportDue
from tasks_app.reporting.queries import last_reports

MOST = 10  # of a group of what is not the reader's own work: it is for information, and the list is a click away


class Told(Protocol):
    """A row of the ledger, or a line that would become one."""

    subject: str
    subject_id: int
    assignment_id: int | None
    version: int
    stage: int
    recipient_id: int
    for_person_id: int | None
    is_copy: bool


@dataclass(frozen=True)
class Work:
    """An assignment as it stands on a day, with the report that was returned and the draft, where there are such."""

    assignment: Assignment
    measured: Timeliness
    returned: ProgressReport | None = None
    draft: ProgressReport | None = None

    @property
    def is_returned(self) -> bool:
        return self.returned is not None or self.assignment.state == State.RETURNED


@dataclass(frozen=True)
class Item:
    """One thing that a mail says.

    ``work``: the assignment it is about; ``thing``: the owed report, the contribution, the report under review or the
    request; ``day``: when that is due, or since when it waits; ``distance``: working days from that day, below 0
    before it; ``stage``: of the ladder, None for what is told beside the reminders; ``for_person``: the reader may act
    for him, by ``delegation`` (primary key).
    """

    subject: Subject
    work: Work
    urgency: Urgency
    thing: ReportDue | Contribution | ProgressReport | Extension | None = None
    day: date | None = None
    distance: int | None = None
    stage: Stage | None = None
    for_person: Person | None = None
    delegation: int | None = None

    @property
    def key(self) -> int:
        """The ``subject_id`` of its line."""
        return self.thing.pk if self.thing is not None else self.work.assignment.pk

    @property
    def order(self) -> tuple:
        """Different for any two, so that the mail reads the same whenever it is composed."""
        its = self.work.assignment
        distance = -(self.distance or 0)
        number = its.task.key_task.number
        return (distance, number, its.task.order, its.organisation.order, its.pk, self.subject, self.key)


@dataclass(frozen=True)
class Digest:
    """One person's mail of a day.

    ``items``: what it reminds of, the most urgent first, then other work of his that was returned; ``summary``: of the
    week; ``overdue_besides``: how much more of his own is overdue, of which he was told before; ``unlisted``: how many
    more of a group were planned than are among the items.
    """

    recipient: Person
    items: tuple[Item, ...]
    summary: Summary | None = None
    overdue_besides: int = 0
    unlisted: Mapping[Urgency, int] = field(default_factory=dict)

    @property
    def counts(self) -> Counter[Urgency]:
        return Counter(item.urgency for item in self.items) + Counter(self.unlisted)

    @property
    def is_empty(self) -> bool:
        return not self.items and self.summary is None


@dataclass(frozen=True)
class Digests:
    """By recipient (primary key); ``gone``: the lines that are no longer true."""

    by_recipient: dict[int, Digest]
    gone: list[Told] = field(default_factory=list)


def digests(lines: Iterable[Told], *, day: date, calendar: WorkingCalendar) -> Digests:
    """The digests of a day made of lines, for all their recipients together; a constant number of queries.

    A line is left out where its work was reported or stopped, its day was moved, its answer given since it was planned.
    Of what is not the reader's own work only the first ``MOST`` are looked at: nobody reads more of it in a mail.
    """
    lines, unlisted = _listed(lines)
    facts = _Facts(lines, day=day, calendar=calendar)
    items: dict[int, list[Item]] = defaultdict(list)
    gone, summarised = [], set()
    for line in lines:
        if line.subject == Subject.SUMMARY:
            summarised.add(line.recipient_id)
        elif item := facts.item(line):
            items[line.recipient_id].append(item)
        else:
            gone.append(line)
    told = {pk: {item.work.assignment.pk for item in its} for pk, its in items.items()}
    its_own = _own_work(facts.people, day=day, calendar=calendar)
    week = summaries(summarised, day=day, calendar=calendar)
    found = {}
    for pk, person in facts.people.items():
        beside = [item for item in its_own.returned.get(pk, []) if item.work.assignment.pk not in told.get(pk, ())]
        found[pk] = Digest(
            recipient=person,
            # What was returned is told beside the rest and is no reason for a mail of its own.
            items=tuple(sorted([*items[pk], *beside], key=lambda item: item.order)) if items[pk] else (),
            summary=week.get(pk),
            overdue_besides=len(its_own.overdue.get(pk, set()) - told.get(pk, set())),
            unlisted=unlisted.get(pk, {}),
        )
    return Digests(found, gone)


def _listed(lines: Iterable[Told]) -> tuple[list[Told], dict[int, Counter[Urgency]]]:
    """The lines to look at, and by recipient how many of each group are not among them."""
    listed, others = [], defaultdict(list)
    for line in lines:
        group = _group_of_others(line)
        if group is None:
            listed.append(line)
        else:
            others[line.recipient_id, group].append(line)
    unlisted: dict[int, Counter[Urgency]] = defaultdict(Counter)
    for (recipient, group), its in others.items():
        its.sort(key=lambda line: (-line.stage, line.subject, line.subject_id))
        listed += its[:MOST]
        unlisted[recipient][group] = len(its[MOST:])
    return listed, unlisted


def _group_of_others(line: Told) -> Urgency | None:
    """The group of a line that is not about the reader's own work; None for one that is."""
    if line.is_copy:
        return Urgency.COPY
    return Urgency.WAITING if line.subject in rules.COUNTED_FROM else None


class _Facts:
    """What is known of the subjects of some lines."""

    def __init__(self, lines: Collection[Told], *, day: date, calendar: WorkingCalendar):
        self.day, self.calendar = day, calendar
        ids: dict[str, set[int]] = defaultdict(set)
        for line in lines:
            ids[line.subject].add(line.subject_id)
        people = {line.recipient_id for line in lines} | {line.for_person_id for line in lines if line.for_person_id}
        everybody = Person.objects.in_bulk(people)
        self.people = {pk: everybody[pk] for pk in {line.recipient_id for line in lines} if everybody[pk].is_active}
        self.principals = everybody
        self.delegations = {
            (deputy, principal): pk
            for pk, deputy, principal in Delegation.objects.in_force(day)
            .filter(deputy__in=everybody, principal__in=everybody)
            .values_list("pk", "deputy", "principal")
        }
        self.ladders: dict[Subject, Ladder] = ladders()
        self.work = _work({line.assignment_id for line in lines if line.assignment_id}, day=day, calendar=calendar)
        self.things: dict[str, dict[int, object]] = {
            subject: _by_pk(rows.filter(pk__in=ids[subject])) if ids[subject] else {}
            for subject, rows in _things(day).items()
        }

    def item(self, line: Told) -> Item | None:
        """None where the line is no longer true."""
        subject, work = Subject(line.subject), self.work[line.assignment_id]
        if line.recipient_id not in self.people:
            return None
        thing = None if subject == Subject.WORK else self.things[subject].get(line.subject_id)
        due = self._day(subject, work, thing, line.version)
        if due is None:
            return None
        until = self.calendar.counts_until(due) if subject in rules.REPORTING else due
        distance = rules.offset(self.day, until, self.calendar)
        if subject == Subject.WORK:
            distance = -work.measured.working_days
        return Item(
            subject=subject,
            work=work,
            urgency=self._urgency(line, subject, work, distance),
            thing=thing,
            day=due,
            distance=distance,
            stage=self.ladders[subject].at(line.stage),
            for_person=self.principals.get(line.for_person_id),
            delegation=self.delegations.get((line.recipient_id, line.for_person_id)),
        )

    def _day(self, subject: Subject, work: Work, thing, version: int) -> date | None:
        """The day that the line is about, where the line still holds: nothing was said or moved since."""
        if subject == Subject.WORK:
            its = work.assignment
            return its.deadline_on if its.state in WORKED_ON and its.deadline_version == version else None
        if thing is None:
            return None
        if subject == Subject.REVIEW:
            return local_day(thing.submitted_at)
        if subject == Subject.EXTENSION:
            stands, since = _standing_of(thing)
            return local_day(since) if stands == version else None
        due = thing.period.due_on if subject == Subject.REPORT else thing.needed_on
        return due if due is not None and due.toordinal() == version else None

    def _urgency(self, line: Told, subject: Subject, work: Work, distance: int) -> Urgency:
        if line.is_copy:
            return Urgency.COPY
        if subject in rules.COUNTED_FROM:
            return Urgency.WAITING
        if subject == Subject.WORK:
            return rules.urgency(work.measured, is_returned=work.is_returned)
        return rules.urgency_of(distance)


def _standing_of(request: Extension):
    if request.state == ExtensionState.REQUESTED:
        return REQUESTED, request.asked_at
    return PROPOSED, request.proposed_at


def _things(day: date) -> dict[Subject, QuerySet]:
    """What the lines of each subject are about, as far as it still waits for somebody."""
    return {
        Subject.REPORT: owed_reports(day=day).select_related("period"),
        Subject.CONTRIBUTION: owed_contributions().select_related("organisation"),
        Subject.REVIEW: ProgressReport.objects.awaiting_review().select_related("by", "for_person"),
        Subject.EXTENSION: Extension.objects.filter(
            state__in=[ExtensionState.REQUESTED, ExtensionState.PROPOSED]
        ).select_related("by", "for_person"),
    }


def _by_pk(rows: Iterable) -> dict[int, object]:
    return {row.pk: row for row in rows}


def _with_what_is_said(assignments: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """With all that a line of a mail names. Many share a task and an organisation: each is fetched once, not joined."""
    reports = last_reports().only("assignment", "state", "review_comment")
    return assignments.prefetch_related(
        "task__key_task__plan", "organisation", Prefetch("reports", queryset=reports, to_attr="last_reports")
    )


def _work(keys: Iterable[int], *, day: date, calendar: WorkingCalendar) -> dict[int, Work]:
    assignments = _with_what_is_said(Assignment.objects.filter(pk__in=keys))
    return {assignment.pk: _as_work(assignment, day=day, calendar=calendar) for assignment in assignments}


def _as_work(assignment: Assignment, *, day: date, calendar: WorkingCalendar) -> Work:
    reports = {report.state: report for report in assignment.last_reports}
    return Work(
        assignment=assignment,
        measured=assignment.measured(today=day, calendar=calendar),
        returned=reports.get(ReportState.RETURNED),
        draft=reports.get(ReportState.DRAFT),
    )


@dataclass(frozen=True)
class _OwnWork:
    """By person: what of his was returned and is not overdue, and the assignments (primary keys) that are overdue."""

    returned: dict[int, list[Item]]
    overdue: dict[int, set[int]]


def _own_work(people: Iterable[int], *, day: date, calendar: WorkingCalendar) -> _OwnWork:
    """What else these people answer for: as responsible member, or as focal officer of the organisation."""
    people = set(people)
    pairs = list(
        Appointment.objects.in_force(day)
        .filter(role=Role.FOCAL_OFFICER, person__in=people)
        .values_list("person", "organisation")
    )
    officers: dict[int, set[int]] = defaultdict(set)
    for person, organisation in pairs:
        officers[organisation].add(person)
    its = open_work().filter(Q(responsible__in=people) | Q(organisation__in=officers))
    passed = calendar.last_working_day_before(day)
    late = Q(task__key_task__plan__deadlines_roll=True, deadline_on__lte=passed) | Q(
        task__key_task__plan__deadlines_roll=False, deadline_on__lt=day
    )
    overdue: dict[int, set[int]] = defaultdict(set)
    for pk, responsible, organisation in its.filter(late).order_by().values_list("pk", "responsible", "organisation"):
        for person in officers[organisation] | ({responsible} & people):
            overdue[person].add(pk)
    returned: dict[int, list[Item]] = defaultdict(list)
    sent_back = ProgressReport.objects.filter(state=ReportState.RETURNED).values("assignment")
    for assignment in _with_what_is_said(its.exclude(late).filter(Q(state=State.RETURNED) | Q(pk__in=sent_back))):
        work = _as_work(assignment, day=day, calendar=calendar)
        if not work.is_returned:
            continue
        days = work.measured.working_days
        item = Item(
            Subject.WORK,
            work,
            Urgency.RETURNED,
            day=assignment.deadline_on,
            distance=-days if days is not None else None,
        )
        for person in officers[assignment.organisation_id] | ({assignment.responsible_id} & people):
            returned[person].append(item)
    return _OwnWork(returned, overdue)


def has_been_planned(day: date) -> bool:
    """Whether the reminders of a day have been planned, for everybody."""
    return Entry.objects.filter(subject_kind="day", subject_id=day.toordinal(), verb=PLANNED).exists()
