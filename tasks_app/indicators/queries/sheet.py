"""One indicator in one period: its value, its course over the year, and every organisation's part in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from tasks_app.indicators.models import IndicatorDefinition, IndicatorReading
from tasks_app.indicators.queries.board import Standing, standing
from tasks_app.indicators.queries.readings import Sums, Targets, sums_by_period, targets_of
from tasks_app.indicators.queries.reporters import reporters_of
from tasks_app.indicators.rules import Goal, Period, Ratio, period_of, ranked, total
from tasks_app.organisations.models import Organisation
from tasks_app.plan.enums import Frequency


@dataclass(frozen=True)
class OrganisationLine:
    """An organisation's part. ``place`` is None where there was nothing to count.

    ``readings``: of the months or quarters of the period for which it has one, the oldest first.
    """

    organisation: Organisation
    place: int | None
    its: Standing
    readings: tuple[IndicatorReading, ...]

    @property
    def newest(self) -> IndicatorReading:
        return max(self.readings, key=lambda reading: reading.at)

    @property
    def is_corrected(self) -> bool:
        return any(reading.supersedes_id for reading in self.readings)


@dataclass(frozen=True)
class Ranking:
    """The units, or the localities: those with a value by their place, then those with nothing to count; and those who
    have not reported."""

    lines: list[OrganisationLine] = field(default_factory=list)
    missing: list[Organisation] = field(default_factory=list)


@dataclass(frozen=True)
class Sheet:
    """``course``: the parts of the year with their sums, None where nothing is read; ``begun``: how many parts of the
    period have begun; ``expected`` is None where it is not read by organisation."""

    definition: IndicatorDefinition
    period: Period
    its: Standing
    course: list[tuple[Period, Sums | None]]
    begun: int
    units: Ranking
    localities: Ranking
    reported: int
    expected: int | None

    @property
    def goal(self) -> Goal | None:
        return self.its.goal


def sheet(definition: IndicatorDefinition, period: Period, *, today: date, before: datetime | None = None) -> Sheet:
    """The figures of a period, which may be longer than those for which readings are made: then they are summed.

    ``before``: by what was recorded until that moment. A constant number of queries (five).
    """
    kind = Frequency(definition.period_kind)
    year = period_of(period.first, Frequency.YEAR)
    first = min(year.first, period.before.first)
    sums = sums_by_period([definition], first=first, last=year.last, before=before).get(definition.pk, {})
    targets = targets_of(period.first.year, definition=definition, before=before)
    lines = _lines(definition, period, targets, before)
    expected = reporters_of([definition])[definition.pk].on(min(period.last, today))
    missing = list(Organisation.objects.filter(pk__in=expected - {line.organisation.pk for line in lines}))
    return Sheet(
        definition=definition,
        period=period,
        its=standing(
            definition,
            _sum(sums, period, kind),
            before=_sum(sums, period.before, kind),
            goal=targets.for_all(definition),
        ),
        course=[(part, sums.get(part)) for part in year.parts(kind)],
        begun=sum(part.first <= today for part in period.parts(kind)),
        units=_ranking(definition, lines, missing, of_localities=False),
        localities=_ranking(definition, lines, missing, of_localities=True),
        reported=len(lines),
        expected=len(lines) + len(missing) if definition.by_organisation else None,
    )


def _sum(sums: dict[Period, Sums], period: Period, kind: Frequency) -> Ratio:
    return total(sums[part].ratio for part in period.parts(kind) if part in sums)


def _lines(
    definition: IndicatorDefinition, period: Period, targets: Targets, before: datetime | None
) -> list[OrganisationLine]:
    """One for each organisation with readings in the period, without its place, in official order."""
    earlier: dict[int, list[IndicatorReading]] = defaultdict(list)
    now: dict[int, list[IndicatorReading]] = defaultdict(list)
    organisations = {}
    for reading in _readings(definition, period, before):
        organisations[reading.organisation_id] = reading.organisation
        (now if reading.period_from >= period.first else earlier)[reading.organisation_id].append(reading)
    return [
        OrganisationLine(
            organisation=organisations[key],
            place=None,
            its=standing(
                definition,
                total(reading.ratio for reading in readings),
                before=total(reading.ratio for reading in earlier[key]),
                goal=targets.for_organisation(definition, organisations[key]),
            ),
            readings=tuple(readings),
        )
        for key, readings in now.items()
    ]


def _readings(definition: IndicatorDefinition, period: Period, before: datetime | None) -> Iterable[IndicatorReading]:
    return (
        IndicatorReading.objects.newest(before)
        .counted()
        .between(period.before.first, period.last)
        .filter(definition=definition, period_kind=definition.period_kind, organisation__isnull=False)
        .select_related("organisation", "by", "for_person")
        .order_by("organisation__order", "organisation", "period_from")
    )


def _ranking(
    definition: IndicatorDefinition,
    lines: list[OrganisationLine],
    missing: list[Organisation],
    *,
    of_localities: bool,
) -> Ranking:
    here = {line.organisation.pk: line for line in lines if line.organisation.is_locality == of_localities}
    places = ranked({key: line.its.value for key, line in here.items()}, definition.direction)
    with_value = [replace(here[key], place=place) for place, key in places]
    without = [line for line in here.values() if line.its.value is None]
    return Ranking(with_value + without, [one for one in missing if one.is_locality == of_localities])
