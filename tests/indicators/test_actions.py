"""Readings and targets: what stands then, what was recorded, twice, and what somebody else did meanwhile."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.indicators.actions import (
    Entered,
    NothingToWithdraw,
    ReadingsChanged,
    WrongPeriod,
    enter_readings,
    set_target,
)
from tasks_app.indicators.enums import Side
from tasks_app.indicators.models import IndicatorReading, IndicatorTarget
from tasks_app.indicators.queries import readings_of
from tasks_app.indicators.rules import Goal, read_period
from tasks_app.journal.models import Entry
from tasks_app.journal.queries import record_of
from tests.factories import (
    READ_AT,
    IndicatorFactory,
    OrganisationFactory,
    PlanFactory,
    ratio,
    read,
    secretary,
    target,
)

pytestmark = pytest.mark.django_db

SEPTEMBER = read_period("2024-09")
LATER = READ_AT + timedelta(days=3)


@pytest.fixture
def indicator():
    return IndicatorFactory()


@pytest.fixture
def units():
    return OrganisationFactory.create_batch(3)


@pytest.fixture
def by():
    return Actor(secretary())


def standing(indicator, period=SEPTEMBER) -> dict:
    return {reading.organisation_id: reading.ratio for reading in readings_of(indicator, period)}


def test_the_figures_of_a_period_are_entered(indicator, units, by):
    one, other, _third = units

    done = read(indicator, {one: (90, 100), other: ("1234.5", 2000)}, by=by)

    assert done == Entered(added=2)
    assert standing(indicator) == {one.pk: ratio(90, 100), other.pk: ratio("1234.5", 2000)}
    reading = IndicatorReading.objects.get(organisation=one)
    assert (reading.period_from, reading.period_to) == (date(2024, 9, 1), date(2024, 9, 30))
    assert (reading.by, reading.at, reading.source) == (by.person, READ_AT, "Báo cáo tháng")


def test_one_line_of_the_record_tells_old_and_new(indicator, units, by):
    one, other, _third = units
    read(indicator, {one: (90, 100)}, by=by)
    read(indicator, {one: (91, 100), other: (1, 2)}, at=LATER, by=by)

    line = record_of(indicator).first()
    assert (line.verb, line.at, line.by) == ("indicator.read", LATER, by.person)
    assert line.details == {
        "period": "2024-09",
        "source": "Báo cáo tháng",
        "way": "form",
        "changed": {one.key: ["90.00/100.00", "91/100"], other.key: [None, "1/2"]},
    }


def test_a_correction_supersedes_and_keeps_what_was_there(indicator, units):
    one = units[0]
    read(indicator, {one: (90, 100)})

    assert read(indicator, {one: (91, 100)}, at=LATER) == Entered(corrected=1)
    assert standing(indicator) == {one.pk: ratio(91, 100)}
    first, second = IndicatorReading.objects.order_by("pk")
    assert (second.supersedes, first.ratio) == (first, ratio(90, 100))


def test_no_figure_withdraws_a_reading_and_it_can_be_entered_again(indicator, units):
    one = units[0]
    read(indicator, {one: (90, 100)})

    assert read(indicator, {one: None}, at=LATER) == Entered(withdrawn=1)
    assert standing(indicator) == {one.pk: None}
    assert not IndicatorReading.objects.newest().counted().exists()
    assert read(indicator, {one: (80, 100)}, at=LATER) == Entered(added=1)
    assert standing(indicator) == {one.pk: ratio(80, 100)}


def test_what_is_not_there_cannot_be_withdrawn_and_writes_nothing(indicator, units):
    assert not read(indicator, {units[0]: None})
    assert not IndicatorReading.objects.exists()
    assert not record_of(indicator).exists()


def test_twice_is_once(indicator, units):
    figures = {units[0]: (90, 100), units[1]: (1, 2)}
    read(indicator, figures)

    assert not read(indicator, figures, at=LATER)
    assert IndicatorReading.objects.count() == 2
    assert record_of(indicator).count() == 1


def test_the_province_has_readings_of_its_own(by):
    indicator = IndicatorFactory(by_organisation=False)

    read(indicator, {None: (8, 10)}, by=by)
    read(indicator, {None: (9, 10)}, by=by, at=LATER)

    assert standing(indicator) == {None: ratio(9, 10)}
    assert record_of(indicator).first().details["changed"] == {"province": ["8.00/10.00", "9/10"]}


def enter_without_looking(indicator, figures, by):
    return enter_readings(indicator, SEPTEMBER, figures, seen=0, source="Báo cáo", by=by, at=LATER)


def test_what_somebody_else_entered_meanwhile_is_not_written_over(indicator, units, by):
    one, other, _third = units
    read(indicator, {one: (90, 100)})

    with pytest.raises(ReadingsChanged):
        enter_without_looking(indicator, {one.pk: ratio(70, 100), other.pk: ratio(1, 2)}, by)

    assert standing(indicator) == {one.pk: ratio(90, 100)}
    assert Entry.objects.filter(verb="indicator.read").count() == 1


def test_the_same_press_again_is_answered_with_courtesy(indicator, units, by):
    one = units[0]
    read(indicator, {one: (90, 100)})

    assert enter_without_looking(indicator, {one.pk: ratio(90, 100)}, by) == Entered()


def test_readings_of_others_are_no_conflict(indicator, units, by):
    one, other, _third = units
    read(indicator, {one: (90, 100)})

    assert enter_without_looking(indicator, {other.pk: ratio(1, 2)}, by) == Entered(added=1)


def test_a_quarter_is_not_entered_where_months_are_read(indicator, units, by):
    with pytest.raises(WrongPeriod):
        enter_readings(
            indicator, read_period("2024-Q3"), {units[0].pk: ratio(1, 2)}, seen=0, source="x", by=by, at=READ_AT
        )


# --- Targets ----------------------------------------------------------------------------------------------------------


def goals(indicator) -> list[tuple]:
    return [
        (row.side, row.organisation, row.value, row.is_strict)
        for row in IndicatorTarget.objects.newest().filter(definition=indicator).order_by("pk")
    ]


def test_a_target_is_set_for_everybody_a_side_or_one(indicator, units):
    target(indicator, 95)
    target(indicator, 90, side=Side.LOCALITIES)
    target(indicator, 97, is_strict=True, organisation=units[0].pk)

    assert goals(indicator) == [
        ("", None, Decimal(95), False),
        (Side.LOCALITIES, None, Decimal(90), False),
        ("", units[0], Decimal(97), True),
    ]


def test_another_value_takes_its_place_and_both_are_recorded(indicator, by):
    target(indicator, 95)

    assert set_target(indicator, PlanFactory(), Goal(Decimal(96), True), by=by, at=READ_AT)
    assert goals(indicator) == [("", None, Decimal(96), True)]
    line = record_of(indicator).first()
    assert (line.verb, line.by) == ("indicator.target_set", by.person)
    assert line.details == {"year": 2024, "whom": "", "changed": {"target": ["95.00", "more than 96"]}}


def test_the_same_target_again_changes_nothing(indicator, by):
    target(indicator, 95)

    assert not set_target(indicator, PlanFactory(), Goal(Decimal("95.00")), by=by, at=READ_AT)
    assert IndicatorTarget.objects.count() == 1


def test_a_target_is_withdrawn_once_and_can_be_set_again(indicator, by):
    target(indicator, 95)

    assert set_target(indicator, PlanFactory(), None, by=by, at=READ_AT)
    assert goals(indicator) == [("", None, None, False)]
    with pytest.raises(NothingToWithdraw):
        set_target(indicator, PlanFactory(), None, by=by, at=READ_AT)
    assert set_target(indicator, PlanFactory(), Goal(Decimal(80)), by=by, at=READ_AT)
    assert IndicatorTarget.objects.newest().get().value == 80


def test_each_year_has_targets_of_its_own(indicator):
    target(indicator, 95)
    target(indicator, 98, plan=PlanFactory(year=2025), at=at_time(date(2025, 1, 5)))

    assert [row.value for row in IndicatorTarget.objects.newest().order_by("plan__year")] == [95, 98]
