from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy

from tasks_app.indicators.models import IndicatorDefinition
from tasks_app.indicators.rules import Period, period_of, read_period
from tasks_app.indicators.wording import name_of
from tasks_app.plan.enums import Frequency
from tasks_app.plan.forms import NOT_KNOWN, filter_helper

YEARS_OFFERED = 2  # this one, and the one before


class PeriodChoice(forms.Form):
    """In which period an indicator is looked at: one for which it is read, or a longer one that sums several."""

    period = forms.ChoiceField(label=gettext_lazy("Period"), required=False, error_messages=NOT_KNOWN)
    as_of = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, asked, *, definition: IndicatorDefinition, shown: Period, today: date):
        """``asked``: the parameters of the address; ``shown``: the period that is shown where they ask for none."""
        data = asked.copy()
        data.setdefault("period", shown.code)
        super().__init__(data)
        self.shown = shown
        self.fields["period"].choices = [
            (str(Frequency(kind).label), [(period.code, name_of(period)) for period in periods])
            for kind, periods in offered_periods(definition, today=today, besides=shown)
        ]
        self.helper = filter_helper("period", *(["as_of"] if data.get("as_of") else []))

    @property
    def chosen(self) -> Period:
        """The one that is asked for, or else the one that is shown without being asked for."""
        self.is_valid()
        return read_period(self.cleaned_data.get("period") or "") or self.shown


def offered_periods(
    definition: IndicatorDefinition, *, today: date, besides: Period
) -> Iterable[tuple[Frequency, list[Period]]]:
    """The periods that have begun, by their kind, the newest first; ``besides`` is among them, however old it is."""
    kinds = [Frequency.MONTHLY, Frequency.QUARTERLY, Frequency.YEAR]
    for kind in kinds[kinds.index(definition.period_kind) :]:
        first = max(definition.valid_from, date(today.year - YEARS_OFFERED + 1, 1, 1))
        period, periods = period_of(today, kind), []
        while period.last >= first:
            periods.append(period)
            period = period.before
        if besides.kind == kind and besides not in periods:
            periods.append(besides)
        yield kind, periods
