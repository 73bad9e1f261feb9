"""Two colleagues at once, on a real PostgreSQL."""

from decimal import Decimal

import pytest

from tasks_app.common.actors import Actor
from tasks_app.indicators.actions import enter_readings, set_target
from tasks_app.indicators.models import IndicatorReading, IndicatorTarget
from tasks_app.indicators.rules import Goal, read_period
from tests.at_once import at_once
from tests.factories import READ_AT, IndicatorFactory, OrganisationFactory, PlanFactory, ratio, secretary

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def entering(indicator, unit, numerator):
    by = Actor(secretary())
    return lambda: enter_readings(
        indicator,
        read_period("2024-09"),
        {unit.pk: ratio(numerator, 100)},
        seen=0,
        source="Báo cáo",
        by=by,
        at=READ_AT,
    )


def kinds(results) -> list[str]:
    return sorted(type(result).__name__ for result in results)


def test_two_readings_at_once_and_one_is_shown_the_other():
    indicator, unit = IndicatorFactory(), OrganisationFactory()

    results = at_once(entering(indicator, unit, 80), entering(indicator, unit, 90))

    assert kinds(results) == ["Entered", "ReadingsChanged"]
    assert IndicatorReading.objects.count() == 1


def test_the_same_reading_twice_at_once_is_one():
    indicator, unit = IndicatorFactory(), OrganisationFactory()

    results = at_once(entering(indicator, unit, 80), entering(indicator, unit, 80))

    assert kinds(results) == ["Entered", "Entered"]
    assert IndicatorReading.objects.count() == 1


def test_two_targets_at_once_follow_one_another():
    indicator, plan, by = IndicatorFactory(), PlanFactory(), Actor(secretary())

    def setting(value):
        return lambda: set_target(indicator, plan, Goal(Decimal(value)), by=by, at=READ_AT)

    assert at_once(setting(80), setting(90)) == [True, True]
    assert IndicatorTarget.objects.newest().count() == 1
    assert IndicatorTarget.objects.count() == 2
