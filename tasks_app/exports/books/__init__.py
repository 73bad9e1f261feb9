"""What of each page goes into a spreadsheet. A page that is not here has no "Excel" button."""

from tasks_app.common.sheets import write_csv, write_xlsx
from tasks_app.dashboard import views as dashboard
from tasks_app.exports.books.asking import AskedBook, PageBook, asked_book
from tasks_app.exports.books.boards import (
    comparison_book,
    key_task_book,
    map_book,
    matrix_book,
    moved_book,
    overview_book,
)
from tasks_app.exports.books.parts import made_by
from tasks_app.exports.books.plan import assignment_book, task_book
from tasks_app.exports.books.ranking import behind_rank_book, ranking_book
from tasks_app.exports.books.responsible import (
    member_book,
    member_list_book,
    organisation_book,
    organisation_list_book,
)
from tasks_app.exports.enums import FileFormat
from tasks_app.plan import views as plan

BOOKS: dict[str, PageBook] = {
    "assignment_list": PageBook(plan.AssignmentList, assignment_book),
    "task_list": PageBook(plan.TaskList, task_book),
    "overview": PageBook(dashboard.Overview, overview_book),
    "locality_map": PageBook(dashboard.LocalityMap, map_book),
    "matrix": PageBook(dashboard.MatrixPage, matrix_book),
    "ranking": PageBook(dashboard.RankOrganisations, ranking_book),
    "ranking_organisation": PageBook(dashboard.RankingOrganisation, behind_rank_book),
    "comparison": PageBook(dashboard.CompareDays, comparison_book),
    "comparison_list": PageBook(dashboard.MovedList, moved_book),
    "key_task_detail": PageBook(dashboard.KeyTaskDetail, key_task_book),
    "organisation_list": PageBook(dashboard.OrganisationList, organisation_list_book),
    "organisation_detail": PageBook(dashboard.OrganisationDetail, organisation_book),
    "member_list": PageBook(dashboard.MemberList, member_list_book),
    "member_detail": PageBook(dashboard.MemberDetail, member_book),
}

WRITERS = {FileFormat.XLSX: write_xlsx, FileFormat.CSV: write_csv}

__all__ = ["BOOKS", "WRITERS", "AskedBook", "PageBook", "asked_book", "made_by"]
