"""Who is to report an indicator, on which days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from tasks_app.indicators.models import IndicatorDefinition
from tasks_app.organisations.models import GroupMembership


@dataclass(frozen=True)
class _Span:
    organisation: int
    first: date
    last: date | None

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Reporters:
    """The organisations that report an indicator, from–to."""

    spans: list[_Span] = field(default_factory=list)

    def on(self, day: date) -> set[int]:
        """Primary keys of those who report it on a day; before anybody began to, of the first who did.

        Groups are entered with the plan, some weeks into the year that they are for.
        """
        day = max(day, min((span.first for span in self.spans), default=day))
        return {span.organisation for span in self.spans if span.holds(day)}


def reporters_of(definitions: Iterable[IndicatorDefinition]) -> dict[int, Reporters]:
    """For each indicator (primary key) the members of its groups for as long as they exist; one query."""
    rows = (
        GroupMembership.objects.filter(group__indicators__in=[one.pk for one in definitions])
        .order_by()
        .values_list(
            "group__indicators",
            "organisation_id",
            "valid_from",
            "valid_to",
            "organisation__valid_from",
            "organisation__valid_to",
        )
    )
    found: dict[int, Reporters] = defaultdict(Reporters)
    for definition, organisation, first, last, began, ended in rows:
        ends = min((one for one in (last, ended) if one is not None), default=None)
        found[definition].spans.append(_Span(organisation, max(first, began or first), ends))
    return found
