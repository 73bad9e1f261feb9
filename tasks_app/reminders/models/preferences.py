from datetime import time

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tasks_app.mailing.rules import SENT_FROM, SENT_UNTIL


class MailPreference(models.Model):
    """How a person wants his reminders. What is due or overdue comes on its day, whatever he chose."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_preference")
    send_from = models.TimeField(_("not before"), default=SENT_FROM)
    is_weekly = models.BooleanField(_("what is not due yet only once a week"), default=False)

    class Meta:
        verbose_name = _("wish for reminders")
        verbose_name_plural = _("wishes for reminders")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(send_from__gte=SENT_FROM, send_from__lt=time(SENT_UNTIL.hour, SENT_UNTIL.minute)),
                name="reminders_are_wanted_within_the_hours_of_sending",
            )
        ]

    def __str__(self):
        return f"{self.person_id}: {self.send_from}"
