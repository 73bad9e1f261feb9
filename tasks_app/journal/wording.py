"""What people read of what left the product, and of pages with personal data."""

from django.utils.translation import gettext_lazy as _

# By the URL name of the page, or the name of the document.
WHAT = {
    "assignment_list": _("Assignments"),
    "task_list": _("Plan"),
    "import_detail": _("Rows of a file for a plan"),
    "plan_editor": _("Plan of a year with its drafts"),
    "overview": _("Overview"),
    "locality_map": _("Map"),
    "matrix": _("Matrix"),
    "ranking": _("Ranking"),
    "ranking_organisation": _("Ranking: what stands behind a rank"),
    "comparison": _("Comparison of two days"),
    "comparison_list": _("Comparison of two days: list"),
    "key_task_detail": _("Key task"),
    "organisation_list": _("Units and localities"),
    "organisation_tree": _("All organisations"),
    "organisation_detail": _("Unit or locality"),
    "member_list": _("Members"),
    "member_detail": _("Member"),
    "urging_letter": _("Urging letters"),
    "conclusion_notice": _("Notice of conclusion"),
    "follow_up_sheet": _("Follow-up sheets"),
    "calendar_feed": _("Calendar feed"),
    "my_work": _("My work"),
    "report_list": _("Review reports"),
    "extension_list": _("Extensions"),
    "period_list": _("Reporting periods"),
    "period_detail": _("Reporting period"),
    "my_organisations": _("My units and localities"),
    "reminder_list": _("Reminders"),
    "reminder_ledger": _("Ledger of reminders"),
    "message_list": _("Outbox"),
    "hold_list": _("Holds"),
    "calendar_year": _("Working calendar"),
    "delegation_list": _("Delegations"),
    "meeting_list": _("Meetings"),
    "inspection_list": _("Inspections"),
    "search": _("Search"),
    "indicator_list": _("Indicators"),
    "indicator_detail": _("Indicator"),
    "shortcoming_list": _("Shortcomings of the year before"),
    "offline_work": _("Workbook to work without a connection"),
    "template_detail": _("Word template"),
    "audit_log": _("Audit log"),
}

# Pages that show the personal data of a person.
DATA_VIEWS = {
    "person_detail": _("Page of the person"),
    "person_edit": _("Form of the person"),
    "reminder_preview": _("Mail that the person will get"),
    "message_list": _("Outbox with addresses"),
    "message_detail": _("A mail to the person"),
    "admin:tasks_app_person_change": _("Administration: account"),
    "admin:tasks_app_message_changelist": _("Administration: outbox"),
    "admin:tasks_app_message_change": _("Administration: a mail"),
}


def what_in_words(what: str) -> str:
    """The name of a page or document; its technical name where it has no other."""
    return str(WHAT.get(what, what))
