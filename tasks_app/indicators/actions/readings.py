from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor
from tasks_app.indicators.models import IndicatorDefinition, IndicatorReading
from tasks_app.indicators.queries import readings_of
from tasks_app.indicators.rules import Period, Ratio
from tasks_app.journal.actions import record
from tasks_app.organisations.models import Organisation

Who = int | None
"""The primary key of an organisation; None where an indicator is not read by organisation."""


class ReadingsRefused(Exception):
    """Why readings cannot be entered; a sentence for the person."""


class ReadingsChanged(ReadingsRefused):
    def __init__(self):
        super().__init__(
            _(
                "Somebody has entered readings of this period in the meantime. They stand beside yours now; compare "
                "them and send yours again."
            )
        )


class WrongPeriod(ReadingsRefused):
    def __init__(self):
        super().__init__(_("This indicator is not read for such a period."))


@dataclass(frozen=True)
class Entered:
    """How many readings an entry added, corrected and withdrew; what was as before is not among them."""

    added: int = 0
    corrected: int = 0
    withdrawn: int = 0

    def __bool__(self):
        return bool(self.added or self.corrected or self.withdrawn)


@transaction.atomic
def enter_readings(
    definition: IndicatorDefinition,
    period: Period,
    figures: Mapping[Who, Ratio | None],
    *,
    seen: int,
    source: str,
    by: Actor,
    at: datetime,
    way: str = "form",
) -> Entered:
    """Enter the readings of a period, all of them or none; what is not mentioned stays as it is.

    A figure that is there already is not written again, another one becomes its correction, and None withdraws it.
    ``seen``: the key of the newest reading of those mentioned when the form was opened (0: none). One line in the
    record tells old and new. Nobody is told; a repetition changes nothing. Raises ReadingsChanged where somebody else
    entered one of them since, WrongPeriod.
    """
    if period.kind != definition.period_kind:
        raise WrongPeriod
    IndicatorDefinition.objects.select_for_update().get(pk=definition.pk)
    current = _current(definition, period, figures)
    if any(reading.pk > seen for reading in current.values()):
        if _is_as_given(current, figures):
            return Entered()
        raise ReadingsChanged
    new = {who: ratio for who, ratio in figures.items() if _ratio_of(current.get(who)) != ratio}
    IndicatorReading.objects.bulk_create(
        _reading(definition, period, who, ratio, current.get(who), source=source, by=by, at=at)
        for who, ratio in new.items()
    )
    if new:
        _record(definition, period, new, current, source=source, by=by, at=at, way=way)
    return _counted(new, current)


def _current(definition: IndicatorDefinition, period: Period, whom: Collection[Who]) -> dict[Who, IndicatorReading]:
    """The newest reading of each, those that withdraw one among them."""
    about = Q(organisation__in=[who for who in whom if who is not None])
    if None in whom:
        about |= Q(organisation__isnull=True)
    return {reading.organisation_id: reading for reading in readings_of(definition, period).filter(about)}


def _is_as_given(current: dict[Who, IndicatorReading], figures: Mapping[Who, Ratio | None]) -> bool:
    """Pressed twice: what was sent before is what stands there."""
    return all(_ratio_of(current.get(who)) == ratio for who, ratio in figures.items())


def _ratio_of(reading: IndicatorReading | None) -> Ratio | None:
    return reading.ratio if reading else None


def _reading(definition, period: Period, who: Who, ratio: Ratio | None, before, *, source, by: Actor, at):
    return IndicatorReading(
        definition=definition,
        organisation_id=who,
        period_kind=period.kind,
        period_from=period.first,
        period_to=period.last,
        numerator=ratio.numerator if ratio else None,
        denominator=ratio.denominator if ratio else None,
        source=source,
        supersedes=before,
        at=at,
        **by.fields,
    )


def _record(definition, period: Period, new: Mapping[Who, Ratio | None], current, *, source, by, at, way) -> None:
    keys = dict(Organisation.objects.filter(pk__in=[who for who in new if who]).values_list("pk", "key"))
    changed = {
        keys.get(who, "province"): [_written(_ratio_of(current.get(who))), _written(ratio)]
        for who, ratio in new.items()
    }
    record("indicator.read", definition, by=by, at=at, changed=changed, period=period.code, source=source, way=way)


def _written(ratio: Ratio | None) -> str | None:
    return f"{ratio.numerator:f}/{ratio.denominator:f}" if ratio else None


def _counted(new: Mapping[Who, Ratio | None], current: dict[Who, IndicatorReading]) -> Entered:
    known = {who for who in new if _ratio_of(current.get(who)) is not None}
    withdrawn = sum(ratio is None for ratio in new.values())
    return Entered(added=len(new) - len(known), corrected=len(known) - withdrawn, withdrawn=withdrawn)
