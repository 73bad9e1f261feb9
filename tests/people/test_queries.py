"""What a person is on a day."""

from datetime import date

import pytest
from django.contrib.auth.models import update_last_login

from tasks_app.common.stamps import one_state
from tasks_app.people.enums import Role
from tasks_app.people.models import Appointment, Person
from tasks_app.people.queries import Standing, account, focal_officers, holders_of, standing
from tests.factories import (
    LocalityFactory,
    OrganisationFactory,
    PersonFactory,
    appoint,
    focal_officer,
    leader,
    member,
    oversee,
    person_with,
    secretary,
)

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2024, 3, 1), date(2024, 9, 30)
IN_FORCE = [
    (date(2024, 2, 29), False),
    (FIRST, True),
    (date(2024, 6, 1), True),
    (LAST, True),
    (date(2024, 10, 1), False),
]


@pytest.mark.parametrize(("day", "holds"), IN_FORCE)
def test_a_role_holds_from_its_first_to_its_last_day(day, holds):
    person = member(since=FIRST, until=LAST)

    assert standing(person, on=day).is_(Role.MEMBER) == holds
    assert (person in holders_of(Role.MEMBER, on=day)) == holds


@pytest.mark.parametrize(("day", "holds"), IN_FORCE)
def test_an_oversight_holds_from_its_first_to_its_last_day(day, holds):
    person, locality = member(), LocalityFactory()
    oversee(person, locality, since=FIRST, until=LAST)

    assert standing(person, on=day).oversees == ({locality.pk} if holds else set())


@pytest.mark.parametrize(("day", "holds"), IN_FORCE)
def test_a_focal_officer_reports_for_his_organisation_from_to(day, holds):
    unit = OrganisationFactory()
    officer = focal_officer(unit, since=FIRST, until=LAST)

    assert standing(officer, on=day).reports_for == ({unit.pk} if holds else set())
    assert focal_officers({unit.pk}, on=day) == ({unit.pk: [officer]} if holds else {})


def test_an_oversight_passes_from_one_member_to_the_next(today):
    locality = LocalityFactory()
    before, now = member(), member()
    oversee(before, locality, since=FIRST, until=LAST)
    oversee(now, locality, since=date(2024, 10, 1))

    assert standing(before, on=LAST).oversees == standing(now, on=today).oversees == {locality.pk}
    assert standing(before, on=today).oversees == standing(now, on=LAST).oversees == frozenset()


def test_who_has_no_role_is_nothing(today):
    person = PersonFactory()

    assert standing(person, on=today) == Standing(person)


def test_who_may_not_sign_in_is_nothing(today, queries):
    person = member(oversees=[LocalityFactory()], is_active=False)

    assert standing(person, on=today) == Standing(person)
    assert queries(lambda: standing(person, on=today)) == 0
    assert list(holders_of(Role.MEMBER, on=today)) == []


def test_a_person_may_hold_several_roles(today):
    unit = OrganisationFactory()
    person = person_with(Role.SECRETARIAT, Role.FOCAL_OFFICER, reports_for=unit)

    who = standing(person, on=today)

    assert who.roles == {Role.SECRETARIAT, Role.FOCAL_OFFICER}
    assert who.reports_for == {unit.pk}


def test_a_focal_officer_of_two_organisations_reports_for_both(today):
    one, other = OrganisationFactory(), OrganisationFactory()
    officer = focal_officer(one)
    appoint(officer, Role.FOCAL_OFFICER, organisation=other)

    assert standing(officer, on=today).reports_for == {one.pk, other.pk}


def test_a_standing_takes_two_queries_besides_the_stamps_and_then_none(today, queries):
    person = member(oversees=[LocalityFactory(), LocalityFactory()])

    assert queries(lambda: standing(person, on=today)) == 1 + 2
    assert queries(lambda: standing(person, on=today)) == 1


def test_whoever_is_appointed_is_it_at_once(today):
    """What a person may is kept; an appointment, however it is written, counts for the next page."""
    person = member()
    assert standing(person, on=today).roles == {Role.MEMBER}

    appoint(person, Role.SECRETARIAT)
    assert standing(person, on=today).roles == {Role.MEMBER, Role.SECRETARIAT}

    Appointment.objects.filter(person=person, role=Role.SECRETARIAT).delete()
    assert standing(person, on=today).roles == {Role.MEMBER}


@pytest.mark.parametrize(
    ("roles", "sees_everything", "has_work"),
    [
        ([], False, False),
        ([Role.MEMBER], False, True),
        ([Role.LEADER], True, True),
        ([Role.SECRETARIAT], True, False),
        ([Role.FOCAL_OFFICER], False, True),
        ([Role.INSPECTOR], True, False),
        ([Role.ADMINISTRATOR], True, False),
    ],
)
def test_what_a_role_means(roles, sees_everything, has_work):
    who = Standing(PersonFactory.build(), roles=frozenset(roles))

    assert (who.sees_everything, who.has_work) == (sees_everything, has_work)


def test_holders_are_listed_by_given_name_and_once(today):
    second = leader(full_name="Lê Văn Bình")
    first = leader(full_name="Trần Thị An", since=date(2023, 1, 1), until=LAST)
    appoint(first, Role.LEADER, since=LAST)
    secretary()

    assert list(holders_of(Role.LEADER, on=LAST)) == [first, second]


def test_officers_of_each_organisation_in_one_query(today, queries):
    one, other = OrganisationFactory(), OrganisationFactory()
    binh, an = focal_officer(one, full_name="Lê Bình"), focal_officer(one, full_name="Trần An")
    focal_officer(one, is_active=False)
    dung = focal_officer(other)
    focal_officer()

    assert focal_officers({one.pk, other.pk}, on=today) == {one.pk: [an, binh], other.pk: [dung]}
    assert queries(lambda: focal_officers({one.pk, other.pk}, on=today)) == 1


def test_an_account_is_found_again_without_asking_and_belongs_to_who_asked(queries):
    pk = PersonFactory(language="vi").pk

    def ask() -> Person:
        with one_state():
            return account(pk)

    ask().language = "en"
    assert ask().language == "vi"
    assert queries(ask) == 1  # the stamps


def test_an_account_is_as_it_was_written_last():
    person = PersonFactory()
    before = account(person.pk)

    person.set_password("mot-mat-khau-khac-2024")
    person.save()
    update_last_login(None, person)

    assert account(person.pk).password == person.password != before.password
    assert account(person.pk).last_login == person.last_login
    assert before.last_login == person.last_login is not None  # asked for when it is wanted
    assert account(person.pk + 1) is None
