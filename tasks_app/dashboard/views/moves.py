"""What became of assignments between two days, in words, each number with its list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.dashboard.enums import Move, Place
from tasks_app.dashboard.forms import FROM
from tasks_app.dashboard.queries import Changes, KeyTaskChanges, Moved, OrganisationChange
from tasks_app.dashboard.rules import COMPLETED, IN_FORCE
from tasks_app.dashboard.views.rows import Counted
from tasks_app.plan.enums import Bucket, State, Status
from tasks_app.plan.models import Assignment, Phase
from tasks_app.plan.queries import PlanDay
from tasks_app.plan.rules import timeliness
from tasks_app.plan.views import Links
from tasks_app.plan.wording import Shown, shown

IN_A_SENTENCE = {
    Move.COMPLETED: gettext_lazy("newly completed"),
    Move.OVERDUE: gettext_lazy("newly overdue"),
    Move.NO_LONGER_OVERDUE: gettext_lazy("no longer overdue"),
    Move.ISSUED: gettext_lazy("newly issued"),
    Move.DEADLINE_MOVED: gettext_lazy("with another deadline"),
    Move.REOPENED: gettext_lazy("reopened"),
    Move.STOPPED: gettext_lazy("stopped"),
    Move.RESUMED: gettext_lazy("resumed"),
}


def move_url(move: Move, first: date, links: Links) -> str:
    """The list of what made a move between a day and the board's."""
    return links.to("comparison_list", move.value, **{FROM: first.isoformat()})


def moves_in_words(changes: Changes, first: date, links: Links) -> list[Counted]:
    """ "12 newly completed, 5 newly overdue", as parts of a sentence; moves that nothing made are left out."""
    return [
        Counted(changes.made(move), move_url(move, first, links), str(words))
        for move, words in IN_A_SENTENCE.items()
        if changes.made(move)
    ]


@dataclass(frozen=True)
class Pair:
    """A number on the first day and on the board's, each with its list."""

    label: str
    before: int
    after: int
    before_url: str
    after_url: str
    is_overdue: bool = False

    @property
    def difference(self) -> str:
        return signed(self.after - self.before)

    @property
    def has_more_overdue(self) -> bool:
        return self.is_overdue and self.after > self.before


def signed(number: int) -> str:
    """ "+3", "−2", or "0"."""
    return f"{'+' if number > 0 else '−'}{localize(abs(number))}" if number else "0"


def buckets(changes: Changes, then: Links, now: Links) -> list[Pair]:
    """The four shares of the assignments in force on both days, and all of them."""
    pairs = []
    for bucket in Bucket:
        before, after = (of({Place(bucket.value)}) for of in (changes.before, changes.after))
        urls = (links.assignments(bucket=bucket.value) for links in (then, now))
        pairs.append(Pair(str(bucket.label), before, after, *urls, is_overdue=bucket == Bucket.OVERDUE))
    urls = (links.assignments() for links in (then, now))
    return [*pairs, Pair(_("All in force"), changes.before(IN_FORCE), changes.after(IN_FORCE), *urls)]


@dataclass(frozen=True)
class SideBySide:
    """A line of a table: the completed and the overdue work of a key task or an organisation, then and now."""

    name: str
    url: str
    completed: Pair
    overdue: Pair
    number: int | None = None


def key_task_line(line: KeyTaskChanges, then: Links, now: Links) -> SideBySide:
    changes, its = line.changes, {"key_task": line.key_task.number}
    return SideBySide(
        line.key_task.short,
        now.tasks(**its),
        _completed(changes.before(COMPLETED), changes.after(COMPLETED), then, now, its),
        _overdue(changes.before({Place.OVERDUE}), changes.after({Place.OVERDUE}), then, now, its),
        number=line.key_task.number,
    )


def organisation_line(line: OrganisationChange, then: Links, now: Links) -> SideBySide:
    its = {"organisation": line.organisation.pk}
    return SideBySide(
        line.organisation.name,
        now.assignments(**its),
        _completed(line.before.completed, line.after.completed, then, now, its),
        _overdue(line.before.overdue, line.after.overdue, then, now, its),
    )


def _completed(before: int, after: int, then: Links, now: Links, its: dict) -> Pair:
    urls = (links.assignments(**its, state=State.COMPLETED.value) for links in (then, now))
    return Pair(_("Completed"), before, after, *urls)


def _overdue(before: int, after: int, then: Links, now: Links, its: dict) -> Pair:
    urls = (links.assignments(**its, status=Status.OVERDUE.value) for links in (then, now))
    return Pair(_("Overdue"), before, after, *urls, is_overdue=True)


@dataclass(frozen=True)
class MovedRow:
    """``before``: how it stood, None where it was not there; ``deadline_before``: only where it is another one now."""

    assignment: Assignment | Phase
    before: Shown | None
    after: Shown
    deadline_before: date | None


def moved_row(moved: Moved, day_from: PlanDay, day_to: PlanDay) -> MovedRow:
    before, after = moved.before, moved.after
    is_another = before is not None and before.deadline_on != after.deadline_on
    return MovedRow(
        after,
        shown(timeliness(before.facts, day_from.by)) if before is not None else None,
        shown(timeliness(after.facts, day_to.by)),
        before.deadline_on if is_another else None,
    )


@dataclass(frozen=True)
class Section:
    """The first of those that made a move; ``total``: all of them, whose list is at ``url``."""

    move: Move
    rows: list[MovedRow]
    total: int
    url: str

    @property
    def has_more(self) -> bool:
        return self.total > len(self.rows)
