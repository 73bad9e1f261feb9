from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from tasks_app.common.admin import ReadOnlyAdmin
from tasks_app.reporting.models import ReportingPeriod


@admin.register(ReportingPeriod)
class ReportingPeriodAdmin(ReadOnlyAdmin):
    """Periods are opened by the plan and closed on their pages."""

    acts_on = ("period_list", _("Reporting periods"))
    page = "period_detail"
    list_display = ["plan", "kind", "starts_on", "ends_on", "due_on"]
    list_filter = ["plan", "kind"]
    list_select_related = ["plan"]
