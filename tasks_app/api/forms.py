from __future__ import annotations

from datetime import date

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.api.enums import Scope
from tasks_app.api.rules import LONGEST, may_hold_until
from tasks_app.common.forms import DayField
from tasks_app.common.text import tidy

OWN, SYSTEM = "own", "system"


class KeyForm(forms.Form):
    """A key: what it is for, what it opens, until when. ``for_systems``: whether it may be that of a system."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Whose key"),
        choices=[
            (OWN, gettext_lazy("My own: it opens what I may see")),
            (SYSTEM, gettext_lazy("Of another system: it opens what an inspector sees")),
        ],
        initial=OWN,
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the program"),
        max_length=80,
        help_text=gettext_lazy("Which program reads with it; the export log names it so."),
        error_messages={"required": gettext_lazy("Say which program the key is for.")},
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What it opens"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick what the key is to open.")},
    )
    valid_until = DayField(label=gettext_lazy("Holds until"), help_text=gettext_lazy("Two years at most."))

    def __init__(self, data=None, *, today: date, for_systems: bool):
        super().__init__(data, initial={"valid_until": today + LONGEST / 2})
        self.today = today
        if not for_systems:
            del self.fields["kind"]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_name(self):
        return tidy(self.cleaned_data["name"])

    def clean_valid_until(self):
        day = self.cleaned_data["valid_until"]
        if not may_hold_until(day, today=self.today):
            raise forms.ValidationError(_("Enter a day after today, within two years."))
        return day

    @property
    def is_of_system(self) -> bool:
        return self.cleaned_data.get("kind") == SYSTEM
