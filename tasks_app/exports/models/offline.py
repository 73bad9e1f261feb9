"""A workbook that was filled in without a connection and waits to be confirmed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tasks_app.common.models import ActedMixin
from tasks_app.exports.enums import RowState
from tasks_app.people.models import Delegation
from tasks_app.plan.models import Assignment
from tasks_app.reporting.models import ProgressReport


class OfflineUpload(ActedMixin):
    """What came in, until it is cleared away: nothing that was written without a connection hangs on a session.

    ``delegation``: by which ``by`` acts for another; ``made_at``: when the workbook was downloaded.
    """

    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    made_at = models.DateTimeField(_("downloaded at"))
    arrived_at = models.DateTimeField(_("uploaded at"))

    class Meta:
        ordering = ["-arrived_at", "-pk"]
        verbose_name = _("workbook that came back")
        verbose_name_plural = _("workbooks that came back")
        indexes = [models.Index(fields=["by", "-arrived_at"], name="workbooks_by_person")]

    def __str__(self):
        return self.name


class OfflineRow(models.Model):
    """A row of it. ``typed`` is what stood in its cells, by the form's fields; ``key`` what it carried along, signed;
    ``cells`` where each stood.

    ``touched``: the fields that say something else than when the workbook was made; ``reasons``: sentences about a
    row that was refused or not sent. ``theirs`` in its ``theirs_version`` is what stands against it; ``report`` in its
    ``report_version`` is what it became.
    """

    upload = models.ForeignKey(OfflineUpload, on_delete=models.CASCADE, related_name="rows")
    place = models.PositiveIntegerField(_("row"))
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, null=True, related_name="+")
    title = models.CharField(_("task"), max_length=500)
    key = models.TextField(blank=True)
    typed = models.JSONField(default=dict)
    cells = models.JSONField(default=dict)
    touched = models.JSONField(default=list)
    reasons = models.JSONField(default=list)
    state = models.CharField(_("state"), max_length=8, choices=RowState)
    theirs = models.ForeignKey(ProgressReport, on_delete=models.SET_NULL, null=True, related_name="+")
    theirs_version = models.PositiveIntegerField(default=0)
    report = models.ForeignKey(ProgressReport, on_delete=models.SET_NULL, null=True, related_name="+")
    report_version = models.PositiveIntegerField(default=0)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["upload", "place"]
        verbose_name = _("row of a workbook that came back")
        verbose_name_plural = _("rows of workbooks that came back")
        constraints = [
            models.UniqueConstraint(fields=["upload", "place"], name="a_row_of_a_workbook_is_kept_once"),
            models.CheckConstraint(condition=Q(state__in=RowState.values), name="a_row_of_a_workbook_has_a_state"),
            models.CheckConstraint(
                condition=Q(state__in=[RowState.SAVED, RowState.SENT, RowState.LEFT]) ^ Q(settled_at__isnull=True),
                name="a_row_that_is_settled_has_its_moment",
            ),
        ]

    def __str__(self):
        return f"{self.place}: {self.title}"

    @property
    def is_settled(self) -> bool:
        return self.settled_at is not None
