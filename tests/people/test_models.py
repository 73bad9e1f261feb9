import unicodedata
from datetime import date

import pytest
from django.utils import translation

from tasks_app.people.enums import Role
from tasks_app.people.models import Person
from tests.constraints import refused_by
from tests.factories import LocalityFactory, OrganisationFactory, PersonFactory, appoint, focal_officer, member, oversee

pytestmark = pytest.mark.django_db


def test_an_address_belongs_to_one_person():
    PersonFactory(email="an@example.vn")

    with refused_by("an_e_mail_address_belongs_to_one_person"):
        PersonFactory(email="AN@example.vn")


def test_a_focal_officer_has_an_organisation():
    with refused_by("focal_officers_and_only_they_have_an_organisation"):
        appoint(PersonFactory(), Role.FOCAL_OFFICER)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.FOCAL_OFFICER])
def test_only_a_focal_officer_has_an_organisation(role):
    with refused_by("focal_officers_and_only_they_have_an_organisation"):
        appoint(PersonFactory(), role, organisation=OrganisationFactory())


def test_a_role_is_held_once_at_a_time():
    person = member()

    with refused_by("a_person_holds_a_role_once_at_a_time"):
        appoint(person, Role.MEMBER)


def test_a_role_may_be_held_again_after_it_ended():
    person = member(until=date(2024, 6, 30))

    appoint(person, Role.MEMBER, since=date(2024, 9, 1))

    assert person.appointments.count() == 2


def test_an_officer_holds_an_organisation_once_at_a_time():
    unit = OrganisationFactory()
    officer = focal_officer(unit)

    with refused_by("a_focal_officer_holds_an_organisation_once_at_a_time"):
        appoint(officer, Role.FOCAL_OFFICER, organisation=unit)


def test_an_organisation_is_overseen_by_one_member_at_a_time():
    locality = LocalityFactory()
    oversee(member(), locality)

    with refused_by("an_organisation_is_overseen_by_one_member_at_a_time"):
        oversee(member(), locality)


def test_people_are_listed_by_given_name():
    for name in ["Trần Văn Bình", "Lê Thị Đào", "Nguyễn An"]:
        PersonFactory(full_name=name)

    assert [person.full_name for person in Person.objects.all()] == ["Nguyễn An", "Trần Văn Bình", "Lê Thị Đào"]


def test_a_name_is_kept_in_one_form_and_found_without_marks():
    person = PersonFactory(full_name=unicodedata.normalize("NFD", " Lê Thị Đào "), position_vi="Phó Giám đốc")

    assert person.full_name == "Lê Thị Đào"
    assert "le thi dao pho giam doc" in person.search


def test_a_person_is_mailed_in_his_language_or_in_vietnamese():
    assert PersonFactory.build(language="").mail_language == "vi"
    assert PersonFactory.build(language="en").mail_language == "en"


def test_a_position_is_read_in_the_active_language():
    person = PersonFactory.build(position_vi="Giám đốc", position_en="Director")

    assert person.position == "Giám đốc"
    with translation.override("en"):
        assert person.position == "Director"


def test_the_given_name_is_the_short_name():
    assert PersonFactory.build(full_name="Lê Thị Đào").get_short_name() == "Đào"
    assert PersonFactory.build(full_name="", username="dao").get_short_name() == "dao"


def test_a_superuser_opens_the_administration_pages():
    person = Person.objects.create_superuser("root", "root@EXAMPLE.vn", "a long password", full_name="Quản trị")

    assert (person.is_staff, person.is_superuser, person.email) == (True, True, "root@example.vn")
    assert person.check_password("a long password")
