"""Official paper in two styles. Whoever builds a template starts with ``blank`` and ends with ``closing``."""

from tasks_app.documents.letterheads.heads import blank, closing
from tasks_app.documents.letterheads.paper import (
    LANDSCAPE_WIDTH,
    WIDTH,
    TableColumn,
    body,
    directive,
    each,
    heading,
    landscape_section,
    paragraph,
    table,
)

__all__ = [
    "LANDSCAPE_WIDTH",
    "WIDTH",
    "TableColumn",
    "blank",
    "body",
    "closing",
    "directive",
    "each",
    "heading",
    "landscape_section",
    "paragraph",
    "table",
]
