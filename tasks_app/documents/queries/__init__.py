"""What documents are made of."""

from tasks_app.documents.queries.facts import facts_on, report_facts
from tasks_app.documents.queries.follow_up import FollowUp, follow_up
from tasks_app.documents.queries.grounds import ReportGround, report_ground
from tasks_app.documents.queries.letterheads import letterhead_data, letterhead_edits
from tasks_app.documents.queries.letters import OverdueLine, OverdueOrganisation, overdue_organisations
from tasks_app.documents.queries.reports import files_of, listed_reports, periods_to_report, reports
from tasks_app.documents.queries.templates import template_in_force, template_versions, templates_in_force

__all__ = [
    "FollowUp",
    "OverdueLine",
    "OverdueOrganisation",
    "ReportGround",
    "facts_on",
    "files_of",
    "follow_up",
    "letterhead_data",
    "letterhead_edits",
    "listed_reports",
    "overdue_organisations",
    "periods_to_report",
    "report_facts",
    "report_ground",
    "reports",
    "template_in_force",
    "template_versions",
    "templates_in_force",
]
