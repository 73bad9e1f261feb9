"""Indicators, and the shortcomings that they measure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from django.utils.translation import gettext as _

from tasks_app.common.sheets import Book, Column, Row, Sheet, Value
from tasks_app.exports.books.parts import (
    decimal,
    empty_book,
    file_name,
    number,
    percent,
    plan_notes,
    task_columns,
    task_status,
    text,
)
from tasks_app.indicators.enums import IndicatorUnit
from tasks_app.indicators.models import IndicatorDefinition
from tasks_app.indicators.queries import IndicatorLine, OrganisationLine, ShortcomingLine, Standing
from tasks_app.indicators.queries import Sheet as Readings
from tasks_app.indicators.rules import Goal, value
from tasks_app.indicators.views import IndicatorDetail, IndicatorList, ShortcomingList, note_on
from tasks_app.indicators.wording import attained_chip, goal_in_words, name_of


def indicator_list_book(page: IndicatorList) -> Book:
    """Each indicator in its newest period, beside its target and the period before."""
    title = _("Indicators")
    columns = [text(_("Indicator"), 50), *_line_columns(), number(_("Reported")), number(_("To report"))]
    rows = [
        (
            line.definition.name,
            *_line(line),
            line.reported if line.expected is not None else None,
            line.expected,
        )
        for line in page.lines
    ]
    sheet = Sheet.of(title, columns, rows)
    return Book(file_name(title, page.asked_day.day), title, plan_notes(page), [sheet])


def _line_columns() -> list[Column]:
    return [
        text(_("Period"), 16),
        decimal(_("Numerator"), 14),
        decimal(_("Denominator"), 14),
        decimal(_("Value")),
        text(_("Unit"), 10),
        *_judged_columns(decimal),
    ]


def _line(line: IndicatorLine) -> Sequence[Value]:
    unit = "%" if line.definition.unit == IndicatorUnit.PERCENT else _("days")
    goal = goal_in_words(line.goal, line.definition.direction, IndicatorUnit(line.definition.unit))
    if line.period is None:
        return (_("Nothing is read yet"), None, None, None, unit, None, None, "", _target(line.goal), goal, "")
    its = line.its
    ratio = its.ratio
    return (
        name_of(line.period),
        ratio.numerator,
        ratio.denominator,
        its.value,
        unit,
        *_judged(line.definition, its),
    )


def _judged_columns(kind: Callable[..., Column]) -> list[Column]:
    """``kind``: the columns of values, which are per cents where all of them are."""
    return [
        kind(_("Value of the period before"), 12),
        decimal(_("Against the period before"), 12),
        text(_("Better or worse"), 22),
        kind(_("Target"), 10),
        text(_("Target in words"), 12),
        text(_("Whether it is met"), 16),
    ]


def _judged(definition: IndicatorDefinition, its: Standing) -> Sequence[Value]:
    chip = attained_chip(its.attained)
    return (
        its.before,
        None if its.trend is None else its.value - its.before,
        str(its.trend.label) if its.trend else "",
        _target(its.goal),
        goal_in_words(its.goal, definition.direction, IndicatorUnit(definition.unit)),
        chip.label if chip else "",
    )


def _target(goal: Goal | None) -> Value:
    return goal.value if goal else None


# --- One of them ------------------------------------------------------------------------------------------------------


def indicator_book(page: IndicatorDetail) -> Book:
    """The readings of each organisation in the period of the page, and the course over its year."""
    definition, its = page.definition, page.sheet
    kind = percent if definition.unit == IndicatorUnit.PERCENT else decimal
    figures = [decimal(_("Numerator"), 14), decimal(_("Denominator"), 14), kind(_("Value"), 11)]
    course = [text(_("Period"), 20), *figures]
    readings = [
        text(_("Side"), 14),
        number(_("Rank"), 8),
        text(_("Organisation"), 36),
        *figures,
        *_judged_columns(kind),
        text(_("Note"), 30),
    ]
    sheets = [
        Sheet.of(_("Course over the year"), course, _course_rows(its)),
        Sheet.of(_("Units and localities"), readings, _reading_rows(its)),
    ]
    notes = [name_of(its.period), _sum_of(its), *plan_notes(page)]
    return Book(file_name(definition.name, its.period.code, page.asked_day.day), definition.name, notes, sheets)


def _sum_of(its: Readings) -> str:
    target = goal_in_words(its.goal, its.definition.direction, IndicatorUnit(its.definition.unit))
    return _("Target %(value)s") % {"value": target} if target else _("The plan names no target for this indicator.")


def _course_rows(its: Readings) -> Iterator[Row]:
    """The parts of the year; those that are not read are empty."""
    for period, sums in its.course:
        ratio = sums.ratio if sums else None
        figures = (ratio.numerator, ratio.denominator, value(ratio, its.definition.unit)) if ratio else (None,) * 3
        yield (name_of(period), *figures)


def _reading_rows(its: Readings) -> Iterator[Row]:
    """By their place, then those who have not reported; units first."""
    for side, ranking in ((_("Units"), its.units), (_("Localities"), its.localities)):
        yield from (_reading_row(side, line, its) for line in ranking.lines)
        nothing = (None,) * 9
        yield from ((side, None, one.name, *nothing, _("has not reported")) for one in ranking.missing)


def _reading_row(side: str, line: OrganisationLine, its: Readings) -> Row:
    return (
        side,
        line.place,
        line.organisation.name,
        line.its.ratio.numerator,
        line.its.ratio.denominator,
        line.its.value,
        *_judged(its.definition, line.its),
        note_on(line, its),
    )


# --- Shortcomings -----------------------------------------------------------------------------------------------------


def shortcoming_book(page: ShortcomingList) -> Book:
    """Each shortcoming with the tasks that answer it and how they stand; and what its indicators say."""
    title = _("Shortcomings of the year before")
    if page.plan is None:
        return empty_book(title)
    head = [number(_("No."), 6), text(_("Shortcoming"), 60), text(_("Whether it is overcome"), 18)]
    sheets = [
        Sheet.of(
            _("Tasks"),
            [*head, *task_columns(), text(_("Status"), 20)],
            [row for line in page.lines for row in _answers(line)],
        ),
        Sheet.of(
            _("Indicators"),
            [*head, text(_("Indicator"), 44), *_line_columns()],
            [(*_head(line), one.definition.name, *_line(one)) for line in page.lines for one in line.indicators],
        ),
    ]
    return Book(file_name(title, page.plan_day.day), title, plan_notes(page), sheets)


def _head(line: ShortcomingLine) -> Sequence[Value]:
    return (line.shortcoming.number, line.shortcoming.text, str(line.state.label))


def _answers(line: ShortcomingLine) -> list[Row]:
    if not line.tasks:
        return [(*_head(line), "", _("No task of the plan answers it yet."), "")]
    return [(*_head(line), answer.task.number, answer.task.title, task_status(answer.status)) for answer in line.tasks]
