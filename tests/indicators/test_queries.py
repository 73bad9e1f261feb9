"""What a board, a sheet and the shortcomings say; as it stands, and as it stood at the end of a past day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks_app.common.dates import at_time
from tasks_app.indicators import queries
from tasks_app.indicators.enums import Direction, ShortcomingState, Side, Trend
from tasks_app.indicators.rules import Goal, read_period, total
from tasks_app.plan.enums import Frequency, State, TaskStatus
from tasks_app.plan.queries import plan_day
from tests.factories import (
    READ_AT,
    AssignmentFactory,
    IndicatorFactory,
    LocalityFactory,
    OrganisationFactory,
    TaskFactory,
    group_of,
    ratio,
    read,
    target,
)

pytestmark = pytest.mark.django_db

TODAY = date(2024, 10, 15)
SEPTEMBER, QUARTER = read_period("2024-09"), read_period("2024-Q3")


@pytest.fixture
def units():
    return OrganisationFactory.create_batch(3)


@pytest.fixture
def localities():
    return LocalityFactory.create_batch(2)


@pytest.fixture
def indicator(units, localities):
    return IndicatorFactory(reporters=[*units, *localities])


def line_of(indicator, **options):
    return next(line for line in queries.indicator_lines(today=TODAY, **options) if line.definition == indicator)


def sheet_of(indicator, period=SEPTEMBER, **options):
    return queries.sheet(indicator, period, today=TODAY, **options)


# --- The board --------------------------------------------------------------------------------------------------------


def test_a_line_has_the_newest_value_beside_target_and_period_before(indicator, units):
    read(indicator, {units[0]: (50, 100), units[1]: (100, 100)}, period="2024-08")
    read(indicator, {units[0]: (60, 100), units[1]: (290, 300)})
    target(indicator, 90)

    line = line_of(indicator)

    assert (line.period, line.its.value, line.its.before) == (SEPTEMBER, Decimal("87.50"), Decimal("75.00"))
    assert (line.its.trend, line.its.ahead, line.its.attained) == (Trend.BETTER, Decimal("-2.50"), False)
    assert (line.reported, line.expected) == (2, 5)
    assert line.series == (Decimal("75.00"), Decimal("87.50"))


def test_without_a_target_nothing_is_judged(indicator, units):
    read(indicator, {units[0]: (60, 100)})

    its = line_of(indicator).its
    assert (its.goal, its.ahead, its.attained, its.trend) == (None, None, None, None)


def test_before_anything_is_read_there_is_the_target_alone(indicator):
    target(indicator, 90, is_strict=True)

    line = line_of(indicator)
    assert (line.period, line.its, line.goal, line.series) == (None, None, Goal(Decimal(90), True), ())


def test_a_period_after_a_gap_has_no_trend(indicator, units):
    read(indicator, {units[0]: (60, 100)}, period="2024-07")
    read(indicator, {units[0]: (60, 100)})

    line = line_of(indicator)
    assert (line.its.trend, line.series) == (None, (Decimal("60.00"), None, Decimal("60.00")))


def test_the_small_line_has_a_year_at_most(indicator, units):
    period = SEPTEMBER
    for _number in range(14):
        read(indicator, {units[0]: (60, 100)}, period=period.code)
        period = period.before

    assert len(line_of(indicator).series) == 12


def test_an_indicator_out_of_force_is_not_on_the_board(indicator):
    IndicatorFactory(valid_to=date(2024, 10, 14))

    assert [line.definition for line in queries.indicator_lines(today=TODAY)] == [indicator]


def test_a_withdrawn_reading_counts_nowhere(indicator, units):
    read(indicator, {units[0]: (60, 100), units[1]: (100, 100)})
    read(indicator, {units[0]: None})

    assert line_of(indicator).its.value == 100
    assert sheet_of(indicator).reported == 1


def test_the_queries_do_not_grow(indicator, units, constant_queries):
    read(indicator, dict.fromkeys(units, (60, 100)))

    def more():
        for _number in range(3):
            other = IndicatorFactory(reporters=OrganisationFactory.create_batch(3))
            read(other, {units[0]: (1, 2)})
            target(other, 80)

    constant_queries(lambda: queries.indicator_lines(today=TODAY), more, below=5)


# --- As of a day ------------------------------------------------------------------------------------------------------


def test_a_past_day_says_what_was_recorded_by_its_end(indicator, units):
    first, second, third = (at_time(date(2024, 10, day), 10) for day in (3, 7, 9))
    read(indicator, {units[0]: (60, 100)}, at=first)
    target(indicator, 70, at=first)
    read(indicator, {units[0]: (70, 100), units[1]: (90, 100)}, at=second)
    read(indicator, {units[0]: None}, at=third)
    target(indicator, 95, at=third)

    def said(day: int) -> tuple:
        line = line_of(indicator, before=at_time(date(2024, 10, day) + timedelta(days=1)))
        return (line.its and line.its.value, line.goal and line.goal.value, line.reported)

    assert [said(day) for day in (2, 3, 7, 8, 9)] == [
        (None, None, 0),
        (60, 70, 1),
        (80, 70, 2),
        (80, 70, 2),
        (90, 95, 1),
    ]
    assert sheet_of(indicator, before=at_time(date(2024, 10, 8))).its.value == 80


acts = st.lists(
    st.tuples(st.integers(0, 2), st.one_of(st.none(), st.integers(0, 9)), st.integers(0, 3)), min_size=1, max_size=10
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts)
def test_whatever_is_entered_a_past_day_stays_as_it_was(acts):
    units = OrganisationFactory.create_batch(3)
    indicator = IndicatorFactory(reporters=units)
    at, standing, then = READ_AT, {}, []
    for number, given_numerator, hours in acts:
        at += timedelta(hours=hours, minutes=1)
        figure = None if given_numerator is None else (given_numerator, 9)
        read(indicator, {units[number]: figure}, at=at)
        standing[number] = figure and ratio(*figure)
        then.append((at, [one for one in standing.values() if one]))

    for moment, figures in then:
        sums = queries.sums_by_period([indicator], before=moment + timedelta(seconds=1)).get(indicator.pk, {})
        assert (sums[SEPTEMBER].ratio if sums else ratio(0, 0)) == total(figures)
        assert (sums[SEPTEMBER].reported if sums else 0) == len(figures)


# --- The sheet --------------------------------------------------------------------------------------------------------


def test_units_and_localities_are_ranked_apart_and_the_missing_named(indicator, units, localities):
    one, other, missing = units
    far, near = localities
    read(indicator, {one: (80, 100), other: (160, 200), far: (90, 100), near: (95, 100)})

    its = sheet_of(indicator)

    assert [(line.place, line.organisation) for line in its.units.lines] == [(1, one), (1, other)]
    assert [(line.place, line.organisation) for line in its.localities.lines] == [(1, near), (2, far)]
    assert (its.units.missing, its.localities.missing) == ([missing], [])
    assert (its.reported, its.expected) == (4, 5)


def test_who_had_nothing_to_count_has_reported_and_has_no_place(indicator, units):
    read(indicator, {units[0]: (80, 100), units[1]: (0, 0)})

    its = sheet_of(indicator)
    assert [(line.place, line.its.value) for line in its.units.lines] == [(1, 80), (None, None)]
    assert its.units.missing == [units[2]]


def test_where_lower_is_better_the_lowest_is_first(units):
    indicator = IndicatorFactory(reporters=units, direction=Direction.LOWER)
    read(indicator, {units[0]: (80, 100), units[1]: (10, 100)})

    assert [line.organisation for line in sheet_of(indicator).units.lines] == [units[1], units[0]]


def test_a_quarter_sums_its_months(indicator, units):
    one, other, _third = units
    read(indicator, {one: (10, 100)}, period="2024-06")
    read(indicator, {one: (0, 10), other: (50, 100)}, period="2024-07")
    read(indicator, {one: (90, 90)}, period="2024-09")

    its = sheet_of(indicator, QUARTER)

    assert its.its.ratio == ratio(140, 200)
    assert [(line.organisation, line.its.value, len(line.readings)) for line in its.units.lines] == [
        (one, 90, 2),
        (other, 50, 1),
    ]
    assert its.its.before == 10
    assert its.begun == 3


def test_the_matrix_of_all_equals_the_whole(indicator, units, localities):
    read(indicator, {one: (number, 10) for number, one in enumerate([*units, *localities], 3)})
    its = sheet_of(indicator)

    lines = its.units.lines + its.localities.lines
    assert total(line.its.ratio for line in lines) == its.its.ratio
    assert its.course[8][1].ratio == its.its.ratio


def test_the_course_is_the_year_with_its_gaps(indicator, units):
    read(indicator, {units[0]: (10, 100)}, period="2024-01")
    read(indicator, {units[0]: (30, 100)}, period="2024-03")
    read(indicator, {units[0]: (99, 100)}, period="2023-12")

    course = sheet_of(indicator).course

    assert [sums and sums.ratio for _period, sums in course[:4]] == [ratio(10, 100), None, ratio(30, 100), None]
    assert [period.code for period, _sums in course][::11] == ["2024-01", "2024-12"]


def test_each_is_judged_by_the_target_that_is_closest_to_it(indicator, units, localities):
    read(indicator, dict.fromkeys((*units, *localities), (80, 100)))
    target(indicator, 90)
    target(indicator, 70, side=Side.LOCALITIES)
    target(indicator, 75, organisation=units[0].pk)

    its = sheet_of(indicator)

    attained = {line.organisation: line.its.attained for line in its.units.lines + its.localities.lines}
    assert attained == {units[0]: True, units[1]: False, units[2]: False, localities[0]: True, localities[1]: True}
    assert its.its.attained is False


def test_targets_of_another_year_do_not_count(indicator, units):
    read(indicator, {units[0]: (80, 100)})
    target(indicator, 70)

    assert queries.targets_of(2025).for_all(indicator) is None
    assert sheet_of(indicator).its.attained is True


def test_the_province_alone_has_nobody_to_rank():
    indicator = IndicatorFactory(by_organisation=False, period_kind=Frequency.QUARTERLY)
    read(indicator, {None: (84, 100)}, period="2024-Q3")

    its = sheet_of(indicator, QUARTER)
    assert (its.its.value, its.reported, its.expected, its.units.lines) == (84, 0, None, [])
    assert line_of(indicator).expected is None


def test_the_queries_of_a_sheet_do_not_grow(indicator, units, localities, constant_queries):
    read(indicator, {units[0]: (60, 100)})

    def more():
        for code in ("2024-07", "2024-08", "2024-09"):
            read(indicator, dict.fromkeys((*units[:2], *localities), (60, 100)), period=code)
        target(indicator, 90, side=Side.UNITS)

    constant_queries(lambda: sheet_of(indicator, QUARTER), more, below=6)


# --- Who reports ------------------------------------------------------------------------------------------------------


def test_who_reports_follows_the_groups_and_the_organisations_of_a_day(units):
    gone = OrganisationFactory(valid_to=date(2024, 6, 30))
    indicator = IndicatorFactory(reporters=[units[0], gone])
    indicator.groups.add(group_of(units[1], key="second", since=date(2024, 5, 1), until=date(2024, 8, 31)))

    reporters = queries.reporters_of([indicator])[indicator.pk]

    keys = [one.pk for one in (units[0], gone, units[1])]
    assert reporters.on(date(2024, 5, 31)) == set(keys)
    assert reporters.on(date(2024, 7, 31)) == {keys[0], keys[2]}
    assert reporters.on(date(2024, 9, 30)) == {keys[0]}
    assert reporters.on(date(2023, 12, 31)) == set(keys[:2])  # before anybody began: the first who did


def test_the_newest_period_is_that_of_the_latest_reading(indicator, units):
    assert queries.newest_period(indicator) is None
    read(indicator, {units[0]: (1, 2)}, period="2024-03")
    read(indicator, {units[0]: (1, 2)}, at=READ_AT + timedelta(days=1))

    assert queries.newest_period(indicator) == SEPTEMBER
    assert queries.newest_period(indicator, before=READ_AT + timedelta(hours=1)) == read_period("2024-03")


# --- Shortcomings -----------------------------------------------------------------------------------------------------


@pytest.fixture
def shortcomings(plan):
    return [plan.shortcomings.create(number=number, text_vi=f"Hạn chế {number}") for number in (1, 2, 3)]


def test_a_shortcoming_is_overcome_when_its_tasks_are_done(plan, shortcomings, indicator):
    overcome, under_way, _forgotten = shortcomings
    done = AssignmentFactory(state=State.COMPLETED, submitted_on=date(2024, 9, 1)).task
    idle = TaskFactory(key_task=done.key_task)
    done.shortcomings.add(overcome, under_way)
    idle.shortcomings.add(under_way)
    indicator.shortcomings.add(under_way)

    lines = queries.shortcoming_lines(plan_day(plan, TODAY, today=TODAY))

    assert [(line.shortcoming.number, line.state) for line in lines] == [
        (1, ShortcomingState.OVERCOME),
        (2, ShortcomingState.UNDER_WAY),
        (3, ShortcomingState.WITHOUT_TASK),
    ]
    assert [(answer.task, answer.status) for answer in lines[1].tasks] == [(done, TaskStatus.DONE), (idle, None)]
    assert [line.definition for line in lines[1].indicators] == [indicator]


def test_the_queries_of_the_shortcomings_do_not_grow(plan, shortcomings, indicator, constant_queries):
    def more():
        for number in (4, 5, 6):
            one = plan.shortcomings.create(number=number, text_vi="Hạn chế")
            AssignmentFactory().task.shortcomings.add(one)
            IndicatorFactory(reporters=[OrganisationFactory()]).shortcomings.add(one)

    constant_queries(lambda: queries.shortcoming_lines(plan_day(plan, TODAY, today=TODAY)), more, below=12)
