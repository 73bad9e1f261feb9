"""The facts of a report: every figure from where the boards have it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from tasks_app.dashboard.queries import (
    Board,
    RankingGroup,
    TaskCounts,
    board,
    members_on,
    ranking,
)
from tasks_app.dashboard.rules import percentage
from tasks_app.documents.queries.grounds import ReportGround, report_ground
from tasks_app.documents.queries.lines import figures_of, key_task_lines, name_of, order_of
from tasks_app.documents.rules import (
    Before,
    IndicatorLine,
    MemberLine,
    Name,
    OrganisationLine,
    ReportFacts,
    ShortcomingLine,
    TaskNumbers,
)
from tasks_app.indicators.enums import Direction, IndicatorUnit
from tasks_app.indicators.queries import indicator_lines, shortcoming_lines
from tasks_app.options.queries import options_on
from tasks_app.organisations.models import called_so
from tasks_app.organisations.queries import names_on
from tasks_app.plan.enums import TaskStatus
from tasks_app.plan.models import Plan
from tasks_app.reporting.models import ReportingPeriod


def report_facts(plan: Plan, asked: ReportingPeriod | date, *, at: datetime) -> ReportFacts:
    """What a report of a period, or of a day up to today, says; needs the plan with its committee and document.

    Of a closed period and a past day it comes out the same whenever it is asked for. A constant number of queries.
    """
    ground = report_ground(plan, asked, at=at)
    with called_so(names_on(ground.day.day) if ground.day.is_past else {}):
        return facts_on(ground, at=at)


def facts_on(ground: ReportGround, *, at: datetime) -> ReportFacts:
    its, plan = board(ground.day), ground.day.plan
    units, localities = _organisations(ground, its)
    moment = ground.until if ground.day.is_past else None
    return ReportFacts(
        taken_at=at,
        year=plan.year,
        committee=Name(plan.committee.name_vi, plan.committee.name_en),
        order=order_of(plan.source_document) if plan.source_document else None,
        scope=ground.scope,
        figures=figures_of(its.tally),
        tasks=_numbers(its.tasks),
        quarter=its.quarter,
        due_tasks=_numbers(its.due_tasks),
        before=_before(ground.before) if ground.before else None,
        key_tasks=key_task_lines(ground),
        members=_members(ground),
        units=units,
        localities=localities,
        indicators=tuple(map(_indicator, indicator_lines(today=ground.day.day, before=moment))),
        shortcomings=tuple(map(_shortcoming, shortcoming_lines(ground.day, before=moment))),
        next_until=ground.next_until,
        least_due=options_on(ground.day.day).ranking_minimum,
    )


def _numbers(counts: TaskCounts) -> TaskNumbers:
    return TaskNumbers(counts.total, *(counts.by_status[status] for status in TaskStatus))


def _before(ground: ReportGround) -> Before:
    its = board(ground.day)
    return Before(ground.scope, figures_of(its.tally), _numbers(its.tasks))


def _members(ground: ReportGround) -> tuple[MemberLine, ...]:
    """Those of the committee who answer for work or oversee an organisation, in its official order."""
    earlier = members_on(ground.before.day) if ground.before else []
    rates: Mapping[int, float | None] = {one.person.pk: one.tally.completion_rate for one in earlier}
    return tuple(
        MemberLine(
            key=one.person.pk,
            name=one.person.full_name,
            position=Name(one.person.position_vi, one.person.position_en),
            figures=figures_of(one.tally),
            organisations=one.organisations,
            overseen=figures_of(one.overseen),
            rate_before=rates.get(one.person.pk),
        )
        for one in members_on(ground.day)
        if one.tally.total or one.organisations
    )


def _organisations(
    ground: ReportGround, its: Board
) -> tuple[tuple[OrganisationLine, ...], tuple[OrganisationLine, ...]]:
    """Units and localities with work in force, in the official order, by the names of the ranking."""
    before = ground.before.ranking_ground if ground.before else None
    found = ranking(ground.ranking_ground, before)
    lines = {line.organisation.pk: line for line in (*its.units, *its.localities)}
    return _lines(found.units, lines), _lines(found.localities, lines)


def _lines(group: RankingGroup, lines: Mapping) -> tuple[OrganisationLine, ...]:
    in_order = sorted((*group.ranked, *group.others), key=lambda one: (one.organisation.order, one.pk))
    return tuple(
        OrganisationLine(
            key=one.pk,
            name=name_of(one.organisation),
            is_key_unit=lines[one.pk].is_key_unit,
            figures=figures_of(lines[one.pk].tally),
            on_time_rate=percentage(one.record.on_time, one.record.due),
            rank=one.rank,
            rank_before=one.rank_before,
        )
        for one in in_order
    )


def _indicator(line) -> IndicatorLine:
    definition, its, goal = line.definition, line.its, line.goal
    return IndicatorLine(
        name=Name(definition.name_vi, definition.name_en),
        unit=IndicatorUnit(definition.unit),
        direction=Direction(definition.direction),
        period=line.period.code if line.period else "",
        value=its.value if its else None,
        before=its.before if its else None,
        goal=goal.value if goal else None,
        goal_is_strict=goal.is_strict if goal else False,
        attained=its.attained if its else None,
        reported=line.reported,
        expected=line.expected,
    )


def _shortcoming(line) -> ShortcomingLine:
    return ShortcomingLine(
        number=line.shortcoming.number,
        text=Name(line.shortcoming.text_vi, line.shortcoming.text_en),
        state=line.state,
        tasks=_task_numbers(line.tasks),
    )


def _task_numbers(answers: Iterable) -> tuple[str, ...]:
    return tuple(one.task.number for one in answers)
