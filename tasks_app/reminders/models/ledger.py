from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tasks_app.mailing.models import Message
from tasks_app.plan.models import Assignment
from tasks_app.reminders.enums import Subject


class Reminder(models.Model):
    """One line of the ledger: this person was reminded of this subject, at this stage, of this version of its day.

    ``subject_id`` is the key of the assignment, of the due report, the contribution, the report under review or the
    request; 0 for a summary. ``version`` changes when the day changes, which begins the ladder anew. A stage that comes
    again (every five days) is a stage of its own. The line is unique and is written in the transaction of its message,
    so running the planner twice, late or in two places reminds nobody twice.

    ``for_person``: the recipient acts for him; ``is_copy``: he is told, the work is not his; ``left_out``: when the
    mail was written out, it was no longer true, and the mail does not say it.
    """

    subject = models.CharField(_("subject"), max_length=12, choices=Subject)
    subject_id = models.PositiveBigIntegerField()
    version = models.PositiveIntegerField()
    stage = models.SmallIntegerField(_("stage (working days)"))
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reminders")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, null=True, related_name="reminders")
    for_person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    is_copy = models.BooleanField(default=False)
    left_out = models.BooleanField(default=False)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="reminders")
    planned_on = models.DateField(_("day"))

    class Meta:
        ordering = ["-planned_on", "-pk"]
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        indexes = [models.Index(fields=["-planned_on", "-id"], name="reminders_by_day")]  # how the ledger is read
        constraints = [
            models.UniqueConstraint(
                # In this order: the planner looks up the stages that a person was told of a subject.
                fields=["subject", "subject_id", "version", "recipient", "stage"],
                name="a_person_is_reminded_once_of_a_stage_of_a_subject",
            ),
            models.CheckConstraint(
                condition=Q(subject=Subject.SUMMARY, assignment__isnull=True)
                | (~Q(subject=Subject.SUMMARY) & Q(assignment__isnull=False)),
                name="a_reminder_of_all_but_a_summary_has_its_assignment",
            ),
        ]

    def __str__(self):
        return f"{self.subject} {self.subject_id} {self.stage:+d} → {self.recipient_id}"
