"""What documents are made of."""

from tasks_app.documents.queries.facts import facts_on, report_facts
from tasks_app.documents.queries.grounds import ReportGround, report_ground
from tasks_app.documents.queries.letterheads import letterhead_data
from tasks_app.documents.queries.reports import files_of, listed_reports, periods_to_report, reports

__all__ = [
    "ReportGround",
    "facts_on",
    "files_of",
    "letterhead_data",
    "listed_reports",
    "periods_to_report",
    "report_facts",
    "report_ground",
    "reports",
]
