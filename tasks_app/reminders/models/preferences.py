from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tasks_app.options.rules import FIRST_HOUR, LAST_HOUR, Options


class MailPreference(models.Model):
    """How a person wants his reminders. What is due or overdue comes on its day, whatever he chose; an hour outside of
    those that the office has set counts as their first."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_preference")
    send_from = models.TimeField(_("not before"), default=Options().sent_from)
    is_weekly = models.BooleanField(_("what is not due yet only once a week"), default=False)

    class Meta:
        verbose_name = _("wish for reminders")
        verbose_name_plural = _("wishes for reminders")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(send_from__gte=FIRST_HOUR, send_from__lte=LAST_HOUR),
                name="reminders_are_wanted_at_an_hour_that_can_be_set",
            )
        ]

    def __str__(self):
        return f"{self.person_id}: {self.send_from}"
