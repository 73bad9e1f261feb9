"""Invented readings of the indicators for the demonstration, entered through the product's own action.

Every organisation follows the course of an indicator at its own level; some readings are missing, one is corrected. All
of it follows from the seed in ``data/readings_2024.json``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.indicators.actions import enter_readings
from tasks_app.indicators.models import IndicatorDefinition
from tasks_app.indicators.queries import readings_of, reporters_of
from tasks_app.indicators.rules import Period, Ratio, read_period
from tasks_app.organisations.models import Organisation
from tasks_app.people.models import Person
from tasks_app.plan.enums import Frequency
from tasks_app.plan.models import Plan

READINGS = Path(__file__).parent / "data" / "readings_2024.json"
FILES_OF_A_COMMUNE = 45  # in a month
FILES_OF_A_UNIT = (150, 1800)
PROVINCE = None


@dataclass(frozen=True)
class Entry:
    """What the secretariat enters at a moment."""

    at: datetime
    definition: IndicatorDefinition
    period: Period
    figures: Mapping[int | None, Ratio]


def read_indicators(plan: Plan, *, communes: Mapping[str, int], until: datetime) -> int:
    """Enter the readings of the plan's year as far as they are known at a moment; returns how many were entered."""
    data = json.loads(READINGS.read_text(encoding="utf-8"))
    by = Actor(Person.objects.get(username=data["entered_by"]))
    entered = 0
    for entry in sorted(_Readings(plan, data, communes).entries(), key=lambda entry: entry.at):
        if entry.at >= until:
            break
        done = enter_readings(
            entry.definition,
            entry.period,
            entry.figures,
            seen=_newest(entry),
            source=data["source"],
            by=by,
            at=entry.at,
        )
        entered += done.added
    return entered


def _newest(entry: Entry) -> int:
    return max(readings_of(entry.definition, entry.period).values_list("pk", flat=True), default=0)


class _Readings:
    def __init__(self, plan: Plan, data: dict, communes: Mapping[str, int]):
        self.data = data
        self.year = Period(date(plan.year, 1, 1), 12)
        self.communes = communes
        self.organisations = {organisation.pk: organisation for organisation in Organisation.objects.all()}
        self.definitions = {one.code: one for one in IndicatorDefinition.objects.filter(code__in=data["courses"])}
        self.reporters = reporters_of(self.definitions.values())

    def entries(self) -> Iterator[Entry]:
        for code, definition in self.definitions.items():
            for period in self.year.parts(Frequency(definition.period_kind)):
                yield Entry(self._entered_at(period), definition, period, self._figures(code, definition, period))
        yield from self._correction()

    def _entered_at(self, period: Period) -> datetime:
        day = period.last + timedelta(days=self.data["entered_on_day"])
        return at_time(day, self.data["entered_at_hour"])

    def _figures(self, code: str, definition: IndicatorDefinition, period: Period) -> dict[int | None, Ratio]:
        if not definition.by_organisation:
            return {PROVINCE: self._ratio(code, PROVINCE, period)}
        whom = sorted(self.reporters[definition.pk].on(period.last))
        return {who: self._ratio(code, who, period) for who in whom if not self._is_missing(code, who, period)}

    def _is_missing(self, code: str, who: int, period: Period) -> bool:
        lately = period.first.month >= 9
        odds = self.data["missing_lately" if lately else "missing"]
        return self._random("missing", code, self._key(who), period.code).random() < odds

    def _ratio(self, code: str, who: int | None, period: Period) -> Ratio:
        course, key = self.data["courses"][code], self._key(who)
        level = self._random(code, key).gauss(0, course["spread"] / 2)
        chance = self._random(code, key, period.code)
        passed = (period.first.month - 1) / 11
        percent = course["from"] + (course["to"] - course["from"]) * passed + level
        percent += chance.gauss(0, course["spread"] / 8)
        denominator = round(self._volume(who) * course["volume"] * chance.uniform(0.85, 1.15) * period.months)
        numerator = round(denominator * min(max(percent, 2), 100) / 100)
        return Ratio(Decimal(numerator), Decimal(denominator))

    def _volume(self, who: int | None) -> float:
        if who is PROVINCE:
            return sum(FILES_OF_A_UNIT)
        communes = self.communes.get(self._key(who))
        return communes * FILES_OF_A_COMMUNE if communes else self._random(self._key(who)).uniform(*FILES_OF_A_UNIT)

    def _key(self, who: int | None) -> str:
        return "" if who is PROVINCE else self.organisations[who].key

    def _random(self, *words: str) -> Random:
        return Random(" ".join([str(self.data["seed"]), *words]))  # noqa: S311 - a story, no secret

    def _correction(self) -> Iterator[Entry]:
        """Some days later one organisation finds that it has counted too few."""
        row = self.data["corrected"]
        definition, period = self.definitions.get(row["indicator"]), read_period(row["part"])
        if definition is None:
            return
        who = Organisation.objects.get(key=row["organisation"]).pk
        before = self._ratio(row["indicator"], who, period)
        more = Ratio(before.numerator + row["more"], before.denominator)
        yield Entry(self._entered_at(period) + timedelta(days=row["after_days"]), definition, period, {who: more})
