import unicodedata
from datetime import date

import pytest

from tasks_app.organisations.enums import LocalityType, OrganisationKind
from tasks_app.organisations.models import Group, GroupMembership, Locality, Organisation, Unit
from tests.constraints import refused_by
from tests.factories import LocalityFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def test_an_organisation_begins_before_it_ends():
    with refused_by("an_organisation_begins_before_it_ends"):
        OrganisationFactory(valid_from=date(2025, 3, 1), valid_to=date(2025, 2, 28))


def test_a_locality_has_a_type():
    with refused_by("localities_and_only_they_have_a_type_of_locality"):
        LocalityFactory(locality_type="")


def test_a_unit_has_no_locality_type():
    with refused_by("localities_and_only_they_have_a_type_of_locality"):
        OrganisationFactory(kind=OrganisationKind.PARTY, locality_type=LocalityType.TOWN)


def test_an_organisation_is_in_a_group_once_at_a_time():
    group = Group.objects.create(key="all", name_vi="Tất cả")
    membership = {"group": group, "organisation": LocalityFactory(), "valid_from": date(2024, 1, 1)}
    GroupMembership.objects.create(**membership)

    with refused_by("an_organisation_is_in_a_group_once_at_a_time"):
        GroupMembership.objects.create(**membership)


@pytest.mark.parametrize(
    ("day", "is_there"),
    [
        (date(2021, 5, 31), False),
        (date(2021, 6, 1), True),
        (date(2024, 11, 30), True),
        (date(2024, 12, 1), False),
    ],
)
def test_an_organisation_is_in_being_from_its_first_to_its_last_day(day, is_there):
    OrganisationFactory(valid_from=date(2021, 6, 1), valid_to=date(2024, 11, 30))

    assert Organisation.objects.in_being(day).exists() == is_there


def test_an_organisation_without_dates_is_always_in_being():
    OrganisationFactory()

    assert Organisation.objects.in_being(date(1999, 1, 1)).exists()


def test_units_and_localities_are_told_apart():
    unit, locality = OrganisationFactory(), LocalityFactory()

    assert [thing.pk for thing in Unit.objects.all()] == [unit.pk]
    assert [thing.pk for thing in Locality.objects.all()] == [locality.pk]
    assert (unit.is_locality, locality.is_locality) == (False, True)


def test_organisations_come_in_their_official_order():
    third, first, second = (OrganisationFactory(order=order) for order in (30, 10, 20))

    assert list(Organisation.objects.all()) == [first, second, third]


def test_a_name_is_kept_in_one_form_and_found_without_marks():
    locality = LocalityFactory(name_vi=unicodedata.normalize("NFD", "Huyện Đô Lương"), short_vi="Đô Lương")

    assert locality.name_vi == "Huyện Đô Lương"
    assert "huyen do luong do luong" in locality.search


@pytest.mark.parametrize(
    ("successor_since", "becomes_part"),
    [(None, True), (date(2021, 6, 1), True), (date(2024, 12, 1), False)],
)
def test_a_successor_that_was_there_before_takes_it_in(successor_since, becomes_part):
    successor = LocalityFactory(valid_from=successor_since)

    gone = LocalityFactory(valid_to=date(2024, 11, 30), successor=successor)

    assert (gone.gone_on, gone.becomes_part) == (date(2024, 12, 1), becomes_part)


def test_one_that_goes_on_has_no_day_on_which_it_is_gone():
    organisation = OrganisationFactory()

    assert (organisation.gone_on, organisation.becomes_part) == (None, False)
