"""What left the product, the files that are being made, and the work that goes into a workbook and comes back."""

from tasks_app.exports.queries.files import files_of, files_ready, log_lines
from tasks_app.exports.queries.offline import Carried, carried, newest_uploads, settled_before, waiting_upload

__all__ = [
    "Carried",
    "carried",
    "files_of",
    "files_ready",
    "log_lines",
    "newest_uploads",
    "settled_before",
    "waiting_upload",
]
