"""Pages that everybody with a role reads: all indicators, one of them, and the shortcomings that they measure."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from tasks_app.common.dates import at_time
from tasks_app.indicators import queries, wording
from tasks_app.indicators.enums import IndicatorUnit, ShortcomingState
from tasks_app.indicators.forms import PeriodChoice
from tasks_app.indicators.models import IndicatorDefinition, IndicatorTarget
from tasks_app.indicators.permissions import can_enter_readings, can_keep_indicators
from tasks_app.indicators.rules import Period, period_of
from tasks_app.indicators.views import rows
from tasks_app.indicators.views.course import course
from tasks_app.plan.enums import Frequency
from tasks_app.plan.models import Plan
from tasks_app.plan.views import PlanPage


class IndicatorPage(PlanPage):
    """A page about indicators, for today or for a past day: then by what was recorded by its end."""

    answers_for_days = True

    @property
    def before(self) -> datetime | None:
        day = self.asked_day
        return at_time(day.day + timedelta(days=1)) if day.is_past else None


class IndicatorList(IndicatorPage):
    template_name = "indicators/indicator_list.html"

    @cached_property
    def lines(self) -> list[queries.IndicatorLine]:
        return queries.indicator_lines(today=self.asked_day.day, before=self.before)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            rows=[rows.indicator_row(line, self.links) for line in self.lines],
            sentence=rows.sentence_of(self.lines),
            shortcomings_url=self.links.to("shortcoming_list"),
            **kwargs,
        )


class IndicatorDetail(IndicatorPage):
    """An indicator in the period that ``?period=`` asks for; the newest that is read where it asks for none."""

    template_name = "indicators/indicator_detail.html"

    @cached_property
    def definition(self) -> IndicatorDefinition:
        return get_object_or_404(IndicatorDefinition.objects.select_related("source_document"), pk=self.kwargs["pk"])

    @cached_property
    def choice(self) -> PeriodChoice:
        return PeriodChoice(
            self.asked_day.understood(self.request.GET),
            definition=self.definition,
            shown=self.newest_period(),
            today=self.asked_day.day,
        )

    @cached_property
    def sheet(self) -> queries.Sheet:
        return queries.sheet(self.definition, self.choice.chosen, today=self.asked_day.day, before=self.before)

    def get_context_data(self, **kwargs):
        definition, its, who = self.definition, self.sheet, self.request.standing
        part = self.part_to_enter(its.period)
        return super().get_context_data(
            definition=definition,
            choice=self.choice,
            period=wording.name_of(its.period),
            its=rows.judged(definition, its.its),
            has_readings=bool(its.its.ratio.denominator) or bool(its.reported),
            reported=wording.reported_in_words(its.reported, its.expected),
            chart=course(its),
            facts=self.facts(),
            tables=rows.tables(its),
            targets=self.targets(its.period),
            may_keep=can_keep_indicators(who),
            may_enter=not self.asked_day.is_past and self.may_enter(part),
            part=part.code,
            **kwargs,
        )

    def may_enter(self, part: Period) -> bool:
        """One query for a focal officer: whether his organisation reports this one; none for others."""
        who = self.request.standing
        if can_keep_indicators(who) or not can_enter_readings(who, self.definition):
            return can_keep_indicators(who)
        reporters = queries.reporters_of([self.definition])[self.definition.pk]
        return not who.reports_for.isdisjoint(reporters.on(part.first) | reporters.on(part.last))

    def newest_period(self) -> Period:
        newest = queries.newest_period(self.definition, before=self.before)
        return newest or period_of(self.asked_day.day, Frequency(self.definition.period_kind))

    def part_to_enter(self, period: Period) -> Period:
        """The newest part that has begun of the period in view."""
        parts = period.parts(Frequency(self.definition.period_kind))
        begun = [part for part in parts if part.first <= self.today]
        return (begun or parts)[-1]

    def facts(self) -> list[tuple[str, object]]:
        definition = self.definition
        key_tasks = [str(one) for one in definition.key_tasks.filter(plan=self.plan)] if self.plan else []
        read_for = _("%(period)s, %(direction)s") % {
            "period": definition.get_period_kind_display(),
            "direction": definition.get_direction_display(),
        }
        return [
            (_("Formula"), definition.formula),
            (_("Numerator"), definition.numerator),
            (_("Denominator"), definition.denominator),
            (_("Read"), read_for),
            (_("By"), str(definition.source_document or "")),
            (_("Key tasks"), key_tasks),
            (_("Shortcomings"), [str(one) for one in definition.shortcomings.filter(plan=self.plan)]),
        ]

    def targets(self, period: Period) -> list[tuple[str, str, IndicatorTarget]]:
        """(of whom, target, its row) of the year of a period."""
        plan = Plan.objects.published().filter(year=period.first.year).first()
        if plan is None:
            return []
        unit = IndicatorUnit(self.definition.unit)
        return [
            (whom(target, self.definition), wording.goal_in_words(target.goal, self.definition.direction, unit), target)
            for target in queries.targets_set(self.definition, plan, before=self.before)
        ]


def whom(target: IndicatorTarget, definition: IndicatorDefinition) -> str:
    """Of whom a target is asked."""
    if target.organisation:
        return target.organisation.name
    if target.side:
        return str(target.get_side_display())
    return _("All units and localities") if definition.by_organisation else _("The province")


class ShortcomingList(IndicatorPage):
    """What the year before left to be overcome, the tasks that answer it, and what its indicators say."""

    template_name = "indicators/shortcoming_list.html"

    @cached_property
    def lines(self) -> list[queries.ShortcomingLine]:
        """Those of the plan; there has to be one."""
        return queries.shortcoming_lines(self.plan_day, before=self.before)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.plan is None:
            return context
        states = [line.state for line in self.lines]
        return context | {
            "rows": [rows.shortcoming_row(line, self.links) for line in self.lines],
            "total": len(states),
            "overcome": states.count(ShortcomingState.OVERCOME),
            "without_task": states.count(ShortcomingState.WITHOUT_TASK),
        }
