"""The work of a province: assignments in every state with the facts, steps and reports that led there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from itertools import chain, islice, product
from random import Random

from tasks_app.calendar.queries import working_calendar
from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time, local_day
from tasks_app.common.text import folded
from tasks_app.journal.models import Entry
from tasks_app.management.province.frame import BATCH, Frame, YearsPlan
from tasks_app.management.province.rows import Row, write_rows
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
ASKED_AT, PROPOSED_AT, DECIDED_AT = 9, 10, 11  # hours of the day of an extension
DOCUMENT, RESULT, INCOMPLETE = "01/CV-MAU", "Báo cáo kết quả", "Đề nghị bổ sung số liệu"
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

moment = cache(at_time)  # a province has the same few hundred days in every table


@dataclass(slots=True)
class Story:
    """What becomes of an assignment. Its row, and the rows of other tables that refer to it, follow from this."""

    task: Task
    organisation_id: int
    responsible: Person
    author_id: int
    state: State
    original_on: date | None
    deadline_on: date | None
    worked_on: date
    """The day of the last report."""
    percent: int | None = None
    earlier: list[tuple[date, int]] = field(default_factory=list)
    """The days of the reports before the last one, and the progress that they told."""
    extension: ExtensionState | None = None
    contributors: list[int] = field(default_factory=list)
    """The keys of the organisations."""
    key: int | None = None
    """Of the assignment, once it is written."""

    @property
    def is_begun(self) -> bool:
        return Act.START in WAYS[self.state]

    @property
    def is_submitted(self) -> bool:
        """It is said to be done, whatever was answered."""
        return Act.SUBMIT in WAYS[self.state]

    @property
    def is_extended(self) -> bool:
        return self.extension == ExtensionState.APPROVED

    @property
    def submitted_on(self) -> date | None:
        return self.worked_on if self.state in (State.SUBMITTED, State.COMPLETED) else None

    @property
    def completed_on(self) -> date | None:
        return self.worked_on if self.state == State.COMPLETED else None


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
        self.leader_id, self.secretary_id = frame.leader.pk, frame.secretary.pk
        calendar = working_calendar()
        self._until_of = cache(lambda deadline_on: plan.counts_until(deadline_on, calendar))

    # --- What becomes of one assignment -------------------------------------------------------------------------------

    def story(self, task: Task, organisation: Organisation) -> Story:
        deadline_on = self._deadline()
        state = self._state(deadline_on)
        responsible, officers = self.frame.overseers[organisation.pk], self.frame.officers.get(organisation.pk)
        story = Story(
            task=task,
            organisation_id=organisation.pk,
            responsible=responsible,
            author_id=(officers[0] if officers else responsible).pk,
            state=state,
            original_on=deadline_on,
            deadline_on=deadline_on,
            worked_on=self._worked_on(state, deadline_on),
        )
        if story.is_begun:
            story.percent = 100 if story.is_submitted else self.chance.randrange(5, 95, 5)
            story.earlier = list(self._earlier(story))
        if state in WORKED_ON and deadline_on and self.chance.random() < self.size.extended:
            self._extend(story)
        if self.chance.random() < self.size.contributed:
            story.contributors = self._contributors(organisation)
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

    def _earlier(self, story: Story) -> Iterator[tuple[date, int]]:
        """Between the issue and the last report, with growing progress."""
        number, span = self.size.earlier_reports, (story.worked_on - self.first_on).days
        for place in range(1, number + 1 if span > number else 1):
            sent_on = self.first_on + timedelta(days=span * place // (number + 1))
            yield sent_on, story.percent * place // (number + 1)

    def _extend(self, story: Story) -> None:
        """Half of the requests wait for an answer; the others have moved the deadline."""
        story.extension = ExtensionState.REQUESTED if self.chance.random() < 0.5 else ExtensionState.APPROVED
        if story.is_extended:
            story.deadline_on += EXTENDED_BY

    def _contributors(self, lead: Organisation) -> list[int]:
        others = self.chance.sample(self.frame.organisations, min(2, len(self.frame.organisations)))
        others = others[: self.chance.randint(1, 2)]
        return [organisation.pk for organisation in others if organisation.pk != lead.pk]

    # --- Its rows -----------------------------------------------------------------------------------------------------

    def _assignment(self, story: Story) -> Row:
        return {
            "task_id": story.task.pk,
            "first_organisation_id": story.organisation_id,
            "organisation_id": story.organisation_id,
            "responsible_id": story.responsible.pk,
            "state": story.state,
            "issued_on": self.first_on,
            "original_deadline_on": story.original_on,
            "deadline_on": story.deadline_on,
            "counts_until_on": self._counts_until(story.deadline_on),
            "deadline_version": 2 if story.is_extended else 1,
            "percent": story.percent,
            "last_word_on": story.worked_on if story.is_begun else None,
            "submitted_on": story.submitted_on,
            "completed_on": story.completed_on,
        }

    def _holder(self, story: Story) -> Row:
        return {
            "assignment_id": story.key,
            "organisation_id": story.organisation_id,
            "valid_from": self.first_on,
        }

    def _responsible(self, story: Story) -> Row:
        return {"assignment_id": story.key, "member_id": story.responsible.pk, "valid_from": self.first_on}

    def _steps(self, story: Story) -> Iterator[Row]:
        state = State.DRAFT
        for hour, act in enumerate((Act.ISSUE, *WAYS[story.state]), 14):
            is_stop = act in STOPS
            yield {
                "assignment_id": story.key,
                "act": act,
                "before": state,
                "after": TRANSITIONS[act].after,
                "at": self.issued_at if act == Act.ISSUE else moment(story.worked_on, hour),
                "submitted_on": story.worked_on if act in (Act.SUBMIT, Act.CONFIRM) else None,
                "note": INCOMPLETE if act == Act.RETURN or is_stop else "",
                "document": DOCUMENT if is_stop else "",
                "document_on": story.worked_on if is_stop else None,
                "by_id": story.author_id if act in (Act.START, Act.SUBMIT) else self.secretary_id,
            }
            state = TRANSITIONS[act].after

    def _deadlines(self, story: Story) -> Iterator[Row]:
        yield {
            "assignment_id": story.key,
            "version": 1,
            "new_on": story.original_on,
            "at": self.issued_at,
            "by_id": self.secretary_id,
        }
        if story.is_extended:
            yield {
                "assignment_id": story.key,
                "version": 2,
                "old_on": story.original_on,
                "new_on": story.deadline_on,
                "at": moment(self.last_on, DECIDED_AT),
                "by_id": self.leader_id,
                "document": DOCUMENT,
                "document_on": self.last_on,
            }

    def _phases(self, story: Story) -> Iterator[Row]:
        """How it stood at the end of each day on which something changed."""
        changes: dict[date, Row] = defaultdict(dict)
        changes[self.first_on] |= {
            "assignment_id": story.key,
            "task_id": story.task.pk,
            "organisation_id": story.organisation_id,
            "responsible_id": story.responsible.pk,
            "state": State.ASSIGNED,
            "deadline_on": story.original_on,
            "counts_until_on": self._counts_until(story.original_on),
        }
        for sent_on, percent in story.earlier:
            changes[sent_on] |= {"state": State.ASSIGNED, "percent": percent, "last_word_on": sent_on}
        if story.is_begun:
            changes[story.worked_on] |= {
                "state": story.state,
                "submitted_on": story.submitted_on,
                "completed_on": story.completed_on,
                "percent": story.percent,
                "last_word_on": story.worked_on,
            }
        if story.is_extended:
            changes[self.last_on] |= {
                "deadline_on": story.deadline_on,
                "counts_until_on": self._counts_until(story.deadline_on),
            }
        days, held = sorted(changes), {}
        for day, next_day in zip(days, [*days[1:], None], strict=True):
            held |= changes[day]
            yield held | {"valid_from": day, "valid_to": next_day - timedelta(days=1) if next_day else None}

    def _issued(self, story: Story) -> Row:
        deadline_on = story.original_on
        return {
            "verb": "assignment.issued",
            "subject_kind": "assignment",
            "subject_id": story.key,
            "at": self.issued_at,
            "by_id": self.secretary_id,
            "details": {
                "changed": {"state": [State.DRAFT, State.ASSIGNED]},
                "deadline_on": deadline_on.isoformat() if deadline_on else None,
                "responsible": story.responsible.full_name,
            },
        }

    def _earlier_reports(self, story: Story) -> Iterator[Row]:
        for sent_on, percent in story.earlier:
            yield self._sent(story, sent_on, percent=percent)

    def _last_report(self, story: Story) -> Row:
        state = {
            State.SUBMITTED: ReportState.SUBMITTED,
            State.RETURNED: ReportState.RETURNED,
        }.get(story.state, ReportState.ACCEPTED)
        situation = Situation.DONE if story.is_submitted else Situation.WORKING
        return self._sent(story, story.worked_on, state=state, situation=situation)

    def _sent(
        self,
        story: Story,
        sent_on: date,
        *,
        hour: int = 15,
        state: ReportState = ReportState.ACCEPTED,
        situation: Situation = Situation.WORKING,
        percent: int | None = None,
        due_id: int | None = None,
    ) -> Row:
        """A report; without a percentage it tells the one at which the work stands."""
        at, is_reviewed = moment(sent_on, hour), state != ReportState.SUBMITTED
        return {
            "assignment_id": story.key,
            "due_id": due_id,
            "by_id": story.author_id,
            "state": state,
            "situation": situation,
            "percent": story.percent if percent is None else percent,
            "results": "Đã rà soát, công bố và niêm yết công khai theo kế hoạch.",
            "created_at": at,
            "updated_at": at,
            "submitted_at": at,
            "reviewed_at": moment(sent_on, hour + 1) if is_reviewed else None,
            "reviewed_by_id": self.secretary_id if is_reviewed else None,
            "review_comment": INCOMPLETE if state == ReportState.RETURNED else "",
        }

    def _extension(self, story: Story) -> Row:
        asked = {
            "assignment_id": story.key,
            "state": story.extension,
            "by_id": story.author_id,
            "asked_at": moment(self.last_on, ASKED_AT),
            "is_late": story.original_on < self.last_on,
            "reason": "Chờ hướng dẫn của bộ, ngành Trung ương",
            "deadline_before": story.original_on,
            "deadline_asked": story.original_on + EXTENDED_BY,
        }
        if not story.is_extended:
            return asked
        return asked | {
            "proposed_by_id": self.secretary_id,
            "proposed_at": moment(self.last_on, PROPOSED_AT),
            "recommendation": Recommendation.APPROVE,
            "deadline_proposed": story.deadline_on,
            "decided_by_id": self.leader_id,
            "decided_at": moment(self.last_on, DECIDED_AT),
            "deadline_granted": story.deadline_on,
            "document": DOCUMENT,
            "document_on": self.last_on,
        }

    def _contributions(self, story: Story) -> Iterator[Row]:
        due_on = story.deadline_on - timedelta(days=10) if story.deadline_on else None
        for organisation_id in story.contributors:
            yield {"assignment_id": story.key, "organisation_id": organisation_id, "due_on": due_on}

    # --- Many of them -------------------------------------------------------------------------------------------------

    def write(self, stories: list[Story], begun: dict[Frequency, list[ReportingPeriod]]) -> None:
        keys = write_rows(Assignment, map(self._assignment, stories))
        for story, key in zip(stories, keys, strict=True):
            story.key = key
        write_rows(Holder, map(self._holder, stories))
        write_rows(Responsible, map(self._responsible, stories))
        write_rows(StateChange, _each(self._steps, stories))
        write_rows(DeadlineChange, _each(self._deadlines, stories))
        write_rows(Phase, _each(self._phases, stories))
        write_rows(Entry, map(self._issued, stories))
        write_rows(ProgressReport, _each(self._earlier_reports, stories))
        self._report(stories)
        write_rows(Extension, (self._extension(story) for story in stories if story.extension))
        self._contribute(stories)
        self._answer_periods(stories, begun)

    def _report(self, stories: list[Story]) -> None:
        """The last report of each, and what proves it where it says that the work is done."""
        begun = [story for story in stories if story.is_begun]
        keys = write_rows(ProgressReport, map(self._last_report, begun))
        evidence = {"number": DOCUMENT, "title": RESULT, "search": folded(f"{DOCUMENT} {RESULT}")}
        write_rows(
            Evidence,
            (
                evidence | {"report_id": key, "issued_on": story.worked_on}
                for story, key in zip(begun, keys, strict=True)
                if story.is_submitted
            ),
        )

    def _contribute(self, stories: list[Story]) -> None:
        """A third of the contributions have been given."""
        rows = list(_each(self._contributions, stories))
        keys = write_rows(Contribution, rows)
        given = [
            {
                "contribution_id": key,
                "revision": 1,
                "answer": Answer.GIVEN,
                "text": "Đã cung cấp số liệu phối hợp.",
                "at": moment(self.last_on, 10),
                "by_id": self.frame.officers[row["organisation_id"]][0].pk,
            }
            for row, key in zip(rows, keys, strict=True)
            if row["organisation_id"] in self.frame.officers and self.chance.random() < 1 / 3
        ]
        write_rows(ContributionEntry, given)

    def _answer_periods(self, stories: list[Story], begun: dict[Frequency, list[ReportingPeriod]]) -> None:
        """What is owed for the periods that are open, and reports for most of those whose cut-off has passed."""
        owed = [
            (story, period)
            for story in stories
            if story.state in WORKED_ON
            for period in begun.get(Frequency(story.task.frequency), [])
        ]
        keys = write_rows(
            ReportDue,
            (
                {
                    "assignment_id": story.key,
                    "period_id": period.pk,
                    "opened_at": moment(max(period.starts_on, self.first_on), 7),
                }
                for story, period in owed
            ),
        )
        write_rows(
            ProgressReport,
            (
                self._sent(
                    story,
                    self.last_on,
                    hour=11,
                    state=self.chance.choice([ReportState.SUBMITTED, ReportState.ACCEPTED]),
                    situation=Situation.NO_CHANGE,
                    due_id=key,
                )
                for (story, period), key in zip(owed, keys, strict=True)
                if period.ends_on < self.day and self.chance.random() < self.size.reported
            ),
        )


def _each(rows_of: Callable[[Story], Iterator[Row]], stories: list[Story]) -> Iterator[Row]:
    """The rows of one table for all the stories, in their order."""
    return chain.from_iterable(map(rows_of, stories))
