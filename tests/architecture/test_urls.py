"""Every address × everyone, against the one table in tests/urls_and_roles.py."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

from tests.factories import PersonFactory
from tests.uploads import read_out
from tests.urls_and_roles import ADDRESSES, OUTSIDE, PERSONS, PUBLIC, UNUSED, Address
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


def browser_of(person: str, world: World, client_of) -> Client:
    return Client() if person == "anonymous" else client_of(getattr(world, person))


def test_every_address_is_in_the_table():
    assert OURS == {address.name for address in ADDRESSES} | UNUSED


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES, ids=str)
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


def path_of_route(route: Route) -> str | None:
    """None where an entry only catches what no other knows, and cannot be asked for by name."""
    try:
        return route.path()
    except NoReverseMatch:
        return None


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
