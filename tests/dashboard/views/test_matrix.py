"""The matrix: who may, that every cell leads to a list of exactly so many, and what it is narrowed to."""

from __future__ import annotations

import re
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.dashboard.views import matrix
from tests.factories import (
    AssignmentFactory,
    LocalityFactory,
    OrganisationFactory,
    PersonFactory,
    TaskFactory,
    assignments_in_bulk,
    focal_officer,
    group_of,
    inspector,
    leader,
    member,
    secretary,
)

URL = reverse("matrix")
MATRIX_QUERIES = 26

pytestmark = pytest.mark.django_db

LINK = re.compile(r'<a\b[^>]*href="([^"]+)">(.*?)</a>')
HIDDEN = re.compile(r'<span class="visually-hidden">.*?</span>')


def table_of(response) -> str:
    return re.search(r'<table class="hm">.*?</table>', response.content.decode(), re.DOTALL)[0]


def numbered_links(table: str) -> dict[str, int]:
    """The lists behind the numbers: "3/5" is a list of five."""
    shown = {
        url.replace("&amp;", "&"): re.sub(r"<[^>]+>", " ", HIDDEN.sub("", inside)).strip()
        for url, inside in LINK.findall(table)
    }
    return {url: int(text.split("/")[-1]) for url, text in shown.items() if re.fullmatch(r"[\d /]+", text)}


def names(response) -> list[str]:
    return [row.name for group in response.context["table"].groups for row in group.rows]


@pytest.mark.parametrize("person", [leader, secretary, inspector])
def test_those_who_follow_everything_see_all_organisations(client_of, province, person):
    response = client_of(person()).get(URL)

    assert response.status_code == HTTPStatus.OK
    assert names(response) == [str(one) for one in province.organisations]


@pytest.mark.parametrize("person", [member, focal_officer, PersonFactory])
def test_for_everyone_else_it_does_not_exist(client_of, province, person):
    assert client_of(person()).get(URL).status_code == HTTPStatus.NOT_FOUND


def test_without_a_sign_in_it_leads_there(client):
    assert client.get(URL).url.startswith(reverse("account_login"))


def test_it_only_answers_to_get(client_of, province):
    assert client_of(secretary()).post(URL).status_code == HTTPStatus.METHOD_NOT_ALLOWED


@pytest.mark.parametrize("query", ["", "?order=worst"])
def test_every_number_leads_to_a_list_of_exactly_so_many(client_of, province, query):
    browser = client_of(secretary())

    links = numbered_links(table_of(browser.get(URL + query)))
    listed = {url: browser.get(url).context["page_obj"].paginator.count for url in links}

    # Eight cells and four sums of overdue work; for units and for localities two sums and one of overdue work.
    assert len(links) == 8 + 4 + 2 * 3
    assert listed == links


def test_the_same_of_a_past_day(client_of, province, clock):
    """Every address keeps the day, and its list counts as the matrix does."""
    clock.shift(timedelta(days=90))
    browser = client_of(secretary())

    links = numbered_links(table_of(browser.get(URL, {"as_of": "2024-10-20"})))
    listed = {url: browser.get(url).context["page_obj"].paginator.count for url in links}

    assert len(links) == 18
    assert all("as_of=2024-10-20" in url for url in links)
    assert listed == links


def test_a_cell_says_how_it_stands_without_its_colour(client_of, province):
    table = table_of(client_of(secretary(language="en")).get(URL))

    text = re.sub(r"<[^>]+>", "", table)

    assert "1 overdue, completed 0/2" in text
    assert "Due soon, completed 0/1" in text
    assert "Awaiting confirmation, completed 0/1" in text


def test_it_is_narrowed_to_a_group(client_of, province):
    unit, _other_unit, locality, _other_locality = province.organisations
    group_of(unit, locality, key="northern")
    browser = client_of(secretary())

    localities, northern = browser.get(URL, {"group": "localities"}), browser.get(URL, {"group": "northern"})

    assert names(localities) == [str(one) for one in province.organisations[2:]]
    assert names(northern) == [str(unit), str(locality)]
    links = numbered_links(table_of(localities))
    assert any("group=localities" in url for url in links)
    # A list cannot be narrowed to units of the group alone, so those sums lead nowhere.
    assert not any("group=" in url for url in numbered_links(table_of(northern)))
    assert northern.context["number"] == 2


def test_a_group_without_work_says_so_and_leads_back(client_of, province):
    group_of(OrganisationFactory(), key="idle")

    page = client_of(secretary()).get(URL, {"group": "idle"}).content.decode()

    assert 'class="empty' in page
    assert f'<a href="{URL}">' in page


def test_an_unknown_group_is_said_and_left_out(client_of, province):
    response = client_of(secretary()).get(URL, {"group": "x", "order": "y"})

    assert len(names(response)) == 4
    assert 'class="note s-ontime" role="status"' in response.content.decode()


def test_the_worst_come_first_where_that_is_asked_for(client_of, province):
    _unit, other_unit, _locality, _other_locality = province.organisations
    for _ in range(3):
        province.give(TaskFactory(), other_unit, due_in=-3, state="assigned")

    rows = names(client_of(secretary()).get(URL, {"order": "worst"}))

    assert rows[0] == str(other_unit)


def test_a_name_is_text_and_not_markup(client_of, province):
    AssignmentFactory(task=province.tasks[0], organisation=LocalityFactory(name_vi="Huyện <b>A & B</b>"))

    assert "Huyện &lt;b&gt;A &amp; B&lt;/b&gt;" in table_of(client_of(secretary()).get(URL))


def test_without_a_plan_it_says_so(client_of, today):
    assert 'class="empty' in client_of(secretary()).get(URL).content.decode()


def test_its_queries_do_not_grow(client_of, today, constant_queries):
    task, person = TaskFactory(), member()
    browser = client_of(secretary())

    def give(number):
        assignments_in_bulk(number, task=task, responsible=person, deadline_on=today - timedelta(days=5))

    give(3)
    constant_queries(lambda: browser.get(URL), lambda: give(300), below=MATRIX_QUERIES)


# --- On the overview --------------------------------------------------------------------------------------------------


def test_the_overview_shows_all_of_a_few_organisations(client_of, province):
    response = client_of(secretary()).get(reverse("overview"))

    assert [row.name for group in response.context["matrix"].groups for row in group.rows] == [
        str(one) for one in province.organisations
    ]
    assert response.context["left_out_organisations"] is False


def test_of_many_the_overview_shows_those_with_the_most_overdue_work(client_of, province, monkeypatch):
    monkeypatch.setattr(matrix, "SHORT", 3)
    monkeypatch.setattr(matrix, "SHOWN_OF_LONG", 2)
    _unit, other_unit, locality, _other_locality = province.organisations
    province.give(TaskFactory(), other_unit, due_in=-3, state="assigned")
    province.give(TaskFactory(), locality, due_in=-3, state="assigned")
    province.give(TaskFactory(), locality, due_in=-3, state="assigned")

    response = client_of(secretary()).get(reverse("overview"))
    groups = response.context["matrix"].groups

    assert [[row.name for row in group.rows] for group in groups] == [[str(other_unit)], [str(locality)]]
    assert [group.number for group in groups] == ["1/2", "1/2"]
    assert [group.total.sum.overdue for group in groups] == ["3", "3"]  # of all of them, shown or not
    assert f'href="{URL}"' in response.content.decode()
