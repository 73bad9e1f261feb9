"""The outbox, and what is held back."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tasks_app.common.dates import local_day
from tasks_app.common.sheets import Book, Row, Sheet
from tasks_app.exports.books.parts import day, file_name, filter_notes, mark, moment, notes_of_day, text
from tasks_app.mailing.models import Hold, Message
from tasks_app.plan.queries import current_plan
from tasks_app.reminders import wording
from tasks_app.reminders.views import Holds, Outbox

AT_A_TIME = 2000  # rows


def outbox_book(page: Outbox) -> Book:
    """The mails that the address asks for and what became of them: not what they say, and none with a secret."""
    title, mails = _("Outbox"), page.get_queryset()
    columns = [
        moment(_("Written")),
        text(_("Kind of mail"), 22),
        text(_("Subject"), 44),
        text(_("To"), 26),
        text(_("Address"), 30),
        text(_("Mail to this address came back"), 12),
        text(_("State"), 16),
        moment(_("Sent at")),
        text(_("Last error"), 36),
        text(_("Dealt with"), 10),
    ]
    secrets = _("Mails with secrets, such as links to a new password, are not shown.")
    today = page.now.date()
    notes = notes_of_day(current_plan(on=today), today, secrets, *filter_notes(page.form))
    sheet = Sheet(title, columns, _mails(mails), mails.count())
    return Book(file_name(title, today), title, notes, [sheet])


MAIL = (
    "created_at",
    "kind",
    "subject",
    "to_person__full_name",
    "to_address",
    "address_bounces",
    "state",
    "sent_at",
    "last_error",
    "settled_at",
)


def _mails(mails: QuerySet[Message]) -> Iterator[Row]:
    for written, kind, subject, person, address, bounces, state, sent, error, settled in mails.values_list(
        *MAIL
    ).iterator(chunk_size=AT_A_TIME):
        yield (
            written,
            wording.kind(kind),
            subject or _("It is written when it leaves"),
            person or "",
            address,
            mark(bounces),
            wording.message_state(state).label,
            sent,
            error,
            mark(settled is not None),
        )


def hold_book(page: Holds) -> Book:
    """What is held back, and what was."""
    title, today = _("Holds"), page.now.date()
    columns = [
        text(_("State"), 12),
        text(_("Whose mail"), 26),
        day(_("First day")),
        day(_("Last day")),
        moment(_("Ended early at")),
        text(_("Reason"), 44),
        text(_("Set by"), 28),
        moment(_("Set at")),
    ]
    sections = ((_("In force"), page.in_force()), (_("Over"), page.over()))
    rows = [_hold_row(state, one) for state, holds in sections for one in holds]
    notes = notes_of_day(current_plan(on=today), today)
    return Book(file_name(title, today), title, notes, [Sheet.of(title, columns, rows)])


def _hold_row(state: str, one: Hold) -> Row:
    return (
        state,
        str(one.person or _("Everybody")),
        local_day(one.starts_at),
        one.last_day,
        one.ended_at if one.ended_at != one.ends_at else None,
        one.reason,
        one.who,
        one.at,
    )
