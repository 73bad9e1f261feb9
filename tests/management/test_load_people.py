import json
from collections import Counter
from datetime import date

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from tasks_app.management.demonstration import PASSWORD
from tasks_app.organisations.actions import load_organisations
from tasks_app.organisations.models import Organisation
from tasks_app.people.actions import PEOPLE
from tasks_app.people.enums import Role
from tasks_app.people.models import Appointment, Oversight, Person
from tests.demonstration import rows
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db

ROWS = json.loads(PEOPLE.read_text(encoding="utf-8"))["people"]
FOUNDED_ON = date(2023, 3, 6)


@pytest.fixture(autouse=True)
def organisations():
    load_organisations()


def test_everyone_is_entered_with_his_roles_from_the_first_day_of_the_committee():
    call_command("load_people")

    assert Person.objects.count() == len(ROWS)
    assert Counter(Appointment.objects.values_list("role", flat=True)) == Counter(
        appointment["role"] for row in ROWS for appointment in row["appointments"]
    )
    assert set(Appointment.objects.values_list("valid_from", "valid_to")) == {(FOUNDED_ON, None)}
    assert set(Oversight.objects.values_list("valid_from", "valid_to", "basis")) == {(FOUNDED_ON, None, "1830-QĐ/TU")}


def test_the_committee_is_as_large_as_it_was():
    """Four leaders, twenty-one members beside them, and seventeen in the support team."""
    call_command("load_people")

    in_role = {role: set(Appointment.objects.filter(role=role).values_list("person", flat=True)) for role in Role}
    assert len(in_role[Role.LEADER]) == 4
    assert len(in_role[Role.MEMBER] - in_role[Role.LEADER]) == 21
    assert len(in_role[Role.SECRETARIAT]) == 17


def test_every_organisation_of_2024_has_an_overseer_and_a_focal_officer():
    call_command("load_people")

    organisations = set(Organisation.objects.in_being(date(2024, 10, 15)))
    overseen = {oversight.organisation for oversight in Oversight.objects.select_related("organisation")}
    reported_for = {
        appointment.organisation
        for appointment in Appointment.objects.filter(role=Role.FOCAL_OFFICER).select_related("organisation")
    }
    assert organisations == overseen == reported_for


def test_next_to_nobody_has_a_language_of_his_own_so_that_the_browser_decides():
    call_command("load_people")

    assert list(Person.objects.exclude(language="").values_list("language", flat=True)) == ["en", "en"]


def test_only_the_administrator_may_open_the_administration_pages():
    call_command("load_people")

    assert [person.username for person in Person.objects.filter(is_staff=True)] == ["quantri"]
    assert [person.username for person in Person.objects.filter(is_superuser=True)] == ["quantri"]


def test_all_sign_in_with_the_password_of_the_demonstration(rf):
    call_command("load_people")

    assert all(person.check_password(PASSWORD) for person in Person.objects.all())
    assert authenticate(rf.post("/"), username="thanhvien01", password=PASSWORD) == Person.objects.get(
        username="thanhvien01"
    )


def test_loading_twice_changes_nothing(capsys):
    call_command("load_people")
    before = rows()

    call_command("load_people")

    assert rows() == before
    first, second = capsys.readouterr().out.splitlines()
    assert first != second


def test_what_was_edited_since_stays():
    call_command("load_people")
    Person.objects.filter(username="thanhvien01").update(full_name="Tên mới", password="!")
    Appointment.objects.filter(person__username="thanhvien02").update(valid_to=date(2024, 6, 30))
    Oversight.objects.filter(member__username="thanhvien03").delete()
    before = rows()

    call_command("load_people")

    assert rows() == before


def test_half_a_loading_leaves_nothing():
    PersonFactory(username="somebody", email=ROWS[40]["email"].upper())

    with pytest.raises(Exception, match=r"UNIQUE|unique"):
        call_command("load_people")

    assert [person.username for person in Person.objects.all()] == ["somebody"]


def test_production_refuses(settings):
    settings.ENVIRONMENT = "production"

    with pytest.raises(CommandError):
        call_command("load_people")

    assert not Person.objects.exists()


def test_without_organisations_the_command_says_what_to_do_first():
    Organisation.objects.update(successor=None)
    Organisation.objects.all().delete()

    with pytest.raises(CommandError, match="load_organisations"):
        call_command("load_people")
