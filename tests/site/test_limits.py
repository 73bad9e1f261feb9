"""What is dear to the machine is answered so many times, and then there is a page that says when it goes on."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tasks_app.common import clock as our_clock
from tasks_app.common.dates import at_time
from tasks_app.exports.models import ExportRecord
from tasks_app.site.actions import count_request
from tasks_app.site.enums import Cost
from tasks_app.site.rules import DEAR, Limit, cost_of
from tests.architecture.test_urls import OURS, browser_of, path_of
from tests.conftest import TODAY
from tests.security.pages import forms_of
from tests.uploads import read_out
from tests.urls_and_roles import ADDRESSES, OUTSIDE, Address

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

TWICE = dict.fromkeys(("files", "uploads", "boards", "strangers"), (2, 60))
AT = at_time(TODAY, 8)


def seconds_left(number: int, at: datetime = AT, who: str = "1", cost: Cost = Cost.FILES) -> int:
    return count_request(cost, who, Limit(number, 60), at=at)


def test_so_many_are_answered_and_then_none_until_the_first_is_a_window_ago(clock):
    assert [seconds_left(2) for _press in range(2)] == [0, 0]
    clock.move_to(AT + timedelta(seconds=20))
    assert seconds_left(2, our_clock.now()) == 40
    clock.move_to(AT + timedelta(seconds=59, milliseconds=500))
    assert seconds_left(2, our_clock.now()) == 1
    clock.move_to(AT + timedelta(seconds=61))
    assert [seconds_left(2, our_clock.now()) for _press in range(3)] == [0, 0, 60]


def test_the_window_slides(clock):
    """Never more than two in any sixty seconds: what was asked late in a window counts in the next."""
    assert seconds_left(2) == 0
    clock.move_to(AT + timedelta(seconds=50))
    assert seconds_left(2, our_clock.now()) == 0
    clock.move_to(AT + timedelta(seconds=61))
    assert seconds_left(2, our_clock.now()) == 0
    assert seconds_left(2, our_clock.now()) == 49


def test_people_and_costs_are_counted_by_themselves():
    assert seconds_left(1) == 0
    assert seconds_left(1, who="2") == 0
    assert seconds_left(1, cost=Cost.BOARDS) == 0
    assert seconds_left(1) == 60


def test_a_slot_that_another_process_takes_meanwhile_is_not_ours(monkeypatch):
    monkeypatch.setattr(cache, "get_many", lambda keys: {})  # as it was a moment ago, before the others pressed
    assert [seconds_left(2) for _press in range(3)] == [0, 0, 60]


def test_who_asks_as_a_person_does_finds_his_slot_at_once(monkeypatch):
    looked = []
    monkeypatch.setattr(cache, "get_many", lambda keys: looked.append(keys) or {})

    assert {seconds_left(60, AT + timedelta(seconds=second, milliseconds=second)) for second in range(10)} == {0}
    assert looked == []


def test_without_its_cache_the_product_goes_on(monkeypatch, caplog):
    def away(*_args):
        raise ConnectionError("nobody there")

    monkeypatch.setattr(cache, "add", away)
    assert seconds_left(1) == 0
    assert "nothing is counted" in caplog.text


# --- Which addresses --------------------------------------------------------------------------------------------------


def row_of(name: str, method: str) -> Address:
    """A row of the table of addresses in which somebody gets something."""
    rows = [row for row in ADDRESSES if row.name == name and row.method == method]
    return max(rows, key=lambda row: sum(status in (200, 302, 422) for status in row.answers.values()))


def test_every_dear_address_is_one_of_ours():
    assert set(DEAR) <= OURS
    assert {dear.cost for dear in DEAR.values()} == set(Cost)


def presses() -> list[Address]:
    """Each dear address as it is dear, where the table lets somebody in."""
    known = {(row.name, row.method) for row in ADDRESSES}
    ways = [(name, way) for name in DEAR for way in ("GET", "POST") if cost_of(name, way) and (name, way) in known]
    return [row for row in (row_of(*way) for way in ways) if set(row.answers.values()) != {302, 404}]


@pytest.mark.parametrize("address", presses(), ids=str)
def test_a_dear_address_is_answered_so_often(address, world, client_of, settings):
    settings.LIMITS = TWICE
    inside = [one for one in address.answers if one not in OUTSIDE and address.answers[one] in (200, 302, 422)]
    first = "anonymous" if cost_of(address.name, address.method) == Cost.STRANGERS else inside[0]

    def press(person: str) -> int:
        response = browser_of(person, world, client_of).generic(
            address.method,
            path_of(address, world),
            "&".join(f"{name}={value}" for name, value in address.data.items()),
            content_type="application/x-www-form-urlencoded",
        )
        read_out(response)
        return response.status_code

    answered = address.answers[first]
    assert press(first) == answered
    press(first)  # what is done already may be answered otherwise
    assert press(first) == 429
    if first != "anonymous" and len(inside) > 1:
        assert press(inside[1]) == address.answers[inside[1]]


CHEAP = [row for row in ADDRESSES if not cost_of(row.name, row.method) and 200 in row.answers.values()]


@pytest.mark.parametrize("name", sorted({row.name for row in CHEAP if row.method == "GET"}))
def test_others_have_no_limit(name, world, client_of, settings):
    settings.LIMITS = dict.fromkeys(TWICE, (1, 60))
    address = next(row for row in CHEAP if row.name == name and row.method == "GET")
    person = next(one for one, status in reversed(address.answers.items()) if status == 200)
    browser = browser_of(person, world, client_of)

    for _press in range(2):
        response = browser.get(path_of(address, world))
        read_out(response)
        assert response.status_code == 200


# --- What is said -----------------------------------------------------------------------------------------------------


@pytest.fixture
def secretary(world, client_of, settings) -> Client:
    settings.LIMITS = TWICE
    return client_of(world.secretary)


def take_out(browser: Client):
    response = browser.post(reverse("page_export", args=["csv"]), {"address": "/assignments/?q=ba%20chấm"})
    read_out(response)
    return response


def test_the_page_says_when_and_sends_again_what_was_in_the_form(secretary, clock):
    for _press in range(2):
        assert take_out(secretary).status_code == 200
    taken_out = ExportRecord.objects.count()
    clock.move_to(AT + timedelta(seconds=15))

    refused = take_out(secretary)

    assert refused.status_code == 429
    assert refused["Retry-After"] == "45"
    assert "no-store" in refused["Cache-Control"]
    assert "08:01:00" in refused.content.decode()
    assert ExportRecord.objects.count() == taken_out
    again = next(one for one in forms_of(refused.content, "/") if "address" in one.values)
    assert again.path == reverse("page_export", args=["csv"])
    assert again.values["address"] == ["/assignments/?q=ba%20chấm"]

    clock.move_to(AT + timedelta(seconds=61))
    assert take_out(secretary).status_code == 200


def test_it_speaks_the_language_of_its_reader(secretary, world):
    world.secretary.language = "en"
    world.secretary.save()
    for _press in range(2):
        take_out(secretary)

    page = take_out(secretary).content.decode()

    assert "Too much at once" in page
    assert "Send it again" in page


def test_a_deputy_is_counted_as_himself(world, client_of, settings):
    """Whoever sits at the keyboard; else a deputy could use up what his principal has."""
    settings.LIMITS = TWICE
    deputy = client_of(world.officer)
    deputy.post(reverse("act_for", args=[world.delegation.pk]))
    for _press in range(2):
        assert take_out(deputy).status_code == 200
    assert take_out(deputy).status_code == 429
    assert take_out(client_of(world.other_member)).status_code == 200


def test_a_form_without_its_token_is_no_request_of_the_person(world, settings):
    settings.LIMITS = dict.fromkeys(TWICE, (1, 60))
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.secretary)
    assert [take_out(browser).status_code for _press in range(3)] == [403] * 3


def test_strangers_are_counted_by_their_address(world, settings):
    settings.LIMITS = TWICE
    path = reverse("calendar_feed", args=[world.feed.token])
    answers = [Client(REMOTE_ADDR=address).get(path).status_code for address in ("192.0.2.1",) * 3 + ("192.0.2.2",)]
    assert answers == [200, 200, 429, 200]


def test_no_limit_where_none_is_set(world, client_of, settings):
    settings.LIMITS = dict.fromkeys(TWICE, (0, 60))
    browser = client_of(world.secretary)
    assert {browser.get(reverse("overview")).status_code for _press in range(4)} == {200}
