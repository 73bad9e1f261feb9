"""Acting for another: what a deputy is, and in whose name a request is made."""

from datetime import date

import pytest

from tasks_app.common.actors import Actor
from tasks_app.people.enums import DelegationKind, Role
from tasks_app.people.models import Delegation
from tasks_app.people.permissions import (
    can_act_by,
    can_end_delegation,
    can_grant_delegation,
    can_open_administration,
    can_see_delegations,
)
from tasks_app.people.queries import Capacity, Name, Standing, capacity, standing, standing_for, standing_in
from tasks_app.plan.permissions import can_date_contributions, can_receive
from tasks_app.reporting.permissions import can_ask_for_extension, can_report
from tests.constraints import refused_by
from tests.factories import (
    AssignmentFactory,
    LocalityFactory,
    OrganisationFactory,
    PersonFactory,
    administrator,
    delegate,
    focal_officer,
    inspector,
    leader,
    member,
    person_with,
    secretary,
)

pytestmark = pytest.mark.django_db

ACTING_FOR, ON_BEHALF = DelegationKind
FIRST, LAST = date(2024, 10, 1), date(2024, 10, 31)
DAYS = [
    (date(2024, 9, 30), False),
    (FIRST, True),
    (date(2024, 10, 15), True),
    (LAST, True),
    (date(2024, 11, 1), False),
]


# --- What the database holds ------------------------------------------------------------------------------------------


def stored(**changes) -> Delegation:
    fields = {"kind": ACTING_FOR, "valid_from": FIRST, "valid_to": date(2024, 11, 1), "basis": "15/GUQ"} | changes
    delegate_of = {"principal": fields.pop("principal", None), "deputy": fields.pop("deputy", None)}
    people = {role: person or PersonFactory() for role, person in delegate_of.items()}
    return Delegation.objects.create(at="2024-10-01T07:00:00+07:00", **people, **fields)


def test_nobody_acts_for_himself():
    person = PersonFactory()

    with refused_by("nobody_acts_for_himself"):
        stored(principal=person, deputy=person)


@pytest.mark.parametrize("valid_to", [FIRST, date(2024, 9, 30)])
def test_a_delegation_begins_before_it_ends(valid_to):
    with refused_by("a_delegation_begins_before_it_ends"):
        stored(valid_to=valid_to)


def test_what_was_ended_on_its_first_day_has_no_day_left():
    delegation = stored(valid_to=FIRST, ended_at="2024-10-01T09:00:00+07:00")

    assert (delegation.is_in_force(FIRST), delegation.is_over(date(2024, 9, 1))) == (False, True)


def test_a_delegation_has_a_basis_document():
    with refused_by("a_delegation_has_a_basis_document"):
        stored(basis="")


def test_the_same_delegation_begins_once_on_a_day():
    first = stored()

    with refused_by("a_person_begins_to_act_for_another_once_on_a_day"):
        stored(principal=first.principal, deputy=first.deputy, valid_to=date(2024, 12, 1))


@pytest.mark.parametrize(("day", "holds"), DAYS)
def test_it_holds_from_its_first_to_its_last_day_and_is_over_on_the_next(day, holds):
    delegation = delegate(member(), PersonFactory(), since=FIRST, last_day=LAST)

    assert delegation.is_in_force(day) == holds
    assert (delegation in Delegation.objects.in_force(day)) == holds
    assert (capacity(delegation.deputy, chosen=delegation.pk, on=day).delegation == delegation) == holds
    assert delegation.is_over(day) == (day > LAST)
    assert delegation.last_day == LAST


# --- What a deputy is -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("roles", "lent", "lent_for_reports"),
    [
        ([Role.MEMBER], {Role.MEMBER}, {Role.MEMBER}),
        ([Role.LEADER], {Role.LEADER}, {Role.MEMBER}),
        ([Role.LEADER, Role.MEMBER], {Role.LEADER, Role.MEMBER}, {Role.MEMBER}),
        ([Role.SECRETARIAT, Role.MEMBER], {Role.SECRETARIAT, Role.MEMBER}, {Role.MEMBER}),
        ([Role.INSPECTOR, Role.MEMBER], {Role.INSPECTOR, Role.MEMBER}, {Role.MEMBER}),
        ([Role.ADMINISTRATOR, Role.MEMBER], {Role.MEMBER}, {Role.MEMBER}),
    ],
)
def test_what_a_principal_lends(roles, lent, lent_for_reports, today):
    principal, deputy = person_with(*roles), PersonFactory()

    whole = standing_for(delegate(principal, deputy), on=today)
    reports = standing_for(delegate(principal, deputy, ON_BEHALF), on=today)

    assert (whole.roles, whole.only_reports) == (lent, False)
    assert (reports.roles, reports.only_reports) == (lent_for_reports, True)
    assert not reports.sees_everything
    assert whole.person == reports.person == principal
    assert whole.people == reports.people == {principal.pk, deputy.pk}


def test_who_updates_for_a_member_reports_for_him_and_follows_nothing_for_him(today):
    unit, locality = OrganisationFactory(), LocalityFactory()
    principal = person_with(Role.MEMBER, Role.FOCAL_OFFICER, reports_for=unit, oversees=[locality])
    deputy = PersonFactory()

    whole = standing_for(delegate(principal, deputy), on=today)
    reports = standing_for(delegate(principal, deputy, ON_BEHALF), on=today)

    assert (whole.reports_for, whole.oversees) == ({unit.pk}, {locality.pk})
    assert (reports.reports_for, reports.oversees) == ({unit.pk}, frozenset())


@pytest.mark.parametrize(
    ("may", "by_deputy", "on_behalf"),
    [
        (can_report, True, True),
        (can_ask_for_extension, True, True),
        (can_receive, True, True),
        (can_date_contributions, True, False),
    ],
)
@pytest.mark.parametrize("principal_is", ["responsible", "lead officer"])
def test_who_updates_on_behalf_reports_and_orders_nothing(may, by_deputy, on_behalf, principal_is, today):
    assignment = AssignmentFactory(coordinating=[OrganisationFactory()])
    principal = assignment.responsible if principal_is == "responsible" else focal_officer(assignment.organisation)

    for kind, expected in ((ACTING_FOR, by_deputy), (ON_BEHALF, on_behalf)):
        assert may(standing_for(delegate(principal, PersonFactory(), kind), on=today), assignment) == expected


def test_the_powers_are_the_principals_alone(today):
    """Not both: while a secretary acts for a member, he is no secretary."""
    principal, deputy = member(), secretary()

    who = standing_for(delegate(principal, deputy), on=today)

    assert not who.is_(Role.SECRETARIAT)


def test_powers_held_for_another_are_not_passed_on(today):
    """A acts for B, and B for C: A is what B is, and never what C is, by whatever he chooses."""
    c = leader(oversees=[LocalityFactory()])
    b, a = focal_officer(), PersonFactory()
    of_c = delegate(c, b)
    of_b = delegate(b, a)

    its = capacity(a, chosen=of_b.pk, on=today)

    assert its.held == (of_b,)
    assert standing_in(its, on=today).roles == {Role.FOCAL_OFFICER}
    assert standing_in(its, on=today).oversees == frozenset()
    assert capacity(a, chosen=of_c.pk, on=today).delegation is None
    assert not can_act_by(a, of_c)


def test_what_the_principal_is_that_day_decides(today):
    principal = member(until=date(2024, 10, 20))
    delegation = delegate(principal, PersonFactory())

    assert standing_for(delegation, on=date(2024, 10, 20)).roles == {Role.MEMBER}
    assert standing_for(delegation, on=date(2024, 10, 21)).roles == frozenset()


def test_a_principal_who_may_not_sign_in_any_more_lends_nothing(today):
    delegation = delegate(member(), PersonFactory())
    delegation.principal.is_active = False
    delegation.principal.save()

    its = capacity(delegation.deputy, chosen=delegation.pk, on=today)

    assert standing_in(its, on=today).roles == frozenset()


def test_administration_is_nobodys_to_lend(today):
    principal = person_with(Role.ADMINISTRATOR, Role.LEADER, is_staff=True, is_superuser=True)
    deputy = administrator()

    who = standing_for(delegate(principal, deputy), on=today)

    assert not can_open_administration(who)
    assert can_open_administration(standing(deputy, on=today))


def test_a_superuser_lends_no_administration_either(today):
    """The fallback for the first account of a new database."""
    principal = member(is_staff=True, is_superuser=True)

    assert can_open_administration(standing(principal, on=today))
    assert not can_open_administration(standing_for(delegate(principal, PersonFactory()), on=today))


@pytest.mark.parametrize(
    ("make", "sees", "grants", "ends"),
    [
        (secretary, True, True, True),
        (administrator, True, False, True),
        (leader, False, False, False),
        (member, False, False, False),
        (inspector, False, False, False),
        (PersonFactory, False, False, False),
    ],
)
def test_who_may_set_and_end_delegations(make, sees, grants, ends, today):
    who = standing(make(), on=today)

    assert (can_see_delegations(who), can_grant_delegation(who), can_end_delegation(who)) == (sees, grants, ends)


def test_who_acts_for_the_secretariat_sets_no_delegations(today):
    who = standing_for(delegate(secretary(), PersonFactory()), on=today)

    assert (can_see_delegations(who), can_grant_delegation(who), can_end_delegation(who)) == (False, False, False)


# --- In whose name ----------------------------------------------------------------------------------------------------


def test_without_a_choice_one_acts_for_oneself(today):
    deputy = member()
    delegation = delegate(leader(), deputy)

    its = capacity(deputy, chosen=None, on=today)

    assert its == Capacity(deputy, held=(delegation,))
    assert its.actor == Actor(deputy)
    assert its.name == Name(deputy.pk)
    assert standing_in(its, on=today) == standing(deputy, on=today)


def test_by_choice_one_acts_for_another_under_both_names(today):
    delegation = delegate(leader(), PersonFactory())

    its = capacity(delegation.deputy, chosen=delegation.pk, on=today)

    assert its.actor == Actor(delegation.deputy, delegation.principal)
    assert its.name == Name(delegation.deputy.pk, delegation.pk)
    assert standing_in(its, on=today) == Standing(
        delegation.principal, roles=frozenset({Role.LEADER}), acting=delegation.deputy
    )


def test_a_choice_that_is_over_is_known_as_such():
    delegation = delegate(leader(), PersonFactory())

    its = capacity(delegation.deputy, chosen=delegation.pk, on=date(2024, 11, 1))

    assert (its.delegation, its.ended, its.held) == (None, delegation, ())
    assert its.actor == Actor(delegation.deputy)


def test_another_persons_delegation_is_no_choice(today):
    delegation = delegate(leader(), PersonFactory())

    its = capacity(PersonFactory(), chosen=delegation.pk, on=today)

    assert (its.delegation, its.ended, its.held) == (None, None, ())


def test_a_principal_knows_who_acts_for_him_and_gains_nothing(today):
    delegation = delegate(leader(), secretary())

    its = capacity(delegation.principal, chosen=delegation.pk, on=today)

    assert (its.delegation, its.held, its.given) == (None, (), (delegation,))


def test_a_capacity_takes_one_query_besides_the_stamps(today, queries):
    deputy = PersonFactory()
    for principal in (leader(), member(), focal_officer()):
        delegation = delegate(principal, deputy)

    assert queries(lambda: capacity(deputy, chosen=delegation.pk, on=today)) == 1 + 1


def test_the_name_of_a_form_is_read_again():
    for name in (Name(5), Name(5, 12)):
        assert Name.read(name.mark) == name


@pytest.mark.parametrize("mark", ["", "5-", "5-12", "5-:made-up", Name(5).mark.replace("5", "6", 1)])
def test_a_name_that_was_not_given_here_is_none(mark):
    assert Name.read(mark) is None
