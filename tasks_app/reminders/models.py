from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tasks_app.common.models import ActedMixin, AppendOnlyMixin
from tasks_app.mailing.models import Message
from tasks_app.plan.models import Assignment


class Reminder(models.Model):
    """One line of the ledger: this person was reminded of this assignment at this stage of this deadline.

    The line is unique and is written in the transaction of its message, so running the planner
    twice, late or in two places reminds nobody twice.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="reminders")
    deadline_version = models.PositiveSmallIntegerField()
    stage = models.SmallIntegerField(_("stage (working days from the deadline)"))
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reminders")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="reminders")
    planned_on = models.DateField(_("day"))

    class Meta:
        ordering = ["-planned_on", "-pk"]
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "deadline_version", "stage", "recipient"],
                name="a_person_is_reminded_once_of_a_stage_of_a_deadline",
            )
        ]

    def __str__(self):
        return f"{self.assignment_id} {self.stage:+d} → {self.recipient_id}"


class Urging(ActedMixin, AppendOnlyMixin):
    """A member or the secretariat urged an organisation about an assignment (đôn đốc); counted and shown."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="urgings")
    at = models.DateTimeField(_("at"))
    on = models.DateField(_("day"))
    recipients = models.PositiveSmallIntegerField(_("people mailed"))

    class Meta:
        base_manager_name = "objects"
        ordering = ["-at"]
        verbose_name = _("urging")
        verbose_name_plural = _("urgings")
        constraints = [
            models.UniqueConstraint(fields=["assignment", "by", "on"], name="a_person_urges_an_assignment_once_a_day")
        ]

    def __str__(self):
        return f"{self.assignment_id} {self.at:%Y-%m-%d}"
