"""Hub: Django finds the administration pages here. Nobody inside the app imports from it."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from tasks_app.calendar.admin import CalendarDayAdmin
from tasks_app.indicators.admin import IndicatorDefinitionAdmin
from tasks_app.journal.admin import EntryAdmin
from tasks_app.organisations.admin import GroupAdmin, OrganisationAdmin
from tasks_app.people.admin import PersonAdmin
from tasks_app.plan.admin import AssignmentAdmin, PlanAdmin, SourceDocumentAdmin, TaskAdmin

admin.site.site_header = admin.site.site_title = _("Reform task tracker, Nghệ An")
admin.site.index_title = _("Administration")

__all__ = [
    "AssignmentAdmin",
    "CalendarDayAdmin",
    "EntryAdmin",
    "GroupAdmin",
    "IndicatorDefinitionAdmin",
    "OrganisationAdmin",
    "PersonAdmin",
    "PlanAdmin",
    "SourceDocumentAdmin",
    "TaskAdmin",
]
