"""From the account menu to a second factor, and in again by it: the secret typed by hand, at a desk and on a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tasks_app.people.models import Person
from tests.browser.conftest import WIDTHS, Window, objections
from tests.people.codes import PASSWORD, code, with_password
from tests.worlds import World

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = {
    "vi": {
        "start": "Bắt đầu",
        "on": "Bật",
        "in": "Đăng nhập",
        "out": "Đăng xuất",
        "has_to": "bắt buộc có xác thực hai lớp",
    },
    "en": {
        "start": "Begin",
        "on": "Activate",
        "in": "Sign in",
        "out": "Sign out",
        "has_to": "so it needs a second factor",
    },
}


def press(here: Window, words: str) -> None:
    with here.page.expect_navigation():
        here.page.get_by_role("button", name=words, exact=True).click()


def is_sound(here: Window, *, javascript: bool = True) -> None:
    assert here.errors == []
    assert here.sideways <= 0
    if javascript:  # without, nobody listens, and axe does not run
        assert here.breaches == []  # before axe, which puts a style of its own into the page
        assert objections(here) == ""


def type_the_password(here: Window, person: Person, words: dict) -> None:
    here.open(reverse("account_login"))
    here.page.fill("[name=login]", person.username)
    here.page.fill("[name=password]", PASSWORD)
    press(here, words["in"])


def type_the_code(here: Window, shown: str, words: dict) -> None:
    expect(here.page.locator("[name=code]")).to_be_visible()
    here.page.fill("[name=code]", shown)
    press(here, words["in"])


def sign_out(here: Window, words: dict) -> None:
    here.page.click(".top details.menu summary")
    with here.page.expect_navigation():
        here.page.locator(".top details.menu").get_by_role("button", name=words["out"]).click()


@pytest.mark.parametrize("javascript", [True, False], ids=["with-scripts", "without-scripts"])
@pytest.mark.parametrize("width", WIDTHS)
def test_set_up_and_in_again(width, language, javascript, world: World, window, live_server, clock):
    person, words = with_password(world.member), WORDS[language]
    here = window(live_server.url, width=width, javascript=javascript)
    type_the_password(here, person, words)
    here.page.click(".top details.menu summary")
    here.page.click(f"a[href='{reverse('second_factor')}']")
    here.page.wait_for_load_state()
    is_sound(here, javascript=javascript)

    here.page.click(f"main a[href='{reverse('second_factor_activate')}']")
    here.page.wait_for_load_state()
    is_sound(here, javascript=javascript)
    press(here, words["start"])
    assert here.page.locator("img.qr").evaluate("(one) => one.complete && one.naturalWidth") > 0
    is_sound(here, javascript=javascript)
    secret = here.page.locator("code.secret").inner_text().replace(" ", "")
    here.page.fill("[name=code]", "000000" if code(secret) != "000000" else "111111")
    press(here, words["on"])
    expect(here.page.locator("[name=code].is-invalid")).to_be_visible()
    assert here.page.locator("code.secret").inner_text().replace(" ", "") == secret
    here.page.fill("[name=code]", code(secret))
    press(here, words["on"])
    expect(here.page.locator(".codes li")).to_have_count(10)
    is_sound(here, javascript=javascript)
    recovery = here.page.locator(".codes li").nth(3).inner_text()

    sign_out(here, words)
    type_the_password(here, person, words)
    is_sound(here, javascript=javascript)
    clock.shift(30)
    type_the_code(here, code(secret), words)
    assert here.page.url == live_server.url + reverse("home")

    sign_out(here, words)
    type_the_password(here, person, words)
    type_the_code(here, recovery, words)
    assert here.page.url == live_server.url + reverse("home")
    sign_out(here, words)
    type_the_password(here, person, words)
    type_the_code(here, recovery, words)
    expect(here.page.locator("[name=code].is-invalid")).to_be_visible()
    assert here.errors == []


def test_who_has_to_have_one_is_led_there_and_on(language, world: World, window, live_server, settings):
    settings.SECOND_FACTOR_OBLIGATORY_FOR = ["secretariat"]
    person, words = with_password(world.secretary), WORDS[language]
    here = window(live_server.url, width=390)
    type_the_password(here, person, words)

    expect(here.page.locator("main")).to_contain_text(words["has_to"])
    is_sound(here)
    press(here, words["start"])
    here.page.fill("[name=code]", code(here.page.locator("code.secret").inner_text().replace(" ", "")))
    press(here, words["on"])
    here.page.click("main a.btn-primary")
    here.page.wait_for_load_state()

    assert "/accounts/" not in here.page.url
    expect(here.page.locator(".nav-app a").first).to_be_visible()
