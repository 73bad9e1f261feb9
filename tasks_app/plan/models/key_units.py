"""The units that the committee watches most, from day to day."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tasks_app.common.enums import Part
from tasks_app.organisations.models import Organisation
from tasks_app.people.models import DatedQuerySet
from tasks_app.plan.models.plans import Plan


class KeyUnit(models.Model):
    """An organisation is a key unit of a plan on the days [valid_from, valid_to], by a document.

    A row is ended, never deleted; one that ends before it begins was taken back on its first day and never held.
    """

    stamps = Part.PLANS

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)
    basis = models.CharField(_("basis document"), max_length=100, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "valid_from", "organisation__order", "pk"]
        verbose_name = _("key unit")
        verbose_name_plural = _("key units")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "organisation"],
                condition=Q(valid_to__isnull=True),
                name="an_organisation_is_a_key_unit_of_a_plan_once_at_a_time",
            ),
        ]

    def __str__(self):
        return f"{self.plan_id}: {self.organisation_id}"
