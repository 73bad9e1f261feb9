"""With which day a board is compared."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext as _

from tasks_app.common.forms import FIRST_DAY, DayField

FROM = "from"


class FirstDayForm(forms.Form):
    """A day before another one; addresses have it as YYYY-MM-DD, people type dd/mm/yyyy."""

    def __init__(self, data, *, before: date):
        super().__init__(data)
        self.fields[FROM] = DayField(label=_("Compared with the day"), required=False)
        self.before = before
        self.full_clean()

    @property
    def asked(self) -> str:
        """What was asked for, as it was typed."""
        return self.data.get(FROM, "").strip()

    @property
    def day(self) -> date | None:
        """None where nothing is asked for, or no day that lies before the other."""
        day = self.cleaned_data.get(FROM)
        return day if day and FIRST_DAY <= day < self.before else None
