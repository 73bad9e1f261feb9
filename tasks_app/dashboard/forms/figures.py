from __future__ import annotations

from functools import cached_property

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.plan.forms.filters import NOT_KNOWN, AppliedMixin, Choices, filter_helper


class FigureFilter(AppliedMixin, forms.Form):
    """What the map shows of each locality: how its work stands, or an indicator. One that is not known is left out,
    and the form says so."""

    figure = forms.ChoiceField(label=gettext_lazy("Figure"), required=False, error_messages=NOT_KNOWN)
    as_of = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, indicators: Choices):
        """``indicators``: code and name of those that can be shown."""
        super().__init__(data)
        self.fields["figure"].choices = [("", _("How the work stands")), *indicators]
        self.full_clean()

    @property
    def form(self) -> FigureFilter:
        return self

    @cached_property
    def helper(self) -> FormHelper:
        kept = ["as_of"] if self.cleaned_data.get("as_of") else []
        return filter_helper("figure", *kept)

    @property
    def asked_indicator(self) -> str:
        """The code of the indicator that is asked for."""
        return self.cleaned_data.get("figure", "")
