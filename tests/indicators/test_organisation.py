"""How one organisation stands by its indicators: its newest figures, beside its own target and the period before."""

from datetime import date
from decimal import Decimal

import pytest

from tasks_app.common.dates import at_time
from tasks_app.indicators.queries import lines_of_organisation
from tests.factories import IndicatorFactory, LocalityFactory, OrganisationFactory, read, target

pytestmark = pytest.mark.django_db

TODAY = date(2024, 10, 15)


def test_the_newest_figures_stand_beside_its_own_target_and_the_period_before(plan):
    unit, other = OrganisationFactory(), LocalityFactory()
    definition = IndicatorFactory(reporters=[unit, other])
    read(definition, {unit: (80, 100), other: (10, 100)}, period="2024-08", at=at_time(date(2024, 9, 5), 9))
    read(definition, {unit: (45, 50), other: (20, 100)}, period="2024-09")
    target(definition, 95)
    target(definition, 85, organisation=unit.pk)

    (line,) = lines_of_organisation(unit, today=TODAY)

    assert (line.definition, line.period.code) == (definition, "2024-09")
    assert (line.its.value, line.its.before, line.its.goal.value) == (Decimal(90), Decimal(80), Decimal(85))
    assert line.its.attained
    assert line.series == (Decimal(80), Decimal(90))


def test_a_past_day_knows_what_was_entered_by_its_end(plan):
    unit = OrganisationFactory()
    definition = IndicatorFactory(reporters=[unit])
    read(definition, {unit: (80, 100)}, period="2024-08", at=at_time(date(2024, 9, 5), 9))
    read(definition, {unit: (45, 50)}, period="2024-09", at=at_time(date(2024, 10, 5), 9))

    (then,) = lines_of_organisation(unit, today=date(2024, 9, 30), before=at_time(date(2024, 10, 1)))

    assert (then.period.code, then.its.value) == ("2024-08", Decimal(80))
    assert lines_of_organisation(unit, today=date(2024, 9, 1), before=at_time(date(2024, 9, 2))) == []


def test_what_was_withdrawn_or_is_measured_no_more_is_left_out(plan):
    unit = OrganisationFactory()
    withdrawn, ended = IndicatorFactory(reporters=[unit]), IndicatorFactory(valid_to=date(2024, 9, 30))
    read(withdrawn, {unit: (1, 2)})
    read(withdrawn, {unit: None})
    read(ended, {unit: (1, 2)})

    assert lines_of_organisation(unit, today=TODAY) == []
