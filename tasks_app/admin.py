"""Hub: Django finds the administration pages here. Nobody inside the app imports from it."""

from allauth.account.admin import EmailAddress  # from there, so that it is registered by now
from allauth.mfa.admin import Authenticator
from allauth.socialaccount.admin import SocialAccount, SocialApp, SocialToken
from django.contrib import admin
from django.contrib.auth.models import Group as AuthGroup
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from tasks_app.calendar.admin import CalendarDayAdmin
from tasks_app.common.admin import in_sections
from tasks_app.indicators.admin import IndicatorDefinitionAdmin
from tasks_app.journal.admin import EntryAdmin
from tasks_app.mailing.admin import MessageAdmin
from tasks_app.options.admin import OptionChangeAdmin
from tasks_app.organisations.admin import GroupAdmin, OrganisationAdmin
from tasks_app.people.admin import PersonAdmin
from tasks_app.plan.admin import AssignmentAdmin, PhaseAdmin, PlanAdmin, SourceDocumentAdmin, TaskAdmin
from tasks_app.reporting.admin import ReportingPeriodAdmin

# What Django's own pages say and its Vietnamese catalogue lacks; ours comes first.
SAID_BY_DJANGO = (
    gettext_noop("Select this object for an action - {}"),
    gettext_noop("Breadcrumbs"),
    gettext_noop("Model name"),
    gettext_noop("Add link"),
    gettext_noop("Change or view list link"),
    gettext_noop("After you’ve created a user, you’ll be able to edit more user options."),
    gettext_noop("Error:"),
    gettext_noop("Set password"),
    gettext_noop("This action will <strong>enable</strong> password-based authentication for this user."),
    gettext_noop("Disable password-based authentication"),
    gettext_noop("Enable password-based authentication"),
    gettext_noop("Skip to main content"),
    gettext_noop("View on site"),
    gettext_noop(" By %(filter_title)s "),
    gettext_noop("variety"),
    gettext_noop("version"),
    gettext_noop("memory cost"),
    gettext_noop("time cost"),
    gettext_noop("parallelism"),
    gettext_noop("Hide counts"),
    gettext_noop("Show counts"),
    gettext_noop("Toggle theme (current theme: auto)"),
    gettext_noop("Toggle theme (current theme: light)"),
    gettext_noop("Toggle theme (current theme: dark)"),
    gettext_noop("Added:"),
    gettext_noop("Changed:"),
    gettext_noop("Deleted:"),
    gettext_noop("Toggle navigation"),
    gettext_noop("Sidebar"),
    gettext_noop("Filter navigation items"),
    gettext_noop("View selected %(model)s"),
    gettext_noop("Select all objects on this page for an action"),
    gettext_noop("Password-based authentication was disabled."),
    gettext_noop("Set password: %s"),
    gettext_noop("Reset password"),
    gettext_noop("Password-based authentication"),
    gettext_noop("Raw passwords are not stored, so there is no way to see the user’s password."),
    gettext_noop("Enable password-based authentication for this user by setting a password."),
)

# Ours are groups of organisations, and an address is a column of its person: these two would be ways around both. The
# provider of the sign-on is a setting, and who is connected to it stands on the page of the person.
# So is a second factor, which is reset there, recorded, and its owner told.
admin.site.unregister([AuthGroup, EmailAddress, Authenticator, SocialAccount, SocialApp, SocialToken])
admin.site.site_header = admin.site.site_title = _("Reform task tracker, Nghệ An")
admin.site.index_title = _("Administration")
SECTIONS = {
    _("Plans and work"): ["Plan", "SourceDocument", "Task", "Assignment", "Phase"],
    _("Reporting and indicators"): ["ReportingPeriod", "IndicatorDefinition"],
    _("People and organisations"): ["Person", "Organisation", "Group"],
    _("Mail and record"): ["Message", "Entry"],
    _("Settings and calendar"): ["OptionChange", "CalendarDay"],
}
admin.site.get_app_list = in_sections(admin.site.get_app_list, SECTIONS)

__all__ = [
    "AssignmentAdmin",
    "CalendarDayAdmin",
    "EntryAdmin",
    "GroupAdmin",
    "IndicatorDefinitionAdmin",
    "MessageAdmin",
    "OptionChangeAdmin",
    "OrganisationAdmin",
    "PersonAdmin",
    "PhaseAdmin",
    "PlanAdmin",
    "ReportingPeriodAdmin",
    "SourceDocumentAdmin",
    "TaskAdmin",
]
