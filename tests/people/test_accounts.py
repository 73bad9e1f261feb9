"""Accounts: invited to, put right, closed; roles and oversight from–to."""

import re
from datetime import date, timedelta

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.mailing.models import Message
from tasks_app.people import actions
from tasks_app.people.actions import AccountRefused, AppointmentRefused, PersonConflict
from tasks_app.people.enums import CommitteePost, Role
from tasks_app.people.models import Appointment, Delegation, Invitation, Oversight, Person
from tasks_app.people.queries import invited_by, standing
from tasks_app.people.rules import PersonGiven, roles_given_by
from tests.factories import (
    LocalityFactory,
    OrganisationFactory,
    PersonFactory,
    administrator,
    delegate,
    focal_officer,
    leader,
    member,
    secretary,
)

pytestmark = pytest.mark.django_db

TODAY = date(2024, 10, 15)
AT = at_time(TODAY, 9)
GIVEN = PersonGiven("moi", "Trần Thị Mới", "moi@nghean.example", "Chuyên viên")


@pytest.fixture
def by():
    return Actor(secretary())


def invited(by) -> tuple[Person, str]:
    """The person and the secret of the link in the mail."""
    person, _invitation = actions.invite_person(GIVEN, by=by, at=AT)
    text = Message.objects.get(to_person=person).text
    return person, re.search(r"/invitation/([\w-]+)/", text)[1]


def test_who_is_invited_gets_a_link_and_no_password(by):
    person, token = invited(by)

    assert not person.has_usable_password()
    assert invited_by(token, at=AT) == person
    assert not Invitation.objects.filter(token_digest=token).exists()


def test_the_mail_with_the_link_is_a_secret(by):
    person, _token = invited(by)

    assert Message.objects.get(to_person=person).is_secret


def test_the_link_serves_once(by):
    person, token = invited(by)
    actions.accept_invitation(token, "mot-mat-khau-dai-2024", at=AT)

    person.refresh_from_db()
    assert person.check_password("mot-mat-khau-dai-2024")
    assert invited_by(token, at=AT) is None
    with pytest.raises(AccountRefused):
        actions.accept_invitation(token, "mat-khau-khac-2024", at=AT)


@pytest.mark.parametrize(("after", "serves"), [(timedelta(seconds=-1), True), (timedelta(0), False)])
def test_the_link_serves_for_seven_days(by, after, serves):
    person, token = invited(by)

    assert invited_by(token, at=AT + timedelta(days=7) + after) == (person if serves else None)


def test_another_link_ends_the_first(by):
    person, token = invited(by)
    actions.invite_again(person, by=by, at=AT)

    assert invited_by(token, at=AT) is None
    assert Invitation.objects.open().count() == 1


def test_a_withdrawn_invitation_leads_nowhere(by):
    person, token = invited(by)

    assert actions.revoke_invitation(person, by=by, at=AT) == 1
    assert invited_by(token, at=AT) is None
    assert actions.revoke_invitation(person, by=by, at=AT) == 0


def test_who_has_a_password_is_not_invited_again(by):
    with pytest.raises(AccountRefused):
        actions.invite_again(PersonFactory(), by=by, at=AT)


@pytest.mark.parametrize("taken", [{"username": "moi"}, {"email": "MOI@nghean.example"}])
def test_a_name_or_address_belongs_to_one(by, taken):
    PersonFactory(**taken)

    with pytest.raises(AccountRefused):
        actions.invite_person(GIVEN, by=by, at=AT)
    assert not Message.objects.exists()


def columns(person: Person) -> dict:
    return {name: getattr(person, name) for name in GIVEN.fields}


def test_a_new_address_ends_the_open_invitation(by):
    person, token = invited(by)
    given = PersonGiven(**columns(person) | {"email": "khac@nghean.example"})

    actions.edit_person(person, given, seen=columns(person), by=by, at=AT)

    assert invited_by(token, at=AT) is None
    assert Entry.objects.get(verb="person.edited").details["changed"] == {
        "email": ["moi@nghean.example", "khac@nghean.example"]
    }


def test_who_did_not_see_the_last_change_overwrites_nothing(by):
    person, _token = invited(by)
    seen = columns(person)
    Person.objects.filter(pk=person.pk).update(position_vi="Trưởng phòng")

    with pytest.raises(PersonConflict):
        actions.edit_person(person, GIVEN, seen=seen, by=by, at=AT)


# --- Roles


@pytest.mark.parametrize(
    ("roles", "given"),
    [
        (set(), set()),
        ({"member"}, set()),
        ({"secretariat"}, {Role.MEMBER, Role.LEADER, Role.FOCAL_OFFICER}),
        ({"administrator"}, set(Role)),
    ],
)
def test_who_gives_which_role(roles, given):
    assert roles_given_by(frozenset(roles)) == given


def test_a_role_holds_from_its_first_day(by):
    person = PersonFactory()
    actions.appoint(person, Role.MEMBER, post=CommitteePost.MEMBER, since=TODAY, by=by, at=AT)

    assert standing(person, on=TODAY).is_(Role.MEMBER)
    assert not standing(person, on=TODAY - timedelta(days=1)).is_(Role.MEMBER)


def test_a_repetition_is_refused(by):
    person = PersonFactory()
    actions.appoint(person, Role.MEMBER, since=TODAY, by=by, at=AT)

    with pytest.raises(AppointmentRefused):
        actions.appoint(person, Role.MEMBER, since=TODAY + timedelta(days=9), by=by, at=AT)


def test_nobody_gives_himself_a_role():
    person = administrator()

    with pytest.raises(AppointmentRefused):
        actions.appoint(person, Role.SECRETARIAT, since=TODAY, by=Actor(person), at=AT)


@pytest.mark.parametrize(
    ("role", "with_organisation", "post"),
    [
        (Role.FOCAL_OFFICER, False, ""),
        (Role.MEMBER, True, ""),
        (Role.MEMBER, False, CommitteePost.HEAD),
        (Role.SECRETARIAT, False, CommitteePost.MEMBER),
    ],
)
def test_what_does_not_go_together_is_refused(by, role, with_organisation, post):
    organisation = OrganisationFactory() if with_organisation else None

    with pytest.raises(AppointmentRefused):
        actions.appoint(PersonFactory(), role, organisation=organisation, post=post, since=TODAY, by=by, at=AT)
    assert Appointment.objects.filter(role=role).exclude(person=by.person).count() == 0


def test_the_committee_has_one_head(by):
    actions.appoint(PersonFactory(), Role.LEADER, post=CommitteePost.HEAD, since=TODAY, by=by, at=AT)

    with pytest.raises(AppointmentRefused):
        actions.appoint(PersonFactory(), Role.LEADER, post=CommitteePost.HEAD, since=TODAY, by=by, at=AT)


def test_an_administrator_opens_the_administration_pages(by):
    person = PersonFactory()
    actions.appoint(person, Role.ADMINISTRATOR, since=TODAY, by=by, at=AT)

    person.refresh_from_db()
    assert person.is_staff


@pytest.mark.parametrize(("distance", "is_refused"), [(-2, True), (-1, False), (0, False), (30, False)])
def test_a_role_ends_yesterday_at_the_earliest(by, distance, is_refused):
    appointment = member().appointments.get()
    last_day = TODAY + timedelta(days=distance)

    if is_refused:
        with pytest.raises(AppointmentRefused):
            actions.end_appointment(appointment, last_day=last_day, by=by, at=AT)
    else:
        actions.end_appointment(appointment, last_day=last_day, by=by, at=AT)
        assert not standing(appointment.person, on=last_day + timedelta(days=1)).roles


def test_what_was_given_by_mistake_is_held_on_no_day_and_can_be_given_anew(by):
    person, vinh, later = PersonFactory(), LocalityFactory(), TODAY + timedelta(days=30)
    given = actions.appoint(person, Role.MEMBER, since=later, by=by, at=AT)
    oversight = actions.assign_oversight(person, vinh, since=later, basis="1/QĐ", by=by, at=AT)

    actions.end_oversight(oversight, last_day=TODAY, by=by, at=AT)
    actions.end_appointment(given, last_day=TODAY, by=by, at=AT)
    assert not standing(person, on=later).roles

    actions.appoint(person, Role.MEMBER, since=TODAY, by=by, at=AT)
    actions.assign_oversight(person, vinh, since=TODAY, basis="2/QĐ", by=by, at=AT)
    assert standing(person, on=TODAY).oversees == {vinh.pk}


def test_the_last_administrator_stays():
    only, other = administrator(), secretary()

    with pytest.raises(AccountRefused):
        actions.end_appointment(only.appointments.get(), last_day=TODAY, by=Actor(other), at=AT)
    with pytest.raises(AccountRefused):
        actions.shut_out(only, reason="Nghỉ", by=Actor(other), at=AT)


def test_somebody_administers_without_an_end():
    """Ended one after the other, each with the other still there: then there would be nobody."""
    first, second = administrator(), administrator()
    last_days = TODAY + timedelta(days=5), TODAY + timedelta(days=10)
    actions.end_appointment(second.appointments.get(), last_day=last_days[1], by=Actor(first), at=AT)

    with pytest.raises(AccountRefused):
        actions.end_appointment(first.appointments.get(), last_day=last_days[0], by=Actor(second), at=AT)
    with pytest.raises(AccountRefused):
        actions.shut_out(first, reason="Nghỉ", by=Actor(second), at=AT)
    assert first.appointments.get().valid_to is None


# --- Oversight


def test_a_new_overseer_ends_the_one_before(by):
    first, second, vinh = member(), member(), LocalityFactory()
    actions.assign_oversight(first, vinh, since=TODAY - timedelta(days=30), basis="1/QĐ", by=by, at=AT)

    actions.assign_oversight(second, vinh, since=TODAY, basis="2/QĐ", by=by, at=AT)

    assert list(Oversight.objects.order_by("pk").values_list("member", "valid_to")) == [
        (first.pk, TODAY - timedelta(days=1)),
        (second.pk, None),
    ]


def test_nobody_loses_an_organisation_on_a_day_that_is_over(by):
    first, second, vinh = member(), member(), LocalityFactory()
    actions.assign_oversight(first, vinh, since=TODAY - timedelta(days=30), basis="1/QĐ", by=by, at=AT)

    with pytest.raises(AppointmentRefused):
        actions.assign_oversight(second, vinh, since=TODAY - timedelta(days=1), basis="2/QĐ", by=by, at=AT)

    assert Oversight.objects.get().valid_to is None


def test_only_members_and_leaders_oversee(by):
    with pytest.raises(AppointmentRefused):
        actions.assign_oversight(PersonFactory(), LocalityFactory(), since=TODAY, basis="1/QĐ", by=by, at=AT)
    actions.assign_oversight(leader(), LocalityFactory(), since=TODAY, basis="1/QĐ", by=by, at=AT)


def test_the_same_again_is_refused(by):
    person, vinh = member(), LocalityFactory()
    actions.assign_oversight(person, vinh, since=TODAY, basis="1/QĐ", by=by, at=AT)

    with pytest.raises(AppointmentRefused):
        actions.assign_oversight(person, vinh, since=TODAY, basis="1/QĐ", by=by, at=AT)


def test_nobody_comes_between_an_overseer_and_who_follows_him(by):
    first, second, third, vinh = member(), member(), member(), LocalityFactory()
    actions.assign_oversight(first, vinh, since=TODAY, basis="1/QĐ", by=by, at=AT)
    actions.assign_oversight(second, vinh, since=TODAY + timedelta(days=40), basis="2/QĐ", by=by, at=AT)
    before = list(Oversight.objects.order_by("pk").values_list("member", "valid_from", "valid_to"))

    with pytest.raises(AppointmentRefused):
        actions.assign_oversight(third, vinh, since=TODAY + timedelta(days=20), basis="3/QĐ", by=by, at=AT)

    assert list(Oversight.objects.order_by("pk").values_list("member", "valid_from", "valid_to")) == before


def test_of_several_organisations_all_are_given_or_none(by):
    person, free, taken = member(), LocalityFactory(), LocalityFactory()
    actions.assign_oversight(member(), taken, since=TODAY + timedelta(days=40), basis="1/QĐ", by=by, at=AT)

    with pytest.raises(AppointmentRefused):
        actions.assign_oversights(person, [free, taken], since=TODAY, basis="2/QĐ", by=by, at=AT)
    assert not Oversight.objects.filter(member=person).exists()

    actions.assign_oversights(person, [free], since=TODAY, basis="2/QĐ", by=by, at=AT)
    assert Oversight.objects.get(member=person).organisation == free


# --- Leaving


def test_who_leaves_holds_nothing_any_more(by):
    person = focal_officer(LocalityFactory())
    invitee, token = invited(by)
    delegation = delegate(member(), person, by=by.person, since=TODAY - timedelta(days=2), last_day=TODAY)

    actions.shut_out(person, reason="Chuyển công tác", by=by, at=AT)
    actions.shut_out(invitee, reason="Chuyển công tác", by=by, at=AT)

    person.refresh_from_db()
    assert not person.is_active
    assert not Appointment.objects.in_force(TODAY).filter(person=person).exists()
    assert Delegation.objects.get(pk=delegation.pk).valid_to == TODAY
    assert invited_by(token, at=AT) is None
    said = Entry.objects.get(verb="person.shut_out", subject_id=person.pk).details
    assert (said["reason"], said["roles"]) == ("Chuyển công tác", ["focal_officer"])


def test_a_role_to_come_does_not_come_when_he_is_let_in_again(by):
    person = PersonFactory()
    actions.appoint(person, Role.MEMBER, since=TODAY + timedelta(days=9), by=by, at=AT)
    actions.shut_out(person, reason="Nghỉ", by=by, at=AT)
    actions.let_in_again(person, by=by, at=AT)

    assert standing(person, on=TODAY + timedelta(days=30)).roles == frozenset()


@pytest.mark.parametrize("leaves", ["deputy", "principal"])
def test_a_delegation_to_come_does_not_come(by, leaves):
    people = {"principal": member(), "deputy": member()}
    first, last = TODAY + timedelta(days=5), TODAY + timedelta(days=20)
    delegation = delegate(people["principal"], people["deputy"], by=by.person, since=first, last_day=last)

    actions.shut_out(people[leaves], reason="Nghỉ", by=by, at=AT)

    assert not Delegation.objects.in_force(first).exists()
    assert Entry.objects.get(verb="delegation.ended").subject_id == delegation.pk


def test_nobody_closes_his_own_account(by):
    with pytest.raises(AccountRefused):
        actions.shut_out(by.person, reason="Nghỉ", by=by, at=AT)


def test_let_in_again_without_roles(by):
    person = member()
    actions.shut_out(person, reason="Nghỉ", by=by, at=AT)
    actions.let_in_again(person, by=by, at=AT)

    person.refresh_from_db()
    assert person.is_active
    assert standing(person, on=TODAY).roles == frozenset()
    with pytest.raises(AccountRefused):
        actions.let_in_again(person, by=by, at=AT)
