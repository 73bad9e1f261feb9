"""Codes of a second factor, as they are typed in."""

import logging

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import validate_totp_code
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tasks_app.common.encryption import Unreadable
from tasks_app.people.models import Person

logger = logging.getLogger(__name__)

LONGEST_CODE = 20  # with blanks between the digits


class SetUpForm(forms.Form):
    """The first code of a new secret shows that the app has it."""

    code = forms.CharField(label=_("Code of the app"), max_length=LONGEST_CODE)

    def __init__(self, data=None, *, person: Person, secret: str):
        super().__init__(data)
        self.person, self.secret = person, secret

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        if not validate_totp_code(self.secret, code) or not _is_first_use(self.person, code):
            raise ValidationError(
                _("This code does not fit. Type the one that the app shows now; the phone's clock has to be right.")
            )
        return code


class TakenOnceMixin:
    """A code that let somebody in serves no second time, for as long as it could.

    allauth remembers it for one period alone, which is too short where codes serve a period longer on either side.
    """

    def clean_code(self) -> str:
        try:
            code = super().clean_code()
        except Unreadable:
            logger.error("The second factor of account %s cannot be read: SECRET_KEY is another", self.user.pk)
            raise ValidationError(
                _("The second factor of this account cannot be read any more. Ask the administrator to reset it.")
            ) from None
        if self.authenticator.type == Authenticator.Type.TOTP and not _is_first_use(self.user, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondStepForm(TakenOnceMixin, AuthenticateForm):
    """A code after the password."""


class AgainForm(TakenOnceMixin, ReauthenticateForm):
    """A code before a step that concerns the account itself."""


def _is_first_use(person: Person, code: str) -> bool:
    serves_for = app_settings.TOTP_PERIOD * (1 + 2 * app_settings.TOTP_TOLERANCE)
    return cache.add(f"second-factor-code:{person.pk}:{normalize_user_code(code)}", True, serves_for)
