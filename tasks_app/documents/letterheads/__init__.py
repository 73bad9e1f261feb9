"""Official paper in two styles. Whoever builds a template starts with ``blank`` and ends with ``closing``."""

from tasks_app.documents.letterheads.conclusions import conclusion_template
from tasks_app.documents.letterheads.heads import blank, closing
from tasks_app.documents.letterheads.letters import letter_template
from tasks_app.documents.letterheads.paper import (
    LANDSCAPE_WIDTH,
    WIDTH,
    TableColumn,
    body,
    directive,
    each,
    figures,
    heading,
    landscape_section,
    paragraph,
    table,
)
from tasks_app.documents.letterheads.reports import report_template
from tasks_app.documents.letterheads.sheets import sheet_template

__all__ = [
    "LANDSCAPE_WIDTH",
    "WIDTH",
    "TableColumn",
    "blank",
    "body",
    "closing",
    "conclusion_template",
    "directive",
    "each",
    "figures",
    "heading",
    "landscape_section",
    "letter_template",
    "paragraph",
    "report_template",
    "sheet_template",
    "table",
]
