"""Signing in by the province's provider, in a browser: there, back in, and what is said to those who do not come in."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests import openid_provider
from tests.browser.conftest import Window, objections
from tests.openid_provider import CLIENT, SECRET
from tests.worlds import World

pytestmark = pytest.mark.django_db(transaction=True)

DESK, PHONE = 1366, 390
SCRIPTS = pytest.mark.parametrize("javascript", [True, False], ids=["with-scripts", "without-scripts"])
PLACES = pytest.mark.parametrize(("width", "locale"), [(DESK, "vi-VN"), (PHONE, "en-GB")], ids=["desk-vi", "phone-en"])
HEADINGS = {
    "no account": {"vi-VN": "Chưa có tài khoản ở đây", "en-GB": "No account here"},
    "cancelled": {"vi-VN": "Đã hủy đăng nhập", "en-GB": "The sign-in was cancelled"},
    "away": {"vi-VN": "Nơi đăng nhập không trả lời", "en-GB": "The sign-in does not answer"},
}


@pytest.fixture
def provider(world: World, live_server, settings):
    settings.SITE_URL = live_server.url
    people = {
        "thanh-vien": {"email": world.member.email, "email_verified": True},
        "nguoi-la": {"email": "la@nghean.example", "email_verified": True},
    }
    back = live_server.url + reverse("account_sign_on_callback")
    with openid_provider.running(people, registered=back) as provider:
        settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = provider.url, CLIENT, SECRET
        yield provider


def begin(here: Window) -> None:
    with here.page.expect_navigation(url="**/authorize?*"):
        here.page.click(f"form[action='{reverse('account_sign_on')}'] button")


def choose(here: Window, who: str) -> None:
    """On the provider's page; it leads back to ours."""
    here.page.click(f"button[value='{who}']")
    here.page.wait_for_url(f"{here.base}/**")


def heading(here: Window):
    return here.page.locator("main h1")


@SCRIPTS
@PLACES
def test_somebody_signs_in_and_out(width, locale, javascript, provider, world: World, window, live_server):
    here = window(live_server.url, width=width, locale=locale, javascript=javascript)
    here.open(reverse("assignment_list"))

    begin(here)
    choose(here, "thanh-vien")

    assert here.page.url == live_server.url + reverse("assignment_list")
    here.open(reverse("account_logout"))
    here.page.click("main button[type=submit]")
    here.page.wait_for_url(f"{live_server.url}{reverse('account_login')}*")
    # The provider still knows him, as the page said: no page of its own this time.
    here.page.click(f"form[action='{reverse('account_sign_on')}'] button")
    here.page.wait_for_url(live_server.url + reverse("home"))
    assert here.errors == []


@SCRIPTS
@PLACES
def test_somebody_without_an_account_comes_as_somebody_else(
    width, locale, javascript, provider, world: World, window, live_server
):
    here = window(live_server.url, width=width, locale=locale, javascript=javascript)
    here.open(reverse("account_login"))

    begin(here)
    choose(here, "nguoi-la")

    expect(heading(here)).to_have_text(HEADINGS["no account"][locale])
    expect(here.page.locator("main")).to_contain_text("la@nghean.example")
    if javascript:
        assert here.sideways == 0
        assert objections(here) == ""
        assert here.breaches == []
    begin(here)
    choose(here, "thanh-vien")
    assert here.page.url == live_server.url + reverse("home")
    assert here.errors == []


@SCRIPTS
@PLACES
def test_somebody_cancels_and_begins_again(width, locale, javascript, provider, world: World, window, live_server):
    here = window(live_server.url, width=width, locale=locale, javascript=javascript)
    here.open(f"{reverse('account_login')}?next={reverse('assignment_list')}")
    if javascript:
        assert here.sideways == 0
        assert objections(here) == ""

    begin(here)
    choose(here, "1")

    expect(heading(here)).to_have_text(HEADINGS["cancelled"][locale])
    begin(here)
    choose(here, "thanh-vien")
    assert here.page.url == live_server.url + reverse("assignment_list")
    assert here.errors == []


@PLACES
def test_the_provider_is_away_and_a_password_lets_in(width, locale, provider, world: World, window, live_server):
    provider.wrong.answers["/.well-known/openid-configuration"] = 503, ""
    world.member.set_password("mot-mat-khau-dai-2024")
    world.member.save()
    here = window(live_server.url, width=width, locale=locale)
    here.open(f"{reverse('account_login')}?next={reverse('assignment_list')}")

    here.page.click(f"form[action='{reverse('account_sign_on')}'] button")
    expect(heading(here)).to_have_text(HEADINGS["away"][locale])
    assert objections(here) == ""
    here.page.click(f"a[href^='{reverse('account_login')}']")
    here.page.fill("[name=login]", world.member.username)
    here.page.fill("[name=password]", "mot-mat-khau-dai-2024")
    here.page.click(f"form[action='{reverse('account_login')}'] button[type=submit]")

    here.page.wait_for_url(live_server.url + reverse("assignment_list"))
    assert here.errors == []


def test_the_page_on_the_way_names_where_it_leads(provider, world: World, window, live_server):
    """Seen where the browser does not go on by itself; here it is told that there is nothing to show."""
    here = window(live_server.url, width=PHONE)
    provider.wrong.answers["/authorize"] = 204, ""
    here.open(reverse("account_login"))
    with here.page.expect_response("**/authorize?*"):
        here.page.click(f"form[action='{reverse('account_sign_on')}'] button")

    onward = here.page.locator(f"main a[href^='{provider.url}/authorize']")
    expect(onward).to_be_visible()
    provider.wrong.answers.clear()
    onward.click()
    choose(here, "thanh-vien")
    assert here.page.url == live_server.url + reverse("home")
