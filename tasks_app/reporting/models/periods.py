"""What is owed for a period, and the figures that stood when it was closed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tasks_app.common.enums import Part
from tasks_app.common.models import AppendOnlyMixin, AppendOnlyQuerySet, BilingualMixin
from tasks_app.organisations.enums import LOCALITY_KINDS, OrganisationKind
from tasks_app.organisations.models import Organisation
from tasks_app.plan.enums import Bucket, Frequency, State, Status
from tasks_app.plan.models import Assignment, JudgedMixin, JudgedQuerySet, Plan, Task
from tasks_app.plan.rules import Yardstick
from tasks_app.reporting import wording
from tasks_app.reporting.enums import DueState


class PeriodQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_at__isnull=True)


class ReportingPeriod(models.Model):
    """A span for which reports are owed. ``ends_on`` is the cut-off; once closed, neither days nor figures change."""

    stamps = Part.REPORTS

    KINDS = [choice for choice in Frequency.choices if choice[0] != Frequency.NONE]

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="periods", verbose_name=_("plan"))
    kind = models.CharField(_("kind"), max_length=12, choices=KINDS)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("data cut-off"))
    due_on = models.DateField(_("report deadline"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("closed by")
    )
    closed_for = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("closed on behalf of"),
    )

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["-ends_on", "kind", "pk"]
        verbose_name = _("reporting period")
        verbose_name_plural = _("reporting periods")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "kind", "ends_on"], name="a_plan_has_one_period_a_kind_and_cut_off"
            ),
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="a_period_begins_before_its_cut_off"),
            models.CheckConstraint(condition=Q(ends_on__lte=F("due_on")), name="a_report_is_due_after_the_cut_off"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="a_closed_period_says_who_closed_it",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        return wording.period_name(Frequency(self.kind), self.ends_on)

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class ReportDue(AppendOnlyMixin):
    """A report that is owed for an assignment and a period; one that is missing is a due without a report."""

    stamps = Part.REPORTS

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="dues")
    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="dues")
    opened_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        ordering = ["-period__ends_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "period"], name="a_report_is_owed_once_for_a_period")
        ]

    def __str__(self):
        return f"{self.assignment_id}: {self.period_id}"


LATE_OR_MISSING = Q(is_late=True) | Q(due_state=DueState.MISSING)


class FrozenQuerySet(JudgedQuerySet, AppendOnlyQuerySet):
    """Rows that were judged when they were written: what is kept of the judgement is asked, whatever the yardstick."""

    def in_force(self):
        return self.exclude(bucket="")

    def of_plan(self, plan: Plan):
        return self.filter(period__plan=plan)

    def in_status(self, status: Status, by: Yardstick):
        return self.filter(status=Status(status))

    def in_bucket(self, bucket: Bucket, by: Yardstick):
        return self.filter(bucket=Bucket(bucket))

    def with_status(self, by: Yardstick):
        """It is a column of theirs."""
        return self


class FrozenFigure(JudgedMixin, AppendOnlyMixin):
    """How an assignment stood at the cut-off of a period, by what was known when it was closed. Written once.

    ``counts_until_on`` is by the calendar as it was known then.
    """

    stamps = Part.WORK

    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="figures")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="frozen")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    responsible = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State)
    status = models.CharField(max_length=12, choices=Status)
    bucket = models.CharField(max_length=20, choices=Bucket, blank=True)  # empty: not in force
    deadline_on = models.DateField(null=True)
    counts_until_on = models.DateField(null=True)
    submitted_on = models.DateField(null=True)
    completed_on = models.DateField(null=True)
    percent = models.PositiveSmallIntegerField(null=True)
    due_state = models.CharField(max_length=10, choices=DueState, blank=True)
    is_late = models.BooleanField(default=False)

    objects = FrozenQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering = ["period", "organisation__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "assignment"], name="an_assignment_has_one_frozen_figure_in_a_period"
            )
        ]
        indexes = [
            models.Index(
                fields=["period", "organisation"],
                condition=LATE_OR_MISSING,
                name="reports_late_or_missing",
            )
        ]

    def __str__(self):
        return f"{self.period_id}: {self.assignment_id} {self.status}"

    @property
    def key(self) -> int:
        """The primary key of the assignment, as phases have it."""
        return self.assignment_id

    @property
    def task(self) -> Task:
        """Needs the assignment with its task at hand."""
        return self.assignment.task


class FrozenOrganisation(BilingualMixin, AppendOnlyMixin):
    """How an organisation of the frozen figures was called when the period was closed, and its official place."""

    stamps = Part.WORK

    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="organisations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=OrganisationKind)
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField()

    class Meta:
        base_manager_name = "objects"
        ordering = ["period", "order", "organisation"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "organisation"], name="an_organisation_is_named_once_in_a_closed_period"
            )
        ]

    def __str__(self):
        return self.in_language("name")

    @property
    def is_locality(self) -> bool:
        return self.kind in LOCALITY_KINDS

    @classmethod
    def of(cls, organisation: Organisation, period: ReportingPeriod) -> FrozenOrganisation:
        """Not saved yet."""
        held = {name: getattr(organisation, name) for name in ("kind", "name_vi", "name_en", "order")}
        return cls(period=period, organisation=organisation, **held)
