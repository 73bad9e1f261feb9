from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from tasks_app.common.dates import local_day
from tasks_app.common.models import ActedMixin
from tasks_app.mailing.enums import MessageState, Notice
from tasks_app.mailing.rendering import Rendered

# What is still to go out, or is somebody's to look at. Of all that was ever sent it is little, and has its own index.
TO_LOOK_AT = Q(
    settled_at__isnull=True,
    state__in=[
        MessageState.WAITING,
        MessageState.SENDING,
        MessageState.FAILED,
        MessageState.UNKNOWN,
        MessageState.EXPIRED,
        MessageState.RETURNED,
    ],
)


def is_not_held(at: datetime) -> Q:
    """Of a message: mails about accounts always leave, and those about work unless a hold is in force."""
    holds = Hold.objects.in_force(at).filter(Q(person=None) | Q(person=OuterRef("to_person")))
    return ~Q(kind__in=Notice.values) | ~Exists(holds)


class MessageQuerySet(models.QuerySet):
    def due(self, at: datetime):
        """Waiting, and their time has come."""
        return self.filter(state=MessageState.WAITING, send_after__lte=at).order_by("send_after", "pk")

    def may_leave(self, at: datetime, *, is_time: bool):
        """Without the mails about work that are held back or whose reader may not sign in any more, and without all of
        them where it ``is_time`` for none. Mails about accounts always leave."""
        about_work = Q(kind__in=Notice.values)
        leaves = is_not_held(at) & ~Q(to_person__is_active=False) if is_time else Q(pk__in=[])
        return self.filter(~about_work | leaves)

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
    composed_at = models.DateTimeField(_("written at"), null=True)
    language = models.CharField(_("language"), max_length=5, blank=True)
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict, blank=True)
    is_secret = models.BooleanField(_("carries a secret"), default=False)
    state = models.CharField(_("state"), max_length=12, choices=MessageState, default=MessageState.WAITING)
    created_at = models.DateTimeField(_("written at"))
    # The first send_after, which never moves: by it the health pages judge.
    due_at = models.DateTimeField(_("leaves from"))
    send_after = models.DateTimeField(_("send after"))
    expires_at = models.DateTimeField(_("expires at"))
    claimed_by = models.CharField(max_length=32, blank=True)  # the sender's token; the state says for what
    claimed_at = models.DateTimeField(_("taken up at"), null=True)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.TextField(_("last error"), blank=True)
    # Somebody has dealt with it: it is still failed, and nobody is alarmed any more.
    settled_at = models.DateTimeField(_("set aside at"), null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("set aside by")
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["send_after"], condition=Q(state=MessageState.WAITING), name="messages_that_wait"),
            models.Index(fields=["state", "due_at"], condition=TO_LOOK_AT, name="messages_to_look_at"),
            models.Index(fields=["sent_at"], condition=Q(sent_at__isnull=False), name="messages_that_were_sent"),
            models.Index(
                fields=["to_address"], condition=Q(state=MessageState.RETURNED), name="messages_that_came_back"
            ),
        ]
        verbose_name = _("message")
        verbose_name_plural = _("outbox")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[MessageState.SENT, MessageState.RETURNED], sent_at__isnull=False)
                | (~Q(state__in=[MessageState.SENT, MessageState.RETURNED]) & Q(sent_at__isnull=True)),
                name="what_was_sent_and_only_that_has_a_time_of_sending",
            ),
            models.CheckConstraint(
                condition=Q(composed_at__isnull=False) | Q(subject="", text="", html=""),
                name="a_message_without_a_time_of_writing_says_nothing",
            ),
            models.CheckConstraint(
                condition=Q(composed_at__isnull=False) | ~Q(state__in=[MessageState.SENDING, MessageState.SENT]),
                name="nothing_is_sent_before_it_is_written",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="what_is_set_aside_says_when_and_by_whom",
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


class HoldQuerySet(models.QuerySet):
    def in_force(self, at: datetime):
        return self.filter(starts_at__lte=at, ends_at__gt=at, ended_at__isnull=True)

    def over(self, at: datetime):
        return self.filter(Q(ends_at__lte=at) | Q(ended_at__isnull=False))


class Hold(ActedMixin):
    """Mails about work are held back for a while: all of them, or those to one person."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
        help_text=_("Empty: everybody."),
    )
    reason = models.CharField(_("reason"), max_length=300)
    at = models.DateTimeField(_("at"))
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_hold_ends_after_it_starts"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_hold_has_a_reason"),
            models.CheckConstraint(condition=Q(by__isnull=False), name="a_hold_says_who_made_it"),
            models.UniqueConstraint(
                Coalesce("person", 0), condition=Q(ended_at__isnull=True), name="nothing_is_held_twice_at_a_time"
            ),
        ]

    @property
    def last_day(self) -> date:
        """The last day on which it holds; it ends with that day."""
        return local_day(self.ends_at - timedelta(microseconds=1))

    def __str__(self):
        return f"{self.person_id or 'everybody'} {self.starts_at:%Y-%m-%d}–{self.ends_at:%Y-%m-%d}"


class MailPermit(models.Model):
    """Mail may leave from where MAIL_MARKER is this word, and from nowhere else: a copy elsewhere mails nobody."""

    marker = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="there_is_one_permit_to_mail"),
            models.CheckConstraint(condition=~Q(marker=""), name="a_permit_to_mail_names_an_installation"),
        ]

    def __str__(self):
        return self.marker
