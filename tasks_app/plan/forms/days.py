"""Which day a page answers for."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy

from tasks_app.common.forms import FIRST_DAY, DayField

AS_OF = "as_of"


class AsOfForm(forms.Form):
    """A day up to today; addresses have it as YYYY-MM-DD, people type dd/mm/yyyy."""

    as_of = DayField(label=gettext_lazy("On the day"), required=False)

    def __init__(self, data, *, today: date):
        super().__init__(data, initial={AS_OF: today})
        self.today = today
        self.full_clean()

    @property
    def asked(self) -> str:
        """What was asked for, as it was typed."""
        return self.data.get(AS_OF, "").strip()

    @property
    def day(self) -> date | None:
        """Today where nothing is asked for, None where it is no day up to today."""
        if not self.asked:
            return self.today
        day = self.cleaned_data.get(AS_OF)
        return day if day and FIRST_DAY <= day <= self.today else None
