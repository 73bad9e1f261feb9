from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrganisationKind(TextChoices):
    SPECIALISED = "specialised", _("Provincial department")
    AGENCY = "agency", _("Agency of the province")
    PARTY = "party", _("Party agency")
    MASS = "mass", _("Fatherland Front and mass organisations")
    VERTICAL = "vertical", _("Agency under central management")
    LOCALITY = "locality", _("District-level locality")
    COMMUNE = "commune", _("Commune-level locality")


LOCALITY_KINDS = (OrganisationKind.LOCALITY, OrganisationKind.COMMUNE)


class LocalityType(TextChoices):
    CITY = "thanh_pho", _("City")
    TOWN = "thi_xa", _("Town")
    DISTRICT = "huyen", _("District")
    WARD = "phuong", _("Ward")
    COMMUNE = "xa", _("Commune")
    TOWNSHIP = "thi_tran", _("Township")
