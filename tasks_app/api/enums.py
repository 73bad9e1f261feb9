from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Scope(TextChoices):
    """What a token opens; each resource belongs to one of them."""

    PLAN = "plan", _("The plan, its tasks and reporting periods")
    ASSIGNMENTS = "assignments", _("Assignments and their deadlines")
    REPORTS = "reports", _("What was reported on assignments")
    ORGANISATIONS = "organisations", _("Units and localities")
    FIGURES = "figures", _("Figures of the boards, and the ranking")
    INDICATORS = "indicators", _("Indicators")
