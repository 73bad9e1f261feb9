"""People on their pages: invited, given roles, replaced, let go."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from tasks_app.common import clock, stamps
from tasks_app.mailing.models import Message
from tasks_app.people.models import Appointment, Invitation, Oversight, Person
from tasks_app.plan.models import Assignment
from tests.factories import (
    AssignmentFactory,
    LocalityFactory,
    OrganisationFactory,
    PersonFactory,
    administrator,
    appoint,
    focal_officer,
    member,
    secretary,
)

pytestmark = pytest.mark.django_db

PASSWORD = "mot-mat-khau-rat-dai-2024"


@pytest.fixture
def at_work(client):
    client.force_login(secretary())
    return client


def given(**other) -> dict:
    return {"full_name": "Trần Thị Mới", "username": "moi", "email": "moi@nghean.example"} | other


def test_from_the_invitation_to_ones_own_work(at_work):
    vinh = LocalityFactory()
    AssignmentFactory(organisation=vinh)
    at_work.post(reverse("person_invite"), given())
    person = Person.objects.get(username="moi")
    day = f"{clock.today():%d/%m/%Y}"
    at_work.post(
        reverse("person_appoint", args=[person.pk]), {"role": "focal_officer", "organisation": vinh.pk, "since": day}
    )
    link = re.search(r"/invitation/[\w-]+/", Message.objects.get(to_person=person).text)[0]

    at_work.logout()
    assert "Trần Thị Mới" in at_work.get(link).content.decode()
    answer = at_work.post(link, {"password1": PASSWORD, "password2": PASSWORD})
    assert answer.url == reverse("account_login")
    at_work.post(reverse("account_login"), {"login": "moi", "password": PASSWORD})

    assert str(vinh) in at_work.get(reverse("my_work")).content.decode()
    assert at_work.get(link).status_code == 410


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"full_name": ""}, "full_name"), ({"email": "khong-phai"}, "email"), ({"username": "hai từ"}, "username")],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(at_work, wrong, field):
    answer = at_work.post(reverse("person_invite"), given(position_vi="Chuyên viên") | wrong)

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "Chuyên viên" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_an_address_that_is_taken_is_said(at_work):
    PersonFactory(email="moi@nghean.example")

    answer = at_work.post(reverse("person_invite"), given())

    assert answer.status_code == 409


@pytest.mark.parametrize("passwords", [("abc", "abc"), (PASSWORD, PASSWORD + "x"), ("", "")])
def test_a_weak_or_mistyped_password_is_refused_and_the_link_stays(at_work, passwords):
    at_work.post(reverse("person_invite"), given())
    link = re.search(r"/invitation/[\w-]+/", Message.objects.get(kind="account").text)[0]
    at_work.logout()

    answer = at_work.post(link, dict(zip(("password1", "password2"), passwords, strict=True)))

    assert answer.status_code == 422
    assert Invitation.objects.open().exists()


def test_the_secretariat_is_offered_no_role_over_everything(at_work):
    offered = at_work.get(reverse("person_appoint", args=[PersonFactory().pk])).context["form"]

    assert {key for key, _label in offered.fields["role"].choices} == {"", "member", "leader", "focal_officer"}


def test_a_role_that_is_not_his_to_give_is_refused(at_work):
    person = PersonFactory()
    sent = {"role": "administrator", "since": f"{clock.today():%d/%m/%Y}"}

    assert at_work.post(reverse("person_appoint", args=[person.pk]), sent).status_code == 422
    assert not Appointment.objects.filter(person=person).exists()


def test_a_member_is_replaced(at_work):
    old, new = member(oversees=[LocalityFactory()]), member()
    work = AssignmentFactory(responsible=old)
    page = reverse("person_replace", args=[old.pk])
    assert at_work.get(page).context["left"].assignments == 1

    at_work.post(page, {"new": new.pk, "document": "3/QĐ-BCĐ"})

    work.refresh_from_db()
    assert work.responsible == new
    assert Oversight.objects.get(valid_to__isnull=True).member == new


def test_several_organisations_are_given_at_once(at_work):
    person, chosen = member(), [LocalityFactory(), OrganisationFactory()]
    sent = {"organisations": [one.pk for one in chosen], "since": f"{clock.today():%d/%m/%Y}", "basis": "3/QĐ"}

    at_work.post(reverse("oversight_assign", args=[person.pk]), sent)

    assert set(Oversight.objects.values_list("organisation", flat=True)) == {one.pk for one in chosen}


def test_a_role_and_an_oversight_end(at_work):
    person = member(oversees=[LocalityFactory()])
    sent = {"last_day": f"{clock.today():%d/%m/%Y}"}

    at_work.post(reverse("oversight_end", args=[person.oversights.get().pk]), sent)
    at_work.post(reverse("appointment_end", args=[person.appointments.get().pk]), sent)

    assert person.oversights.get().valid_to == clock.today()
    assert person.appointments.get().valid_to == clock.today()


def test_a_role_that_begins_later_can_be_taken_back_and_is_not_shown_any_more(at_work):
    person = PersonFactory()
    later = clock.today() + timedelta(days=30)
    its = Appointment.objects.create(person=person, role="member", valid_from=later)
    ending, page = reverse("appointment_end", args=[its.pk]), reverse("person_detail", args=[person.pk])
    assert ending in at_work.get(page).content.decode()

    at_work.post(ending, {"last_day": f"{clock.today():%d/%m/%Y}"})

    shown = at_work.get(page).context["its"]
    assert (shown.now, shown.ahead, shown.before) == ([], [], [])


def test_of_several_organisations_none_is_given_where_one_is_refused(at_work):
    person, free, taken = member(), LocalityFactory(), LocalityFactory()
    later = clock.today() + timedelta(days=30)
    Oversight.objects.create(member=member(), organisation=taken, valid_from=later)
    sent = {"organisations": [free.pk, taken.pk], "since": f"{clock.today():%d/%m/%Y}", "basis": "3/QĐ"}

    answer = at_work.post(reverse("oversight_assign", args=[person.pk]), sent)

    assert answer.status_code == 409
    assert not Oversight.objects.filter(member=person).exists()


CHANGED_BY_WHO_GIVES_ALL_ROLES = ["person_edit", "person_deactivate"]


@pytest.mark.parametrize("page", CHANGED_BY_WHO_GIVES_ALL_ROLES)
def test_the_secretariat_does_not_touch_the_account_that_a_database_begins_with(at_work, page):
    first = Person.objects.create_superuser("root", "root@example.vn", PASSWORD, full_name="Người Đầu")

    assert at_work.get(reverse(page, args=[first.pk])).status_code == 404
    assert not at_work.get(reverse("person_detail", args=[first.pk])).context["may_change"]


@pytest.mark.parametrize("page", CHANGED_BY_WHO_GIVES_ALL_ROLES)
def test_the_secretariat_does_not_touch_who_will_be_an_administrator(at_work, page):
    its = PersonFactory()
    appoint(its, "administrator", since=clock.today() + timedelta(days=3))

    assert at_work.get(reverse(page, args=[its.pk])).status_code == 404


@pytest.mark.parametrize("page", CHANGED_BY_WHO_GIVES_ALL_ROLES)
def test_who_administers_no_more_is_the_secretariats_again(at_work, page):
    its = PersonFactory(is_superuser=True)
    appoint(its, "administrator", until=clock.today() - timedelta(days=3))

    assert at_work.get(reverse(page, args=[its.pk])).status_code == 200


def test_who_answers_for_work_is_not_let_go(at_work):
    person = member()
    AssignmentFactory(responsible=person)

    answer = at_work.post(reverse("person_deactivate", args=[person.pk]), {"reason": "Nghỉ"})

    assert answer.status_code == 409
    assert Person.objects.get(pk=person.pk).is_active


def test_work_of_who_is_no_member_any_more_can_still_pass_on(at_work):
    person, follower = member(), member()
    work = AssignmentFactory(responsible=person)
    ending = reverse("appointment_end", args=[person.appointments.get().pk])
    assert reverse("person_replace", args=[person.pk]) in at_work.get(ending).content.decode()
    yesterday = clock.today() - timedelta(days=1)
    at_work.post(ending, {"last_day": f"{yesterday:%d/%m/%Y}"})

    page = reverse("person_replace", args=[person.pk])
    assert page in at_work.get(reverse("person_detail", args=[person.pk])).content.decode()
    at_work.post(page, {"new": follower.pk, "document": "3/QĐ-BCĐ"})

    work.refresh_from_db()
    assert work.responsible == follower


def test_who_was_let_go_is_signed_out_and_can_be_let_in_again(at_work, client):
    person = focal_officer(LocalityFactory())
    at_work.post(reverse("person_deactivate", args=[person.pk]), {"reason": "Nghỉ"})
    assert not Person.objects.get(pk=person.pk).is_active

    at_work.post(reverse("person_reactivate", args=[person.pk]))
    assert Person.objects.get(pk=person.pk).is_active


def test_people_are_found_without_marks_and_by_role(at_work):
    PersonFactory(full_name="Đỗ Văn Lường")
    member(full_name="Trần Thị Khác")

    found = at_work.get(reverse("person_list"), {"q": "do luong"}).context["rows"]
    assert [row.person.full_name for row in found] == ["Đỗ Văn Lường"]
    members = at_work.get(reverse("person_list"), {"role": "member"}).context["rows"]
    assert [row.person.full_name for row in members] == ["Trần Thị Khác"]


def test_more_people_cost_no_more_queries(at_work, django_assert_max_num_queries):
    page = reverse("person_list")
    at_work.get(page)
    stamps.forget_all()
    with django_assert_max_num_queries(25) as few:
        at_work.get(page)
    for _one in range(3):
        AssignmentFactory(responsible=member(oversees=[LocalityFactory()]))
    stamps.forget_all()
    with django_assert_max_num_queries(len(few)):
        at_work.get(page)


def test_the_page_of_a_person_tells_what_happened(at_work):
    at_work.post(reverse("person_invite"), given())
    person = Person.objects.get(username="moi")

    shown = at_work.get(reverse("person_detail", args=[person.pk])).content.decode()

    assert "moi@nghean.example" in shown
    assert shown.count("Đã mời") >= 1


def test_an_administrator_keeps_the_inspectors(client):
    client.force_login(administrator())
    person = PersonFactory()

    client.post(
        reverse("person_appoint", args=[person.pk]), {"role": "inspector", "since": f"{clock.today():%d/%m/%Y}"}
    )

    assert Appointment.objects.get(person=person).role == "inspector"
    assert Assignment.objects.count() == 0
    assert clock.today() - timedelta(days=1) < Appointment.objects.get(person=person).valid_from
