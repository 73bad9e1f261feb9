"""What people read of what left the product."""

from django.utils.translation import gettext_lazy as _

# By the URL name of the page, or the name of the document.
WHAT = {
    "assignment_list": _("Assignments"),
    "task_list": _("Plan"),
    "overview": _("Overview"),
    "locality_map": _("Map"),
    "matrix": _("Matrix"),
    "ranking": _("Ranking"),
    "ranking_organisation": _("Ranking: what stands behind a rank"),
    "comparison": _("Comparison of two days"),
    "comparison_list": _("Comparison of two days: list"),
    "key_task_detail": _("Key task"),
    "organisation_list": _("Units and localities"),
    "organisation_detail": _("Unit or locality"),
    "member_list": _("Members"),
    "member_detail": _("Member"),
    "urging_letter": _("Urging letters"),
    "follow_up_sheet": _("Follow-up sheets"),
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
    "search": _("Search"),
    "indicator_list": _("Indicators"),
    "indicator_detail": _("Indicator"),
    "shortcoming_list": _("Shortcomings of the year before"),
}


def what_in_words(what: str) -> str:
    """The name of a page or document; its technical name where it has no other."""
    return str(WHAT.get(what, what))
