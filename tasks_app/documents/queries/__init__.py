"""What documents are made of."""

from tasks_app.documents.queries.facts import facts_on, report_facts
from tasks_app.documents.queries.grounds import ReportGround, report_ground
from tasks_app.documents.queries.letterheads import letterhead_data

__all__ = ["ReportGround", "facts_on", "letterhead_data", "report_facts", "report_ground"]
