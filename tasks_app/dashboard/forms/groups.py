from __future__ import annotations

from functools import cached_property

from crispy_forms.helper import FormHelper
from django import forms

from tasks_app.plan.forms import GroupMixin, filter_helper
from tasks_app.plan.forms.filters import AppliedMixin, Choices


class GroupFilter(AppliedMixin, GroupMixin, forms.Form):
    """Which organisations a board shows. A value that is not known is left out, and the form says so."""

    SHOWN = ("group",)

    as_of = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, groups: Choices):
        """``groups``: those of organisations, as ``plan.queries.group_choices`` gives them."""
        super().__init__(data, groups=groups)
        self.full_clean()

    @property
    def form(self) -> GroupFilter:
        return self

    @cached_property
    def helper(self) -> FormHelper:
        kept = ["as_of"] if self.cleaned_data.get("as_of") else []
        return filter_helper(*self.SHOWN, *kept)
