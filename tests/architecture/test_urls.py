"""Every address × everyone, against the one table in tests/urls_and_roles.py."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

from tasks_app.common import clock
from tasks_app.people.models import Delegation
from tasks_app.people.views.typed import CHOSEN
from tests.conftest import client_with
from tests.factories import PersonFactory, delegate
from tests.uploads import read_out
from tests.urls_and_roles import ADDRESSES, NOT_FOR_LOOKING, OUTSIDE, PERSONS, PUBLIC, UNUSED, Address
from tests.worlds import World

EXAMPLES = {"uidb36": "1", "key": "abc", "url": "x", "app_label": "tasks_app"}


@dataclass(frozen=True)
class Route:
    name: str
    parameters: tuple[str, ...]

    def path(self) -> str:
        return reverse(self.name, kwargs={name: EXAMPLES.get(name, 1) for name in self.parameters})


def routes(resolver=None, namespace: str = "", parameters: tuple[str, ...] = ()) -> Iterator[Route]:
    for entry in (resolver or get_resolver()).url_patterns:
        here = (*parameters, *entry.pattern.converters, *getattr(entry.pattern.regex, "groupindex", {}))
        if isinstance(entry, URLPattern):
            if entry.name:
                yield Route(f"{namespace}{entry.name}", tuple(dict.fromkeys(here)))
        else:
            inner = f"{entry.namespace}:" if entry.namespace else ""
            yield from routes(entry, namespace + inner, here)


ROUTES = {route.name: route for route in routes()}
KEYS = {name for name in ROUTES if name.startswith("api:")}  # opened by a key, and by no session
OURS = {name for name in ROUTES if not name.startswith("admin:")}


def path_of(address: Address, world: World) -> str:
    if address.thing == "task":
        return reverse(address.name, args=[world.own.task_id])
    if address.thing == "token":
        return reverse(address.name, args=[world.feed.token])
    thing = [getattr(world, address.thing).pk] if address.thing else []
    return reverse(address.name, args=[*thing, *address.args])


@pytest.fixture
def client_of(standing_sessions, db):
    return client_with(standing_sessions)


def browser_of(person: str, world: World, client_of) -> Client:
    return Client() if person == "anonymous" else client_of(getattr(world, person))


def test_every_address_is_in_the_table():
    assert OURS == {address.name for address in ADDRESSES} | UNUSED


def test_every_form_is_sent_in_a_row():
    sent = {address.name for address in ADDRESSES if address.method == "POST"}
    takes = {address.name for address in ADDRESSES if "POST" in address.methods}

    assert {name for name in takes - sent if not name.startswith("account_")} == {"api_unknown"}


def beside_both(address: Address):
    """Forms are sent beside both databases. Who may look does not depend on the database: what the pages read from
    PostgreSQL is tried with each page, and the browser opens them all there."""
    return pytest.param(address, id=str(address), marks=() if address.method == "POST" else pytest.mark.one_database)


@pytest.mark.django_db
@pytest.mark.parametrize("address", [beside_both(one) for one in ADDRESSES])
def test_everyone_gets_what_the_table_says(address, world, client_of):
    def status_for(person: str) -> int:
        response = browser_of(person, world, client_of).generic(
            address.method,
            path_of(address, world),
            "&".join(f"{name}={value}" for name, value in address.data.items()),
            content_type="application/x-www-form-urlencoded",
        )
        read_out(response)
        return response.status_code

    answers = {person: status_for(person) for person in PERSONS}

    assert answers == address.answers


# What is a person's own, beside what the table itself tells apart between persons of one role.
OWN = {"api_key_end"}
TRIED_THERE = {"act_for"}  # tests/people/views/test_act_for.py: the world has one delegation


def owned() -> set[str]:
    """Addresses about things that are one's own: of two members, or of member and officer, only one may."""
    pairs = (("member", "other_member"), ("member", "officer"))
    told_apart = {
        row.name
        for row in ADDRESSES
        if row.thing and any((row.answers[one] == 404) != (row.answers[other] == 404) for one, other in pairs)
    }
    return (OWN | told_apart) - TRIED_THERE


@pytest.mark.parametrize("name", sorted(owned()))
def test_what_is_ones_own_is_tried_with_anothers_too(name):
    """For somebody there is a thing that he may and another, of the same kind, that does not exist for him."""
    rows = [row for row in ADDRESSES if row.name == name and row.thing]
    tried = {
        person
        for person in PERSONS
        if person not in OUTSIDE
        for may in rows
        for may_not in rows
        if may.method == may_not.method and may.answers[person] != 404 and may_not.answers[person] == 404
    }

    assert tried


# Who has a session and nothing more: all of them get what somebody without a role gets, of what was their own as well.
WITHOUT_RIGHTS = ("ex_member", "deputy_until_yesterday", "deputy_of_inactive", "deputy_of_ex_member")
IS_OVER = 409  # what a form is answered that was opened in a name that is over


def browser_without_rights(person: str, world: World, client_of) -> Client:
    today = clock.today()
    if person.endswith("ex_member"):
        world.member.appointments.update(valid_to=today - timedelta(days=1))
    if person == "ex_member":
        return client_of(world.member)
    lent = delegate(world.leader, world.nobody, by=world.secretary, since=today - timedelta(days=9))
    rows = Delegation.objects.filter(pk=lent.pk)
    match person:
        case "deputy_until_yesterday":
            rows.update(valid_to=today)
        case "deputy_of_inactive":
            rows.update(principal=world.inactive)
        case "deputy_of_ex_member":
            rows.update(principal=world.member)
    browser = client_of(world.nobody)
    session = browser.session
    session[CHOSEN] = lent.pk
    session.save()
    return browser


# What belongs to the account and not to a role; and what nobody's role decides, but its own secret or the process.
OF_THE_ACCOUNT = {"act_for", "calendar_feed", "healthz", "reminder_mine"}


# Whose rights are over is found beside both databases in tests/people; what that means for addresses, beside one.
@pytest.mark.one_database
@pytest.mark.django_db
@pytest.mark.parametrize("person", WITHOUT_RIGHTS)
def test_whose_rights_are_over_gets_what_nobody_gets(person, world, client_of):
    """One after the other in one world: what they are refused changes nothing."""
    browser, wrong = browser_without_rights(person, world, client_of), {}
    session = dict(browser.session)
    for address in ADDRESSES:
        if address.name.startswith("account_") or address.name in OF_THE_ACCOUNT:
            continue
        response = browser.generic(
            address.method,
            path_of(address, world),
            "&".join(f"{name}={value}" for name, value in address.data.items()),
            content_type="application/x-www-form-urlencoded",
        )
        read_out(response)
        expected = {address.answers["nobody"]}
        if person == "deputy_until_yesterday" and address.method == "POST":
            expected.add(IS_OVER)
        if response.status_code not in expected:
            wrong[str(address)] = response.status_code
        if dict(browser.session) != session:  # the choice was dropped
            kept = browser.session
            kept.update(session)
            kept.save()

    assert wrong == {}


@pytest.mark.one_database
@pytest.mark.django_db
@pytest.mark.parametrize("person", ["anonymous", "nobody", "other_member", "secretary"])
def test_other_ways_of_asking_tell_no_more(person, world, client_of):
    """HEAD is answered as GET is and without a body; OPTIONS tells nothing of what one may not see."""
    browser, wrong = browser_of(person, world, client_of), {}
    for address in ADDRESSES:
        if address.method != "GET" or address.name in KEYS | {"account_logout", "healthz"}:
            continue
        path, expected = path_of(address, world), address.answers[person]
        if "GET" in address.methods:
            head = browser.head(path)
            of_head = 405 if address.name in NOT_FOR_LOOKING else expected
            if head.status_code != of_head or read_out(head) or (not head.streaming and head.content):
                wrong[f"HEAD {address}"] = head.status_code
        is_hidden = expected in (302, 404) and address.answers["anonymous"] != 200
        if is_hidden and browser.options(path).status_code == 200:
            wrong[f"OPTIONS {address}"] = 200

    assert wrong == {}


def path_of_route(route: Route) -> str | None:
    """None where an entry only catches what no other knows, and cannot be asked for by name."""
    try:
        return route.path()
    except NoReverseMatch:
        return None


@pytest.mark.one_database
@pytest.mark.django_db
def test_no_address_answers_without_a_sign_in():
    """Every route that the resolver knows, those of the administration and of allauth as well."""
    paths = {name: path_of_route(route) for name, route in ROUTES.items() if name not in PUBLIC}
    answers = {name: Client().get(path) for name, path in paths.items() if path}

    assert {name for name, answer in answers.items() if answer.status_code not in (302, 401, 404, 405)} == set()
    assert {name for name, answer in answers.items() if answer.status_code == 401} == KEYS
    assert {name for name, answer in answers.items() if answer.status_code == 302 and not leads_in(answer)} == set()


def leads_in(response) -> bool:
    """To the sign-in, or to a page that leads there."""
    entrances = ("account_login", "admin:login", "admin:index", "home")
    return response.url.partition("?")[0] in {reverse(name) for name in entrances}


@pytest.mark.one_database
@pytest.mark.django_db
@pytest.mark.parametrize("person", ["nobody", "member", "officer", "leader", "secretary", "inspector"])
def test_the_administration_is_open_to_staff_only(person, world, client_of):
    client = client_of(getattr(world, person))
    paths = [path_of_route(route) for name, route in ROUTES.items() if name.startswith("admin:")]

    assert {path for path in paths if path and client.get(path).status_code not in (302, 403, 404)} == set()


def methods_refused() -> list[tuple[Address, str]]:
    first = {address.name: address for address in reversed(ADDRESSES) if not address.name.startswith("account_")}
    every = ("GET", "POST", "PUT", "PATCH", "DELETE")
    return [(address, method) for address in first.values() for method in every if method not in address.methods]


@pytest.mark.one_database
@pytest.mark.django_db
@pytest.mark.parametrize(("address", "method"), methods_refused(), ids=str)
def test_a_wrong_method_is_refused(address, method, world, client_of):
    allowed = [person for person, status in address.answers.items() if status in (200, 302) and person not in OUTSIDE]

    person = allowed[-1] if allowed else "administrator"
    assert browser_of(person, world, client_of).generic(method, path_of(address, world)).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted({address.name for address in ADDRESSES if address.thing} - KEYS))
def test_what_does_not_exist_is_not_found(name, world, client_of):
    method = "POST" if name in ("assignment_urge", "act_for", "assignment_receive") else "GET"
    rest = next(address.args for address in ADDRESSES if address.name == name)
    for person in ("secretary", "member"):
        response = client_of(getattr(world, person)).generic(method, reverse(name, args=[999_999, *rest]))
        assert response.status_code == 404


@pytest.mark.django_db
def test_a_person_who_lost_his_last_role_gets_in_nowhere(world, client_of):
    person = PersonFactory(is_active=True)
    world.own.responsible = person
    world.own.save()

    assert client_of(person).get(reverse("assignment_detail", args=[world.own.pk])).status_code == 404
