from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.conf import settings
from django.contrib.auth.forms import SetPasswordMixin
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy

from tasks_app.common.forms import LongSelect
from tasks_app.common.text import tidy
from tasks_app.organisations.models import Organisation
from tasks_app.people.enums import Role
from tasks_app.people.models import Person
from tasks_app.people.rules import PersonGiven
from tasks_app.plan.forms import filter_helper


def helper_of(*fields) -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(*fields)
    return helper


class PeopleFilter(forms.Form):
    """Which people the list shows. A value that is not known is left out."""

    STATES = [
        ("", gettext_lazy("All")),
        ("invited", gettext_lazy("Invited, no password yet")),
        ("never", gettext_lazy("Never signed in")),
        ("one_factor", gettext_lazy("Without a second factor")),
        ("out", gettext_lazy("May not sign in")),
    ]

    q = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=100)
    role = forms.ChoiceField(
        label=gettext_lazy("Role"), choices=[("", gettext_lazy("All")), *Role.choices], required=False
    )
    state = forms.ChoiceField(label=gettext_lazy("Account"), choices=STATES, required=False)

    def __init__(self, data):
        super().__init__(data)
        self.full_clean()

    @property
    def asked(self) -> dict[str, str]:
        said = self.cleaned_data
        return {"search": tidy(said.get("q", "")), "role": said.get("role", ""), "state": said.get("state", "")}

    @cached_property
    def helper(self) -> FormHelper:
        return filter_helper("q", "role", "state")


class PersonForm(forms.Form):
    """Name, position, organisation and official address of a person; nothing else is kept of anybody."""

    full_name = forms.CharField(
        label=gettext_lazy("Full name"),
        max_length=120,
        error_messages={"required": gettext_lazy("Enter the full name.")},
    )
    username = forms.CharField(
        label=gettext_lazy("User name"),
        max_length=60,
        validators=[UnicodeUsernameValidator()],
        help_text=gettext_lazy("For signing in, beside the e-mail address."),
        error_messages={"required": gettext_lazy("Enter a user name.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("Official e-mail"),
        help_text=gettext_lazy("An address of the state's, such as …@nghean.gov.vn; private ones are not for work."),
        error_messages={
            "required": gettext_lazy("Enter the official e-mail address."),
            "invalid": gettext_lazy("This is no e-mail address. Look at the spelling."),
        },
    )
    position_vi = forms.CharField(label=gettext_lazy("Position (Vietnamese)"), max_length=200, required=False)
    position_en = forms.CharField(label=gettext_lazy("Position (English)"), max_length=200, required=False)
    organisation_id = forms.TypedChoiceField(
        label=gettext_lazy("Organisation"), coerce=int, empty_value=None, required=False, widget=LongSelect
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=[("", gettext_lazy("as the browser asks")), *settings.LANGUAGES],
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    COLUMNS = ("username", "full_name", "email", "position_vi", "position_en", "organisation_id", "language")

    def __init__(self, data=None, *, organisations: Sequence[Organisation], person: Person | None = None):
        now = {name: getattr(person, name) for name in self.COLUMNS} if person else {}
        super().__init__(data, initial=now | {"seen": json.dumps(now, ensure_ascii=False)})
        self.fields["organisation_id"].choices = [("", "–"), *((one.pk, one.name) for one in organisations)]
        self.helper = helper_of(
            "seen",
            "full_name",
            Div(Div("username", css_class="col-sm-6"), Div("email", css_class="col-sm-6"), css_class="row gx-3"),
            Div(
                Div("position_vi", css_class="col-sm-6"), Div("position_en", css_class="col-sm-6"), css_class="row gx-3"
            ),
            Div(
                Div("organisation_id", css_class="col-sm-6"),
                Div("language", css_class="col-sm-6"),
                css_class="row gx-3",
            ),
        )

    @property
    def given(self) -> PersonGiven:
        return PersonGiven(**{name: self.cleaned_data[name] for name in self.COLUMNS})

    @property
    def was(self) -> dict:
        """The columns as the page showed them; nothing where that cannot be read."""
        try:
            seen = json.loads(self.cleaned_data["seen"])
        except ValueError:
            return {}
        return seen if isinstance(seen, dict) else {}


class PasswordForm(SetPasswordMixin, forms.Form):
    """The password that the owner of an account chooses, twice."""

    password1, password2 = SetPasswordMixin.create_password_fields(
        label1=gettext_lazy("Password"), label2=gettext_lazy("Password, once more")
    )

    def __init__(self, data=None, *, person: Person | None = None):
        super().__init__(data)
        self.person = person

    def clean(self):
        self.validate_passwords()
        self.validate_password_for_user(self.person, "password2")
        return super().clean()


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Say why, for those who look at it later.")},
    )

    def __init__(self, data=None):
        super().__init__(data)
        self.helper = helper_of("reason")

    def clean_reason(self):
        return tidy(self.cleaned_data["reason"])


def in_a_list(person: Person) -> str:
    return f"{person}, {person.position}" if person.position else str(person)
