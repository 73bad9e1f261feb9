"""Meeting mode: who may, what its screens say, how they are turned, and that they name no person."""

from __future__ import annotations

import re
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.dates import at_time
from tasks_app.dashboard.queries import to_decide_on
from tasks_app.plan.enums import State
from tasks_app.plan.queries import plan_day
from tasks_app.reporting.enums import ExtensionState
from tests.factories import (
    ExtensionFactory,
    OrganisationFactory,
    PersonFactory,
    TaskFactory,
    assignments_in_bulk,
    focal_officer,
    inspector,
    leader,
    member,
    secretary,
)

URL = reverse("meeting")
LINK = re.compile(r'<a\b[^>]*href="([^"]+)"[^>]*>(\d+(?:/\d+)?)</a>')

pytestmark = pytest.mark.django_db


def screens(browser, query: str = "") -> list:
    """All screens, by the links that turn them."""
    shown, url = [], URL + query
    while url:
        shown.append(browser.get(url))
        url = shown[-1].context["next_url"]
    return shown


def screen_of(response):
    return response.context["screen"]


def headlines(responses) -> list[str]:
    return [screen_of(response).headline for response in responses]


@pytest.mark.parametrize("person", [leader, secretary, inspector])
def test_those_who_follow_everything_turn_its_screens(client_of, province, person):
    responses = screens(client_of(person(language="en")))

    assert [response.status_code for response in responses] == [HTTPStatus.OK] * 4
    assert headlines(responses) == [
        "36.3% completed, 72.7% planned",
        "Most is overdue under key task 2: 2 assignments",
        "3 units and localities have overdue work",
        "No request for an extension waits for a decision",
    ]


@pytest.mark.parametrize("person", [member, focal_officer, PersonFactory])
def test_for_everyone_else_it_does_not_exist(client_of, province, person):
    assert client_of(person()).get(URL).status_code == HTTPStatus.NOT_FOUND


def test_without_a_sign_in_it_leads_there(client):
    assert client.get(URL).url.startswith(reverse("account_login"))


def test_it_only_answers_to_get(client_of, province):
    assert client_of(secretary()).post(URL).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_a_screen_beyond_the_last_is_the_last(client_of, province):
    response = client_of(secretary()).get(reverse("meeting", args=[99]))

    assert (response.context["number"], response.context["total"]) == (4, 4)
    assert 'rel="next"' not in response.content.decode()


def test_screens_lead_back_and_on_and_out(client_of, province):
    page = client_of(secretary()).get(reverse("meeting", args=[2])).content.decode()

    assert f'<a href="{reverse("meeting", args=[1])}" rel="prev">' in page
    assert f'<a href="{reverse("meeting", args=[3])}" rel="next">' in page
    assert f'<a href="{reverse("overview")}">' in page
    assert "nav-app" not in page


def test_every_number_leads_to_a_list_of_exactly_so_many(client_of, province):
    browser = client_of(secretary())
    pages = "".join(response.content.decode() for response in screens(browser))

    links = {url.replace("&amp;", "&"): int(number.split("/")[-1]) for url, number in LINK.findall(pages)}
    listed = {url: browser.get(url).context["page_obj"].paginator.count for url in links}

    assert len(links) > 10
    assert listed == links


def test_organisations_are_listed_the_worst_first_and_nobody_is_named(client_of, province):
    _unit, other_unit, _locality, _other_locality = province.organisations
    task = TaskFactory(key_task=province.tasks[0].key_task)
    for number in (1, 2):
        province.give(TaskFactory(key_task=task.key_task), other_unit, due_in=-40 * number, state=State.ASSIGNED)

    responses = screens(client_of(secretary()))
    rows = responses[2].context["screen"].context["rows"]

    assert rows[0].name == str(other_unit)
    assert rows[0].overdue == 3
    assert [count for count, _url in rows[0].by_key_task] == [2, 1]
    assert rows[0].earliest == province.today - timedelta(days=80)
    assert not any(province.responsible.full_name in response.content.decode() for response in responses)


def test_a_long_list_is_spread_over_screens(client_of, province):
    for _ in range(8):
        province.give(TaskFactory(), OrganisationFactory(), due_in=-3, state=State.ASSIGNED)

    responses = screens(client_of(secretary()))

    rows = [
        len(response.context["screen"].context["rows"])
        for response in responses
        if "key_tasks" in str(response.context["screen"].context)
    ]
    assert sum(rows[-2:]) == 11
    assert len(responses) == 5


# --- Extensions -------------------------------------------------------------------------------------------------------


@pytest.fixture
def proposed(province):
    """A request of the week before, with a proposal; and one that has none yet."""
    asked_at = at_time(province.today - timedelta(days=7), 9)
    ExtensionFactory(assignment=province.assignments[7], state=ExtensionState.REQUESTED, at=asked_at)
    return ExtensionFactory(
        assignment=province.assignments[3], state=ExtensionState.PROPOSED, at=asked_at, reason="Chờ văn bản " * 40
    )


def test_requests_that_wait_for_a_decision_are_shown_with_reason_and_days(client_of, province, proposed):
    [*_others, last] = screens(client_of(leader()))
    [row] = last.context["screen"].context["rows"]

    assert row.to_decide.extension == proposed
    assert row.to_decide.assignment == province.assignments[3]
    assert re.fullmatch(r"Chờ văn bản .*…", row.reason)
    page = last.content.decode()
    assert f'href="{reverse("extension_detail", args=[proposed.pk])}"' in page
    assert proposed.deadline_asked.strftime("%d/%m/%Y") in page


@pytest.mark.parametrize(("person", "decides"), [(leader, True), (secretary, False)])
def test_only_a_leader_is_asked_to_decide(client_of, proposed, person, decides):
    [*_others, last] = screens(client_of(person()))

    assert last.context["screen"].context["decides"] is decides


def test_a_past_day_shows_what_waited_then(client_of, province, proposed, clock):
    """A proposal that was made later did not wait; a decision that was made later takes nothing back."""
    clock.shift(timedelta(days=20))
    today = province.today + timedelta(days=20)

    def waited(days: int) -> list:
        day = province.today + timedelta(days=days)
        return [one.extension for one in to_decide_on(plan_day(province.plan, day, today=today))]

    assert waited(-30) == []
    assert waited(1) == [proposed]


def test_every_address_of_a_past_day_keeps_it(client_of, province, clock):
    clock.shift(timedelta(days=30))

    responses = screens(client_of(secretary()), "?as_of=2024-10-15")

    assert headlines(responses)[2] == "3 đơn vị, địa phương có việc quá hạn"
    urls = [
        url for response in responses for url in re.findall(r"<a\b[^>]*href=\"([^\"]+)\"", response.content.decode())
    ]
    assert len(urls) > 10
    assert [url for url in urls if "as_of=2024-10-15" not in url and url != "#main"] == []


# --- Nothing to show, and size ----------------------------------------------------------------------------------------


def test_without_a_plan_it_says_so_and_leads_out(client_of, today):
    page = client_of(secretary()).get(URL).content.decode()

    assert f'<a href="{reverse("overview")}">' in page
    assert "rel=" not in re.sub(r"<head>.*</head>", "", page, flags=re.DOTALL)


def test_where_all_is_in_time_it_says_so(client_of, plan):
    TaskFactory()

    assert headlines(screens(client_of(secretary(language="en"))))[1:] == [
        "Nothing is overdue under any key task",
        "No unit and no locality has overdue work",
        "No request for an extension waits for a decision",
    ]


@pytest.mark.parametrize("page", [1, 2, 3])
def test_its_queries_do_not_grow(client_of, province, proposed, today, page, constant_queries):
    browser = client_of(secretary())

    def more():
        assignments_in_bulk(30, task=TaskFactory(), responsible=member(), deadline_on=today - timedelta(days=3))

    constant_queries(lambda: browser.get(reverse("meeting", args=[page])), more)


def test_the_overview_leads_there(client_of, province):
    assert f'href="{URL}"' in client_of(secretary()).get(reverse("overview")).content.decode()
