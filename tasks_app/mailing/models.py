from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.rendering import Rendered


class MessageQuerySet(models.QuerySet):
    def due(self, at: datetime):
        """Waiting, and their time has come."""
        return self.filter(state=MessageState.WAITING, send_after__lte=at).order_by("send_after", "pk")

    def stale_claims(self, at: datetime, after: timedelta):
        """Claimed by a sender that has not said since how it went."""
        return self.filter(state=MessageState.SENDING, claimed_at__lt=at - after)

    def showable(self):
        """Those without secrets (password resets, invitations, codes)."""
        return self.filter(is_secret=False)


class Message(models.Model):
    """A mail with a life of its own, put here in the transaction of what it tells of, sent later by a job."""

    key = models.CharField(_("natural key"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=40)
    to_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("to")
    )
    to_address = models.EmailField(_("address"))
    # Null: the text is still to be written, when it leaves, by the composer of its kind.
    composed_at = models.DateTimeField(null=True)
    language = models.CharField(max_length=5, blank=True)
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict, blank=True)
    is_secret = models.BooleanField(default=False)
    state = models.CharField(_("state"), max_length=12, choices=MessageState, default=MessageState.WAITING)
    created_at = models.DateTimeField(_("written at"))
    due_at = models.DateTimeField()  # the first send_after, which never moves: by it the health pages judge
    send_after = models.DateTimeField(_("send after"))
    expires_at = models.DateTimeField(_("expires at"))
    claimed_by = models.CharField(max_length=32, blank=True)  # the sender's token; the state says for what
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.TextField(_("last error"), blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["send_after"], condition=Q(state=MessageState.WAITING), name="messages_that_wait")
        ]
        verbose_name = _("message")
        verbose_name_plural = _("outbox")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=MessageState.SENT, sent_at__isnull=False)
                | (~Q(state=MessageState.SENT) & Q(sent_at__isnull=True)),
                name="a_sent_message_and_only_it_has_a_time_of_sending",
            ),
            models.CheckConstraint(
                condition=Q(composed_at__isnull=False) | Q(subject="", text="", html=""),
                name="a_message_without_a_time_of_writing_says_nothing",
            ),
            models.CheckConstraint(
                condition=Q(composed_at__isnull=False) | ~Q(state__in=[MessageState.SENDING, MessageState.SENT]),
                name="nothing_is_sent_before_it_is_written",
            ),
        ]

    def __str__(self):
        return self.key

    def write(self, rendered: Rendered) -> None:
        """Take over what it says; it is saved elsewhere."""
        self.language, self.subject, self.text, self.html = (
            rendered.language,
            rendered.subject,
            rendered.text,
            rendered.html,
        )
