"""What organisations were called, and below whom they stood, on each day."""

from datetime import date

import pytest

from tasks_app.organisations.actions import alter_organisation
from tasks_app.organisations.enums import LocalityType
from tasks_app.organisations.models import Identity, Organisation, called_so
from tasks_app.organisations.queries import names_on
from tests.factories import CommuneFactory, LocalityFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

DAY = date(2024, 12, 1)
EVE = date(2024, 11, 30)
WARD = {"name_vi": "Phường Nghi Phú", "name_en": "Nghi Phú Ward", "locality_type": LocalityType.WARD}


@pytest.fixture
def commune():
    return CommuneFactory(name_vi="Xã Nghi Phú", name_en="Nghi Phú Commune", short_vi="Nghi Phú")


def become_ward(commune, since=DAY):
    return alter_organisation(commune, since=since, basis="1243/NQ-UBTVQH15", **WARD)


def test_it_is_called_so_from_that_day_on(commune):
    become_ward(commune)

    commune.refresh_from_db()
    assert (commune.name_vi, commune.locality_type) == ("Phường Nghi Phú", LocalityType.WARD)
    assert [(one.name_vi, one.valid_from, one.valid_to) for one in commune.identities.all()] == [
        ("Xã Nghi Phú", None, EVE),
        ("Phường Nghi Phú", DAY, None),
    ]


def test_it_is_found_by_both_names_of_today_only(commune):
    become_ward(commune)

    assert "phuong nghi phu" in Organisation.objects.get(pk=commune.pk).search


@pytest.mark.parametrize(
    ("day", "name"),
    [(date(2024, 1, 1), "Xã Nghi Phú"), (EVE, "Xã Nghi Phú"), (DAY, "Phường Nghi Phú")],
)
def test_a_past_day_speaks_its_names(commune, day, name):
    become_ward(commune)

    with called_so(names_on(day)):
        assert Organisation.objects.get(pk=commune.pk).name == name
    assert Organisation.objects.get(pk=commune.pk).name == "Phường Nghi Phú"


def test_a_repetition_adds_nothing(commune):
    become_ward(commune)

    assert become_ward(commune) is None
    assert Identity.objects.count() == 2


def test_a_second_change_ends_the_first(commune):
    become_ward(commune)
    alter_organisation(commune, since=date(2025, 7, 1), basis="1678/NQ-UBTVQH15", name_vi="Phường Vinh Phú")

    assert [(one.name_vi, one.valid_from, one.valid_to) for one in commune.identities.all()] == [
        ("Xã Nghi Phú", None, EVE),
        ("Phường Nghi Phú", DAY, date(2025, 6, 30)),
        ("Phường Vinh Phú", date(2025, 7, 1), None),
    ]
    with called_so(names_on(date(2025, 1, 1))):
        assert Organisation.objects.get(pk=commune.pk).name == "Phường Nghi Phú"


def test_communes_of_a_district_do_not_answer_to_the_province(commune):
    unit = OrganisationFactory()

    assert set(Organisation.objects.answering(DAY)) == {unit, commune.parent}


def test_whose_district_is_gone_answers_from_then_on_and_no_day_before(commune):
    district = commune.parent
    alter_organisation(commune, since=DAY, basis="", parent=None)

    assert set(Organisation.objects.answering(EVE)) == {district}
    assert set(Organisation.objects.answering(DAY)) == {district, commune}


def test_who_went_to_another_district_stays_below_one(commune):
    other = LocalityFactory()
    alter_organisation(commune, since=DAY, basis="", parent=other)

    assert commune not in Organisation.objects.answering(EVE)
    assert commune not in Organisation.objects.answering(DAY)
    assert Organisation.objects.get(pk=commune.pk).parent == other
