from datetime import date

import factory

from tasks_app.organisations.enums import LocalityType, OrganisationKind
from tasks_app.organisations.models import Group, Organisation


class OrganisationFactory(factory.django.DjangoModelFactory):
    """A unit: a provincial department."""

    class Meta:
        model = Organisation

    key = factory.Sequence(lambda n: f"unit-{n}")
    kind = OrganisationKind.SPECIALISED
    name_vi = factory.Sequence(lambda n: f"Sở Thử nghiệm {n}")
    name_en = factory.Sequence(lambda n: f"Test Department {n}")
    short_vi = factory.Sequence(lambda n: f"Sở TN {n}")
    short_en = factory.Sequence(lambda n: f"Test Dept {n}")
    order = factory.Sequence(lambda n: n)


class LocalityFactory(OrganisationFactory):
    """A locality: a district."""

    key = factory.Sequence(lambda n: f"locality-{n}")
    kind = OrganisationKind.LOCALITY
    locality_type = LocalityType.DISTRICT
    name_vi = factory.Sequence(lambda n: f"Huyện Thử nghiệm {n}")
    name_en = factory.Sequence(lambda n: f"Test District {n}")
    short_vi = factory.Sequence(lambda n: f"Huyện TN {n}")
    short_en = factory.Sequence(lambda n: f"Test District {n}")


class CommuneFactory(LocalityFactory):
    """A commune below a district."""

    key = factory.Sequence(lambda n: f"commune-{n}")
    kind = OrganisationKind.COMMUNE
    locality_type = LocalityType.COMMUNE
    name_vi = factory.Sequence(lambda n: f"Xã Thử nghiệm {n}")
    name_en = factory.Sequence(lambda n: f"Test Commune {n}")
    parent = factory.SubFactory(LocalityFactory)


def group_of(*members: Organisation, key: str, since: date = date(2024, 1, 1), until: date | None = None) -> Group:
    """The group of this key, with these members for the time given besides those that it has."""
    names = {"name_vi": f"Nhóm {key}", "name_en": f"Group {key}"}
    group, _is_new = Group.objects.get_or_create(key=key, defaults=names)
    for member in members:
        group.memberships.create(organisation=member, valid_from=since, valid_to=until)
    return group
