"""The dated facts of an assignment, from which a past day can be asked."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tasks_app.common.enums import Part
from tasks_app.common.models import ActedMixin, AppendOnlyMixin, EndedOnceMixin
from tasks_app.mailing.models import Message
from tasks_app.organisations.models import Organisation
from tasks_app.plan.enums import Act, Happening, State
from tasks_app.plan.models.assignments import Assignment


class Holder(EndedOnceMixin):
    """The lead organisation of an assignment, from–to."""

    stamps = Part.WORK

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="holders")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        base_manager_name = "objects"
        ordering = ["assignment", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"],
                condition=Q(valid_to__isnull=True),
                name="an_assignment_has_one_lead_organisation_at_a_time",
            )
        ]

    def __str__(self):
        return f"{self.assignment_id}: {self.organisation_id}"


class Responsible(EndedOnceMixin):
    """The responsible member of an assignment, from–to."""

    stamps = Part.WORK

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="responsibles")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        base_manager_name = "objects"
        ordering = ["assignment", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"],
                condition=Q(valid_to__isnull=True),
                name="an_assignment_has_one_responsible_member_at_a_time",
            )
        ]

    def __str__(self):
        return f"{self.assignment_id}: {self.member_id}"


class DecidedMixin(models.Model):
    """By which document something was decided, where one is asked for."""

    document = models.CharField(_("deciding document"), max_length=100, blank=True)
    document_on = models.DateField(_("date of the deciding document"), null=True, blank=True)

    class Meta:
        abstract = True


class StateChange(ActedMixin, DecidedMixin, AppendOnlyMixin):
    """One step of an assignment through its workflow."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="state_changes")
    act = models.CharField(max_length=12, choices=Act)
    before = models.CharField(max_length=12, choices=State, blank=True)
    after = models.CharField(max_length=12, choices=State)
    at = models.DateTimeField()
    submitted_on = models.DateField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        base_manager_name = "objects"
        ordering = ["assignment", "at", "pk"]
        indexes = [models.Index(fields=["assignment", "at"], name="state_changes_by_time")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(act__in=[Act.SUSPEND, Act.CANCEL]) | (~Q(document="") & Q(document_on__isnull=False)),
                name="work_is_stopped_by_a_document_with_its_date",
            ),
            models.CheckConstraint(
                condition=~Q(act__in=[Act.RETURN, Act.REOPEN, Act.SUSPEND, Act.RESUME, Act.CANCEL]) | ~Q(note=""),
                name="a_step_back_or_a_stop_has_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.assignment_id}: {self.before} → {self.after}"


class DeadlineChange(ActedMixin, DecidedMixin, AppendOnlyMixin):
    """A deadline that was set or moved, with the document that decided it."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="deadline_changes")
    version = models.PositiveSmallIntegerField()
    old_on = models.DateField(null=True)
    new_on = models.DateField(null=True)
    at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        ordering = ["assignment", "version"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "version"], name="a_deadline_has_each_version_once")
        ]

    def __str__(self):
        return f"{self.assignment_id}: {self.old_on} → {self.new_on}"


class Notification(ActedMixin):
    """Something that a person is to be told of an assignment; ``message`` is the mail that told it."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="notifications")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notifications")
    happening = models.CharField(_("what happened"), max_length=20, choices=Happening)
    at = models.DateTimeField(_("at"))
    quote = models.TextField(blank=True)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, related_name="notifications")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        indexes = [models.Index(fields=["at"], condition=Q(message__isnull=True), name="what_is_still_to_be_told")]

    def __str__(self):
        return f"{self.assignment_id}: {self.happening} → {self.person_id}"
