"""The list of units and localities: who may, who is in it on which day, and that its numbers lead to their lists."""

from __future__ import annotations

from datetime import date, timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.dates import at_time
from tasks_app.dashboard.views import OrganisationList
from tasks_app.organisations.models import Organisation
from tests.dashboard.lists import listed, numbered_links, page_of
from tests.factories import (
    AssignmentFactory,
    LocalityFactory,
    OrganisationFactory,
    PersonFactory,
    focal_officer,
    group_of,
    inspector,
    leader,
    member,
    oversee,
    secretary,
)

URL = reverse("organisation_list")

pytestmark = pytest.mark.django_db


def shown(response) -> list[list[Organisation]]:
    return [[line.its.organisation for line in section.lines] for section in response.context["sections"]]


@pytest.mark.parametrize("person", [leader, secretary, inspector])
def test_units_and_localities_stand_apart_in_the_official_order(client_of, province, person):
    unit, other_unit, locality, other_locality = province.organisations

    assert shown(client_of(person()).get(URL)) == [[unit, other_unit], [locality, other_locality]]


@pytest.mark.parametrize("person", [member, focal_officer, PersonFactory])
def test_for_everyone_else_it_does_not_exist(client_of, province, person):
    assert client_of(person()).get(URL).status_code == HTTPStatus.NOT_FOUND


def test_without_a_sign_in_it_leads_there(client):
    assert client.get(URL).url.startswith(reverse("account_login"))


def test_it_only_answers_to_get(client_of, province):
    assert client_of(secretary()).post(URL).status_code == HTTPStatus.METHOD_NOT_ALLOWED


@pytest.mark.parametrize("query", ["", "?as_of=2024-10-14"])
def test_every_number_leads_to_a_list_of_exactly_so_many(client_of, province, query):
    browser = client_of(secretary())

    links = numbered_links(page_of(browser.get(URL + query)))

    assert len(links) >= 9
    assert {url: listed(browser, url) for url in links} == links


def test_names_lead_to_the_pages(client_of, province):
    overseer = member()
    oversee(overseer, province.organisations[2])

    page = page_of(client_of(secretary()).get(URL))

    for organisation in province.organisations:
        assert f'href="{reverse("organisation_detail", args=[organisation.pk])}"' in page
    assert f'href="{reverse("member_detail", args=[overseer.pk])}"' in page


def test_one_without_work_is_in_it(client_of, province):
    idle = LocalityFactory()

    assert idle in shown(client_of(secretary()).get(URL))[1]


def test_it_is_narrowed_to_a_group(client_of, province):
    unit, _other_unit, locality, _other_locality = province.organisations
    group_of(unit, locality, key="diem")

    response = client_of(secretary()).get(URL, {"group": "diem"})

    assert shown(response) == [[unit], [locality]]


def test_a_group_that_is_not_known_is_left_out_and_the_page_says_so(client_of, province):
    response = client_of(secretary()).get(URL, {"group": "nowhere"})

    assert len(response.context["sections"]) == 2
    assert response.context["filters"].errors


def test_each_day_has_the_organisations_of_that_day(client_of, province, clock):
    city, gone = province.organisations[3], LocalityFactory(valid_to=date(2024, 11, 30))
    gone.successor = city
    gone.save()
    new = OrganisationFactory(valid_from=date(2024, 12, 1))
    clock.move_to(at_time(date(2024, 12, 10), 8))
    browser = client_of(secretary())

    now, then = browser.get(URL), browser.get(URL, {"as_of": "2024-11-30"})

    assert (gone in shown(now)[1], new in shown(now)[0]) == (False, True)
    assert (gone in shown(then)[1], new in shown(then)[0]) == (True, False)
    assert (now.context["gone"], then.context["gone"]) == ([gone], [])


def test_one_that_is_no_more_and_still_leads_work_stays_in_it(client_of, province, clock):
    gone = LocalityFactory(valid_to=date(2024, 11, 30))
    AssignmentFactory(organisation=gone, task=province.tasks[0])
    clock.move_to(at_time(date(2024, 12, 10), 8))

    assert gone in shown(client_of(secretary()).get(URL))[1]


def test_a_long_list_is_cut_into_pages_units_first(client_of, province, monkeypatch):
    monkeypatch.setattr(OrganisationList, "paginate_by", 3)
    unit, other_unit, locality, other_locality = province.organisations
    browser = client_of(secretary())

    first, second = (browser.get(URL, {"page": page}) for page in (1, 2))

    assert shown(first) == [[unit, other_unit], [locality]]
    assert shown(second) == [[other_locality]]
    assert [section.number for section in first.context["sections"]] == [2, 2]
    assert "?page=2" in page_of(first)


def test_the_number_of_queries_does_not_grow(client_of, province, constant_queries):
    def more_rows():
        for number in range(3):
            organisation = LocalityFactory()
            oversee(member(), organisation)
            AssignmentFactory(organisation=organisation, task=province.tasks[0])
            LocalityFactory(valid_to=province.today - timedelta(days=9 + number), successor=organisation)

    oversee(member(), province.organisations[0])
    LocalityFactory(valid_to=province.today - timedelta(days=9), successor=province.organisations[2])
    browser = client_of(secretary())

    constant_queries(lambda: browser.get(URL), more_rows)
