from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from tasks_app.calendar.rules import WorkingCalendar


@dataclass(frozen=True)
class Asked:
    """Whose days are asked for: the work of a member, and that of organisations (primary keys).

    ``is_of_the_committee``: he attends what the whole committee attends.
    """

    today: date
    calendar: WorkingCalendar
    member: int | None = None
    organisations: frozenset[int] = field(default=frozenset())
    is_of_the_committee: bool = False

    def leads(self, prefix: str = "") -> Q:
        """Work that the member answers for, or that one of the organisations leads; ``prefix``: the way to it."""
        its = Q(**{f"{prefix}organisation__in": self.organisations})
        return its if self.member is None else its | Q(**{f"{prefix}responsible": self.member})

    def is_led(self, responsible: int, organisation: int) -> bool:
        return responsible == self.member or organisation in self.organisations
