"""The second step of the sign-in: what a code opens, once, and what the step before it leaves as it was."""

from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext

from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.mailing.models import Message
from tasks_app.people.models import Person, SignIn
from tasks_app.people.queries import second_factor_of
from tests.conftest import TODAY
from tests.factories import AssignmentFactory, member
from tests.people.codes import PASSWORD, code, secret_on, sign_in, with_password, with_second_factor, wrong_code

HALF_A_MINUTE = timedelta(seconds=30)


@pytest.fixture
def person(db) -> Person:
    return with_password(member(username="an", email="an@nghean.example"))


@pytest.fixture
def secret(person) -> str:
    its = with_second_factor(person)
    Message.objects.all().delete()
    return its


def is_in(browser: Client) -> bool:
    return browser.get(reverse("my_work")).status_code == 200


def test_the_password_alone_lets_nobody_in(person, secret):
    browser = sign_in(person)

    assert browser.answer.redirect_chain[-1][0] == reverse("mfa_authenticate")
    assert "Bước xác thực thứ hai" in browser.answer.content.decode()
    assert not is_in(browser)
    assert not SignIn.objects.exists()
    assert not Entry.objects.filter(verb="person.signed_in").exists()


@pytest.mark.parametrize("typed", ["{}", " {} ", "{:.3} {}"])
def test_a_code_of_the_phone_lets_in(person, secret, typed):
    shown = code(secret)
    browser = sign_in(person, typed.format(shown) if typed.count("{") == 1 else f"{shown[:3]} {shown[3:]}")

    assert is_in(browser)
    assert Entry.objects.get(verb="person.signed_in").by == person


@pytest.mark.parametrize(("periods", "serves"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_off(person, secret, periods, serves):
    assert is_in(sign_in(person, code(secret, periods=periods))) is serves


@pytest.mark.parametrize("later", [timedelta(0), HALF_A_MINUTE, 2 * HALF_A_MINUTE - timedelta(seconds=1)])
def test_a_code_that_was_used_serves_no_second_time(person, secret, clock, later):
    """Also where it would still be within its time: allauth's own memory is shorter than that."""
    used = code(secret, periods=1)
    assert is_in(sign_in(person, used))
    clock.shift(later)

    again = sign_in(person, used)

    assert "Mã này không dùng được" in again.answer.content.decode()
    assert not is_in(again)


def test_the_code_by_which_it_was_activated_serves_no_second_time(person):
    browser = sign_in(person)
    browser.post(reverse("second_factor_activate"))
    its = secret_on(browser.get(reverse("second_factor_activate")).content.decode())
    used = code(its)
    browser.post(reverse("second_factor_activate"), {"code": used})

    assert not is_in(sign_in(person, used))


def test_a_recovery_code_serves_once_and_its_owner_is_told(person, secret):
    first = second_factor_of(person).codes[0]

    assert is_in(sign_in(person, first))

    assert first not in second_factor_of(person).codes
    assert not is_in(sign_in(person, first))
    entry = Entry.objects.get(verb="person.recovery_code_used")
    assert (entry.by, entry.details["left"]) == (person, 9)
    mail = Message.objects.get()
    assert mail.to_person == person
    assert "Còn 9 mã" in mail.text
    assert first not in mail.text


def test_wrong_codes_are_taken_five_times_and_then_none_for_minutes(person, secret, clock):
    browser = sign_in(person, *[wrong_code(secret)] * 4)
    assert not Message.objects.exists()

    browser.post(reverse("mfa_authenticate"), {"code": wrong_code(secret)})

    mail = Message.objects.get()
    assert "biết mật khẩu của đồng chí rồi nhập sai mã" in mail.text
    assert Entry.objects.get(verb="person.second_factor_locked").by is None
    refused = browser.post(reverse("mfa_authenticate"), {"code": code(secret)})
    assert gettext("Too many failed login attempts. Try again later.") in refused.content.decode()
    assert not is_in(browser)
    assert not is_in(sign_in(person, second_factor_of(person).codes[0]))
    clock.shift(timedelta(minutes=6))
    assert is_in(sign_in(person, code(secret)))


def test_of_wrong_codes_the_owner_is_told_once_a_day(person, secret, clock):
    for _ in range(2):
        sign_in(person, *[wrong_code(secret)] * 5)
        clock.shift(timedelta(minutes=6))

    assert Message.objects.count() == 1
    assert Entry.objects.filter(verb="person.second_factor_locked").count() == 2


@pytest.mark.parametrize("login", ["an", "khong-co-ai"])
def test_a_wrong_password_reads_the_same_whether_there_is_a_second_factor_or_not(person, secret, login):
    answer = Client().post(reverse("account_login"), {"login": login, "password": "sai"})

    assert answer.status_code == 200
    assert reverse("mfa_authenticate") not in answer.content.decode()
    assert answer.content.decode().count('role="alert"') == 1


@pytest.mark.parametrize("remember", [True, False])
def test_the_device_is_noted_as_was_said_beside_the_password(person, secret, remember):
    more = {"remember": "on"} if remember else {}
    browser = sign_in(person, code(secret), **more)

    its = SignIn.objects.get()
    assert its.is_own_device is remember
    assert its.session_key == browser.session.session_key
    assert browser.session.get_expire_at_browser_close() is not remember


def test_what_was_typed_before_waits_behind_both_steps(person, secret):
    """Somebody's session ran out while he wrote: the text stands in its form again after the code."""
    work = AssignmentFactory(responsible=person)
    form = reverse("report_edit", args=[work.pk])
    browser = sign_in(person, code(secret))
    mark = browser.get(form).context["frame"].mark
    del browser.cookies[django_settings.SESSION_COOKIE_NAME]
    lost = browser.post(form, {"written_as": mark, "results": "Đã họp với ba sở"})
    browser.post(lost.url, {"login": person.username, "password": PASSWORD, "next": form})

    answer = browser.post(reverse("mfa_authenticate"), {"code": code(secret, periods=1)}, follow=True)

    assert answer.redirect_chain[-1][0] == form
    assert "Đã họp với ba sở" in answer.content.decode()


def test_a_language_that_was_chosen_on_the_way_stays(person, secret):
    browser = sign_in(person)
    browser.post(reverse("set_language"), {"language": "en", "next": reverse("mfa_authenticate")})
    assert "The second step" in browser.get(reverse("mfa_authenticate")).content.decode()

    browser.post(reverse("mfa_authenticate"), {"code": code(secret)})

    person.refresh_from_db()
    assert person.language == "en"


def test_who_goes_back_begins_anew(person, secret):
    browser = sign_in(person)
    assert browser.get(reverse("account_login")).url == reverse("mfa_authenticate")

    answer = browser.post(reverse("mfa_authenticate"), {"cancel": "1"})

    assert answer.url == reverse("account_login")
    assert browser.get(reverse("account_login")).status_code == 200
    assert browser.get(reverse("mfa_authenticate")).url == reverse("account_login")


def test_who_waits_too_long_begins_anew(person, secret, clock):
    browser = sign_in(person)
    clock.shift(timedelta(minutes=16))

    assert browser.get(reverse("mfa_authenticate")).url == reverse("account_login")
    assert not is_in(browser)


def test_nothing_typed_and_nothing_sent_are_no_codes(person, secret):
    browser = sign_in(person)

    assert "is-invalid" in browser.post(reverse("mfa_authenticate"), {"code": ""}).content.decode()
    assert browser.post(reverse("mfa_authenticate"), {}).url == reverse("mfa_authenticate")
    assert not Message.objects.exists()


def test_who_was_shut_out_meanwhile_does_not_come_in(person, secret):
    browser = sign_in(person)
    Person.objects.filter(pk=person.pk).update(is_active=False)

    browser.post(reverse("mfa_authenticate"), {"code": code(secret)})

    assert not is_in(browser)


def test_where_it_is_off_nobody_is_asked_and_the_pages_are_not_there(person, secret, settings):
    settings.SECOND_FACTOR = "off"
    browser = sign_in(person)

    assert is_in(browser)
    assert browser.get(reverse("second_factor")).status_code == 404
    assert reverse("second_factor") not in browser.get(reverse("my_work")).content.decode()


def test_the_sign_in_is_that_of_the_second_step(person, secret, clock):
    browser = sign_in(person)
    clock.move_to(at_time(TODAY, 8, 5))
    browser.post(reverse("mfa_authenticate"), {"code": code(secret)})

    assert SignIn.objects.get().at == at_time(TODAY, 8, 5)
