"""All organisations of the province, on any day."""

from datetime import date

import pytest
from django.urls import reverse

from tasks_app.common import clock, stamps
from tasks_app.dashboard.queries import organisation_tree
from tasks_app.organisations.actions import alter_organisation, load_communes, load_organisations
from tasks_app.organisations.models import called_so
from tasks_app.organisations.queries import names_on
from tests.factories import CommuneFactory, LocalityFactory, OrganisationFactory, PlanFactory, focal_officer, secretary

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "numbers"),
    [
        (date(2024, 10, 15), (32, 21, 460)),
        (date(2024, 12, 1), (32, 20, 412)),
        (date(2025, 7, 1), (25, 0, 130)),
    ],
)
def test_the_province_on_a_day(day, numbers):
    load_organisations()
    load_communes()

    tree = organisation_tree(day)

    assert (tree.units, tree.districts, tree.communes) == numbers
    assert tree.found == sum(numbers)


def test_communes_stand_below_their_district_of_the_day():
    commune = CommuneFactory()
    first, second = commune.parent, LocalityFactory()
    alter_organisation(commune, since=date(2024, 12, 1), basis="", parent=second)

    def district_of(day):
        return next(b.head.organisation for b in organisation_tree(day).branches if b.leaves and b.head)

    assert district_of(date(2024, 11, 30)) == first
    assert district_of(date(2024, 12, 1)) == second


def test_it_is_found_by_the_name_of_the_day_without_marks():
    commune = CommuneFactory(name_vi="Xã Nghi Phú")
    alter_organisation(commune, since=date(2024, 12, 1), basis="", name_vi="Phường Mới")
    eve = date(2024, 11, 30)

    with called_so(names_on(eve)):
        found = organisation_tree(eve, search="nghi phu")
        assert [leaf.organisation.name for branch in found.branches for leaf in branch.leaves] == ["Xã Nghi Phú"]


def test_what_is_found_is_few(client):
    PlanFactory()
    client.force_login(secretary())
    LocalityFactory(name_vi="Huyện Đô Lương")
    OrganisationFactory(name_vi="Sở Nội vụ")

    shown = client.get(reverse("organisation_tree"), {"q": "do luong"}).content.decode()

    assert "Huyện Đô Lương" in shown
    assert "Sở Nội vụ" not in shown


def test_more_organisations_cost_no_more_queries(client, django_assert_max_num_queries):
    PlanFactory()
    client.force_login(secretary())
    CommuneFactory()
    client.get(reverse("organisation_tree"))
    stamps.forget_all()
    with django_assert_max_num_queries(30) as few:
        client.get(reverse("organisation_tree"))
    for _one in range(3):
        focal_officer(CommuneFactory())
    stamps.forget_all()
    with django_assert_max_num_queries(len(few)):
        client.get(reverse("organisation_tree"))


def test_a_past_day_has_its_names(client):
    PlanFactory()
    client.force_login(secretary())
    commune = CommuneFactory(name_vi="Xã Nghi Phú")
    alter_organisation(commune, since=clock.today(), basis="", name_vi="Phường Nghi Phú")

    past = client.get(reverse("organisation_tree"), {"as_of": "2024-10-01"}).content.decode()

    assert "Xã Nghi Phú" in past
    assert "Phường Nghi Phú" in client.get(reverse("organisation_tree")).content.decode()
