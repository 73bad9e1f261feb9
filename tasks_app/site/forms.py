"""The settings of a section, as one form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tasks_app.common.text import tidy
from tasks_app.options.enums import Section
from tasks_app.options.rules import Declared, Options, Value, declared_in
from tasks_app.options.wording import SAID, fault_in_words, in_words

HOUR = {"inputmode": "numeric", "autocomplete": "off", "placeholder": "hh:mm", "maxlength": 5}


class OptionsForm(forms.Form):
    """``seen``: the number of the last change when it was opened. A setting keeps its key as the name of its field."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why it is changed"),
        max_length=200,
        required=False,
        help_text=_("For whoever reads the history later, for example the number of the decision."),
    )

    def __init__(self, *args, section: Section, now: Options, **kwargs):
        super().__init__(*args, **kwargs)
        self.declared = declared_in(section)
        for its in self.declared:
            self.fields[its.key] = _field(its, getattr(now, its.key))
        self.order_fields([*(its.key for its in self.declared), "reason", "seen"])
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_reason(self):
        return tidy(self.cleaned_data["reason"])

    @property
    def given(self) -> dict[str, Value]:
        return {its.key: self.cleaned_data[its.key] for its in self.declared}

    def refuse(self, by_key: Mapping[str, str]) -> None:
        for key, sentence in by_key.items():
            self.add_error(key if key in self.fields else None, sentence)


def _field(its: Declared, now: Value) -> forms.Field:
    label, consequence = SAID[its.key]
    usual = format_lazy("{consequence} {usual}", consequence=consequence, usual=_usual(its))
    said = {"label": _labelled(its, label), "help_text": usual, "initial": now}
    refused = fault_in_words(its)
    if its.kind is time:
        return forms.TimeField(
            widget=forms.TimeInput(format="%H:%M", attrs=HOUR),
            input_formats=["%H:%M", "%Hh%M", "%H.%M", "%H"],
            error_messages={"required": refused, "invalid": refused},
            **said,
        )
    return forms.IntegerField(
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        localize=False,
        error_messages={"required": refused, "invalid": refused},
        **said,
    )


def _labelled(its: Declared, label):
    return format_lazy("{label} ({unit})", label=label, unit=its.unit.label) if its.unit else label


def _usual(its: Declared) -> str:
    return _("Usually: %(value)s.") % {"value": in_words(its, its.default)}
