"""What the database refuses, by the sentence of its constraint."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tasks_app.indicators.enums import Side
from tasks_app.indicators.models import IndicatorReading, IndicatorTarget
from tasks_app.plan.enums import Frequency
from tests.constraints import refused_by
from tests.factories import READ_AT, IndicatorFactory, OrganisationFactory, PlanFactory, read, target

pytestmark = pytest.mark.django_db


def reading(**changes) -> IndicatorReading:
    given = {
        "definition": changes.pop("definition", None) or IndicatorFactory(),
        "organisation": None,
        "period_kind": Frequency.MONTHLY,
        "period_from": date(2024, 9, 1),
        "period_to": date(2024, 9, 30),
        "numerator": Decimal(1),
        "denominator": Decimal(2),
        "source": "Báo cáo",
        "at": READ_AT,
    }
    return IndicatorReading.objects.create(**given | changes)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"numerator": Decimal(-1)}, "a_reading_has_both_figures_or_withdraws_an_earlier_one"),
        ({"denominator": None}, "a_reading_has_both_figures_or_withdraws_an_earlier_one"),
        ({"numerator": None, "denominator": None}, "a_reading_has_both_figures_or_withdraws_an_earlier_one"),
        ({"period_to": date(2024, 8, 31)}, "the_period_of_a_reading_begins_before_it_ends"),
        ({"source": ""}, "a_reading_names_its_source"),
    ],
)
def test_a_reading_is_complete(changes, constraint):
    with refused_by(constraint):
        reading(**changes)


def test_an_organisation_is_first_read_once():
    indicator, unit = IndicatorFactory(), OrganisationFactory()
    read(indicator, {unit: (1, 2)})

    with refused_by("an_organisation_is_first_read_once_for_a_period"):
        reading(definition=indicator, organisation=unit)
    reading(definition=indicator, organisation=unit, period_from=date(2024, 8, 1), period_to=date(2024, 8, 31))


def test_the_province_is_first_read_once():
    first = reading()

    with refused_by("the_province_is_first_read_once_for_a_period"):
        reading(definition=first.definition)


def test_a_reading_is_corrected_once():
    first = reading()
    reading(definition=first.definition, supersedes=first)

    with pytest.raises(IntegrityError, match="supersedes_id"), transaction.atomic():
        reading(definition=first.definition, supersedes=first)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"side": Side.UNITS, "organisation": True}, "a_target_is_for_one_side_or_for_one_organisation"),
        ({"value": None}, "a_target_is_withdrawn_only_after_it_was_set"),
        ({}, "a_target_is_first_set_once_for_a_side"),
    ],
)
def test_a_target_is_for_somebody(changes, constraint):
    indicator = IndicatorFactory()
    target(indicator, 90)
    if "organisation" in changes:
        changes |= {"organisation": OrganisationFactory()}

    with refused_by(constraint):
        IndicatorTarget.objects.create(
            **{"definition": indicator, "plan": PlanFactory(), "value": 1, "at": READ_AT} | changes
        )


def test_a_target_is_first_set_once_for_an_organisation():
    indicator, unit = IndicatorFactory(), OrganisationFactory()
    target(indicator, 90, organisation=unit.pk)

    with refused_by("a_target_is_first_set_once_for_an_organisation"):
        IndicatorTarget.objects.create(definition=indicator, plan=PlanFactory(), organisation=unit, value=1, at=READ_AT)


def test_an_indicator_is_in_force_from_to():
    ended = IndicatorFactory(valid_from=date(2023, 1, 1), valid_to=date(2024, 6, 30))
    indicator = IndicatorFactory(valid_from=date(2024, 6, 30))
    model = type(indicator)

    assert set(model.objects.in_force(date(2024, 6, 30))) == {ended, indicator}
    assert set(model.objects.in_force(date(2024, 7, 1))) == {indicator}
    with refused_by("an_indicator_begins_before_it_ends"):
        IndicatorFactory(valid_from=date(2024, 2, 1), valid_to=date(2024, 1, 31))
    with refused_by("an_indicator_is_read_by_months_quarters_or_years"):
        IndicatorFactory(period_kind=Frequency.WEEKLY)
