import json
from datetime import date, timedelta

import pytest

from tasks_app.organisations.actions import ORGANISATIONS, load_organisations
from tasks_app.organisations.models import Organisation

pytestmark = pytest.mark.django_db

ROWS = json.loads(ORGANISATIONS.read_text(encoding="utf-8"))["organisations"]


def test_every_organisation_of_the_file_is_entered():
    assert load_organisations() == (len(ROWS), 0)
    assert Organisation.objects.count() == len(ROWS)


def test_loading_twice_changes_nothing():
    load_organisations()
    before = list(Organisation.objects.values())

    assert load_organisations() == (0, len(ROWS))
    assert list(Organisation.objects.values()) == before


def test_what_was_edited_since_stays():
    load_organisations()
    Organisation.objects.filter(key=ROWS[0]["key"]).update(name_vi="Tên mới", valid_to=date(2025, 1, 1))

    load_organisations()

    organisation = Organisation.objects.get(key=ROWS[0]["key"])
    assert (organisation.name_vi, organisation.valid_to) == ("Tên mới", date(2025, 1, 1))


def test_a_merged_organisation_leads_to_its_successor():
    """Cửa Lò went into Vinh on 1 December 2024."""
    load_organisations()
    merged = [row for row in ROWS if row["successor"]]

    assert merged
    for row in merged:
        organisation = Organisation.objects.get(key=row["key"])
        assert organisation.successor.key == row["successor"]
        day_after = organisation.valid_to + timedelta(days=1)
        assert organisation.successor in Organisation.objects.in_being(day_after)


@pytest.mark.parametrize(("day", "localities"), [(date(2024, 10, 15), 21), (date(2024, 12, 1), 20)])
def test_how_many_localities_there_were(day, localities):
    load_organisations()

    assert Organisation.objects.localities().in_being(day).count() == localities
