from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tasks_app.common.models import ActedMixin, BilingualMixin
from tasks_app.reminders.enums import Subject


class EditedLadder(ActedMixin):
    """The secretariat's own ladder for a subject; without one the default of ``rules`` holds."""

    subject = models.CharField(_("subject"), max_length=12, choices=Subject, unique=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["subject"]
        verbose_name = _("ladder of reminders")
        verbose_name_plural = _("ladders of reminders")

    def __str__(self):
        return str(self.get_subject_display())


class LadderStage(BilingualMixin, models.Model):
    """A step of a ladder. ``is_repeated``: it comes every ``offset`` working days after the last of the others."""

    ladder = models.ForeignKey(EditedLadder, on_delete=models.CASCADE, related_name="stages")
    offset = models.SmallIntegerField(_("working days"))
    is_repeated = models.BooleanField(_("comes again"), default=False)
    to_secretariat = models.BooleanField(_("copy to the secretariat"), default=False)
    to_deputy_heads = models.BooleanField(_("copy to the deputy heads"), default=False)
    note_vi = models.CharField(_("sentence in the mail (Vietnamese)"), max_length=300, blank=True)
    note_en = models.CharField(_("sentence in the mail (English)"), max_length=300, blank=True)

    class Meta:
        ordering = ["ladder", "is_repeated", "offset"]
        constraints = [
            models.UniqueConstraint(
                fields=["ladder", "offset"], condition=Q(is_repeated=False), name="a_ladder_has_each_stage_once"
            ),
            models.UniqueConstraint(
                fields=["ladder"], condition=Q(is_repeated=True), name="a_ladder_has_one_stage_that_comes_again"
            ),
            models.CheckConstraint(
                condition=Q(is_repeated=False) | Q(offset__gte=1), name="a_stage_comes_again_after_a_day_at_the_least"
            ),
        ]

    def __str__(self):
        return f"{self.ladder_id}: {self.offset:+d}"
