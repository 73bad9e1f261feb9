"""Who acts for whom."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tasks_app.common.sheets import Book, Row, Sheet
from tasks_app.exports.books.parts import day, file_name, moment, notes_of_day, text
from tasks_app.people.models import Delegation
from tasks_app.people.views import DelegationList
from tasks_app.plan.queries import current_plan


def delegation_book(page: DelegationList) -> Book:
    """The delegations in force, to come, and over, as the page lists them."""
    title, today = _("Delegations"), page.today
    columns = [
        text(_("State"), 14),
        text(_("Who acts"), 26),
        text(_("For whom"), 26),
        text(_("How far"), 30),
        day(_("First day")),
        day(_("Last day")),
        moment(_("Ended early at")),
        text(_("Document"), 24),
        text(_("Set by"), 28),
        moment(_("Set at")),
    ]
    in_force = [one for one in page.others if one.is_in_force(today)]
    to_come = [one for one in page.others if not one.is_in_force(today)]
    sections = ((_("In force"), in_force), (_("To come"), to_come), (_("Over"), page.ended()))
    rows = [_row(state, one) for state, delegations in sections for one in delegations]
    notes = notes_of_day(current_plan(on=today), today)
    return Book(file_name(title, today), title, notes, [Sheet.of(title, columns, rows)])


def _row(state: str, one: Delegation) -> Row:
    return (
        state,
        str(one.deputy),
        str(one.principal),
        str(one.get_kind_display()),
        one.valid_from,
        # One that was ended on its first day has no last one.
        one.last_day if one.valid_to > one.valid_from else None,
        one.ended_at,
        one.basis,
        one.who,
        one.at,
    )
