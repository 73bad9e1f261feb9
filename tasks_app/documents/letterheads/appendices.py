"""The appendices of a report: tables in landscape, whose header row repeats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from tasks_app.documents.letterheads.paper import TableColumn, directive, landscape_section, paragraph, table

if TYPE_CHECKING:
    from docx.document import Document

SIZE = 9  # points


def appendices(document: Document) -> None:
    """On pages that lie on their side; each begins on a new one. Together the columns are LANDSCAPE_WIDTH wide."""
    landscape_section(document)
    _head(document, "I", _("LIST OF TASKS"))
    table(
        document,
        _task_columns(),
        loop="row in group.rows",
        size=SIZE,
        group=("group in appendix_1", "group.numeral + '. ' + group.title"),
    )
    _head(document, "II", _("SUMMARY BY UNIT AND LOCALITY"), on_new_page=True)
    table(
        document,
        _organisation_columns(),
        loop="row in group.rows",
        size=10,
        group=("group in appendix_2", "group.title"),
        sum_of="total",
    )
    paragraph(document, "{{ ranking_note }}", size=10, italic=True, before=4)
    _head(document, "III", _("OVERDUE ASSIGNMENTS"), on_new_page=True)
    directive(document, "if appendix_3")
    table(document, _overdue_columns(), loop="row in appendix_3", size=10)
    directive(document, "endif")
    directive(document, "if not appendix_3")
    paragraph(document, _("No assignment is overdue."), align="center")
    directive(document, "endif")


def _head(document: Document, numeral: str, title: str, *, on_new_page: bool = False) -> None:
    first = paragraph(document, _("Appendix %s") % numeral, bold=True, align="center", with_next=True)
    first.paragraph_format.page_break_before = on_new_page
    paragraph(document, title, bold=True, align="center", with_next=True)
    paragraph(
        document,
        _("(With the report No. {{ head.number }}; figures of {{ cut_off }})"),
        size=12,
        italic=True,
        align="center",
        after=6,
        with_next=True,
    )


def _task_columns() -> list[TableColumn]:
    return [
        TableColumn(_("No."), "row.no", 11, "center"),
        TableColumn(_("Content of the task"), "row.task", 36),
        TableColumn(_("Assigning document"), "row.document", 22),
        TableColumn(_("Responsible member"), "row.member", 20),
        TableColumn(_("Lead organisation"), "row.lead", 26),
        TableColumn(_("Coordinating organisations"), "row.coordinating", 25),
        TableColumn(_("Deliverable"), "row.deliverable", 25),
        TableColumn(_("Deadline (original → adjusted)"), "row.deadline", 20, "center"),
        TableColumn(_("Results, deliverables (number, date)"), "row.result", 27),
        TableColumn(_("Status"), "row.status", 22),
        TableColumn(_("Causes, proposals"), "row.cause", 28),
    ]


def _organisation_columns() -> list[TableColumn]:
    return [
        TableColumn(_("No."), "row.no", 11, "center"),
        TableColumn(_("Unit, locality"), "row.name", 65),
        TableColumn(_("Total"), "row.total", 15, "center"),
        TableColumn(_("Completed on time"), "row.on_time", 19, "center"),
        TableColumn(_("Completed late"), "row.late", 19, "center"),
        TableColumn(_("Going on, in time"), "row.in_progress", 20, "center"),
        TableColumn(_("Going on, overdue"), "row.overdue", 19, "center"),
        TableColumn(_("Not started"), "row.not_started", 17, "center"),
        TableColumn(_("Completion rate"), "row.rate", 19, "center"),
        TableColumn(_("On-time rate"), "row.on_time_rate", 19, "center"),
        TableColumn(_("Rank"), "row.rank", 15, "center"),
        TableColumn(_("Against the rank before"), "row.change", 24, "center"),
    ]


def _overdue_columns() -> list[TableColumn]:
    return [
        TableColumn(_("No."), "row.no", 11, "center"),
        TableColumn(_("Task"), "row.number + '. ' + row.task", 60),
        TableColumn(_("Lead organisation"), "row.lead", 38),
        TableColumn(_("Responsible member"), "row.member", 28),
        TableColumn(_("Deadline (original → adjusted)"), "row.deadline", 26, "center"),
        TableColumn(_("Calendar days overdue"), "row.days", 19, "center"),
        TableColumn(_("Reason as reported last"), "row.reason", 44),
        TableColumn(_("Times extended"), "row.extended", 17, "center"),
        TableColumn(_("Times urged"), "row.urged", 19, "center"),
    ]
