"""Groups: what they hold on a day, and which are offered."""

from datetime import date

import pytest

from tasks_app.organisations.enums import OrganisationKind
from tasks_app.organisations.queries import groups_of, groups_on, members_of
from tests.factories import LocalityFactory, OrganisationFactory, group_of

pytestmark = pytest.mark.django_db

DAY = date(2024, 10, 15)
PARTY = {"kind": OrganisationKind.PARTY}


def found(group: str, on: date = DAY) -> set:
    return set(members_of(group, on=on))


def keys(on: date = DAY) -> list[str]:
    return [key for key, _name in groups_on(on)]


def test_units_localities_and_kinds_hold_what_is_no_more_as_well():
    ended = OrganisationFactory(valid_to=date(2024, 1, 1))
    unit, party, locality = OrganisationFactory(), OrganisationFactory(**PARTY), LocalityFactory()

    assert found("units") == {ended, unit, party}
    assert found("localities") == {locality}
    assert found("party") == {party}


@pytest.mark.parametrize(
    ("day", "is_in"),
    [
        (date(2024, 2, 29), False),
        (date(2024, 3, 1), True),
        (date(2024, 10, 31), True),
        (date(2024, 11, 1), False),
    ],
)
def test_a_group_holds_its_members_of_the_day(day, is_in):
    member, stays = OrganisationFactory(), OrganisationFactory()
    group_of(stays, key="pilots")
    group_of(member, key="pilots", since=date(2024, 3, 1), until=date(2024, 10, 31))

    assert found("pilots", day) == ({member, stays} if is_in else {stays})


def test_what_is_no_group_holds_nothing():
    OrganisationFactory()

    assert found("gossip") == set()


def test_what_the_secretariat_put_together_goes_before_the_kind_of_that_name():
    invited, _other = OrganisationFactory(), OrganisationFactory(**PARTY)
    group_of(invited, key="party")

    assert found("party") == {invited}


def test_what_there_is_of_is_offered_units_and_localities_first():
    OrganisationFactory()
    OrganisationFactory(**PARTY)
    group_of(OrganisationFactory(), LocalityFactory(), key="pilots")

    assert groups_on(DAY) == [
        ("units", "Đơn vị"),
        ("localities", "Địa phương"),
        ("pilots", "Nhóm pilots"),
        ("specialised", "Các sở, cơ quan chuyên môn thuộc UBND tỉnh"),
        ("party", "Các cơ quan Đảng"),
    ]


def test_what_repeats_another_group_is_not_offered():
    department, party, locality = OrganisationFactory(), OrganisationFactory(**PARTY), LocalityFactory()
    group_of(department, party, locality, key="all")
    group_of(department, party, key="all-units")
    group_of(locality, key="districts")
    group_of(party, key="party-agencies")

    assert keys() == ["units", "localities", "party-agencies", "specialised"]


def test_where_units_are_of_one_kind_the_kind_says_nothing_more():
    OrganisationFactory()

    assert keys() == ["units"]


def test_groups_that_have_no_member_on_the_day_are_not_offered():
    OrganisationFactory()
    OrganisationFactory(valid_to=date(2024, 10, 14), **PARTY)
    group_of(OrganisationFactory(), LocalityFactory(), key="pilots", since=date(2024, 11, 1))

    assert keys() == ["units", "localities"]
    assert "pilots" in keys(date(2024, 11, 1))
    assert "party" in keys(date(2024, 10, 14))


def test_without_organisations_there_are_no_groups():
    assert groups_on(DAY) == []


@pytest.mark.parametrize(
    ("day", "is_in"), [(date(2024, 2, 29), False), (date(2024, 3, 1), True), (date(2024, 6, 1), False)]
)
def test_the_groups_of_an_organisation_are_those_of_the_day(day, is_in):
    unit = OrganisationFactory()
    group = group_of(unit, key="diem", since=date(2024, 3, 1), until=date(2024, 5, 31))
    group_of(OrganisationFactory(), key="khac")

    assert groups_of(unit, on=day) == ([group] if is_in else [])
