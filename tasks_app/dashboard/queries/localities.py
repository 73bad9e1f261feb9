"""The localities, each with its work."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from tasks_app.dashboard.queries.board import Board, Tally, tallies
from tasks_app.organisations.models import Organisation
from tasks_app.plan.queries import PlanDay


@dataclass(frozen=True)
class LocalityLine:
    """A locality and its work in force. ``is_in_being``: not merged into another or abolished by the day."""

    locality: Organisation
    tally: Tally
    is_in_being: bool


def locality_lines(day: PlanDay) -> list[LocalityLine]:
    """The localities that answer to the province on a day, and the others that have work; in the official order.

    Three queries, however many there are.
    """
    every = Organisation.objects.localities().order_by()
    in_force = day.assignments().in_force().filter(organisation__in=every)
    tally_of = {pk: tally for (pk,), tally in tallies(in_force, day.by, "organisation").items()}
    in_being = set(every.answering(day.day).values_list("pk", flat=True))
    shown = every.filter(Q(pk__in=in_being) | Q(pk__in=tally_of.keys())).order_by("order", "pk")
    return [LocalityLine(one, tally_of.get(one.pk, Tally()), one.pk in in_being) for one in shown]


def localities_of(board: Board, day: PlanDay) -> list[LocalityLine]:
    """Those that have work on a board; no query."""

    def is_in_being(locality: Organisation) -> bool:
        begins, ends = locality.valid_from or day.day, locality.valid_to or day.day
        return begins <= day.day <= ends

    return [LocalityLine(line.organisation, line.tally, is_in_being(line.organisation)) for line in board.localities]
