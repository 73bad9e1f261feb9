"""Mail about work is held back for a while."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tasks_app.common.actors import Actor
from tasks_app.common.dates import LOCAL
from tasks_app.journal.actions import record
from tasks_app.mailing.enums import MessageState, Notice
from tasks_app.mailing.models import Hold, Message
from tasks_app.options.queries import options


class HoldRefused(Exception):
    """Why nothing was held, or no hold was ended; a sentence for the person who asked."""


class HeldTooLong(HoldRefused):
    def __init__(self, days: int):
        super().__init__(
            ngettext("Mail can be held for %(days)d day at most.", "Mail can be held for %(days)d days at most.", days)
            % {"days": days}
        )


class AlreadyHeld(HoldRefused):
    def __init__(self, hold: Hold):
        until = date_format(hold.ends_at.astimezone(LOCAL), "DATETIME_FORMAT")
        super().__init__(
            _("This mail is held already, until %(until)s. End that hold first to set another.") % {"until": until}
        )


class HoldIsOver(HoldRefused):
    def __init__(self):
        super().__init__(_("This hold has ended already."))


@transaction.atomic
def hold_mail(*, person=None, reason: str, ends_at: datetime, by: Actor, at: datetime) -> Hold:
    """From now on no mail about work leaves to a person, or to anybody (None), until the hold ends.

    What a sender has leased and not come to is taken back from it. Mails about accounts leave all the same. Raises
    HoldRefused where that is too long, or the same is held already.
    """
    days = options().held_at_most
    if ends_at - at > timedelta(days=days):
        raise HeldTooLong(days)
    of_the_same = Hold.objects.filter(person=person, ended_at__isnull=True)
    of_the_same.filter(ends_at__lte=at).update(ended_at=F("ends_at"))
    try:
        with transaction.atomic():
            hold = Hold.objects.create(person=person, reason=reason, at=at, starts_at=at, ends_at=ends_at, **by.fields)
    except IntegrityError:
        raise AlreadyHeld(of_the_same.get()) from None
    leased = Message.objects.filter(state=MessageState.WAITING, kind__in=Notice.values).exclude(claimed_by="")
    its = leased.filter(to_person=person) if person else leased
    its.update(claimed_by="")
    # Once more when all see the hold: who leased meanwhile could not see it.
    transaction.on_commit(lambda: its.update(claimed_by=""))
    record("hold.made", hold, by=by, at=at, reason=reason, until=ends_at.isoformat(), person=person and person.pk)
    return hold


@transaction.atomic
def end_hold(hold: Hold, *, by: Actor, at: datetime) -> None:
    """Mail leaves again from now on. Raises HoldIsOver where it does so already."""
    if not Hold.objects.in_force(at).filter(pk=hold.pk).update(ended_at=at):
        raise HoldIsOver
    record("hold.ended", hold, by=by, at=at)
