"""Groups of organisations, whose members change from day to day."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tasks_app.common.enums import Part
from tasks_app.common.models import BilingualMixin
from tasks_app.organisations.models.organisations import Organisation


class Group(BilingualMixin, models.Model):
    """A group to which work is given with one press: all localities, all departments, the Party agencies…"""

    stamps = Part.ORGANISATIONS

    key = models.SlugField(_("key"), max_length=40, unique=True)
    name_vi = models.CharField(_("name (Vietnamese)"), max_length=200)
    name_en = models.CharField(_("name (English)"), max_length=200, blank=True)

    class Meta:
        ordering = ["key"]
        verbose_name = _("group of organisations")
        verbose_name_plural = _("groups of organisations")

    def __str__(self):
        return self.in_language("name")


class GroupMembership(models.Model):
    stamps = Part.ORGANISATIONS

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("group"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("organisation")
    )
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["group", "organisation"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "organisation"],
                condition=Q(valid_to__isnull=True),
                name="an_organisation_is_in_a_group_once_at_a_time",
            ),
        ]

    def __str__(self):
        return f"{self.group_id}: {self.organisation_id}"
