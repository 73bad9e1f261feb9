"""The dated facts of an assignment, from which a past day can be asked."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tasks_app.common.models import ActedMixin
from tasks_app.organisations.models import Organisation
from tasks_app.plan.enums import State
from tasks_app.plan.models.assignments import Assignment


class Holder(models.Model):
    """The lead organisation of an assignment, from–to."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="holders")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
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


class Responsible(models.Model):
    """The responsible member of an assignment, from–to."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="responsibles")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
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


class StateChange(ActedMixin):
    """One step of an assignment through its workflow."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="state_changes")
    before = models.CharField(max_length=12, choices=State, blank=True)
    after = models.CharField(max_length=12, choices=State)
    at = models.DateTimeField()
    submitted_on = models.DateField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["assignment", "at", "pk"]
        indexes = [models.Index(fields=["assignment", "at"], name="state_changes_by_time")]

    def __str__(self):
        return f"{self.assignment_id}: {self.before} → {self.after}"


class DeadlineChange(ActedMixin):
    """A deadline that was set or moved, with the document that decided it."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="deadline_changes")
    version = models.PositiveSmallIntegerField()
    old_on = models.DateField(null=True)
    new_on = models.DateField(null=True)
    at = models.DateTimeField()
    document = models.CharField(_("deciding document"), max_length=100, blank=True)

    class Meta:
        ordering = ["assignment", "version"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "version"], name="a_deadline_has_each_version_once")
        ]

    def __str__(self):
        return f"{self.assignment_id}: {self.old_on} → {self.new_on}"
