"""What may be typed about people."""

from tasks_app.personnel.forms.accounts import PasswordForm, PeopleFilter, PersonForm, ReasonForm
from tasks_app.personnel.forms.roles import AppointmentForm, LastDayForm, OversightForm, ReplacementForm

__all__ = [
    "AppointmentForm",
    "LastDayForm",
    "OversightForm",
    "PasswordForm",
    "PeopleFilter",
    "PersonForm",
    "ReasonForm",
    "ReplacementForm",
]
