import factory

from tasks_app.organisations.enums import LocalityType, OrganisationKind
from tasks_app.organisations.models import Organisation


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
