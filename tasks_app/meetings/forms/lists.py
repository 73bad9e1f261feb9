from __future__ import annotations

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from tasks_app.meetings.enums import MeetingKind, MeetingState
from tasks_app.plan.forms import filter_helper


class MeetingFilter(forms.Form):
    """What the list asks for; what is no answer is left out."""

    q = forms.CharField(label=gettext_lazy("Words"), max_length=100, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of meeting"),
        choices=[("", gettext_lazy("All kinds")), *MeetingKind.choices],
        required=False,
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State of the meeting"),
        choices=[("", gettext_lazy("All states")), *MeetingState.choices],
        required=False,
    )
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2000, max_value=2100, required=False)

    @cached_property
    def helper(self) -> FormHelper:
        return filter_helper("q", "kind", "state", "year")

    @property
    def asked(self) -> dict:
        self.is_valid()
        data = self.cleaned_data
        return {
            "text": data.get("q", ""),
            "kind": data.get("kind", ""),
            "state": data.get("state", ""),
            "year": data.get("year"),
        }

    @property
    def in_words(self) -> list[str]:
        """What is asked for, as the head of a file says it."""
        self.is_valid()
        labels = dict(MeetingKind.choices) | dict(MeetingState.choices)
        return [
            f"{self.fields[name].label}: {labels.get(value, value)}"
            for name, value in self.cleaned_data.items()
            if value
        ]
