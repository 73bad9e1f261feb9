"""What waits for the secretariat, how long answers take, and what a reviewer compares."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Min, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common.dates import at_time, local_day
from tasks_app.common.enums import Part
from tasks_app.common.stamps import kept
from tasks_app.journal.models import Entry
from tasks_app.options.queries import options
from tasks_app.organisations.models import Organisation
from tasks_app.people.queries import may_act_for, reported_for
from tasks_app.plan.enums import State
from tasks_app.plan.queries import LISTED
from tasks_app.plan.rules import Timeliness
from tasks_app.plan.wording import Shown, shown
from tasks_app.reporting import rules
from tasks_app.reporting.enums import QueueKind, ReportState, Situation
from tasks_app.reporting.models import ProgressReport
from tasks_app.reporting.queries.reports import report_before
from tasks_app.reporting.rules import Piece, ReviewBirth, differences
from tasks_app.reporting.wording import points, sent_in_words

MEASURED = 30  # decided reports that the median of the answers is taken of
SHOWN_BESIDE = 7  # lines of the queue beside the report that is read


QUEUED = (Part.REPORTS, *LISTED)  # of what data it is made which reports wait


def review_queue(*, at: datetime | None = None) -> QuerySet[ProgressReport]:
    """What waits for the secretariat, longest wait first; ``at``: what waited at a moment that has passed."""
    reports = ProgressReport.objects
    return (
        (reports.awaiting_review_at(at) if at else reports.awaiting_review())
        .select_related(
            "assignment__task__key_task__plan", "assignment__organisation", "by", "for_person", "due__period"
        )
        .order_by("submitted_at", "pk")
    )


@dataclass(frozen=True)
class Involved:
    """In what somebody has a part, so that he is no judge of it (primary keys).

    ``people``: himself, whom he acts for now and whom he may act for today; ``organisations``: those that they report
    for; ``wrote``: of the waiting reports, or of those that were asked about, what they saved or sent at any time,
    whoever else did so after them.
    """

    people: frozenset[int]
    organisations: frozenset[int]
    wrote: frozenset[int]

    def is_in(self, report: ProgressReport) -> bool:
        """Whether he, or one of those, wrote this waiting report or answers for its work."""
        assignment = report.assignment
        return (
            not self.people.isdisjoint((report.by_id, report.for_person_id, assignment.responsible_id))
            or assignment.organisation_id in self.organisations
            or report.pk in self.wrote
        )

    def is_out_of(self, reports: QuerySet[ProgressReport]) -> QuerySet[ProgressReport]:
        """Those waiting reports that ``is_in`` says no of."""
        foreign = Q(for_person__isnull=True) | ~Q(for_person__in=self.people)
        return reports.filter(foreign).exclude(
            Q(by__in=self.people)
            | Q(assignment__responsible__in=self.people)
            | Q(assignment__organisation__in=self.organisations)
            | Q(pk__in=self.wrote)
        )


def involved(people: Collection[int], *, on: date, reports: Collection[ProgressReport] | None = None) -> Involved:
    """In what one who acts, and one he acts for, have a part on a day; one query besides what is kept. ``reports``:
    those that are asked about, where it is not the whole queue."""
    its = frozenset(people) | may_act_for(people, on=on)
    if reports is None:
        waiting = ProgressReport.objects.awaiting_review().order_by().values("assignment")
    else:
        waiting = {report.assignment_id for report in reports}
    written = Entry.objects.filter(
        Q(by__in=its) | Q(for_person__in=its),
        verb__in=("report.saved", "report.submitted"),
        subject_kind="assignment",
        subject_id__in=waiting,
    )
    return Involved(
        people=its,
        organisations=reported_for(its, on=on),
        wrote=frozenset(written.order_by().values_list("details__report", flat=True)),
    )


def narrowed_queue(
    *,
    kind: str = "",
    of: QuerySet[Organisation] | None = None,
    longer_than: int | None = None,
    today: date,
    calendar: WorkingCalendar,
) -> QuerySet[ProgressReport]:
    """The queue by what is reported, by the organisations whose work it is, and by working days waited."""
    queue = review_queue()
    if kind == QueueKind.LATE:
        queue = queue.filter(_waiting_longer_than(options().answer_within, today=today, calendar=calendar))
    elif kind:
        asks_completion = Q(situation=Situation.DONE)
        queue = queue.filter(asks_completion if kind == QueueKind.COMPLETION else ~asks_completion)
    if of is not None:
        queue = queue.filter(assignment__organisation__in=of)
    if longer_than is not None:
        queue = queue.filter(_waiting_longer_than(longer_than, today=today, calendar=calendar))
    return queue


def _waiting_longer_than(working_days: int, *, today: date, calendar: WorkingCalendar) -> Q:
    day_after = calendar.latest_start(today, working_days + 1) + timedelta(days=1)
    return Q(submitted_at__lt=at_time(day_after))


@dataclass(frozen=True)
class QueueFigures:
    """How the secretariat answers: in working days; ``longest`` is None where nothing waits.

    ``median`` is of the last ``measured`` decided reports, None where nothing was decided yet.
    """

    waiting: int
    longest: int | None
    late: int
    median: float | None
    measured: int
    answered_today: int
    answer_within: int


@kept(Part.REPORTS, Part.OPTIONS)
def queue_figures(*, today: date, calendar: WorkingCalendar) -> QueueFigures:
    """The whole queue on a day, and the answers given."""
    waits = Q(state=ReportState.SUBMITTED)
    of_now = ProgressReport.objects.filter(waits | Q(reviewed_at__gte=at_time(today)))
    counts = of_now.order_by().aggregate(
        waiting=Count("pk", filter=waits),
        oldest=Min("submitted_at", filter=waits),
        late=Count("pk", filter=waits & _waiting_longer_than(options().answer_within, today=today, calendar=calendar)),
        answered_today=Count("pk", filter=Q(reviewed_at__gte=at_time(today))),
    )
    decided = list(
        ProgressReport.objects.filter(reviewed_at__isnull=False)
        .order_by("-reviewed_at", "-pk")
        .values_list("submitted_at", "reviewed_at")[:MEASURED]
    )
    days = [(local_day(sent_at), local_day(decided_at)) for sent_at, decided_at in decided]
    oldest = counts["oldest"]
    return QueueFigures(
        waiting=counts["waiting"],
        longest=calendar.between(local_day(oldest), today) if oldest else None,
        late=counts["late"],
        median=rules.working_days_to_answer(days, calendar),
        measured=len(days),
        answered_today=counts["answered_today"],
        answer_within=options().answer_within,
    )


@dataclass(frozen=True)
class WaitingReport:
    """A line of the review queue; ``waits``: working days since it was sent."""

    report: ProgressReport
    measured: Timeliness
    waits: int

    @property
    def shown(self) -> Shown:
        return shown(self.measured)

    @property
    def is_late(self) -> bool:
        return rules.waits_too_long(self.waits, within=options().answer_within)

    @property
    def sent(self) -> str:
        """How long it waits and, where the work was submitted, how that day lies to the deadline."""
        stopped = self.measured.state == State.SUBMITTED
        return sent_in_words(self.waits, days_left=self.measured.working_days if stopped else None)


def waiting_report(report: ProgressReport, *, today: date, calendar: WorkingCalendar) -> WaitingReport:
    measured = report.assignment.measured(today=today, calendar=calendar)
    return WaitingReport(report, measured, waits=calendar.between(local_day(report.submitted_at), today))


def answered_after(report: ProgressReport, calendar: WorkingCalendar) -> int | None:
    """The working days from sending to decision; None while there is none."""
    if report.reviewed_at is None:
        return None
    return calendar.between(local_day(report.submitted_at), local_day(report.reviewed_at))


@dataclass(frozen=True)
class PlaceInQueue:
    """A report in the queue that the reviewer works through.

    ``lines``: some of the queue around it; ``number``: its place, None where it does not wait in this queue;
    ``following``: the primary key of the next that the reviewer may decide on.
    """

    lines: list[WaitingReport]
    number: int | None
    total: int
    following: int | None

    @property
    def others(self) -> int:
        return self.total - len(self.lines)


def place_in_queue(
    queue: QuerySet[ProgressReport],
    report: ProgressReport,
    *,
    not_of: Involved,
    today: date,
    calendar: WorkingCalendar,
) -> PlaceInQueue:
    """Where a report stands in a queue; two queries. ``not_of``: whose own reports are passed over."""
    ids = list(queue.values_list("pk", flat=True))
    index = ids.index(report.pk) if report.pk in ids else None
    first = max(0, min((index or 0) - SHOWN_BESIDE // 2, len(ids) - SHOWN_BESIDE))
    return PlaceInQueue(
        lines=[
            waiting_report(one, today=today, calendar=calendar)
            for one in queue.filter(pk__in=ids[first : first + SHOWN_BESIDE])
        ],
        number=None if index is None else index + 1,
        total=len(ids),
        following=following(queue, report, not_of=not_of),
    )


def following(queue: QuerySet[ProgressReport], report: ProgressReport, *, not_of: Involved) -> int | None:
    """The primary key of the next report in a queue's order, whether this one still waits in it or not."""
    later = Q(submitted_at__gt=report.submitted_at) | Q(submitted_at=report.submitted_at, pk__gt=report.pk)
    return not_of.is_out_of(queue.filter(later)).values_list("pk", flat=True).first()


def reviewable_reports() -> QuerySet[ProgressReport]:
    """Sent reports with all that the review page shows of them."""
    return (
        ProgressReport.objects.sent()
        .select_related(
            "assignment__task__key_task__plan",
            "assignment__organisation",
            "assignment__responsible",
            "by",
            "for_person",
            "reviewed_by",
            "reviewed_for",
            "due__period",
        )
        .prefetch_related("evidence", "files")
    )


def review_birth(report: ProgressReport) -> ReviewBirth:
    """What a reviewer has before him now; one query besides the report's assignment."""
    newest = ProgressReport.objects.sent().filter(assignment=report.assignment_id).order_by("-submitted_at", "-pk")
    return ReviewBirth(newest.values_list("pk", flat=True)[0], State(report.assignment.state))


@dataclass(frozen=True)
class Compared:
    """One field of a report beside the same field of the one accepted before; ``pieces``: what changed in it."""

    label: str
    before: str
    now: str
    pieces: list[Piece]

    @property
    def has_changed(self) -> bool:
        return self.before != self.now


@dataclass(frozen=True)
class Comparison:
    """A report beside the one that was accepted before it, if there is one."""

    previous: ProgressReport | None
    moved: str
    rows: list[Compared]


def comparison(report: ProgressReport) -> Comparison:
    """Old beside new, field by field; one query, and two for the evidence."""
    previous = report_before(report)
    rows = []
    for label, read in FIELDS:
        before, now = (read(previous) if previous else ""), read(report)
        rows.append(Compared(str(label), before, now, differences(before, now)))
    return Comparison(previous, _moved(previous, report), rows)


def _moved(previous: ProgressReport | None, report: ProgressReport) -> str:
    if previous is None or previous.percent is None or report.percent is None:
        return ""
    return points(report.percent - previous.percent)


def _evidence_in_words(report: ProgressReport) -> str:
    documents = [
        f"{evidence.number} ({date_format(evidence.issued_on, 'DATE_FORMAT')}) {evidence.title}".strip()
        for evidence in report.evidence.all()
    ]
    return "\n".join([*documents, *(file.name for file in report.files.all())])


FIELDS = (
    (gettext_lazy("Situation"), lambda report: str(report.get_situation_display())),
    (gettext_lazy("What was done"), lambda report: report.results),
    (gettext_lazy("Difficulties, obstacles"), lambda report: report.difficulties),
    (gettext_lazy("Proposals"), lambda report: report.proposals),
    (gettext_lazy("Evidence"), _evidence_in_words),
)
