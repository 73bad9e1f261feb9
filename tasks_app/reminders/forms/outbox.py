from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from tasks_app.common.forms import DayField
from tasks_app.common.text import tidy
from tasks_app.mailing.enums import MessageState
from tasks_app.plan.forms import filter_helper
from tasks_app.reminders.wording import KINDS


class OutboxFilter(forms.Form):
    """Which mails are listed; what it does not understand it leaves out, and says so."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100, widget=forms.TextInput({"type": "search"}))
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *MessageState.choices])
    kind = forms.ChoiceField(label=_("Kind of mail"), required=False, choices=[("", _("All")), *KINDS])
    day = DayField(label=_("Day"), required=False)

    def __init__(self, data):
        super().__init__(data)
        self.helper = filter_helper("q", "state", "kind", "day")

    def chosen(self) -> dict:
        """The valid part, by the names of ``queries.messages``."""
        self.is_valid()
        return {
            "words": self.cleaned_data.get("q", ""),
            "state": self.cleaned_data.get("state", ""),
            "kind": self.cleaned_data.get("kind", ""),
            "day": self.cleaned_data.get("day"),
        }


class CameBackForm(forms.Form):
    """Why a mail came back, as its report or its reader says."""

    reason = forms.CharField(
        label=_("Why it came back"),
        max_length=300,
        error_messages={"required": _("Enter why the mail came back.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_reason(self):
        return tidy(self.cleaned_data["reason"])
