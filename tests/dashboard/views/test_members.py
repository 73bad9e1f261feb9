"""The list of members and the page of one: who may, their order, and what waits for whom."""

from __future__ import annotations

from datetime import date, timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.people.enums import Role
from tasks_app.people.models import Person
from tasks_app.plan.enums import State
from tasks_app.reporting.enums import ExtensionState
from tests.dashboard.conftest import Province, build_province
from tests.dashboard.lists import listed, numbered_links, page_of
from tests.factories import (
    AssignmentFactory,
    ExtensionFactory,
    PersonFactory,
    appoint,
    delegate,
    focal_officer,
    inspector,
    leader,
    member,
    oversee,
    person_with,
    secretary,
)

URL = reverse("member_list")

pytestmark = pytest.mark.django_db


@pytest.fixture
def province(db) -> Province:
    """One of each test's own: one that stood until the module ends would stand in the small province of the others."""
    return build_province()


def url_of(person: Person, query: str = "") -> str:
    return reverse("member_detail", args=[person.pk]) + query


# --- The list ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", [member, focal_officer, PersonFactory])
def test_the_list_does_not_exist_for_who_follows_less_than_the_province(client_of, province, person):
    assert client_of(person()).get(URL).status_code == HTTPStatus.NOT_FOUND


def test_without_a_sign_in_it_leads_there(client):
    assert client.get(URL).url.startswith(reverse("account_login"))


def test_they_only_answer_to_get(client_of, province):
    browser = client_of(secretary())

    assert browser.post(URL).status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert browser.post(url_of(province.responsible)).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_the_committee_stands_in_its_official_order_whoever_is_late(client_of, province):
    """Its head, its other leaders, its members; those of one rank as they were entered. Nobody twice."""
    first = province.responsible
    second = member(full_name="An Văn A")
    deputy = person_with(Role.LEADER, Role.MEMBER)
    head = member(full_name="Vũ Văn Y")
    appoint(head, Role.LEADER)
    head.appointments.filter(role=Role.LEADER).update(is_head=True)

    response = client_of(inspector()).get(URL)

    assert [line.its.person for line in response.context["lines"]] == [head, deputy, first, second]


def test_it_is_the_committee_of_the_day(client_of, province):
    member(since=date(2024, 1, 1), until=date(2024, 9, 30), full_name="Trần Văn Trước")
    browser = client_of(secretary())

    now = [line.its.person.full_name for line in browser.get(URL).context["lines"]]
    then = [line.its.person.full_name for line in browser.get(URL, {"as_of": "2024-09-30"}).context["lines"]]

    assert "Trần Văn Trước" not in now
    assert "Trần Văn Trước" in then


@pytest.mark.parametrize("query", ["", "?as_of=2024-10-14"])
def test_every_number_of_the_list_leads_to_a_list_of_exactly_so_many(client_of, province, query):
    browser = client_of(secretary())

    links = numbered_links(page_of(browser.get(URL + query)))

    assert len(links) == 3
    assert {url: listed(browser, url) for url in links} == links


def test_what_members_oversee_is_counted_beside_their_own(client_of, province):
    overseer = member(oversees=[province.organisations[0], province.organisations[3]])

    (line,) = [one for one in client_of(secretary()).get(URL).context["lines"] if one.its.person == overseer]

    assert (line.its.tally.total, line.its.organisations, line.its.overseen.overdue) == (0, 2, 2)


def test_the_number_of_queries_of_the_list_does_not_grow(client_of, province, constant_queries):
    def more_rows():
        for _ in range(3):
            AssignmentFactory(responsible=member(oversees=[AssignmentFactory().organisation]), task=province.tasks[0])

    oversee(province.responsible, province.organisations[0])
    browser = client_of(secretary())

    constant_queries(lambda: browser.get(URL), more_rows)


# --- The page of one --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["leader", "secretary", "inspector", "administrator"])
def test_those_who_follow_the_province_see_a_member(client_of, world, role):
    assert client_of(getattr(world, role)).get(url_of(world.member)).context["part"].tally.total == 2


def test_a_member_sees_himself_and_no_other(client_of, world):
    browser = client_of(world.member)

    assert browser.get(url_of(world.member)).status_code == HTTPStatus.OK
    assert browser.get(url_of(world.other_member)).status_code == HTTPStatus.NOT_FOUND


def test_who_acts_for_a_member_sees_that_member(client_of, world):
    browser = client_of(world.officer)
    assert browser.get(url_of(world.other_member)).status_code == HTTPStatus.NOT_FOUND

    browser.post(reverse("act_for", args=[world.delegation.pk]))

    assert browser.get(url_of(world.other_member)).status_code == HTTPStatus.OK


def test_who_was_never_on_the_committee_has_no_page(client_of, world):
    assert client_of(world.secretary).get(url_of(world.officer)).status_code == HTTPStatus.NOT_FOUND
    assert client_of(world.officer).get(url_of(world.officer)).status_code == HTTPStatus.NOT_FOUND
    assert client_of(world.secretary).get(reverse("member_detail", args=[999999])).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("query", ["", "?as_of=2024-10-14"])
def test_every_number_leads_to_a_list_of_exactly_so_many(client_of, province, query):
    oversee(province.responsible, province.organisations[3])

    for person in (secretary(), province.responsible):
        browser = client_of(person)
        links = numbered_links(page_of(browser.get(url_of(province.responsible, query))))

        assert len(links) > 20
        assert {url: listed(browser, url) for url in links} == links


def test_the_longest_overdue_comes_first(client_of, province):
    rows = client_of(secretary()).get(url_of(province.responsible)).context["overdue_rows"]

    days = [row.shown.distance for row in rows]
    assert len(rows) == 3
    assert rows[0].assignment == province.assignments[3]
    assert len(set(days)) == 3


def test_what_waits_for_a_member_and_for_a_leader(client_of, world):
    ExtensionFactory(
        assignment=AssignmentFactory(responsible=world.leader, deadline_on=date(2024, 10, 18)),
        state=ExtensionState.REQUESTED,
    )
    AssignmentFactory(
        task=world.own.task, responsible=world.member, state=State.RETURNED, submitted_on=date(2024, 10, 7)
    )
    browser = client_of(world.secretary)

    of_the_member, of_the_leader = (browser.get(url_of(one)).context for one in (world.member, world.leader))

    assert [figure.value for figure in of_the_member["waiting"]] == [1, 1, 0, 1]
    assert [extension for extension, _state in of_the_member["asked"]] == [world.request]
    # One proposal of the world waits for a leader; this one asked for an extension himself.
    assert [figure.value for figure in of_the_leader["waiting"]][-2:] == [1, 1]


def test_a_request_waited_until_the_day_it_was_decided(client_of, world, clock):
    before = f"?as_of={world.proposal.asked_at.date()}"
    browser = client_of(world.secretary)
    now = [one.pk for one, _state in browser.get(url_of(world.other_member)).context["asked"]]

    asked = browser.get(url_of(world.other_member, "?as_of=2024-10-01")).context["asked"]
    then = browser.get(url_of(world.other_member, before)).context["asked"]

    assert now == [world.proposal.pk]
    assert asked == []
    assert [one.pk for one, _state in then] == [world.proposal.pk]


def test_what_he_oversees_stands_with_its_figures(client_of, world):
    (row,) = client_of(world.member).get(url_of(world.member)).context["overseen"]

    assert row.its.organisation == world.locality
    assert (row.work.tally.total, row.work.tally.overdue) == (1, 1)


def test_who_acts_for_him_on_the_day(client_of, world):
    delegate(world.leader, world.member, by=world.secretary, since=date(2024, 10, 10), last_day=date(2024, 10, 20))
    browser = client_of(world.secretary)

    given = browser.get(url_of(world.leader)).context
    held = browser.get(url_of(world.member)).context
    before = browser.get(url_of(world.leader, "?as_of=2024-10-09")).context

    assert [one.deputy for one in given["acting_for_him"]] == [world.member]
    assert [one.principal for one in held["he_acts_for"]] == [world.leader]
    assert before["acting_for_him"] == []


def test_one_who_has_left_is_said_not_to_be_on_the_committee(client_of, province):
    before = member(since=date(2024, 1, 1), until=date(2024, 9, 30))
    browser = client_of(secretary())

    assert "không là thành viên Ban Chỉ đạo" in page_of(browser.get(url_of(before)))
    assert "không là thành viên Ban Chỉ đạo" not in page_of(browser.get(url_of(before, "?as_of=2024-09-30")))


def test_without_a_plan_it_says_so(client_of):
    his = leader()

    assert 'class="empty' in page_of(client_of(secretary()).get(url_of(his)))
    assert 'class="empty' in page_of(client_of(secretary()).get(URL))


def test_the_number_of_queries_does_not_grow(client_of, world, constant_queries):
    def more_rows():
        for number in range(3):
            assignment = AssignmentFactory(
                responsible=world.member, deadline_on=date(2024, 10, 1), task__key_task=world.own.task.key_task
            )
            ExtensionFactory(assignment=assignment, deadline_on=date(2024, 12, 1))
            oversee(world.member, AssignmentFactory().organisation)
            delegate(world.member, member(), by=world.secretary, since=date(2024, 10, 1) + timedelta(days=number))

    delegate(world.member, member(), by=world.secretary)
    browser = client_of(world.secretary)

    constant_queries(lambda: browser.get(url_of(world.member)), more_rows, below=30)


def test_the_menu_of_a_member_leads_to_his_page_and_that_of_others_to_none(client_of, world):
    def menu(person) -> str:
        return client_of(person).get(reverse("task_list")).content.decode().partition("<main")[0]

    assert f'href="{url_of(world.member)}"' in menu(world.member)
    assert f'href="{url_of(world.leader)}"' in menu(world.leader)
    assert "/members/" not in menu(world.officer) + menu(world.secretary)
