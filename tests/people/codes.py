"""What a phone does: it shows codes by a secret and the time."""

import re
import time

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from django.urls import reverse

from tasks_app.common import clock
from tasks_app.people.actions import activate_second_factor
from tasks_app.people.models import Person

PASSWORD = "mot-mat-khau-dai-2024"
ADDRESS = "203.0.113.7"


def code(secret: str, *, periods: int = 0) -> str:
    """What the phone shows now, or some periods of half a minute later or before."""
    counter = int(time.time()) // app_settings.TOTP_PERIOD + periods
    return format_hotp_value(hotp_value(secret, counter))


def wrong_code(secret: str) -> str:
    """One that no period near shows."""
    near = {code(secret, periods=one) for one in range(-2, 3)}
    return next(one for one in ("111111", "222222", "333333", "444444", "555555", "666666") if one not in near)


def with_second_factor(person: Person) -> str:
    """Activates one and returns the secret that the phone has."""
    secret = generate_totp_secret()
    activate_second_factor(person, secret, address=ADDRESS, at=clock.now())
    return secret


def with_password(person: Person) -> Person:
    person.set_password(PASSWORD)
    person.save()
    return person


def sign_in(person: Person, *codes: str, **more) -> Client:
    """A browser in which the password was typed, and then these codes."""
    browser = Client(REMOTE_ADDR=ADDRESS)
    browser.answer = browser.post(
        reverse("account_login"), {"login": person.username, "password": PASSWORD, **more}, follow=True
    )
    for one in codes:
        browser.answer = browser.post(reverse("mfa_authenticate"), {"code": one}, follow=True)
    return browser


def secret_on(page: str) -> str:
    """The secret that a page shows in groups, as somebody types it by hand."""
    return re.search(r'<code class="secret"[^>]*>([A-Z2-7 ]+)</code>', page)[1].replace(" ", "")
