"""What may be typed about people and about who acts for whom."""

from tasks_app.people.forms.accounts import PersonChangeForm, PersonCreationForm, SignInForm
from tasks_app.people.forms.delegations import DelegationForm
from tasks_app.people.forms.typed import in_words, text_fields

__all__ = ["DelegationForm", "PersonChangeForm", "PersonCreationForm", "SignInForm", "in_words", "text_fields"]
