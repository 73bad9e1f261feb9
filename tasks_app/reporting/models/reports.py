from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tasks_app.common.actors import in_words
from tasks_app.common.enums import Part
from tasks_app.common.models import ActedMixin, is_another
from tasks_app.plan.models import Assignment
from tasks_app.reporting.enums import ReportState, Situation
from tasks_app.reporting.models.periods import ReportDue


class ReportQuerySet(models.QuerySet):
    def awaiting_review(self):
        return self.filter(state=ReportState.SUBMITTED)

    def awaiting_review_at(self, moment: datetime):
        """Those that awaited it at a moment that has passed: sent before it, and not decided on before it."""
        # Each has its index: what waits still, and what was answered since.
        undecided = Q(state=ReportState.SUBMITTED) | Q(reviewed_at__isnull=False, reviewed_at__gte=moment)
        return self.filter(undecided, submitted_at__lt=moment)

    def sent(self):
        """Those that left the author's hands at least once."""
        return self.exclude(state=ReportState.DRAFT)


class ProgressReport(ActedMixin):
    """What an organisation says of an assignment. ``by`` is the author, ``for_person`` whom he wrote for.

    ``uid`` is born with the form, so that a form sent twice is one report; ``version`` counts the
    savings, so that two people at one draft do not overwrite each other.
    """

    stamps = Part.REPORTS

    uid = models.UUIDField(unique=True, default=uuid4, editable=False)
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="reports")
    due = models.ForeignKey(ReportDue, on_delete=models.PROTECT, null=True, blank=True, related_name="reports")
    revision = models.PositiveSmallIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(_("state"), max_length=10, choices=ReportState, default=ReportState.DRAFT)
    situation = models.CharField(_("situation"), max_length=10, choices=Situation, default=Situation.WORKING)
    percent = models.PositiveSmallIntegerField(_("progress (%)"), null=True, blank=True)
    results = models.TextField(_("what was done"), blank=True)
    difficulties = models.TextField(_("difficulties, obstacles"), blank=True)
    proposals = models.TextField(_("proposals"), blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_for = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    review_comment = models.TextField(_("comment"), blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        indexes = [
            models.Index(
                fields=["submitted_at"], condition=Q(state=ReportState.SUBMITTED), name="reports_that_await_review"
            ),
            models.Index(
                fields=["-reviewed_at", "-id"], condition=Q(reviewed_at__isnull=False), name="reports_by_their_answer"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"], condition=Q(state=ReportState.DRAFT), name="an_assignment_has_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__range=(0, 100)),
                name="a_report_says_0_to_100_percent",
            ),
            models.CheckConstraint(
                condition=Q(state=ReportState.DRAFT) | Q(submitted_at__isnull=False),
                name="a_sent_report_has_a_time_of_submission",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ReportState.ACCEPTED, ReportState.RETURNED])
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False),
                name="a_reviewed_report_has_a_reviewer",
            ),
            models.CheckConstraint(
                condition=~Q(situation=Situation.NOTHING) | Q(state=ReportState.DRAFT) | Q(due__isnull=False),
                name="nothing_to_report_answers_a_period",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.RETURNED) | ~Q(review_comment=""),
                name="a_returned_report_has_a_reason",
            ),
            models.CheckConstraint(
                condition=is_another("reviewed_by", "by")
                & is_another("reviewed_by", "for_person")
                & is_another("reviewed_for", "by")
                & is_another("reviewed_for", "for_person"),
                name="nobody_reviews_his_own_report",
            ),
        ]

    def __str__(self):
        return f"{self.assignment} ({self.get_state_display()})"

    @property
    def kind_of_state(self) -> ReportState:
        return ReportState(self.state)

    @property
    def is_after_cut_off(self) -> bool:
        """Whether it was sent after its period had been closed; needs the due with its period at hand."""
        closed_at = self.due.period.closed_at if self.due else None
        return closed_at is not None and self.submitted_at is not None and self.submitted_at > closed_at

    @property
    def was_returned(self) -> bool:
        return self.state == ReportState.RETURNED

    @property
    def reviewer(self) -> str:
        """Both names of who decided on it; needs ``reviewed_by`` and ``reviewed_for`` to have been fetched."""
        return in_words(self.reviewed_by, self.reviewed_for)

    @property
    def asks_completion(self) -> bool:
        return self.situation == Situation.DONE
