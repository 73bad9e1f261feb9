"""The work of a province: assignments in every state with the facts, steps and reports that led there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from itertools import islice, product
from random import Random

from tasks_app.calendar.queries import working_calendar
from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time, local_day
from tasks_app.common.text import folded
from tasks_app.journal.models import Entry
from tasks_app.management.province.frame import BATCH, Frame, YearsPlan
from tasks_app.management.province.size import Size
from tasks_app.organisations.models import Organisation
from tasks_app.people.models import Person
from tasks_app.plan.enums import Act, Answer, Frequency, State
from tasks_app.plan.models import (
    Assignment,
    Contribution,
    ContributionEntry,
    DeadlineChange,
    Holder,
    Phase,
    Plan,
    Responsible,
    StateChange,
    Task,
)
from tasks_app.plan.rules import TRANSITIONS, WORKED_ON
from tasks_app.reporting.actions import enter_national_periods
from tasks_app.reporting.enums import ExtensionState, Recommendation, ReportState, Situation
from tasks_app.reporting.models import Evidence, Extension, ProgressReport, ReportDue, ReportingPeriod

UNDATED = 0.05
ON_TIME = 0.85  # of the completed
EARLY = 0.15  # of the share that is finished: so much is, before its deadline
EXTENDED_BY = timedelta(days=30)
CANCELLED = 0.03  # of the assignments of a plan that is closed
CLOSED_ON = 20  # of the January after its year
PERIODS_KEPT_OPEN = timedelta(days=14)  # after their reports were due
DOCUMENT, RESULT = "01/CV-MAU", "Báo cáo kết quả"
WAYS = {
    State.ASSIGNED: (),
    State.IN_PROGRESS: (Act.START,),
    State.SUBMITTED: (Act.START, Act.SUBMIT),
    State.RETURNED: (Act.START, Act.SUBMIT, Act.RETURN),
    State.COMPLETED: (Act.START, Act.SUBMIT, Act.CONFIRM),
    State.SUSPENDED: (Act.START, Act.SUSPEND),
    State.CANCELLED: (Act.START, Act.CANCEL),
}
STOPS = (Act.SUSPEND, Act.CANCEL)


@dataclass
class Story:
    """An assignment and what is written with it; rows of other tables refer to it once it has its key."""

    assignment: Assignment
    steps: list[StateChange]
    report: ProgressReport | None = None
    earlier: list[ProgressReport] = field(default_factory=list)
    extension: Extension | None = None
    contributors: list[Contribution] = field(default_factory=list)


def build_work(frame: Frame, size: Size, *, day: date, chance: Random) -> None:
    *closed, running = frame.plans
    for its in closed:
        _build_year(frame, its, size, day=date(its.plan.year + 1, 1, CLOSED_ON), chance=chance, is_closed=True)
    _build_year(frame, running, size, day=day, chance=chance)


def _build_year(
    frame: Frame, its: YearsPlan, size: Size, *, day: date, chance: Random, is_closed: bool = False
) -> None:
    """The work of a plan as it stands in the morning of ``day``; of a closed plan, on which it was closed."""
    at = at_time(its.tasks[0].issued_on, 14)
    enter_national_periods(its.plan, by=Actor(frame.secretary), at=at)
    periods = ReportingPeriod.objects.filter(plan=its.plan)
    over = periods if is_closed else periods.filter(due_on__lt=day - PERIODS_KEPT_OPEN)
    over.update(closed_at=at_time(day), closed_by=frame.secretary)
    begun: dict[Frequency, list[ReportingPeriod]] = {}
    for period in periods.open().filter(starts_on__lte=day):
        begun.setdefault(Frequency(period.kind), []).append(period)
    places = islice(product(its.tasks, frame.organisations), its.assignments)
    writer = _Writer(frame, its.plan, size, day=day, at=at, chance=chance, is_closed=is_closed)
    while batch := list(islice(places, BATCH)):
        writer.write([writer.story(task, organisation) for task, organisation in batch], begun)
    if is_closed:
        its.plan.closed_at = at_time(day, 8)
        its.plan.save(update_fields=["closed_at"])


class _Writer:
    def __init__(
        self, frame: Frame, plan: Plan, size: Size, *, day: date, at: datetime, chance: Random, is_closed: bool
    ):
        self.frame, self.size, self.day, self.issued_at, self.chance = frame, size, day, at, chance
        self.year, self.is_closed = plan.year, is_closed
        self.first_on, self.last_on = local_day(at), day - timedelta(days=1)
        calendar = working_calendar()
        self._until_of = cache(lambda deadline_on: plan.counts_until(deadline_on, calendar))

    # --- One assignment -----------------------------------------------------------------------------------------------

    def story(self, task: Task, organisation: Organisation) -> Story:
        deadline_on = self._deadline()
        state = self._state(deadline_on)
        assignment = Assignment(
            task=task,
            first_organisation=organisation,
            organisation=organisation,
            responsible=self.frame.overseers[organisation.pk],
            state=state,
            issued_on=self.first_on,
            original_deadline_on=deadline_on,
            deadline_on=deadline_on,
            counts_until_on=self._counts_until(deadline_on),
        )
        worked_on = self._worked_on(state, deadline_on)
        if state in (State.SUBMITTED, State.COMPLETED):
            assignment.submitted_on = worked_on
        if state == State.COMPLETED:
            assignment.completed_on = worked_on
        story = Story(assignment, list(self._steps(assignment, worked_on)))
        if Act.START in WAYS[state]:
            story.report = self._report(assignment, worked_on)
            story.earlier = list(self._earlier(assignment, worked_on))
        if state in WORKED_ON and deadline_on and self.chance.random() < self.size.extended:
            story.extension = self._extension(assignment)
        if self.chance.random() < self.size.contributed:
            story.contributors = list(self._contributors(assignment))
        return story

    def _deadline(self) -> date | None:
        if self.chance.random() < UNDATED:
            return None
        first, last = self.first_on + timedelta(days=14), date(self.year, 12, 31)
        if self.size.overdue is not None and not self.is_closed:
            is_behind = self.chance.random() < self.size.overdue
            first, last = (first, self.last_on) if is_behind else (self.day, last)
        return last - timedelta(days=self.chance.randint(0, max(0, (last - first).days)))

    def _counts_until(self, deadline_on: date | None) -> date | None:
        return self._until_of(deadline_on) if deadline_on else None

    def _state(self, deadline_on: date | None) -> State:
        if self.is_closed:
            return State.CANCELLED if self.chance.random() < CANCELLED else State.COMPLETED
        has_passed = deadline_on is not None and deadline_on < self.day
        finished = self.size.finished * (1 if has_passed else EARLY)
        draw = self.chance.random()
        for state, share in (
            (State.COMPLETED, finished),
            (State.SUBMITTED, self.size.waiting),
            (State.RETURNED, self.size.returned),
            (State.SUSPENDED, self.size.suspended),
        ):
            if draw < share:
                return state
            draw -= share
        return State.IN_PROGRESS if self.chance.random() < self.size.reported else State.ASSIGNED

    def _worked_on(self, state: State, deadline_on: date | None) -> date:
        """The day of the last report: around the deadline for what is finished, of late for what goes on."""
        if state == State.COMPLETED and deadline_on:
            late = self.chance.random() >= ON_TIME
            wanted = deadline_on + timedelta(days=self.chance.randint(1, 15) * (1 if late else -1))
        else:
            wanted = self.last_on - timedelta(days=self.chance.randint(0, 40))
        return max(self.first_on, min(wanted, self.last_on))

    def _steps(self, assignment: Assignment, worked_on: date) -> Iterator[StateChange]:
        state = State.DRAFT
        for hour, act in enumerate((Act.ISSUE, *WAYS[assignment.state]), 14):
            is_stop = act in STOPS
            yield StateChange(
                assignment=assignment,
                act=act,
                before=state,
                after=TRANSITIONS[act].after,
                at=self.issued_at if act == Act.ISSUE else at_time(worked_on, hour),
                submitted_on=worked_on if act in (Act.SUBMIT, Act.CONFIRM) else None,
                note="Đề nghị bổ sung số liệu" if act == Act.RETURN or is_stop else "",
                document=DOCUMENT if is_stop else "",
                document_on=worked_on if is_stop else None,
                by=self._reviewer(assignment)
                if act in (Act.ISSUE, Act.RETURN, Act.CONFIRM, *STOPS)
                else self._author(assignment),
            )
            state = TRANSITIONS[act].after

    def _report(self, assignment: Assignment, sent_on: date) -> ProgressReport:
        is_done = Act.SUBMIT in WAYS[assignment.state]
        state = {
            State.SUBMITTED: ReportState.SUBMITTED,
            State.RETURNED: ReportState.RETURNED,
        }.get(assignment.state, ReportState.ACCEPTED)
        assignment.percent = 100 if is_done else self.chance.randrange(5, 95, 5)
        assignment.last_word_on = sent_on
        return self._sent(
            assignment, at=at_time(sent_on, 15), state=state, situation=Situation.DONE if is_done else Situation.WORKING
        )

    def _earlier(self, assignment: Assignment, worked_on: date) -> Iterator[ProgressReport]:
        """Reports between the issue and the last one, with growing progress."""
        number, span = self.size.earlier_reports, (worked_on - self.first_on).days
        for place in range(1, number + 1 if span > number else 1):
            yield self._sent(
                assignment,
                at=at_time(self.first_on + timedelta(days=span * place // (number + 1)), 15),
                state=ReportState.ACCEPTED,
                situation=Situation.WORKING,
                percent=(assignment.percent or 0) * place // (number + 1),
            )

    def _sent(
        self, assignment: Assignment, *, at: datetime, state: ReportState, situation: Situation, due=None, percent=None
    ):
        is_reviewed = state != ReportState.SUBMITTED
        return ProgressReport(
            assignment=assignment,
            due=due,
            by=self._author(assignment),
            state=state,
            situation=situation,
            percent=assignment.percent if percent is None else percent,
            results="Đã rà soát, công bố và niêm yết công khai theo kế hoạch.",
            created_at=at,
            updated_at=at,
            submitted_at=at,
            reviewed_at=at + timedelta(hours=1) if is_reviewed else None,
            reviewed_by=self._reviewer(assignment) if is_reviewed else None,
            review_comment="Đề nghị bổ sung số liệu" if state == ReportState.RETURNED else "",
        )

    def _extension(self, assignment: Assignment) -> Extension:
        """Half of them wait for an answer; the others have moved the deadline."""
        asked_at = at_time(self.last_on, 9)
        asked = {
            "assignment": assignment,
            "by": self._author(assignment),
            "asked_at": asked_at,
            "is_late": assignment.deadline_on < self.last_on,
            "reason": "Chờ hướng dẫn của bộ, ngành Trung ương",
            "deadline_before": assignment.deadline_on,
            "deadline_asked": assignment.deadline_on + EXTENDED_BY,
        }
        if self.chance.random() < 0.5:
            return Extension(state=ExtensionState.REQUESTED, **asked)
        assignment.deadline_on += EXTENDED_BY
        assignment.counts_until_on = self._counts_until(assignment.deadline_on)
        assignment.deadline_version = 2
        return Extension(
            state=ExtensionState.APPROVED,
            proposed_by=self.frame.secretary,
            proposed_at=asked_at + timedelta(hours=1),
            recommendation=Recommendation.APPROVE,
            deadline_proposed=assignment.deadline_on,
            decided_by=self.frame.leader,
            decided_at=asked_at + timedelta(hours=2),
            deadline_granted=assignment.deadline_on,
            document=DOCUMENT,
            document_on=self.last_on,
            **asked,
        )

    def _contributors(self, assignment: Assignment) -> Iterator[Contribution]:
        others = self.chance.sample(self.frame.organisations, min(2, len(self.frame.organisations)))
        for organisation in others[: self.chance.randint(1, 2)]:
            if organisation != assignment.organisation:
                due_on = assignment.deadline_on - timedelta(days=10) if assignment.deadline_on else None
                yield Contribution(assignment=assignment, organisation=organisation, due_on=due_on)

    def _author(self, assignment: Assignment) -> Person:
        officers = self.frame.officers.get(assignment.organisation_id)
        return officers[0] if officers else assignment.responsible

    def _reviewer(self, assignment: Assignment) -> Person:
        return self.frame.secretary

    # --- Many of them -------------------------------------------------------------------------------------------------

    def write(self, stories: list[Story], begun: dict[Frequency, list[ReportingPeriod]]) -> None:
        assignments = Assignment.objects.bulk_create([story.assignment for story in stories])
        Holder.objects.bulk_create(
            Holder(assignment=one, organisation=one.organisation, valid_from=self.first_on) for one in assignments
        )
        Responsible.objects.bulk_create(
            Responsible(assignment=one, member=one.responsible, valid_from=self.first_on) for one in assignments
        )
        StateChange.objects.bulk_create(step for story in stories for step in story.steps)
        DeadlineChange.objects.bulk_create(change for story in stories for change in self._deadlines(story))
        Phase.objects.bulk_create(phase for story in stories for phase in self._phases(story))
        Entry.objects.bulk_create(self._issued(one) for one in assignments)
        ProgressReport.objects.bulk_create(report for story in stories for report in story.earlier)
        reports = ProgressReport.objects.bulk_create(story.report for story in stories if story.report)
        Evidence.objects.bulk_create(
            Evidence(
                report=report,
                number=DOCUMENT,
                issued_on=local_day(report.submitted_at),
                title=RESULT,
                search=folded(f"{DOCUMENT} {RESULT}"),
            )
            for report in reports
            if report.asks_completion
        )
        Extension.objects.bulk_create(story.extension for story in stories if story.extension)
        self._contribute(stories)
        self._answer_periods(assignments, begun)

    def _deadlines(self, story: Story) -> Iterator[DeadlineChange]:
        one = story.assignment
        yield DeadlineChange(
            assignment=one, version=1, new_on=one.original_deadline_on, at=self.issued_at, by=self.frame.secretary
        )
        if one.deadline_version > 1:
            yield DeadlineChange(
                assignment=one,
                version=2,
                old_on=one.original_deadline_on,
                new_on=one.deadline_on,
                at=story.extension.decided_at,
                by=self.frame.leader,
                document=DOCUMENT,
                document_on=self.last_on,
            )

    def _phases(self, story: Story) -> Iterator[Phase]:
        """How it stood at the end of each day on which something changed."""
        one = story.assignment
        changes: dict[date, dict] = defaultdict(dict)
        original_on = one.original_deadline_on
        changes[self.first_on] |= {
            "deadline_on": original_on,
            "counts_until_on": self._counts_until(original_on),
            "percent": None,
            "last_word_on": None,
        }
        for step in story.steps:
            completed_on = step.submitted_on if step.after == State.COMPLETED else None
            changes[local_day(step.at)] |= {
                "state": step.after,
                "submitted_on": step.submitted_on,
                "completed_on": completed_on,
            }
        for report in story.earlier:
            sent_on = local_day(report.submitted_at)
            changes[sent_on] |= {"percent": report.percent, "last_word_on": sent_on}
        if story.report:
            changes[one.last_word_on] |= {"percent": one.percent, "last_word_on": one.last_word_on}
        if one.deadline_version > 1:
            changes[self.last_on] |= {"deadline_on": one.deadline_on, "counts_until_on": one.counts_until_on}
        days = sorted(changes)
        held: dict = {"organisation_id": one.organisation_id, "responsible_id": one.responsible_id}
        for day, next_day in zip(days, [*days[1:], None], strict=True):
            held |= changes[day]
            until = next_day - timedelta(days=1) if next_day else None
            yield Phase(assignment=one, task_id=one.task_id, valid_from=day, valid_to=until, **held)

    def _issued(self, assignment: Assignment) -> Entry:
        deadline_on = assignment.original_deadline_on
        return Entry(
            verb="assignment.issued",
            subject_kind="assignment",
            subject_id=assignment.pk,
            at=self.issued_at,
            by=self.frame.secretary,
            details={
                "changed": {"state": [State.DRAFT, State.ASSIGNED]},
                "deadline_on": deadline_on.isoformat() if deadline_on else None,
                "responsible": assignment.responsible.full_name,
            },
        )

    def _contribute(self, stories: list[Story]) -> None:
        """A third of the contributions have been given."""
        contributions = Contribution.objects.bulk_create(one for story in stories for one in story.contributors)
        given = [
            ContributionEntry(
                contribution=one,
                revision=1,
                answer=Answer.GIVEN,
                text="Đã cung cấp số liệu phối hợp.",
                at=at_time(self.last_on, 10),
                by=self.frame.officers[one.organisation_id][0],
            )
            for one in contributions
            if one.organisation_id in self.frame.officers and self.chance.random() < 1 / 3
        ]
        ContributionEntry.objects.bulk_create(given)

    def _answer_periods(self, assignments: list[Assignment], begun: dict[Frequency, list[ReportingPeriod]]) -> None:
        """What is owed for the periods that are open, and reports for most of those whose cut-off has passed."""
        dues = ReportDue.objects.bulk_create(
            ReportDue(assignment=one, period=period, opened_at=at_time(max(period.starts_on, self.first_on), 7))
            for one in assignments
            if one.state in WORKED_ON
            for period in begun.get(Frequency(one.task.frequency), [])
        )
        ProgressReport.objects.bulk_create(
            self._sent(
                due.assignment,
                at=at_time(self.last_on, 11),
                state=self.chance.choice([ReportState.SUBMITTED, ReportState.ACCEPTED]),
                situation=Situation.NO_CHANGE,
                due=due,
            )
            for due in dues
            if due.period.ends_on < self.day and self.chance.random() < self.size.reported
        )
