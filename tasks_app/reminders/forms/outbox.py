from django import forms
from django.utils.translation import gettext_lazy as _

from tasks_app.mailing.enums import MessageState, Notice
from tasks_app.plan.forms import filter_helper


class OutboxFilter(forms.Form):
    """Which mails are listed; what it does not understand it leaves out, and says so."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100, widget=forms.TextInput({"type": "search"}))
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *MessageState.choices])
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *Notice.choices])

    def __init__(self, data):
        super().__init__(data)
        self.helper = filter_helper("q", "state", "kind")

    def chosen(self) -> dict[str, str]:
        """The valid part, by the names of ``queries.messages``."""
        self.is_valid()
        return {
            "words": self.cleaned_data.get("q", ""),
            "state": self.cleaned_data.get("state", ""),
            "kind": self.cleaned_data.get("kind", ""),
        }
