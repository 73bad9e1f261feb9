"""What can be reminded of on a day: one query for each subject, all with the same columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    CharField,
    DateField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, TruncDate

from tasks_app.common.dates import LOCAL
from tasks_app.plan.models import Assignment, Contribution, ContributionEntry
from tasks_app.plan.rules import WORKED_ON
from tasks_app.reminders.enums import Subject
from tasks_app.reporting.enums import ExtensionState, ReportState
from tasks_app.reporting.models import Extension, ProgressReport, ReportDue

# With its type: PostgreSQL does not guess one from the other branches.
NO_NUMBER = Cast(Value(None), BigIntegerField())
NOBODY = NO_NUMBER
ROLLS = Value(True, output_field=BooleanField())
COUNTS_PLAINLY = Value(False, output_field=BooleanField())

# ``version`` is None where a new day begins the ladder anew and nothing else does: the day itself is the version then.
# ``responsible`` and ``organisation``: whose work it is; None where somebody's turn is meant, who is none of ``wrote``,
# ``wrote_for`` and ``answers``, the responsible member: nobody judges his own.
COLUMNS = (
    "subject",
    "subject_id",
    "assignment_id",
    "version",
    "due_on",
    "rolls",
    "responsible_id",
    "organisation_id",
    "wrote_id",
    "wrote_for_id",
    "answers_id",
)

# The versions of a request for an extension: by them it is told whose turn it is.
REQUESTED, PROPOSED = 1, 2


@dataclass(frozen=True)
class Columns:
    """The values of one subject for ``COLUMNS``, in their order."""

    subject: Subject
    assignment: F
    due_on: F | Coalesce | TruncDate
    version: F | Value = NO_NUMBER
    rolls: F | Value = ROLLS
    responsible: F | Value = NOBODY
    organisation: F | Value = NOBODY
    wrote: F | Value = NOBODY
    wrote_for: F | Value = NOBODY
    answers: F | Value = NOBODY

    def of(self, rows: QuerySet) -> QuerySet:
        return rows.order_by().values_list(
            Value(self.subject.value, output_field=CharField()),
            F("pk"),
            self.assignment,
            self.version,
            self.due_on,
            self.rolls,
            self.responsible,
            self.organisation,
            self.wrote,
            self.wrote_for,
            self.answers,
        )


def subjects(*, day: date) -> list[QuerySet]:
    """Open work with a deadline, owed reports and contributions, reports and requests that wait for somebody."""
    return [_work(), _reports(day), _contributions(), _reviews(), _requests()]


def open_work() -> QuerySet[Assignment]:
    return Assignment.objects.filter(state__in=WORKED_ON)


def owed_reports(*, day: date) -> QuerySet[ReportDue]:
    """Dues of open periods that have begun, of work that goes on, of which nothing stands that was sent."""
    standing = ProgressReport.objects.filter(
        due=OuterRef("pk"), state__in=[ReportState.SUBMITTED, ReportState.ACCEPTED]
    )
    return ReportDue.objects.filter(
        ~Exists(standing),
        assignment__state__in=WORKED_ON,
        period__closed_at__isnull=True,
        period__starts_on__lte=day,
    )


def owed_contributions() -> QuerySet[Contribution]:
    """Contributions to work that goes on of which nothing was said; ``needed_on``: their date, or the deadline."""
    said = ContributionEntry.objects.filter(contribution=OuterRef("pk"))
    return Contribution.objects.filter(~Exists(said), assignment__state__in=WORKED_ON).annotate(
        needed_on=Coalesce("due_on", "assignment__deadline_on")
    )


def _work() -> QuerySet:
    its = Columns(
        Subject.WORK,
        assignment=F("pk"),
        version=F("deadline_version"),
        due_on=F("deadline_on"),
        rolls=F("task__key_task__plan__deadlines_roll"),
        responsible=F("responsible_id"),
        organisation=F("organisation_id"),
    )
    return its.of(open_work().filter(deadline_on__isnull=False))


def _reports(day: date) -> QuerySet:
    its = Columns(
        Subject.REPORT,
        assignment=F("assignment_id"),
        due_on=F("period__due_on"),
        responsible=F("assignment__responsible_id"),
        organisation=F("assignment__organisation_id"),
    )
    return its.of(owed_reports(day=day))


def _contributions() -> QuerySet:
    its = Columns(
        Subject.CONTRIBUTION,
        assignment=F("assignment_id"),
        due_on=F("needed_on"),
        organisation=F("organisation_id"),
    )
    return its.of(owed_contributions().filter(needed_on__isnull=False))


def _reviews() -> QuerySet:
    its = Columns(
        Subject.REVIEW,
        assignment=F("assignment_id"),
        version=Value(1, output_field=IntegerField()),
        due_on=TruncDate("submitted_at", tzinfo=LOCAL),
        rolls=COUNTS_PLAINLY,
        wrote=F("by_id"),
        wrote_for=F("for_person_id"),
        answers=F("assignment__responsible_id"),
    )
    return its.of(ProgressReport.objects.awaiting_review())


def _requests() -> QuerySet:
    asked = ExtensionState.REQUESTED
    its = Columns(
        Subject.EXTENSION,
        assignment=F("assignment_id"),
        version=Case(When(state=asked, then=Value(REQUESTED)), default=Value(PROPOSED), output_field=IntegerField()),
        due_on=TruncDate(
            Case(When(state=asked, then=F("asked_at")), default=F("proposed_at")),
            tzinfo=LOCAL,
            output_field=DateField(),
        ),
        rolls=COUNTS_PLAINLY,
        wrote=F("by_id"),
        wrote_for=F("for_person_id"),
        answers=F("assignment__responsible_id"),
    )
    return its.of(Extension.objects.filter(state__in=[asked, ExtensionState.PROPOSED]))
