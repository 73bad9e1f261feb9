"""What people read of kinds of organisations where several are meant."""

from django.utils.translation import gettext_lazy

from tasks_app.organisations.enums import OrganisationKind

KINDS = {
    OrganisationKind.SPECIALISED: gettext_lazy("Provincial departments"),
    OrganisationKind.AGENCY: gettext_lazy("Agencies of the province"),
    OrganisationKind.PARTY: gettext_lazy("Party agencies"),
    OrganisationKind.MASS: gettext_lazy("Fatherland Front and mass organisations"),
    OrganisationKind.VERTICAL: gettext_lazy("Agencies under central management"),
    OrganisationKind.LOCALITY: gettext_lazy("District-level localities"),
    OrganisationKind.COMMUNE: gettext_lazy("Commune-level localities"),
}
