from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import cached_property

from tasks_app.common import clock
from tasks_app.indicators import actions, wording
from tasks_app.indicators.forms import PasteForm, Slot
from tasks_app.indicators.rules import JudgedRow, NameBook, Ratio, judge_rows, value
from tasks_app.indicators.views.keeping import ReadingPage
from tasks_app.people.views import KeepsTextMixin, typed_before


@dataclass(frozen=True)
class PreviewRow:
    """A pasted row as it would be entered: ``was`` stands there now; ``faults`` are sentences, ``alike`` names that may
    be meant."""

    line: int
    name: str
    pasted_name: str
    figures: str
    value: str
    was: str
    faults: list[str]
    alike: list[str]


@dataclass(frozen=True)
class Preview:
    """``left_out``: the lines that are a head or a sum."""

    rows: list[PreviewRow]
    left_out: list[int]

    @property
    def wrong(self) -> int:
        return sum(bool(row.faults) for row in self.rows)


class PasteReadings(KeepsTextMixin, ReadingPage):
    """Cells copied from Excel: shown as they would be entered, then by another press entered all together or not at
    all."""

    template_name = "indicators/reading_paste.html"
    keeps_text_of = PasteForm

    def is_allowed(self) -> bool:
        return super().is_allowed() and self.definition.by_organisation

    @cached_property
    def by_key(self) -> dict[int, Slot]:
        return {slot.key: slot for slot in self.slots}

    def get_context_data(self, *, form: PasteForm | None = None, preview: Preview | None = None, refused="", **kwargs):
        form = form or PasteForm(typed_before(self.request))
        return self.page(form=form, preview=preview, seen=str(self.newest_seen), refused=refused, **kwargs)

    def post(self, request, *args, **kwargs):
        form = PasteForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        judged = self.judged(form)
        preview = Preview([self.preview_row(row) for row in judged], form.pasted.left_out)
        if preview.wrong:
            return self.render_to_response(self.get_context_data(form=form, preview=preview), status=422)
        if "confirm" not in request.POST or not form.was_previewed:
            return self.render_to_response(self.get_context_data(form=form, preview=preview))
        try:
            done = self.enter(form, judged)
        except actions.ReadingsChanged as refused:
            context = self.get_context_data(form=form, preview=preview, refused=str(refused))
            return self.render_to_response(context, status=409)
        return self.entered(done)

    def judged(self, form: PasteForm) -> list[JudgedRow[int]]:
        names = {
            slot.key: [one.name_vi, one.name_en, one.short_vi, one.short_en]
            for slot in self.slots
            if (one := slot.organisation)
        }
        return judge_rows(form.pasted.rows, NameBook(names), self.unit)

    def preview_row(self, judged: JudgedRow[int]) -> PreviewRow:
        slot = self.by_key.get(judged.organisation)
        return PreviewRow(
            line=judged.row.line,
            name=slot.organisation.name if slot else "",
            pasted_name=judged.row.name,
            figures=_parts(judged.ratio) or " / ".join(filter(None, [judged.row.numerator, judged.row.denominator])),
            value=wording.figure(value(judged.ratio, self.unit), self.unit) if judged.ratio else wording.NOTHING,
            was=_parts(slot.ratio) if slot and slot.ratio != judged.ratio else "",
            faults=[wording.fault_in_words(fault) for fault in judged.faults],
            alike=[self.by_key[key].organisation.name for key in judged.alike],
        )

    def enter(self, form: PasteForm, judged: list[JudgedRow[int]]) -> actions.Entered:
        return actions.enter_readings(
            self.definition,
            self.period,
            {row.organisation: row.ratio for row in judged},
            seen=form.cleaned_data["seen"],
            source=form.cleaned_data["source"],
            by=self.request.actor,
            at=clock.now(),
            way="paste",
        )


def _parts(ratio: Ratio | None) -> str:
    return wording.parts(ratio) if ratio else ""
