from __future__ import annotations

from functools import cached_property

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy

from tasks_app.plan.forms.filters import NOT_KNOWN, Choices, filter_helper


class PeriodForm(forms.Form):
    """By which closed period organisations are ranked; by a day, where none is asked for. A value that is not known is
    left out, and the form says so."""

    period = forms.ChoiceField(label=gettext_lazy("Frozen figures of"), required=False, error_messages=NOT_KNOWN)

    def __init__(self, data, *, periods: Choices):
        """``periods``: (primary key, name), or (kind, such pairs)."""
        super().__init__(data)
        self.fields["period"].choices = [("", gettext_lazy("By day")), *periods]
        self.full_clean()

    @cached_property
    def helper(self) -> FormHelper:
        return filter_helper("period")

    @property
    def asked(self) -> int | None:
        asked = self.cleaned_data.get("period")
        return int(asked) if asked else None
