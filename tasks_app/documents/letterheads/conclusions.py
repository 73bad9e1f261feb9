"""Our own template of a notice of conclusion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from tasks_app.documents.enums import Letterhead
from tasks_app.documents.letterheads.heads import blank, closing
from tasks_app.documents.letterheads.paper import WIDTH, TableColumn, body, directive, each, heading, paragraph, table

if TYPE_CHECKING:
    from docx.document import Document


def conclusion_template(letterhead: Letterhead) -> Document:
    """When and where was met, what was concluded, item by item, and what was given out to whom, in a table."""
    document = blank(letterhead)
    body(
        document,
        _(
            "On {{ met_at }}, the Steering Committee for Administrative Reform of the province met "
            "({{ meeting }}).{% if place %} Place: {{ place }}.{% endif %}{% if chair %} The meeting was chaired by "
            "{{ chair }}.{% endif %} Having heard the reports and the opinions of those who attended, the meeting "
            "concluded as follows:"
        ),
    )
    each(document, "line in conclusion", "{{ line }}")
    directive(document, "for item in items")
    heading(document, "{{ item.no }}. {{ item.title }}")
    directive(document, "for line in item.lines")
    body(document, "{{ line }}")
    directive(document, "endfor")
    directive(document, "endfor")
    directive(document, "if rows")
    heading(document, _("Tasks given out"))
    paragraph(document, "", size=4)
    table(document, _columns(WIDTH[letterhead]), loop="row in rows", size=11)
    directive(document, "endif")
    body(
        document,
        _(
            "The standing agency of the Steering Committee gives notice to the agencies, units and localities "
            "concerned, which are asked to carry this out./."
        ),
    )
    closing(document, letterhead)
    return document


def _columns(width: float) -> list[TableColumn]:
    fixed = 10 + 40 + 26 + 30
    return [
        TableColumn(_("No."), "row.no", 10, "center"),
        TableColumn(_("Task"), "row.task", width - fixed),
        TableColumn(_("Lead organisation"), "row.lead", 40),
        TableColumn(_("Deadline"), "row.deadline", 26, "center"),
        TableColumn(_("Deliverable"), "row.deliverable", 30),
    ]
