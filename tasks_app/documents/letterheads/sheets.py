"""Our own template of a follow-up sheet: one page for one member."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from tasks_app.documents.enums import Letterhead
from tasks_app.documents.letterheads.heads import blank
from tasks_app.documents.letterheads.paper import (
    SMALL,
    WIDTH,
    TableColumn,
    directive,
    figures,
    heading,
    paragraph,
    table,
)

if TYPE_CHECKING:
    from docx.document import Document


def sheet_template(letterhead: Letterhead) -> Document:
    """His figures, his open work, the organisations he oversees, and what waits for him."""
    document, width = blank(letterhead), WIDTH[letterhead]
    paragraph(document, "{{ name }}{% if position %}, {{ position }}{% endif %}", size=13, align="left", after=4)
    labels = {
        "total": _("Total"),
        "on_time": _("Completed on time"),
        "late": _("Completed late"),
        "pending": _("In time"),
        "overdue": _("Overdue"),
        "rate": _("Completion rate"),
    }
    figures(document, [(label, "{{ figures." + name + " }}") for name, label in labels.items()], width)
    heading(document, _("Open work, the most pressing first"), 2)
    directive(document, "if rows")
    table(document, _work_columns(width), loop="row in rows", size=10)
    directive(document, "else")
    paragraph(document, _("None."), size=SMALL)
    directive(document, "endif")
    paragraph(document, "{{ rest }}", size=SMALL, italic=True, align="left")
    directive(document, "if overseen")
    heading(document, _("Units and localities overseen"), 2)
    table(document, _overseen_columns(width), loop="row in overseen", size=10)
    paragraph(document, "{{ others }}", size=SMALL, italic=True, align="left")
    directive(document, "endif")
    directive(document, "if waiting")
    heading(document, _("What waits"), 2)
    directive(document, "for one in waiting")
    paragraph(document, "- {{ one }}", size=SMALL, align="left")
    directive(document, "endfor")
    directive(document, "endif")
    return document


def _work_columns(width: float) -> list[TableColumn]:
    return [
        TableColumn(_("No."), "row.no", 10, "center"),
        TableColumn(_("Task"), "row.number }} {{ row.task", width - 10 - 38 - 22 - 30),
        TableColumn(_("Lead organisation"), "row.organisation", 38),
        TableColumn(_("Deadline"), "row.deadline", 22, "center"),
        TableColumn(_("Status"), "row.status", 30),
    ]


def _overseen_columns(width: float) -> list[TableColumn]:
    return [
        TableColumn(_("Unit or locality"), "row.name", width - 3 * 28),
        TableColumn(_("Assignments"), "row.total", 28, "center"),
        TableColumn(_("Completed"), "row.completed", 28, "center"),
        TableColumn(_("Overdue"), "row.overdue", 28, "center"),
    ]
