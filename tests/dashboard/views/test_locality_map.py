"""The map of the localities: who may, which localities stand on it, and that its numbers are those of the lists."""

from __future__ import annotations

import re
from datetime import date, timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.plan.enums import State
from tests.factories import (
    IndicatorFactory,
    LocalityFactory,
    PersonFactory,
    TaskFactory,
    assignments_in_bulk,
    focal_officer,
    group_of,
    inspector,
    leader,
    member,
    read,
    secretary,
    target,
)

URL = reverse("locality_map")

pytestmark = pytest.mark.django_db


@pytest.fixture
def placed(province):
    """The province with both localities on the map, and a third without work."""
    for row, locality in enumerate(province.organisations[2:], 1):
        locality.tile_row, locality.tile_col = row, row * 2
        locality.save()
    province.organisations.append(LocalityFactory(tile_row=2, tile_col=1))
    return province


def tiles(response) -> dict[str, tuple[str, str, str]]:
    return {
        tile.name: (tile.css, tile.figure + tile.unit, f"{tile.number} {tile.words}".strip())
        for tile in response.context["tiles"].tiles
    }


@pytest.mark.parametrize("person", [leader, secretary, inspector])
def test_those_who_follow_everything_see_it(client_of, placed, person):
    response = client_of(person(language="en")).get(URL)

    assert response.status_code == HTTPStatus.OK
    _unit, _other_unit, locality, other_locality, idle = placed.organisations
    assert tiles(response) == {
        locality.short_en: ("s-wait", "33%", "1 awaiting confirmation"),
        other_locality.short_en: ("s-over soft", "0%", "1 overdue"),
        idle.short_en: ("", "–", "no work"),
    }


@pytest.mark.parametrize("person", [member, focal_officer, PersonFactory])
def test_for_everyone_else_it_does_not_exist(client_of, placed, person):
    assert client_of(person()).get(URL).status_code == HTTPStatus.NOT_FOUND


def test_without_a_sign_in_it_leads_there(client):
    assert client.get(URL).url.startswith(reverse("account_login"))


def test_it_only_answers_to_get(client_of, placed):
    assert client_of(secretary()).post(URL).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_the_table_beside_it_lists_all_by_overdue_work(client_of, placed):
    placed.give(TaskFactory(), placed.organisations[2], due_in=-9, state=State.ASSIGNED)
    placed.give(TaskFactory(), placed.organisations[2], due_in=-9, state=State.ASSIGNED)

    response = client_of(secretary()).get(URL)

    rows = [(row.line.locality, row.line.tally.overdue) for row in response.context["rows"]]
    _unit, _other_unit, locality, other_locality, idle = placed.organisations
    assert rows == [(locality, 2), (other_locality, 1), (idle, 0)]
    assert response.context["most_overdue"].line.locality == locality
    assert tiles(response)[locality.short_vi][0] == "s-over"  # two of them: the full colour


def test_every_number_of_the_table_leads_to_a_list_of_exactly_so_many(client_of, placed):
    browser = client_of(secretary())

    table = re.search(r"<tbody>.*?</tbody>", browser.get(URL).content.decode(), re.DOTALL)[0]
    links = {url.replace("&amp;", "&"): int(n) for url, n in re.findall(r'href="(/assignments[^"]+)">(\d+)</a>', table)}

    assert len(links) == 2 * 3  # one without work has no lists
    assert {url: browser.get(url).context["page_obj"].paginator.count for url in links} == links


def test_a_locality_that_is_no_more_is_off_the_map_and_in_the_table_while_it_has_work(client_of, placed, clock):
    """Before its end it stands on the map, on that day's page still afterwards."""
    _unit, _other_unit, locality, _other_locality, idle = placed.organisations
    for one in (locality, idle):
        one.valid_to = date(2024, 11, 30)
        one.save()
    assert locality.short_vi in tiles(client_of(secretary()).get(URL))

    clock.shift(timedelta(days=60))
    browser = client_of(secretary())
    after, before = browser.get(URL), browser.get(URL, {"as_of": "2024-11-30"})

    assert locality.short_vi not in tiles(after)
    assert [row.line.locality for row in after.context["rows"] if not row.line.is_in_being] == [locality]
    assert after.context["not_on_map"] == 1
    assert {locality.short_vi, idle.short_vi} <= set(tiles(before))


def test_a_past_day_keeps_its_figures_and_its_links(client_of, placed, clock):
    before = tiles(client_of(secretary()).get(URL))
    clock.shift(timedelta(days=30))

    response = client_of(secretary()).get(URL, {"as_of": "2024-10-15"})

    assert tiles(response) == before
    assert all("as_of=2024-10-15" in tile.url for tile in response.context["tiles"].tiles if tile.css)


def test_where_no_locality_has_a_place_the_table_stands_alone(client_of, province):
    page = client_of(secretary()).get(URL).content.decode()

    assert 'class="tile ' not in page
    assert page.count('<th scope="row">') == 2


def test_without_a_plan_it_says_so(client_of, today):
    assert 'class="empty' in client_of(secretary()).get(URL).content.decode()


def test_its_queries_do_not_grow(client_of, placed, today, constant_queries):
    browser = client_of(secretary())

    def more():
        LocalityFactory.create_batch(30, tile_row=9, tile_col=1)
        assignments_in_bulk(30, task=TaskFactory(), responsible=member(), deadline_on=today)

    constant_queries(lambda: browser.get(URL), more)


def test_a_tile_leads_to_the_page_of_its_locality(client_of, placed):
    response = client_of(secretary()).get(URL)

    pages = [reverse("organisation_detail", args=[one.pk]) for one in placed.organisations[2:]]
    assert [tile.url for tile in response.context["tiles"].tiles] == pages


# --- An indicator instead of the work ---------------------------------------------------------------------------------


@pytest.fixture
def indicator(placed):
    """Read for September: the first locality meets the target, the second does not, the third has not reported."""
    localities = placed.organisations[2:]
    indicator = IndicatorFactory(reporters=localities)
    target(indicator, 95, plan=placed.plan)
    read(indicator, {localities[0]: (96, 100), localities[1]: (80, 100)})
    return indicator


def test_an_indicator_is_offered_and_shown_with_its_target(client_of, placed, indicator):
    response = client_of(secretary(language="en")).get(URL, {"figure": indicator.code})

    first, second, third = (one.short_en for one in placed.organisations[2:])
    assert tiles(response) == {
        first: ("tile-met", "96%", "target met"),
        second: ("tile-below", "80%", "target not met"),
        third: ("", "–", "no figure"),
    }
    assert [(row.place, row.value) for row in response.context["rows"]] == [("1", "96%"), ("2", "80%")]
    page = response.content.decode()
    assert "1 of 2 localities meet the target (≥\N{NO-BREAK SPACE}95%). Whole province: 88%." in page
    assert f'<option value="{indicator.code}" selected>' in page


def test_of_a_past_day_it_shows_what_was_read_by_then(client_of, placed, indicator):
    response = client_of(secretary()).get(URL, {"figure": indicator.code, "as_of": "2024-10-01"})

    assert response.context["rows"] == []
    assert 'class="empty' in response.content.decode()


def test_an_unknown_figure_is_said_and_left_out(client_of, placed, indicator):
    response = client_of(secretary()).get(URL, {"figure": "x"})

    assert response.context["indicator"] is None
    assert 'class="note s-ontime" role="status"' in response.content.decode()


def test_the_queries_of_an_indicator_do_not_grow(client_of, placed, indicator, constant_queries):
    browser = client_of(secretary())

    def more():
        new = LocalityFactory.create_batch(5, tile_row=9, tile_col=1)
        group_of(*new, key=f"reporters-of-{indicator.code}")
        read(indicator, dict.fromkeys(new, (90, 100)))

    constant_queries(lambda: browser.get(URL, {"figure": indicator.code}), more, below=26)
