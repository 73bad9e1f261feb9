"""What of each page goes into a spreadsheet. A page that is not here has no "Excel" button."""

from tasks_app.audit import views as audit
from tasks_app.calendar import views as calendar
from tasks_app.common.sheets import write_csv, write_xlsx
from tasks_app.dashboard import views as dashboard
from tasks_app.exports.books.asking import AskedBook, PageBook, asked_book
from tasks_app.exports.books.audit import audit_book
from tasks_app.exports.books.boards import (
    comparison_book,
    key_task_book,
    map_book,
    matrix_book,
    moved_book,
    overview_book,
)
from tasks_app.exports.books.calendar import calendar_book
from tasks_app.exports.books.finding import search_book
from tasks_app.exports.books.imports import import_book
from tasks_app.exports.books.indicators import indicator_book, indicator_list_book, shortcoming_book
from tasks_app.exports.books.mails import hold_book, outbox_book
from tasks_app.exports.books.meetings import inspection_book, meeting_book
from tasks_app.exports.books.own_work import my_organisations_book, my_work_book
from tasks_app.exports.books.parts import made_by
from tasks_app.exports.books.people import delegation_book
from tasks_app.exports.books.periods import period_book, period_list_book
from tasks_app.exports.books.plan import assignment_book, task_book
from tasks_app.exports.books.planning import plan_book
from tasks_app.exports.books.queues import extension_book, review_book
from tasks_app.exports.books.ranking import behind_rank_book, ranking_book
from tasks_app.exports.books.reminders import ledger_book, reminder_book
from tasks_app.exports.books.responsible import (
    member_book,
    member_list_book,
    organisation_book,
    organisation_list_book,
    organisation_tree_book,
)
from tasks_app.exports.books.texts import list_text, member_text, organisation_text, overview_text
from tasks_app.exports.enums import FileFormat
from tasks_app.finding import views as finding
from tasks_app.imports import views as imports
from tasks_app.indicators import views as indicators
from tasks_app.inspections import views as inspections
from tasks_app.meetings import views as meetings
from tasks_app.people import views as people
from tasks_app.plan import views as plan
from tasks_app.planning import views as planning
from tasks_app.reminders import views as reminders
from tasks_app.reporting import views as reporting

BOOKS: dict[str, PageBook] = {
    "assignment_list": PageBook(plan.AssignmentList, assignment_book),
    "task_list": PageBook(plan.TaskList, task_book),
    "import_detail": PageBook(imports.ImportPage, import_book),
    "plan_editor": PageBook(planning.PlanEditor, plan_book),
    "overview": PageBook(dashboard.Overview, overview_book),
    "locality_map": PageBook(dashboard.LocalityMap, map_book),
    "matrix": PageBook(dashboard.MatrixPage, matrix_book),
    "ranking": PageBook(dashboard.RankOrganisations, ranking_book),
    "ranking_organisation": PageBook(dashboard.RankingOrganisation, behind_rank_book),
    "comparison": PageBook(dashboard.CompareDays, comparison_book),
    "comparison_list": PageBook(dashboard.MovedList, moved_book),
    "key_task_detail": PageBook(dashboard.KeyTaskDetail, key_task_book),
    "organisation_list": PageBook(dashboard.OrganisationList, organisation_list_book),
    "organisation_tree": PageBook(dashboard.OrganisationTree, organisation_tree_book),
    "organisation_detail": PageBook(dashboard.OrganisationDetail, organisation_book),
    "member_list": PageBook(dashboard.MemberList, member_list_book),
    "member_detail": PageBook(dashboard.MemberDetail, member_book),
    "my_work": PageBook(reporting.MyWork, my_work_book),
    "report_list": PageBook(reporting.ReviewQueue, review_book),
    "extension_list": PageBook(reporting.ExtensionQueue, extension_book),
    "period_list": PageBook(reporting.PeriodList, period_list_book),
    "period_detail": PageBook(reporting.PeriodDetail, period_book),
    "my_organisations": PageBook(reminders.MyOrganisations, my_organisations_book),
    "reminder_list": PageBook(reminders.Tomorrow, reminder_book),
    "reminder_ledger": PageBook(reminders.Ledger, ledger_book),
    "message_list": PageBook(reminders.Outbox, outbox_book),
    "hold_list": PageBook(reminders.Holds, hold_book),
    "calendar_year": PageBook(calendar.CalendarYearPage, calendar_book),
    "delegation_list": PageBook(people.DelegationList, delegation_book),
    "meeting_list": PageBook(meetings.MeetingList, meeting_book),
    "inspection_list": PageBook(inspections.InspectionList, inspection_book),
    "search": PageBook(finding.SearchPage, search_book),
    "indicator_list": PageBook(indicators.IndicatorList, indicator_list_book),
    "indicator_detail": PageBook(indicators.IndicatorDetail, indicator_book),
    "audit_log": PageBook(audit.AuditLog, audit_book),
    "shortcoming_list": PageBook(indicators.ShortcomingList, shortcoming_book),
}

# What is overdue of a page, as a text to be pasted into a chat group.
TEXTS: dict[str, PageBook] = {
    "assignment_list": PageBook(plan.AssignmentList, list_text),
    "overview": PageBook(dashboard.Overview, overview_text),
    "organisation_detail": PageBook(dashboard.OrganisationDetail, organisation_text),
    "member_detail": PageBook(dashboard.MemberDetail, member_text),
}

WRITERS = {FileFormat.XLSX: write_xlsx, FileFormat.CSV: write_csv}

__all__ = ["BOOKS", "TEXTS", "WRITERS", "AskedBook", "PageBook", "asked_book", "made_by"]
