from __future__ import annotations

from functools import cached_property

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy

from tasks_app.common.text import tidy
from tasks_app.plan.forms import filter_helper


class TreeFilter(forms.Form):
    """Whose names have these words, with or without marks."""

    q = forms.CharField(label=gettext_lazy("Name of the organisation"), required=False, max_length=100)
    as_of = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data):
        super().__init__(data)
        self.full_clean()

    @property
    def words(self) -> str:
        return tidy(self.cleaned_data.get("q", ""))

    @cached_property
    def helper(self) -> FormHelper:
        return filter_helper("q", *(["as_of"] if self.cleaned_data.get("as_of") else []))
