"""When a file is made while one waits, for how long one is kept, what a workbook that comes back says, and how long a
message to a chat group is."""

from tasks_app.exports.rules.files import (
    AT_MOST_OPEN,
    CONTENT_TYPES,
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
from tasks_app.exports.rules.texts import Block, Text, in_parts

__all__ = [
    "AT_MOST_OPEN",
    "AT_MOST_ROWS",
    "AT_MOST_UNPACKED",
    "CONTENT_TYPES",
    "FIELDS",
    "MOST_TRIES",
    "TAKEN_FOR",
    "WORKBOOK_BYTES",
    "Block",
    "Fault",
    "NotUnderstood",
    "RowKey",
    "Text",
    "fits",
    "has_died",
    "in_parts",
    "plain",
    "print_of",
    "typed_text",
]
