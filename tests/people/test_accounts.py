"""Signing in and out, and a forgotten password: allauth as this product wants it."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from tasks_app.common import clock
from tasks_app.mailing.models import Message
from tasks_app.people.models import Person
from tests.factories import PersonFactory, member

pytestmark = pytest.mark.django_db

PASSWORD, NEW_PASSWORD = "không-ai-đoán-được-7", "một-câu-khác-hẳn-9"
CHANGED = "Đã đổi mật khẩu"


@pytest.fixture
def person() -> Person:
    person = PersonFactory(username="an", email="an@example.vn")
    person.set_password(PASSWORD)
    person.save()
    return person


def sign_in(client: Client, login: str, password: str = PASSWORD, **data):
    return client.post(reverse("account_login"), {"login": login, "password": password, **data})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("login", ["an", "an@example.vn", "An@Example.vn"])
def test_one_signs_in_by_user_name_or_address(person, client, login):
    response = sign_in(client, login)

    assert (response.status_code, response.url) == (302, reverse("home"))
    assert is_signed_in(client)


@pytest.mark.parametrize(
    ("own", "cookie", "kept"),
    [("", "en", "en"), ("", "vi", "vi"), ("", None, ""), ("", "tlh", ""), ("vi", "en", "vi"), ("en", "vi", "en")],
)
def test_the_language_chosen_before_the_sign_in_becomes_ones_own_where_there_is_none(
    person, client, settings, own, cookie, kept
):
    Person.objects.update(language=own)
    if cookie:
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = cookie

    sign_in(client, "an")

    person.refresh_from_db()
    assert person.language == kept


def test_a_page_read_in_english_stays_english_after_the_sign_in(client):
    person = member(username="an")
    person.set_password(PASSWORD)
    person.save()
    client.post(reverse("set_language"), {"language": "en", "next": reverse("account_login")})

    response = client.post(reverse("account_login"), {"login": "an", "password": PASSWORD}, follow=True)

    assert '<html lang="en">' in response.content.decode()


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(person, client):
    wrong, unknown = sign_in(client, "an", "falsch"), sign_in(client, "binh", "falsch")

    assert not is_signed_in(client)
    assert list(wrong.context["form"].non_field_errors()) == list(unknown.context["form"].non_field_errors())
    assert len(wrong.context["form"].non_field_errors()) == 1


def test_who_may_not_sign_in_does_not(person, client):
    Person.objects.update(is_active=False)

    sign_in(client, "an")

    assert not is_signed_in(client)


def test_guessing_is_throttled(person, client):
    for _ in range(6):
        sign_in(client, "an", "falsch")

    sign_in(client, "an")

    assert not is_signed_in(client)


def test_after_signing_in_one_stays_on_this_site(person, client):
    assert sign_in(client, "an", next="https://evil.example/").url == reverse("home")
    client.logout()
    assert sign_in(client, "an", next=reverse("my_work")).url == reverse("my_work")


def test_nobody_signs_himself_up(client):
    response = client.post(
        reverse("account_signup"),
        {"username": "neu", "email": "neu@example.vn", "password1": PASSWORD, "password2": PASSWORD},
    )

    assert response.status_code in (200, 403)
    assert not Person.objects.exists()


def test_only_a_press_signs_out(person, client):
    client.force_login(person)

    client.get(reverse("account_logout"))
    assert is_signed_in(client)

    client.post(reverse("account_logout"))
    assert not is_signed_in(client)


def test_a_changed_password_counts(person, client):
    client.force_login(person)

    response = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )

    person.refresh_from_db()
    assert person.check_password(NEW_PASSWORD)
    assert is_signed_in(client)
    assert response.url == reverse("home")
    assert CHANGED in client.get(reverse("account_logout")).content.decode()


@pytest.mark.parametrize("weak", ["1234567890123", "password123", "kurz"])
def test_a_weak_password_is_refused(person, client, weak):
    client.force_login(person)

    response = client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    )

    person.refresh_from_db()
    assert response.context["form"].errors
    assert person.check_password(PASSWORD)


# --- A forgotten password ---------------------------------------------------------------------------------------------


def test_a_forgotten_password_is_mailed_through_the_outbox_as_a_secret(person, client):
    client.post(reverse("account_reset_password"), {"email": "AN@example.vn"})

    message = Message.objects.get()
    assert (message.to_person, message.to_address.lower(), message.kind) == (person, "an@example.vn", "account")
    assert message.is_secret
    assert message.expires_at == clock.now() + timedelta(hours=1)
    assert mail.outbox == []


def test_an_unknown_address_is_answered_alike_and_mailed_nothing(person, client):
    known = client.post(reverse("account_reset_password"), {"email": "an@example.vn"})
    unknown = client.post(reverse("account_reset_password"), {"email": "niemand@example.vn"})

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert Message.objects.count() == 1


def test_who_may_not_sign_in_is_mailed_nothing(person, client):
    Person.objects.update(is_active=False)

    client.post(reverse("account_reset_password"), {"email": "an@example.vn"})

    assert not Message.objects.exists()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_mail_speaks_the_language_of_the_page_to_who_never_chose_one(person, language):
    client = Client(headers={"accept-language": language})

    client.post(reverse("account_reset_password"), {"email": "an@example.vn"})

    message = Message.objects.get()
    assert message.language == language
    assert ("Đặt mật khẩu mới" in message.subject) == ("Kính gửi" in message.text) == (language == "vi")


@pytest.mark.parametrize(("own", "page"), [("en", "vi"), ("vi", "en")])
def test_the_mail_speaks_the_recipients_own_language_before_that_of_the_page(person, own, page):
    Person.objects.update(language=own)

    Client(headers={"accept-language": page}).post(reverse("account_reset_password"), {"email": "an@example.vn"})

    message = Message.objects.get()
    assert message.language == own
    assert ("Đặt mật khẩu mới" in message.subject) == ("Kính gửi" in message.text) == (own == "vi")


def test_the_link_leads_to_the_public_address_whatever_host_was_asked(person, client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    settings.SITE_URL = "https://cchc.example.vn"

    client.post(reverse("account_reset_password"), {"email": "an@example.vn"}, headers={"host": "evil.example"})

    message = Message.objects.get()
    assert "https://cchc.example.vn/accounts/password/reset/key/" in message.text
    assert "evil.example" not in message.text + message.html


def test_the_link_of_the_mail_sets_another_password_once(person, client):
    client.post(reverse("account_reset_password"), {"email": "an@example.vn"})
    link = re.search(r"http://\S+/accounts/password/reset/key/\S+", Message.objects.get().text)[0]
    path = "/" + link.split("/", 3)[3]

    form = client.get(path, follow=True)
    assert form.status_code == 200
    done = client.post(form.redirect_chain[-1][0], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}, follow=True)

    assert done.content.decode().count(CHANGED) == 1
    person.refresh_from_db()
    assert person.check_password(NEW_PASSWORD)
    again = Client().get(path, follow=True)
    assert "token_fail" in again.context
    assert again.context["token_fail"]
