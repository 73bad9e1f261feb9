from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from tasks_app.dashboard.forms.groups import GroupFilter
from tasks_app.plan.forms.filters import NOT_KNOWN


class MatrixFilter(GroupFilter):
    """Which organisations the matrix shows, and in which order."""

    WORST_FIRST = "worst"
    SHOWN = ("group", "order")

    order = forms.ChoiceField(
        label=gettext_lazy("Order"),
        choices=[("", gettext_lazy("Official order")), (WORST_FIRST, gettext_lazy("Most overdue first"))],
        required=False,
        error_messages=NOT_KNOWN,
    )

    @property
    def is_worst_first(self) -> bool:
        return self.cleaned_data.get("order") == self.WORST_FIRST
