from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.common.text import tidy
from tasks_app.reminders import rules, wording
from tasks_app.reminders.enums import Subject
from tasks_app.reminders.rules import MOST_STAGES, Ladder, Stage

EMPTY_ROWS = 3  # to write further stages into, where no script adds rows
STAGES, THEN = "stages", "then"  # prefixes
NO_NUMBER = gettext_lazy("Enter a whole number of working days, for example −5.")


class OffsetField(forms.IntegerField):
    """Working days from the day due; before it with any of the signs that are read as minus."""

    def to_python(self, value):
        return super().to_python(str(value).replace("−", "-").replace("–", "-") if value else value)


class NoteField(forms.CharField):
    def __init__(self, **options):
        super().__init__(required=False, max_length=300, **options)

    def clean(self, value):
        text = tidy(super().clean(value))
        if unknown := wording.unknown_words(text):
            raise forms.ValidationError(unknown)
        return text


class StageForm(forms.Form):
    """A step of a ladder; an empty one is none."""

    is_repeated = False
    error_summary_shown = False

    offset = OffsetField(
        label=gettext_lazy("Working days"),
        required=False,
        error_messages={"invalid": NO_NUMBER},
        widget=forms.TextInput({"inputmode": "text", "autocomplete": "off"}),
    )
    to_secretariat = forms.BooleanField(label=gettext_lazy("Copy to the secretariat"), required=False)
    to_deputy_heads = forms.BooleanField(label=gettext_lazy("Copy to the deputy heads"), required=False)
    note_vi = NoteField(label=gettext_lazy("Sentence in the mail (Vietnamese)"))
    note_en = NoteField(label=gettext_lazy("Sentence in the mail (English)"))
    is_removed = forms.BooleanField(label=gettext_lazy("Remove this stage"), required=False)

    def __init__(self, *args, subject: Subject, **kwargs):
        super().__init__(*args, **kwargs)
        self.subject = subject
        self.empty_permitted = False  # what an empty row means is said in ``clean``
        self.use_required_attribute = False
        self.helper = self._helper()

    @classmethod
    def initial_from(cls, stage: Stage) -> dict:
        return {
            "offset": stage.offset,
            "to_secretariat": stage.to_secretariat,
            "to_deputy_heads": stage.to_deputy_heads,
            "note_vi": stage.note_vi,
            "note_en": stage.note_en,
        }

    def full_clean(self):
        """What is removed needs nothing put right."""
        super().full_clean()
        if self.is_bound and self._is_ticked_to_go():
            self._errors.clear()

    def clean(self):
        data = super().clean()
        if "offset" in self.errors or self._is_ticked_to_go():
            return data
        if data.get("offset") is None:
            if any(data.get(name) for name in ("to_secretariat", "to_deputy_heads", "note_vi", "note_en")):
                self.add_error("offset", NO_NUMBER)
            return data
        for fault in rules.faults_of_stage(self.subject, self.stage, is_repeated=self.is_repeated):
            self.add_error("note_vi" if fault == rules.Fault.NO_VIETNAMESE else "offset", wording.FAULTS[fault])
        return data

    @property
    def stage(self) -> Stage | None:
        """None for an empty row, and for one that is to go."""
        data = self.cleaned_data
        if data.get("offset") is None or data.get("is_removed"):
            return None
        return Stage(
            data["offset"],
            data["to_secretariat"],
            data["to_deputy_heads"],
            data.get("note_vi", ""),
            data.get("note_en", ""),
        )

    def _is_ticked_to_go(self) -> bool:
        return bool(self.cleaned_data.get("is_removed"))

    def _helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.all_optional = True
        helper.layout = Layout(
            Div(
                Div("offset", css_class="col-6 col-md-2"),
                Div("to_secretariat", "to_deputy_heads", "is_removed", css_class="col-12 col-md-3 order-md-last"),
                Div("note_vi", "note_en", css_class="col-12 col-md-7"),
                css_class="row gx-3",
            )
        )
        return helper


class RepetitionForm(StageForm):
    """The step that comes again and again after the last of the others."""

    is_repeated = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["offset"].label = _("Every so many working days")
        self.fields["offset"].help_text = _("Empty: it does not come again.")


class StageFormSet(forms.BaseFormSet):
    def clean(self):
        if any(self.errors):
            return
        for fault in rules.faults_of_ladder(Ladder(self.stages)):
            raise forms.ValidationError(wording.FAULTS[fault])

    @property
    def stages(self) -> tuple[Stage, ...]:
        return tuple(sorted(form.stage for form in self.forms if form.stage))


StageForms = forms.formset_factory(
    StageForm, formset=StageFormSet, extra=EMPTY_ROWS, max_num=MOST_STAGES + EMPTY_ROWS, absolute_max=100
)


class LadderForm:
    """The stages of a ladder and what comes after the last, to be read and filled as one form."""

    def __init__(self, data=None, *, subject: Subject, ladder: Ladder):
        initial = [StageForm.initial_from(stage) for stage in ladder.stages]
        then = StageForm.initial_from(ladder.then) if ladder.then else None
        options = {"subject": subject}
        self.stages = StageForms(data, prefix=STAGES, initial=initial, form_kwargs=options)
        self.then = RepetitionForm(data, prefix=THEN, initial=then, subject=subject)

    def is_valid(self) -> bool:
        is_valid = self.stages.is_valid() and self.then.is_valid()
        if is_valid and self.then.stage and not self.stages.stages:
            self.then.add_error("offset", wording.FAULTS[rules.Fault.REPEATS_NOTHING])
            return False
        return is_valid

    @property
    def ladder(self) -> Ladder:
        return Ladder(self.stages.stages, self.then.stage)

    @property
    def forms(self) -> list[StageForm]:
        return [*self.stages.forms, self.then]

    # What the summary of errors asks of a form:

    def __iter__(self) -> Iterator[forms.BoundField]:
        return chain.from_iterable(self.forms)

    def non_field_errors(self) -> list[str]:
        return list(self.stages.non_form_errors()) if self.stages.is_bound else []

    @property
    def error_summary_shown(self) -> bool:
        return self.then.error_summary_shown

    @error_summary_shown.setter
    def error_summary_shown(self, is_shown: bool) -> None:
        for form in self.forms:
            form.error_summary_shown = is_shown


class SummaryForm(forms.Form):
    """The weekly summary is sent or not; it has no stages."""

    is_sent = forms.BooleanField(
        label=gettext_lazy("Send the summary on the first working day of each week"), required=False
    )

    def __init__(self, data=None, *, subject: Subject, ladder: Ladder):
        super().__init__(data, initial={"is_sent": bool(ladder.stages)})
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    @property
    def ladder(self) -> Ladder:
        return rules.DEFAULT_LADDERS[Subject.SUMMARY] if self.cleaned_data["is_sent"] else Ladder(())
