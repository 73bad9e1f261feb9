"""What the pages that write have in common, and the table in which the readings of a period are typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tasks_app.common import clock
from tasks_app.indicators import actions, queries, wording
from tasks_app.indicators.enums import IndicatorUnit
from tasks_app.indicators.forms import ReadingsForm, Row, Slot
from tasks_app.indicators.models import IndicatorDefinition
from tasks_app.indicators.permissions import can_enter_readings, can_keep_indicators
from tasks_app.indicators.rules import Period, read_period
from tasks_app.organisations.models import Organisation
from tasks_app.plan.views import PlanPage


class KeepingPage(PlanPage):
    """A page about one indicator for those who keep it; ``self.definition``."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not self.is_allowed():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def is_allowed(self) -> bool:
        return can_keep_indicators(self.request.standing)

    @cached_property
    def definition(self) -> IndicatorDefinition:
        return get_object_or_404(IndicatorDefinition, pk=self.kwargs["pk"])

    @property
    def unit(self) -> IndicatorUnit:
        return IndicatorUnit(self.definition.unit)


class ReadingPage(KeepingPage):
    """The readings of an indicator in one period that has begun: ``self.period``."""

    @cached_property
    def period(self) -> Period:
        period = read_period(self.kwargs["period"])
        if period is None or period.kind != self.definition.period_kind or period.first > self.today:
            raise Http404
        return period

    @cached_property
    def slots(self) -> list[Slot]:
        """Everybody whom this person may enter, in official order, with the readings that stand now."""
        readings = {reading.organisation_id: reading for reading in queries.readings_of(self.definition, self.period)}
        if not self.definition.by_organisation:
            return [Slot(None, readings.get(None))]
        reporters = queries.reporters_of([self.definition])[self.definition.pk]
        # Who was merged within the period has figures of its beginning, and they can be corrected.
        expected = reporters.on(self.period.first) | reporters.on(self.period.last) | (readings.keys() - {None})
        who = self.request.standing
        if not can_keep_indicators(who):
            expected &= who.reports_for
        return [Slot(one, readings.get(one.pk)) for one in Organisation.objects.filter(pk__in=expected)]

    @property
    def newest_seen(self) -> int:
        return max((slot.reading.pk for slot in self.slots if slot.reading), default=0)

    @property
    def back(self) -> str:
        return f"{reverse('indicator_detail', args=[self.definition.pk])}?period={self.period.code}"

    def page(self, **context) -> dict:
        """The context of a page, with the head of it; the period takes the place of its code in the address."""
        following = self.period.after
        head = {
            "definition": self.definition,
            "period": self.period,
            "period_name": wording.name_of(self.period),
            "before": self.period.before,
            "after": following if following.first <= self.today else None,
            "back": self.back,
            "may_keep": can_keep_indicators(self.request.standing),
        }
        return super().get_context_data(**context | head)

    def entered(self, done: actions.Entered):
        """Back to the indicator, with what was done."""
        if done:
            messages.success(self.request, _in_words(done))
        else:
            messages.info(self.request, _("All these readings stand there already; nothing was changed."))
        return redirect(self.back)


def _in_words(done: actions.Entered) -> str:
    added = ngettext("%(number)d reading was entered.", "%(number)d readings were entered.", done.added)
    corrected = ngettext("%(number)d reading was corrected.", "%(number)d readings were corrected.", done.corrected)
    withdrawn = ngettext("%(number)d reading was withdrawn.", "%(number)d readings were withdrawn.", done.withdrawn)
    said = [(done.added, added), (done.corrected, corrected), (done.withdrawn, withdrawn)]
    return " ".join(text % {"number": number} for number, text in said if number)


@dataclass(frozen=True)
class ReadingRow:
    """A row of the table: (column, field) of its two fields, and what stands there now. None: the province."""

    organisation: Organisation | None
    fields: list[tuple]
    now: str


@dataclass(frozen=True)
class Group:
    title: str
    rows: list[ReadingRow]


class EditReadings(ReadingPage):
    """All organisations of a period in one table; a focal officer finds his own.

    The browser keeps what is typed (data-keep), and not the session: half of the table, put back as the whole, would
    withdraw the rest.
    """

    template_name = "indicators/reading_edit.html"

    def is_allowed(self) -> bool:
        """Whose organisation does not report the indicator has nothing to enter."""
        who = self.request.standing
        return can_enter_readings(who, self.definition) and (can_keep_indicators(who) or bool(self.slots))

    def get_context_data(self, *, form: ReadingsForm | None = None, refused: str = "", **kwargs):
        form = form or ReadingsForm(slots=self.slots, unit=self.unit)
        return self.page(form=form, groups=list(self.groups(form)), refused=refused, **kwargs)

    def groups(self, form: ReadingsForm) -> Iterable[Group]:
        sides = [
            (_("Units"), [slot for slot in self.slots if slot.organisation and not slot.organisation.is_locality]),
            (_("Localities"), [slot for slot in self.slots if slot.organisation and slot.organisation.is_locality]),
            (_("The province"), [slot for slot in self.slots if slot.organisation is None]),
        ]
        for title, slots in sides:
            if slots:
                yield Group(title, [self.row(row) for row in form.rows(slots)])

    def row(self, row: Row) -> ReadingRow:
        columns = (self.definition.numerator, self.definition.denominator)
        ratio = row.slot.ratio
        return ReadingRow(
            row.slot.organisation,
            list(zip(columns, (row.numerator, row.denominator), strict=True)),
            wording.parts(ratio) if ratio else "",
        )

    def post(self, request, *args, **kwargs):
        form = ReadingsForm(request.POST, slots=self.slots, unit=self.unit)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            done = actions.enter_readings(
                self.definition,
                self.period,
                form.figures,
                seen=form.cleaned_data["seen"],
                source=form.cleaned_data["source"],
                by=request.actor,
                at=clock.now(),
            )
        except actions.ReadingsChanged as refused:
            form = ReadingsForm(form.as_now(), slots=self.slots, unit=self.unit)
            return self.render_to_response(self.get_context_data(form=form, refused=str(refused)), status=409)
        return self.entered(done)
