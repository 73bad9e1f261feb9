"""When a file is made while one waits, for how long one is kept, and what a workbook that comes back says."""

from tasks_app.exports.rules.files import (
    AT_MOST_OPEN,
    CONTENT_TYPES,
    KEPT_FOR,
    MOST_TRIES,
    TAKEN_FOR,
    has_died,
)
from tasks_app.exports.rules.offline import (
    AT_MOST_ROWS,
    AT_MOST_UNPACKED,
    FIELDS,
    WORKBOOK_BYTES,
    Fault,
    NotUnderstood,
    RowKey,
    fits,
    plain,
    print_of,
    typed_text,
)

__all__ = [
    "AT_MOST_OPEN",
    "AT_MOST_ROWS",
    "AT_MOST_UNPACKED",
    "CONTENT_TYPES",
    "FIELDS",
    "KEPT_FOR",
    "MOST_TRIES",
    "TAKEN_FOR",
    "WORKBOOK_BYTES",
    "Fault",
    "NotUnderstood",
    "RowKey",
    "fits",
    "has_died",
    "plain",
    "print_of",
    "typed_text",
]
