from django.db import models
from django.utils.translation import gettext_lazy as _

from tasks_app.common.models import ActedMixin, AppendOnlyMixin
from tasks_app.plan.models import Assignment


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
