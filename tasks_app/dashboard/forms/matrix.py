from __future__ import annotations

from functools import cached_property

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy

from tasks_app.plan.forms.filters import ALL, NOT_KNOWN, AppliedMixin, Choices, filter_helper


class MatrixFilter(AppliedMixin, forms.Form):
    """Which organisations the matrix shows, and in which order. A value that is not known is left out, and the form
    says so."""

    WORST_FIRST = "worst"

    group = forms.ChoiceField(label=gettext_lazy("Group"), required=False, error_messages=NOT_KNOWN)
    order = forms.ChoiceField(
        label=gettext_lazy("Order"),
        choices=[("", gettext_lazy("Official order")), (WORST_FIRST, gettext_lazy("Most overdue first"))],
        required=False,
        error_messages=NOT_KNOWN,
    )
    as_of = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, groups: Choices):
        """``groups``: those of organisations, as ``plan.queries.group_choices`` gives them."""
        super().__init__(data)
        self.fields["group"].choices = [("", ALL), *groups]
        self.full_clean()

    @property
    def form(self) -> MatrixFilter:
        return self

    @cached_property
    def helper(self) -> FormHelper:
        kept = ["as_of"] if self.cleaned_data.get("as_of") else []
        return filter_helper("group", "order", *kept)

    @property
    def asked_group(self) -> str:
        return self.cleaned_data.get("group", "")

    @property
    def is_worst_first(self) -> bool:
        return self.cleaned_data.get("order") == self.WORST_FIRST
