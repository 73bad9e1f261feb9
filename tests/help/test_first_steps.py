"""Who is led by which first steps, and for how long."""

import pytest
from django.urls import reverse

from tasks_app.help.queries import BEGINS, first_steps
from tasks_app.help.wording import FIRST_STEPS
from tasks_app.people.actions import close_first_steps, open_first_steps
from tasks_app.people.enums import Role
from tasks_app.people.models import Person
from tasks_app.people.queries import Standing, standing
from tests.factories import member, person_with

pytestmark = pytest.mark.django_db


def who(*roles: Role, closed=(), **fields) -> Standing:
    return Standing(Person(closed_steps=list(closed)), roles=frozenset(roles), **fields)


def led_as(standing: Standing, page: str) -> Role | None:
    its = first_steps(standing, page)
    return its and its.role


def test_every_role_begins_somewhere_with_three_steps():
    assert {role for roles in BEGINS.values() for role in roles} == set(Role) == set(FIRST_STEPS)
    assert {len(steps) for steps in FIRST_STEPS.values()} == {3}


@pytest.mark.parametrize(
    ("roles", "page", "role"),
    [
        ([Role.MEMBER], "my_work", Role.MEMBER),
        ([Role.MEMBER], "home", Role.MEMBER),
        ([Role.MEMBER], "task_list", None),
        ([Role.MEMBER], "", None),
        ([Role.MEMBER], None, None),
        ([Role.LEADER], "my_work", Role.LEADER),
        ([Role.LEADER], "overview", None),
        ([Role.LEADER, Role.MEMBER], "home", Role.LEADER),
        ([Role.FOCAL_OFFICER], "home", Role.FOCAL_OFFICER),
        ([Role.SECRETARIAT], "home", Role.SECRETARIAT),
        ([Role.SECRETARIAT], "my_work", None),
        ([Role.SECRETARIAT, Role.MEMBER], "home", Role.MEMBER),
        ([Role.SECRETARIAT, Role.MEMBER], "overview", Role.SECRETARIAT),
        ([Role.INSPECTOR], "overview", Role.INSPECTOR),
        ([Role.ADMINISTRATOR], "home", Role.ADMINISTRATOR),
        ([], "home", None),
    ],
)
def test_a_page_leads_the_role_that_begins_there(roles, page, role):
    assert led_as(who(*roles), page) == role


def test_what_was_closed_is_not_shown_and_another_role_has_its_own():
    once_member = who(Role.LEADER, closed=[Role.MEMBER])

    assert led_as(who(Role.MEMBER, closed=[Role.MEMBER]), "home") is None
    assert led_as(once_member, "home") == Role.LEADER


def test_who_acts_for_another_is_not_shown_the_others():
    assert led_as(who(Role.MEMBER, acting=Person()), "home") is None


def test_closing_twice_is_closing_once_and_opening_shows_all_again(today):
    person = person_with(Role.MEMBER, Role.SECRETARIAT)

    for role in (Role.MEMBER, Role.SECRETARIAT, Role.MEMBER):
        close_first_steps(person, role)
    person.refresh_from_db()
    assert person.closed_steps == ["member", "secretariat"]
    assert led_as(standing(person, on=today), "home") is None

    open_first_steps(person)
    person.refresh_from_db()
    assert led_as(standing(person, on=today), "home") == Role.MEMBER


@pytest.mark.parametrize(
    ("person", "role"),
    [
        ("member", Role.MEMBER),
        ("leader", Role.LEADER),
        ("secretary", Role.SECRETARIAT),
        ("officer", Role.FOCAL_OFFICER),
        ("inspector", Role.INSPECTOR),
        ("administrator", Role.ADMINISTRATOR),
    ],
)
def test_every_step_leads_to_a_page_of_its_role(world, client_of, person, role):
    browser = client_of(getattr(world, person))

    answers = {step.page: browser.get(step.url).status_code for step in FIRST_STEPS[role]}
    assert answers == dict.fromkeys(answers, 200)


def test_they_cost_no_query(client_of, queries):
    person = member()
    browser = client_of(person)
    browser.get(reverse("my_work"))
    shown = queries(lambda: browser.get(reverse("my_work")))

    close_first_steps(person, Role.MEMBER)
    browser.get(reverse("my_work"))

    assert queries(lambda: browser.get(reverse("my_work"))) == shown
