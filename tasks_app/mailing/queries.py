from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet

from tasks_app.common.dates import local_day
from tasks_app.mailing import rules
from tasks_app.mailing.enums import Bar, MessageState, Notice
from tasks_app.mailing.models import TO_LOOK_AT, Hold, MailPermit, Message, is_not_held
from tasks_app.options.queries import options


@dataclass(frozen=True)
class OutboxHealth:
    """``waits``: for how long the oldest message waits that should have gone out, however often it was tried since;
    ``expired`` counts those of the last days that were given up unsent; ``failed`` and ``unknown`` count what a person
    must look at and nobody has set aside, and ``returned`` those that came back; ``delivered_at``: when a mail last
    went out."""

    waits: timedelta | None
    failed: int = 0
    unknown: int = 0
    expired: int = 0
    returned: int = 0
    delivered_at: datetime | None = None

    @property
    def is_late(self) -> bool:
        return self.waits is not None and self.waits > rules.IS_LATE_AFTER


_calendars: list[Callable[[date], bool]] = []


def register_working_days(is_working_day: Callable[[date], bool]) -> None:
    """The column that keeps the calendar stands right of this one and says here which days are worked."""
    _calendars.append(is_working_day)


def is_time_to_send(at: datetime) -> bool:
    """Whether mail about work may leave: nobody gets any at night or on a day off, however long it was tried."""
    return rules.is_hour_of_sending(at, options().hours) and all(its(local_day(at)) for its in _calendars)


def outbox() -> QuerySet[Message]:
    """The messages that may be shown, newest first, with the person and without the bodies.

    ``address_bounces``: a mail to the same address came back, and nobody has set that aside.
    """
    came_back = Message.objects.filter(to_address=OuterRef("to_address"), state=MessageState.RETURNED, settled_at=None)
    found = Message.objects.showable().select_related("to_person").defer("text", "html")
    return found.annotate(address_bounces=Exists(came_back))


def outbox_health(*, at: datetime) -> OutboxHealth:
    """How the outbox stands at a moment; two queries, of what is open and of what was sent last, however much was sent.

    What is held back does not wait: that is as somebody wants it. Mail about work does not wait at night and on days
    off, when none may leave, and what stayed over waits from the morning on.
    """
    is_unsent = Q(state__in=[MessageState.WAITING, MessageState.SENDING], due_at__lte=at)
    is_news = Q(state=MessageState.EXPIRED, expires_at__gte=at - rules.EXPIRY_IS_NEWS_FOR)
    about_work = Q(kind__in=Notice.values)
    found = Message.objects.filter(TO_LOOK_AT).aggregate(
        oldest=Min("due_at", filter=is_unsent & ~about_work),
        oldest_of_work=Min("due_at", filter=is_unsent & about_work & is_not_held(at)),
        failed=Count("pk", filter=Q(state=MessageState.FAILED)),
        unknown=Count("pk", filter=Q(state=MessageState.UNKNOWN)),
        expired=Count("pk", filter=is_news),
        returned=Count("pk", filter=Q(state=MessageState.RETURNED)),
    )
    since, of_work = [found.pop("oldest")], found.pop("oldest_of_work")
    if of_work and is_time_to_send(at):
        since.append(max(of_work, rules.sending_window(local_day(at), options().hours)[0]))
    oldest = min((moment for moment in since if moment), default=None)
    delivered_at = Message.objects.filter(sent_at__isnull=False, settled_at=None).aggregate(last=Max("sent_at"))["last"]
    return OutboxHealth(waits=at - oldest if oldest else None, delivered_at=delivered_at, **found)


def open_messages() -> dict[str, int]:
    """How many mails are in each state in which something is still to be done: by the sender, or by a person.

    All of these states, those without mails too; one query.
    """
    states = [MessageState.WAITING, MessageState.SENDING, MessageState.FAILED, MessageState.UNKNOWN]
    found = Message.objects.filter(settled_at=None, state__in=states).order_by().values_list("state")
    return dict.fromkeys(map(str, states), 0) | dict(found.annotate(Count("pk")))


def bar_to_mail() -> Bar | None:
    """Why mail may not leave from here, although the settings say so; None where it may, or goes to files anyway."""
    if not settings.MAIL_ENABLED:
        return None
    permit = MailPermit.objects.first()
    if permit is None:
        return Bar.NOBODY_ALLOWED
    return None if permit.marker == settings.MAIL_MARKER else Bar.ANOTHER_INSTALLATION


def held_people(at: datetime) -> tuple[bool, frozenset[int]]:
    """Whether all mail about work is held back at a moment, and to whom it is; one query."""
    people = list(Hold.objects.in_force(at).order_by("pk").values_list("person", flat=True))
    return None in people, frozenset(person for person in people if person is not None)


def hold_of_everything(at: datetime) -> Hold | None:
    """The hold by which no mail about work leaves at all, with the people; one query."""
    return Hold.objects.in_force(at).filter(person=None).select_related("by", "for_person").first()


def holds() -> QuerySet[Hold]:
    """All that were ever made, newest first, with the people."""
    return Hold.objects.select_related("person", "by", "for_person")
