"""The communes of the province, as they were on each of the three days on which everything changed."""

from datetime import date

import pytest

from tasks_app.organisations.actions import load_communes, load_organisations
from tasks_app.organisations.enums import LocalityType, OrganisationKind
from tasks_app.organisations.models import Organisation
from tasks_app.organisations.queries import groups_on, members_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    load_organisations()
    load_communes()


@pytest.mark.parametrize(
    ("day", "communes"),
    [
        (date(2024, 1, 1), 460),
        (date(2024, 11, 30), 460),
        (date(2024, 12, 1), 412),
        (date(2025, 6, 30), 412),
        (date(2025, 7, 1), 130),
    ],
)
def test_how_many_communes_there_were(province, day, communes):
    assert Organisation.objects.in_being(day).filter(kind=OrganisationKind.COMMUNE).count() == communes


def test_every_commune_of_2024_leads_to_one_of_130(province):
    communes = list(Organisation.objects.filter(kind=OrganisationKind.COMMUNE).select_related("successor__successor"))
    last = {(one.successor and one.successor.successor) or one.successor or one for one in communes}

    assert len(last) == 130
    assert {one.valid_to for one in last} == {None}
    for one in communes:
        if one.successor:
            assert one.successor in Organisation.objects.in_being(one.gone_on)


def test_of_the_130_eleven_are_wards(province):
    types = Organisation.objects.in_being(date(2025, 7, 1)).filter(kind=OrganisationKind.COMMUNE)

    assert types.filter(locality_type=LocalityType.WARD).count() == 11
    assert types.filter(locality_type=LocalityType.COMMUNE).count() == 119


def test_a_name_is_no_identity(province):
    """On 1 December 2024 the official code of one commune went on under the name of its neighbour, and back."""
    of_that_name = Organisation.objects.filter(name_vi="Xã Phú Thành")

    assert [(one.key, one.valid_to) for one in of_that_name] == [("c17548", date(2025, 6, 30))]


def test_loading_twice_changes_nothing(province):
    before = list(Organisation.objects.order_by("pk").values())

    assert load_communes() == (0, 570)
    assert list(Organisation.objects.order_by("pk").values()) == before


@pytest.mark.parametrize(
    ("day", "localities"), [(date(2024, 10, 15), 21), (date(2024, 12, 1), 20), (date(2025, 7, 1), 130)]
)
def test_whom_the_province_gives_work_to(province, day, localities):
    """Districts while there are some; then what were their communes."""
    assert Organisation.objects.answering(day).localities().count() == localities


def test_the_communes_of_a_former_district_are_a_group(province):
    assert members_of("huyen-cu-427", on=date(2025, 6, 30)).count() == 0
    assert members_of("huyen-cu-427", on=date(2025, 7, 1)).count() == 6
    offered = [key for key, _name in groups_on(date(2025, 7, 1)) if key.startswith("huyen-cu-")]
    assert len(offered) == 20
