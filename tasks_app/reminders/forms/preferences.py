from __future__ import annotations

from datetime import time

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from tasks_app.options.queries import options
from tasks_app.reminders.rules import Wish, hours_to_choose


def _hours() -> list[tuple[str, str]]:
    return [(f"{hour:%H:%M}", f"{hour:%H:%M}") for hour in hours_to_choose(options().hours)]


class PreferenceForm(forms.Form):
    """From which hour a person wants his reminders, and how often those of what is not due."""

    send_from = forms.ChoiceField(
        label=_("Send my mail from"),
        choices=_hours,
        error_messages={
            "required": _("Choose an hour."),
            "invalid_choice": _("Mail leaves between the hours of this list. Choose one of them."),
        },
    )
    is_weekly = forms.BooleanField(
        label=_("Remind of what is not due yet only once a week, on its first working day"),
        required=False,
        help_text=_("What is due or overdue comes on its day all the same."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    @classmethod
    def of(cls, wish: Wish) -> PreferenceForm:
        return cls(initial={"send_from": f"{wish.send_from:%H:%M}", "is_weekly": wish.is_weekly})

    @property
    def wish(self) -> Wish:
        return Wish(time.fromisoformat(self.cleaned_data["send_from"]), self.cleaned_data["is_weekly"])
