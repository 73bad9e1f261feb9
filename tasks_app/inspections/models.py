from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tasks_app.common.models import ActedMixin, AppendOnlyMixin
from tasks_app.inspections.enums import InspectionState, Result, Topic, ViolationKind
from tasks_app.organisations.models import Organisation
from tasks_app.people.models import Person
from tasks_app.plan.models import SourceDocument, Task


class Inspection(models.Model):
    """An inspection of an organisation. ``conclusion``: its notice as a source document, made with the first
    recommendation or the number. No names of those at fault are kept: violations are counted by type."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="inspections")
    is_surprise = models.BooleanField(_("surprise inspection"), default=False)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    lead = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    team = models.TextField(_("team"), blank=True)
    document = models.CharField(_("plan or decision"), max_length=100, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=InspectionState, default=InspectionState.PLANNED)
    conclusion = models.OneToOneField(
        SourceDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="inspection"
    )

    class Meta:
        ordering = ["-starts_on", "-pk"]
        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")), name="an_inspection_begins_before_it_ends"
            ),
        ]

    def __str__(self):
        return f"{self.organisation_id} {self.starts_on:%d/%m/%Y}"

    @property
    def is_carried_out(self) -> bool:
        """Findings can be written, recommendations given out."""
        return self.state == InspectionState.CARRIED_OUT


class Finding(models.Model):
    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="findings")
    topic = models.CharField(_("topic"), max_length=12, choices=Topic)
    text = models.TextField(_("finding"))

    class Meta:
        ordering = ["inspection", "pk"]
        verbose_name = _("finding of an inspection")
        verbose_name_plural = _("findings of inspections")
        constraints = [
            models.UniqueConstraint(fields=["inspection", "topic"], name="an_inspection_says_of_a_topic_once"),
        ]

    def __str__(self):
        return self.text


class Violation(models.Model):
    """How many violations of a type were found; never whose."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="violations")
    kind = models.CharField(_("type"), max_length=16, choices=ViolationKind)
    number = models.PositiveIntegerField(_("number"))

    class Meta:
        ordering = ["inspection", "pk"]
        verbose_name = _("violations of a type")
        verbose_name_plural = _("violations by type")
        constraints = [
            models.UniqueConstraint(fields=["inspection", "kind"], name="an_inspection_counts_a_type_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="what_is_counted_was_found"),
        ]

    def __str__(self):
        return f"{self.kind}: {self.number}"


class Recommendation(models.Model):
    """What an inspection recommended, the task that it became at once, and when it is looked at again."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="recommendations")
    text = models.TextField(_("recommendation"))
    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="recommendation")
    recheck_on = models.DateField(_("re-check on"))

    class Meta:
        ordering = ["inspection", "pk"]
        verbose_name = _("recommendation of an inspection")
        verbose_name_plural = _("recommendations of inspections")

    def __str__(self):
        return self.text


class Recheck(ActedMixin, AppendOnlyMixin):
    """What was found when a recommendation was looked at again. ``next_on``: the next time, where it is not done."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="rechecks")
    result = models.CharField(_("result"), max_length=10, choices=Result)
    on = models.DateField(_("day"))
    note = models.TextField(_("note"), blank=True)
    next_on = models.DateField(_("next re-check on"), null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        ordering = ["recommendation", "at", "pk"]
        verbose_name = _("re-check")
        verbose_name_plural = _("re-checks")
        constraints = [
            models.CheckConstraint(
                condition=Q(result=Result.REMEDIED, next_on__isnull=True)
                | (~Q(result=Result.REMEDIED) & Q(next_on__isnull=False)),
                name="what_is_not_remedied_is_looked_at_again",
            ),
        ]

    def __str__(self):
        return f"{self.on:%d/%m/%Y} {self.result}"
