from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.common.text import tidy
from tasks_app.indicators.enums import IndicatorUnit, RowFault
from tasks_app.indicators.models import IndicatorReading
from tasks_app.indicators.rules import Ratio, ratio_faults, read_ratio
from tasks_app.indicators.wording import CELLS, typed
from tasks_app.organisations.models import Organisation

LONGEST = 40  # characters of a figure, with blanks and what Excel adds


@dataclass(frozen=True)
class Slot:
    """Somebody who can be read, and the newest reading of him. ``organisation`` is None for the province."""

    organisation: Organisation | None
    reading: IndicatorReading | None = None

    @property
    def key(self) -> int | None:
        return self.organisation.pk if self.organisation else None

    @property
    def ratio(self) -> Ratio | None:
        return self.reading.ratio if self.reading else None


@dataclass(frozen=True)
class Row:
    """A row of the table: its two fields, and what stands there now."""

    slot: Slot
    numerator: forms.BoundField
    denominator: forms.BoundField


class SourceForm(forms.Form):
    """Where the figures of an entry come from."""

    source = forms.CharField(
        label=gettext_lazy("Source of the figures"),
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": "Báo cáo số 125/BC-UBND"}),
        help_text=gettext_lazy("A report with its number, or the system from which they were taken."),
        error_messages={"required": gettext_lazy("Say where the figures come from.")},
    )
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def clean_source(self):
        return tidy(self.cleaned_data["source"])

    def clean_seen(self):
        return self.cleaned_data["seen"] or 0


class ReadingsForm(SourceForm):
    """The readings of all organisations in one period. A row that is left empty enters nothing; one that is emptied
    withdraws its reading."""

    def __init__(self, data=None, *, slots: Iterable[Slot], unit: IndicatorUnit):
        slots = list(slots)
        newest = max((slot.reading.pk for slot in slots if slot.reading), default=0)
        super().__init__(data, initial={"seen": newest})
        self.slots, self.unit, self.newest = slots, unit, newest
        for slot in self.slots:
            for cell in CELLS:
                self.fields[_name(cell, slot)] = _figure_field(cell, slot)

    def clean(self):
        data = super().clean()
        for slot in self.slots:
            numerator, denominator = (data.get(_name(cell, slot), "") for cell in CELLS)
            if numerator or denominator:
                for fault in ratio_faults(numerator, denominator, self.unit):
                    cell = "numerator" if fault.reason == RowFault.PART_IS_LARGER else fault.cell
                    self.add_error(_name(cell, slot), str(fault.reason.label))
        return data

    @property
    def figures(self) -> dict[int | None, Ratio | None]:
        """What was typed, by organisation; None where a reading was emptied."""
        found = {}
        for slot in self.slots:
            numerator, denominator = (self.cleaned_data[_name(cell, slot)] for cell in CELLS)
            if numerator or denominator:
                found[slot.key] = read_ratio(numerator, denominator)
            elif slot.ratio is not None:
                found[slot.key] = None
        return found

    def rows(self, slots: Iterable[Slot]) -> Iterator[Row]:
        for slot in slots:
            yield Row(slot, *(self[_name(cell, slot)] for cell in CELLS))

    def as_now(self):
        """What was typed, in a form that has seen what stands there now."""
        data = self.data.copy()
        data["seen"] = str(self.newest)
        return data


def _figure_field(cell: str, slot: Slot) -> forms.CharField:
    who = slot.organisation.name if slot.organisation else _("The province")
    return forms.CharField(
        label=f"{who}, {str(CELLS[cell]).lower()}",
        max_length=LONGEST,
        required=False,
        initial=typed(getattr(slot.ratio, cell)) if slot.ratio else "",
        widget=forms.TextInput(
            attrs={"inputmode": "decimal", "autocomplete": "off", "class": "form-control form-control-sm r"}
        ),
    )


def _name(cell: str, slot: Slot) -> str:
    return f"{cell}_{slot.key or 'province'}"
