from django.db import models
from django.utils.translation import gettext_lazy as _

from tasks_app.common.enums import Part
from tasks_app.common.models import ActedMixin, AppendOnlyMixin


class OptionChange(ActedMixin, AppendOnlyMixin):
    """A setting was changed; the last change of a key says what holds. ``number`` counts all changes, so that of two
    who save at once one is refused, also where they change different settings that have to go together."""

    stamps = Part.OPTIONS

    number = models.PositiveIntegerField(_("number"), unique=True)
    key = models.CharField(_("setting"), max_length=40)
    old = models.JSONField(_("before"))
    new = models.JSONField(_("after"))
    at = models.DateTimeField(_("at"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        base_manager_name = "objects"
        ordering = ["-number"]
        indexes = [models.Index(fields=["key", "-number"], name="the_last_change_of_a_setting")]
        verbose_name = _("change of a setting")
        verbose_name_plural = _("changes of settings")

    def __str__(self):
        return f"{self.key}: {self.old} → {self.new}"
