from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tasks_app.common.forms import DayField
from tasks_app.common.text import LARGEST_KEY
from tasks_app.mailing.enums import MessageState
from tasks_app.plan.forms import filter_helper
from tasks_app.reminders.enums import Subject
from tasks_app.reminders.queries import LEFT_OUT, Asked

ALL = ("", _("All"))


class NameFilter(forms.Form):
    """Whose mails are listed."""

    q = forms.CharField(label=_("Name"), required=False, max_length=100, widget=forms.TextInput({"type": "search"}))

    def __init__(self, data):
        super().__init__(data)
        self.helper = filter_helper("q")
        self.full_clean()

    @property
    def words(self) -> str:
        return self.cleaned_data.get("q", "")


class LedgerFilter(forms.Form):
    """Which reminders are listed; what it does not understand it leaves out, and says so."""

    person = forms.CharField(
        label=_("Recipient"), required=False, max_length=100, widget=forms.TextInput({"type": "search"})
    )
    q = forms.CharField(
        label=_("Task or organisation"), required=False, max_length=100, widget=forms.TextInput({"type": "search"})
    )
    subject = forms.ChoiceField(label=_("Kind of work"), required=False, choices=[ALL, *Subject.choices])
    state = forms.ChoiceField(
        label=_("State of the mail"),
        required=False,
        choices=[ALL, *MessageState.choices, (LEFT_OUT, _("Left out of the mail"))],
    )
    first = DayField(label=_("From day"), required=False)
    last = DayField(label=_("To day"), required=False)
    assignment = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_KEY, widget=forms.HiddenInput)

    def __init__(self, data):
        super().__init__(data)
        self.full_clean()
        unseen = ["assignment"] if self.cleaned_data.get("assignment") else []
        self.helper = filter_helper("person", "q", "subject", "state", "first", "last", *unseen)

    @property
    def asked(self) -> Asked:
        its = self.cleaned_data
        return Asked(
            person=its.get("person", ""),
            words=its.get("q", ""),
            assignment=its.get("assignment"),
            subject=its.get("subject", ""),
            state=its.get("state", ""),
            first=its.get("first"),
            last=its.get("last"),
        )

    @property
    def is_on(self) -> bool:
        return any(self.cleaned_data.values())
