"""The figures of indicators as the pages print them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tasks_app.indicators import wording
from tasks_app.indicators.enums import IndicatorUnit
from tasks_app.indicators.models import IndicatorDefinition
from tasks_app.indicators.queries import (
    AnsweringTask,
    IndicatorLine,
    OrganisationLine,
    Ranking,
    Sheet,
    ShortcomingLine,
    Standing,
)
from tasks_app.indicators.wording import Chip, Move
from tasks_app.organisations.models import Organisation
from tasks_app.plan.enums import TaskStatus
from tasks_app.plan.models import Shortcoming, Task
from tasks_app.plan.views import TASK_ICONS, Links


@dataclass(frozen=True)
class Judged:
    """A value in words: beside its target, and beside the period before."""

    value: str
    parts: str
    goal: str
    chip: Chip | None
    ahead: str
    move: Move | None


def judged(definition: IndicatorDefinition, its: Standing) -> Judged:
    unit = IndicatorUnit(definition.unit)
    return Judged(
        value=wording.figure(its.value, unit),
        parts=wording.parts(its.ratio),
        goal=wording.goal_in_words(its.goal, definition.direction, unit),
        chip=wording.attained_chip(its.attained),
        ahead=wording.ahead_in_words(its.ahead, unit, attained=its.attained),
        move=wording.move(its.trend, its.value, its.before, unit),
    )


@dataclass(frozen=True)
class IndicatorRow:
    """A row of the list. Of an indicator that is not read yet ``definition``, ``goal`` and ``url`` say something."""

    definition: IndicatorDefinition
    goal: str
    url: str
    period: str = ""
    its: Judged | None = None
    series: tuple[Decimal | None, ...] = ()
    reported: str = ""


def indicator_row(line: IndicatorLine, links: Links) -> IndicatorRow:
    definition = line.definition
    goal = wording.goal_in_words(line.goal, definition.direction, IndicatorUnit(definition.unit))
    url = links.to("indicator_detail", definition.pk)
    if line.period is None:
        return IndicatorRow(definition, goal, url)
    return IndicatorRow(
        definition=definition,
        goal=goal,
        url=url,
        period=wording.name_of(line.period),
        its=judged(definition, line.its),
        series=line.series,
        reported=wording.reported_in_words(line.reported, line.expected),
    )


def sentence_of(lines: Iterable[IndicatorLine]) -> str:
    """How many of the targets are met, not met, and not known yet."""
    with_goal = [line for line in lines if line.goal]
    if not with_goal:
        return _("No target is entered for this year.")
    attained = [line.its.attained if line.its else None for line in with_goal]
    said = ngettext("%(number)d indicator has a target", "%(number)d indicators have a target", len(with_goal))
    counted = [
        (attained.count(True), _("%(number)d met")),
        (attained.count(False), _("%(number)d not met")),
        (attained.count(None), _("%(number)d without a reading")),
    ]
    parts = ", ".join(text % {"number": number} for number, text in counted if number)
    return f"{said % {'number': len(with_goal)}}: {parts}."


@dataclass(frozen=True)
class OrganisationRow:
    """``width``: of the value's bar, in per cent of the whole; "" where a bar would say nothing."""

    organisation: Organisation
    place: str
    its: Judged
    width: str
    note: str


@dataclass(frozen=True)
class Table:
    """The ranking of one side: its rows, and who has not reported."""

    key: str
    title: str
    rows: list[OrganisationRow]
    missing: list[Organisation]

    @property
    def total(self) -> int:
        return len(self.rows) + len(self.missing)


def tables(its: Sheet) -> list[Table]:
    """Those of units and localities, without a side that has nobody."""
    sides = [
        _table("units", _("Units"), its.units, its),
        _table("localities", _("Localities"), its.localities, its),
    ]
    return [table for table in sides if table.total]


def _table(key: str, title: str, ranking: Ranking, its: Sheet) -> Table:
    return Table(key, title, [_organisation_row(line, its) for line in ranking.lines], ranking.missing)


def _organisation_row(line: OrganisationLine, its: Sheet) -> OrganisationRow:
    is_percent = its.definition.unit == IndicatorUnit.PERCENT
    return OrganisationRow(
        organisation=line.organisation,
        place=str(line.place) if line.place else wording.NOTHING,
        its=judged(its.definition, line.its),
        width=f"{line.its.value:.2f}%" if is_percent and line.its.value is not None else "",
        note=note_on(line, its),
    )


def note_on(line: OrganisationLine, its: Sheet) -> str:
    """What has to be known to read a row rightly."""
    notes = []
    if line.its.value is None:
        notes.append(_("no cases in the period"))
    if len(line.readings) < its.begun:
        counted = {"number": len(line.readings), "all": its.begun}
        notes.append(_("%(number)d of %(all)d periods read") % counted)
    if line.is_corrected:
        notes.append(_("corrected"))
    return ", ".join(notes)


@dataclass(frozen=True)
class TaskRow:
    task: Task
    url: str
    chip: Chip


@dataclass(frozen=True)
class ShortcomingRow:
    shortcoming: Shortcoming
    chip: Chip
    completed: str
    tasks: list[TaskRow]
    indicators: list[IndicatorRow]


def shortcoming_row(line: ShortcomingLine, links: Links) -> ShortcomingRow:
    return ShortcomingRow(
        shortcoming=line.shortcoming,
        chip=wording.shortcoming_chip(line.state),
        completed=_completed(line) if line.tasks else "",
        tasks=[_task_row(answer, links) for answer in line.tasks],
        indicators=[indicator_row(one, links) for one in line.indicators],
    )


def _completed(line: ShortcomingLine) -> str:
    done = sum(answer.status == TaskStatus.DONE for answer in line.tasks)
    text = ngettext("%(done)d of %(number)d task completed", "%(done)d of %(number)d tasks completed", len(line.tasks))
    return text % {"done": done, "number": len(line.tasks)}


def _task_row(answer: AnsweringTask, links: Links) -> TaskRow:
    if answer.status is None:
        chip = Chip("dash-circle", _("No assignment in force"))
    else:
        chip = Chip(TASK_ICONS[answer.status], str(answer.status.label))
    return TaskRow(answer.task, Links().to("task_detail", answer.task.pk), chip)
