"""What documents are made of."""

from tasks_app.documents.queries.facts import facts_on, report_facts
from tasks_app.documents.queries.follow_up import FollowUp, follow_up
from tasks_app.documents.queries.grounds import ReportGround, report_ground
from tasks_app.documents.queries.letterheads import letterhead_data
from tasks_app.documents.queries.letters import OverdueLine, OverdueOrganisation, overdue_organisations
from tasks_app.documents.queries.reports import files_of, listed_reports, periods_to_report, reports

__all__ = [
    "FollowUp",
    "OverdueLine",
    "OverdueOrganisation",
    "ReportGround",
    "facts_on",
    "files_of",
    "follow_up",
    "letterhead_data",
    "listed_reports",
    "overdue_organisations",
    "periods_to_report",
    "report_facts",
    "report_ground",
    "reports",
]
