"""On a weak link the page stands long before its scripts have come: they must not take away what is being typed."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.worlds import World

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_day_that_is_being_typed_stays_when_the_picker_arrives(world: World, window, live_server):
    page = window(live_server.url, who="secretary", width=390).page
    held = []
    page.route("**/js/app*.js", lambda route: held.append(route))
    path = reverse("assignment_decide", args=[world.overdue.pk, "suspend"])
    with page.expect_request("**/js/app*.js"):
        page.goto(live_server.url + path, wait_until="commit")

    page.focus("[name=document_on]")
    page.keyboard.type("14/")
    held.pop().continue_()
    expect(page.locator("[name=document_on] ~ button")).to_be_visible()
    page.keyboard.type("10/2024")

    expect(page.locator("[name=document_on]")).to_have_value("14/10/2024")
