from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class InspectionState(TextChoices):
    PLANNED = "planned", _("Planned inspection")
    CARRIED_OUT = "carried_out", _("Inspection carried out")
    CONCLUDED = "concluded", _("Inspection concluded")
    CANCELLED = "cancelled", _("Inspection cancelled")


class Topic(TextChoices):
    HOURS = "hours", _("Working hours")
    POSTING = "posting", _("Public posting of administrative procedures")
    CULTURE = "culture", _("Office culture")
    CASES = "cases", _("Handling of cases")
    OTHER = "other", _("Other findings")


class ViolationKind(TextChoices):
    LATE = "late", _("Late to work or left early")
    ABSENT = "absent", _("Absent without leave")
    PRIVATE = "private", _("Private matters in working hours")
    DRESS = "dress", _("Without name badge, or not dressed by the rules")
    MANNERS = "manners", _("Unfitting manners towards citizens")
    POSTING = "posting", _("Procedure not posted, or an outdated version")
    OVERDUE = "overdue", _("Case settled late")
    NO_APOLOGY = "no_apology", _("Late case without a letter of apology")
    EXTRA_PAPERS = "extra_papers", _("Papers demanded beyond the rules")
    OTHER = "other", _("Other violation")


class Result(TextChoices):
    REMEDIED = "remedied", _("Remedied")
    PARTLY = "partly", _("Partly remedied")
    NOT = "not", _("Not remedied")
