"""Paths, keys, cookies and headers that no browser sends: answered, and never with a fault."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.architecture.test_urls import ROUTES, browser_of
from tests.uploads import read_out

pytestmark = pytest.mark.django_db


def is_well(response) -> bool:
    read_out(response)
    return response.status_code < 500


ODD = (
    *("/%00", "/%ff", "/%C0%AE%C0%AE/", "/%", "/%zz", "//", "//evil.example/", "/./../", "/%2e%2e/%2e%2e/etc/passwd"),
    *("/assignments/%0d%0aX:y/", "/assignments/1%00/", "/assignments/-1/", "/assignments/١/", "/assignments/1/%20/"),
    *("/feeds/%00.ics", "/feeds/%ff.ics", "/invitation/%00/", "/invitation/%0a/", f"/{'a' * 9000}", "/api/v1/%00"),
    *("/static/%00", "/static/../manage.py", "/media/x", "/offline/%00/", "/help/about/%00/", "/admin/%00/"),
    *("/documents/templates/%00/state/vi/", "/documents/letterheads/%00/", "/accounts/password/reset/key/1-%00/"),
    *("/accounts/password/reset/key/zzzzzzzzzzzzzzzzzzzz-a-b/", "/healthz/%00", "/?%00=%00", "/?q=%00", "/?=&&=;%"),
)


@pytest.mark.parametrize("person", ["anonymous", "member", "secretary"])
@pytest.mark.parametrize("path", ODD, ids=lambda path: path[:40])
def test_no_path_breaks_anything(path, person, world, client_of):
    assert is_well(browser_of(person, world, client_of).get(path, follow=False))


@pytest.mark.parametrize("number", [0, 2**31, 2**63 - 1, 2**63, 10**19, 10**400])
def test_no_key_is_too_large(number, world, client_of):
    """Wherever a number stands in an address, for who may open most pages and by both ways of asking."""
    browser, broken = client_of(world.secretary), []
    for route in NUMBERED:
        path = reverse(route.name, kwargs={name: number if name in NUMBERS else 1 for name in route.parameters})
        for ask in (browser.get, browser.post):
            with transaction.atomic():
                if not is_well(ask(path)):
                    broken.append(path)
                transaction.set_rollback(True)

    assert broken == []


NUMBERS = {"pk", "year", "page", "number", "row", "assignment"}
NUMBERED = [
    route
    for name, route in ROUTES.items()
    if not name.startswith(("admin:", "api:")) and NUMBERS & set(route.parameters) and set(route.parameters) <= NUMBERS
]


@pytest.mark.parametrize(
    "cookie",
    [
        r'reform_session="aaaaaaaa\000"',
        "reform_session=%00",
        "reform_session=" + "x" * 5000,
        "reform_language=../../etc",
        r'reform_language="vi\015\012X: y"',
        r'reform_csrf="\000"',
        r'reform_seen="\000"',
        r'messages="\000"',
        "=;;=\x00",
    ],
)
@pytest.mark.parametrize("path", ["/accounts/login/", "/", "/language/"])
def test_no_cookie_breaks_anything(cookie, path, world):
    response = Client().get(path, headers={"cookie": cookie})

    assert is_well(response)
    assert "X" not in response.headers


@pytest.mark.parametrize("header", ["accept-language", "referer", "user-agent", "x-forwarded-for", "if-none-match"])
@pytest.mark.parametrize("value", ["\x00", "é" * 100, "x" * 5000, '"', ",,,", "vi;q=nan", "a" * 400])
def test_no_header_breaks_anything(header, value, world):
    for path in ("/accounts/login/", reverse("calendar_feed", args=[world.feed.token])):
        assert is_well(Client().get(path, headers={header: value}))


@pytest.mark.parametrize("host", ["evil.example", "testserver:x", "testserver@evil.example", "testserver\x00", ""])
def test_a_strange_host_is_refused(host, db):
    assert Client().get("/accounts/login/", headers={"host": host}).status_code == 400


# --- What was found ---------------------------------------------------------------------------------------------------

HUGE = "9" * 20  # beyond what a database holds


def test_a_report_for_a_period_that_no_database_could_hold(world, client_of):
    form = {"uid": "7d1b1d3e-5a0c-4c39-9a43-0d6f3a2d9b11", "due": HUGE, "based_on": HUGE, "version": "0"}
    response = client_of(world.member).post(reverse("report_edit", args=[world.own.pk]), form)

    assert response.status_code == 422


def test_the_ledger_of_an_assignment_that_no_database_could_hold(world, client_of):
    assert client_of(world.secretary).get(reverse("reminder_ledger"), {"assignment": HUGE}).status_code == 200


@pytest.mark.parametrize("target", ["foo", "overview", "x y", "?a"])
def test_on_to_an_address_that_is_none(target, world, client_of):
    response = client_of(world.officer).post(reverse("act_for_oneself"), {"next": target})

    assert (response.status_code, response.headers["Location"]) == (302, reverse("home"))
