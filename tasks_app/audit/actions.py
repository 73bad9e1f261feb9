"""What was kept for long enough leaves the log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from tasks_app.audit.rules import AT_MOST, AT_ONCE, FOR_MONTHS, FOR_YEARS, months_before
from tasks_app.journal.actions import record, take_out_entries, take_out_exports, take_out_views
from tasks_app.journal.models import Entry
from tasks_app.options.rules import Options
from tasks_app.people.actions import take_out_failed_sign_ins


def take_out_old(its: Options, *, at: datetime) -> dict[str, int]:
    """Delete what is older than the settings say, the oldest first, AT_ONCE lines in a statement and no more than
    AT_MOST of a kind; the next run goes on. Returns how many of each kind went.

    What tells of the work of plans is never touched, see ``rules``. Recorded as ``audit.taken_out`` where any went.
    """
    signs, others = months_before(at, its.audit_sign_in_months), months_before(at, 12 * its.audit_years)
    numbers = {
        "sign_ins": _in_portions(lambda n: take_out_entries(FOR_MONTHS, before=signs, at_most=n)),
        "failures": _in_portions(lambda n: take_out_failed_sign_ins(before=signs, at_most=n)),
        "views": _in_portions(lambda n: take_out_views(before=signs, at_most=n)),
        "journal": _in_portions(lambda n: take_out_entries(FOR_YEARS, before=others, at_most=n)),
        "exports": _in_portions(lambda n: take_out_exports(before=others, at_most=n)),
    }
    gone = {name: number for name, number in numbers.items() if number}
    if gone:
        # About the log as a whole, which has no row of its own.
        record(
            "audit.taken_out",
            Entry(pk=0),
            by=None,
            at=at,
            numbers=gone,
            sign_ins_before=signs.isoformat(),
            others_before=others.isoformat(),
        )
    return gone


def _in_portions(take: Callable[[int], int]) -> int:
    taken = 0
    while taken < AT_MOST:
        portion = take(min(AT_ONCE, AT_MOST - taken))
        taken += portion
        if portion < AT_ONCE:
            break
    return taken
