"""What happens when something leaves the product."""

from datetime import datetime

from tasks_app.common.actors import Actor
from tasks_app.exports.enums import FileFormat
from tasks_app.exports.models import ExportRecord

LONGEST_QUERY = ExportRecord._meta.get_field("query").max_length


def log_export(
    what: str,
    file_format: FileFormat,
    *,
    rows: int,
    by: Actor | None,
    at: datetime,
    thing: int | None = None,
    query: str = "",
    through: str = "",
) -> ExportRecord:
    """Keep that something left the product: who took it, what, and how many rows.

    ``what``: the URL name of the page or document; ``thing``: the primary key of what it is about, where it is about
    one; ``query``: the parameters of its address (cut off where they are too long); ``through``: the name of the token
    or the address that a machine came with; ``by`` is None where that is nobody's own. A line is never changed; how
    long it is kept is a setting.
    """
    return ExportRecord.objects.create(
        what=what,
        file_format=file_format,
        rows=rows,
        at=at,
        thing=thing,
        query=query[:LONGEST_QUERY],
        through=through,
        **(by.fields if by else {}),
    )
