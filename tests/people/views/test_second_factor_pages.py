"""The pages of one's own second factor: set up, moved, given up, recovery codes; they ask who one is."""

import re
from datetime import timedelta
from http import HTTPStatus

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from tasks_app.journal.models import Entry
from tasks_app.people.models import Person
from tasks_app.people.queries import has_second_factor, second_factor_of
from tests.factories import member, secretary
from tests.people.codes import PASSWORD, code, secret_on, sign_in, with_password, with_second_factor, wrong_code

ACTIVATE = "/accounts/2fa/activate/"
AGAIN = "/accounts/reauthenticate/"


@pytest.fixture
def person(db) -> Person:
    return with_password(member(username="an"))


@pytest.fixture
def browser(person):
    return sign_in(person)


def page(answer) -> str:
    return answer.content.decode()


def begin(browser) -> str:
    """Presses the button and returns the secret that the page shows."""
    answer = browser.post(ACTIVATE, follow=True)
    assert answer.status_code == HTTPStatus.OK
    return secret_on(page(answer))


# --- Setting it up ----------------------------------------------------------------------------------------------------


def test_from_the_account_menu_to_the_recovery_codes(browser, person):
    assert reverse("second_factor") in page(browser.get(reverse("my_work")))
    assert ACTIVATE in page(browser.get(reverse("second_factor")))
    assert "Google Authenticator" in page(browser.get(ACTIVATE))
    secret = begin(browser)

    answer = browser.post(ACTIVATE, {"code": code(secret)}, follow=True)

    assert answer.redirect_chain[-1][0] == reverse("recovery_codes")
    assert "Đã bật xác thực hai lớp" in page(answer)
    assert re.findall(r"<li><code>(\d{8})</code></li>", page(answer)) == list(second_factor_of(person).codes)
    assert "còn 10 mã" in page(browser.get(reverse("second_factor")))


def test_opening_the_page_makes_no_secret(browser):
    first = browser.get(ACTIVATE)

    assert "<code" not in page(first)
    assert "second_factor" not in browser.session


def test_the_secret_stays_the_same_until_the_phone_has_it(browser):
    """A phone may load the page anew when its owner comes back from the app."""
    secret = begin(browser)

    assert secret_on(page(browser.get(ACTIVATE))) == secret
    assert secret not in str(dict(browser.session))


def test_the_picture_is_drawn_within_the_policy_and_readable_on_dark_pages(browser):
    begin(browser)
    its = page(browser.get(ACTIVATE))

    assert '<img class="qr" src="data:image/svg+xml;base64,' in its
    assert re.search(r'href="otpauth://totp/an\?secret=[A-Z2-7]{32}&amp;issuer=[^"]+"', its)


def test_a_wrong_code_activates_nothing_and_loses_no_secret(browser, person):
    secret = begin(browser)

    answer = browser.post(ACTIVATE, {"code": wrong_code(secret)})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Mã này không khớp" in page(answer)
    assert secret_on(page(answer)) == secret
    assert not has_second_factor(person)
    browser.post(ACTIVATE, {"code": code(secret)})
    assert has_second_factor(person)


@pytest.mark.parametrize("typed", ["", " ", "x" * 21, "mười hai", "12345"])
def test_what_is_no_code_is_said(browser, person, typed):
    begin(browser)

    assert browser.post(ACTIVATE, {"code": typed}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not has_second_factor(person)


def test_a_secret_that_lay_open_for_too_long_is_given_up(browser, person, clock):
    secret = begin(browser)
    clock.shift(timedelta(minutes=31))

    assert "<code" not in page(browser.get(ACTIVATE))
    assert browser.post(ACTIVATE, {"code": code(secret)}).status_code == HTTPStatus.FOUND
    assert not has_second_factor(person)


def test_who_signed_in_long_ago_says_first_who_he_is(browser, person, clock):
    clock.shift(timedelta(minutes=6))

    answer = browser.post(ACTIVATE)
    assert answer.url.startswith(AGAIN)
    answer = browser.post(answer.url, {"password": PASSWORD}, follow=True)

    assert secret_on(page(answer))


def test_twice_is_a_move(browser, person):
    secret = begin(browser)
    browser.post(ACTIVATE, {"code": code(secret)})
    answer = browser.post(ACTIVATE, {"code": code(secret)}, follow=True)

    assert secret_on(page(answer)) != secret
    assert Authenticator.objects.filter(type="totp").count() == 1


def test_it_goes_on_where_one_was_on_the_way_and_nowhere_else(browser):
    for asked, shown in ((reverse("tools"), True), ("https://elsewhere.example.org/", False)):
        browser.post(ACTIVATE, {"next": asked})
        secret = secret_on(page(browser.get(ACTIVATE)))
        answer = browser.post(ACTIVATE, {"code": code(secret)}, follow=True)
        assert (f'class="btn btn-primary" href="{asked}"' in page(answer)) is shown


# --- With one ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def secret(person) -> str:
    return with_second_factor(person)


@pytest.fixture
def secured(person, secret):
    return sign_in(person, code(secret))


def test_another_phone_takes_its_place(secured, person, secret):
    assert "Chuyển sang điện thoại khác" in page(secured.get(ACTIVATE))
    new = begin(secured)
    secured.post(ACTIVATE, {"code": code(new)})

    assert Entry.objects.filter(verb="person.second_factor_moved").count() == 1
    assert sign_in(person, code(secret, periods=1)).get(reverse("my_work")).status_code == HTTPStatus.FOUND
    assert sign_in(person, code(new, periods=1)).get(reverse("my_work")).status_code == HTTPStatus.OK


def test_it_is_given_up_on_a_page_that_says_what_follows(secured, person):
    address = reverse("second_factor_deactivate")
    assert "chỉ cần mật khẩu để đăng nhập" in page(secured.get(address))

    answer = secured.post(address, follow=True)

    assert "Đã tắt xác thực hai lớp" in page(answer)
    assert not has_second_factor(person)
    assert secured.post(address).url == reverse("second_factor")


def test_who_has_to_have_one_cannot_give_it_up(db, settings):
    settings.SECOND_FACTOR_OBLIGATORY_FOR = ["secretariat"]
    person = with_password(secretary())
    browser = sign_in(person, code(with_second_factor(person)))
    assert reverse("second_factor_deactivate") not in page(browser.get(reverse("second_factor")))

    answer = browser.post(reverse("second_factor_deactivate"), follow=True)

    assert "không tắt được" in page(answer)
    assert has_second_factor(person)


def test_recovery_codes_are_kept_as_a_file(secured, person):
    answer = secured.get(reverse("recovery_codes_file"))

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert "no-store" in answer["Cache-Control"]
    lines = page(answer).splitlines()
    assert lines[0] == "Mã khôi phục: an, Theo dõi nhiệm vụ CCHC tỉnh Nghệ An"
    assert [line for line in lines if line.isdigit()] == list(second_factor_of(person).codes)


def test_new_recovery_codes_take_a_page_that_says_what_follows(secured, person):
    before = second_factor_of(person).codes
    address = reverse("recovery_codes_renew")
    assert "không dùng được nữa" in page(secured.get(address))
    assert second_factor_of(person).codes == before

    answer = secured.post(address, follow=True)

    assert not any(one in page(answer) for one in before)
    assert Entry.objects.filter(verb="person.recovery_codes_renewed").count() == 1


PAGES = ["recovery_codes", "recovery_codes_file", "recovery_codes_renew", "second_factor_deactivate"]


@pytest.mark.parametrize("name", PAGES)
def test_what_opens_the_account_asks_who_one_is_after_some_minutes(secured, clock, name):
    assert secured.get(reverse(name)).status_code == HTTPStatus.OK
    clock.shift(timedelta(minutes=6))

    answer = secured.get(reverse(name))

    assert answer.url.startswith(AGAIN)
    again = page(secured.get(answer.url))
    assert "/accounts/2fa/reauthenticate/" in again  # or by a code
    assert secured.post(answer.url, {"password": PASSWORD}).url == reverse(name)
    assert secured.get(reverse(name)).status_code == HTTPStatus.OK


@pytest.mark.parametrize("name", PAGES)
def test_a_session_from_before_shows_nothing_by_the_password_alone(browser, person, name):
    """Whoever has the password and a session that began before has no code."""
    secret = with_second_factor(person)

    answer = browser.get(reverse(name))

    assert answer.url.startswith("/accounts/2fa/reauthenticate/")
    assert browser.post(ACTIVATE).url.startswith("/accounts/2fa/reauthenticate/")
    assert browser.post(answer.url, {"code": wrong_code(secret)}).status_code == HTTPStatus.OK
    assert browser.get(reverse(name)).status_code == HTTPStatus.FOUND
    assert browser.post(answer.url, {"code": code(secret)}).url == reverse(name)
    assert browser.get(reverse(name)).status_code == HTTPStatus.OK


def test_a_secret_begun_before_another_was_activated_takes_no_place(browser, person):
    begun = begin(browser)
    with_second_factor(person)
    before = Authenticator.objects.get(type="totp").data

    answer = browser.post(ACTIVATE, {"code": code(begun)})

    assert answer.url.startswith("/accounts/2fa/reauthenticate/")
    assert Authenticator.objects.get(type="totp").data == before


def test_a_code_asked_for_again_is_not_the_one_that_let_in(secured, secret, clock):
    clock.shift(timedelta(minutes=6))
    used = code(secret)
    again = "/accounts/2fa/reauthenticate/?next=/accounts/2fa/recovery-codes/"
    assert secured.post(again, {"code": used}).status_code == HTTPStatus.FOUND

    assert "Mã này không dùng được" in page(secured.post(again, {"code": used}))


def test_with_all_recovery_codes_used_the_page_says_so(secured, person):
    its = Authenticator.objects.get(type="recovery_codes")
    its.data["used_mask"] = 2**10 - 1
    its.save()

    shown = page(secured.get(reverse("recovery_codes")))

    assert "Các mã đã dùng hết" in shown
    assert reverse("recovery_codes_file") not in shown


@pytest.mark.parametrize("name", ["second_factor", "second_factor_activate", *PAGES])
def test_without_a_sign_in_the_way_leads_there(client, db, name):
    assert client.get(reverse(name)).url.startswith(reverse("account_login"))
