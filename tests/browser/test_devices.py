"""A member sees where he is signed in, and ends it on a device that he does not know."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import WIDTHS, Window, said
from tests.worlds import World

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "mot-mat-khau-dai-2024"


def sign_in(here: Window, person) -> None:
    here.open(reverse("account_login"))
    here.page.fill("[name=login]", person.username)
    here.page.fill("[name=password]", PASSWORD)
    with here.page.expect_navigation():
        here.page.click("main button[type=submit]")


@pytest.mark.parametrize("javascript", [True, False], ids=["with-scripts", "without-scripts"])
@pytest.mark.parametrize("width", WIDTHS)
def test_a_device_is_signed_out_from_another(width, javascript, world: World, window, live_server):
    world.member.set_password(PASSWORD)
    world.member.save()
    lost = window(live_server.url)
    sign_in(lost, world.member)
    here = window(live_server.url, width=width, javascript=javascript)
    sign_in(here, world.member)

    here.page.click(".top details.menu summary")
    here.page.click(f"a[href='{reverse('devices')}']")
    here.page.wait_for_load_state()
    expect(here.page.locator("main tbody tr")).to_have_count(2)
    with here.page.expect_navigation():
        here.page.click("main tbody button")

    note = here.page.locator("main .note[role=status]:not([hidden])").first
    expect(note).to_contain_text(said("Đã đăng xuất 1 thiết bị.", "1 device was signed out."))
    expect(here.page.locator("main tbody tr")).to_have_count(1)
    lost.open(reverse("my_work"))
    assert reverse("account_login") in lost.page.url
    assert here.errors == []
