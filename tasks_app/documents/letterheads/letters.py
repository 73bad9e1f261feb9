"""Our own template of an urging letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from tasks_app.documents.enums import Letterhead
from tasks_app.documents.letterheads.heads import blank, closing
from tasks_app.documents.letterheads.paper import WIDTH, TableColumn, body, paragraph, table

if TYPE_CHECKING:
    from docx.document import Document


def letter_template(letterhead: Letterhead) -> Document:
    """What is overdue, in a table; what is asked, and by when."""
    document = blank(letterhead, is_letter=True)
    body(
        document,
        _(
            "By the plan of {{ year }} of the Steering Committee for Administrative Reform of the province, "
            "{{ to }} leads tasks of which {{ number }} had passed their deadline by the end of {{ day }} "
            "without a confirmed completion:"
        ),
    )
    paragraph(document, "", size=4)
    table(document, _columns(WIDTH[letterhead]), loop="row in rows", size=11)
    body(
        document,
        _(
            "{{ to }} is asked to complete these tasks urgently, and to report by {{ answer_by }} what was done, "
            "why they are late and when they will be completed. Where an obstacle lies beyond its power, please "
            "ask for an extension with the reason and a new date."
        ),
    )
    body(document, _("Thank you for seeing to this./."))
    closing(document, letterhead)
    return document


def _columns(width: float) -> list[TableColumn]:
    fixed = 10 + 27 + 17 + 26 + 28
    return [
        TableColumn(_("No."), "row.no", 10, "center"),
        TableColumn(_("Task"), "row.number }} {{ row.task", width - fixed),
        TableColumn(_("Deadline"), "row.deadline", 27, "center"),
        TableColumn(_("Days overdue"), "row.days", 17, "center"),
        TableColumn(_("Times urged"), "row.urged", 26, "center"),
        TableColumn(_("Responsible member"), "row.member", 28),
    ]
