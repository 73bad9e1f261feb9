"""What may be typed about people, about who acts for whom, and at the second step of the sign-in."""

from tasks_app.people.forms.accounts import PersonChangeForm, PersonCreationForm, SignInForm
from tasks_app.people.forms.delegations import DelegationForm
from tasks_app.people.forms.second_factor import AgainForm, SecondStepForm, SetUpForm
from tasks_app.people.forms.typed import in_words, text_fields

__all__ = [
    "AgainForm",
    "DelegationForm",
    "PersonChangeForm",
    "PersonCreationForm",
    "SecondStepForm",
    "SetUpForm",
    "SignInForm",
    "in_words",
    "text_fields",
]
