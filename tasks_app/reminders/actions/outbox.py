"""What the secretariat does with mails: one of the acts of the column mailing, with the hours in which mail leaves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from tasks_app.calendar.queries import working_calendar
from tasks_app.common.actors import Actor
from tasks_app.mailing import actions as mailing
from tasks_app.mailing.actions import ActRefused
from tasks_app.mailing.enums import Act
from tasks_app.mailing.models import Message
from tasks_app.mailing.rules import WorkingDays, next_sending
from tasks_app.options.queries import options


@dataclass
class Handled:
    """What came of the same act for many; ``left``: those that it did not fit, each with the reason."""

    done: list[Message] = field(default_factory=list)
    left: list[tuple[Message, str]] = field(default_factory=list)


def do(act: Act, mail: Message, *, by: Actor, at: datetime, reason: str = "") -> None:
    """Do it to one. ``reason`` is for what came back. Raises ActRefused."""
    _do(act, mail, by=by, at=at, reason=reason, calendar=working_calendar())


def do_to_all(act: Act, mails: Iterable[Message], *, by: Actor, at: datetime) -> Handled:
    """Do the same to each, in a transaction of its own; one that is refused stops no other."""
    handled, calendar = Handled(), working_calendar()
    for mail in mails:
        try:
            _do(act, mail, by=by, at=at, calendar=calendar)
        except ActRefused as refused:
            handled.left.append((mail, str(refused)))
        else:
            handled.done.append(mail)
    return handled


def _do(act: Act, mail: Message, *, by: Actor, at: datetime, calendar: WorkingDays, reason: str = "") -> None:
    match act:
        case Act.SEND_AGAIN:
            leaves_at, expires_at = next_sending(at, calendar, options().hours)
            mailing.send_again(mail, by=by, at=at, leaves_at=leaves_at, expires_at=expires_at)
        case Act.CANCEL:
            mailing.cancel(mail, by=by, at=at)
        case Act.ARRIVED:
            mailing.mark_arrived(mail, by=by, at=at)
        case Act.NOT_ARRIVED:
            mailing.mark_not_arrived(mail, by=by, at=at)
        case Act.CAME_BACK:
            mailing.mark_returned(mail, reason=reason, by=by, at=at)
        case Act.SETTLE:
            mailing.settle(mail, by=by, at=at)
