"""What left the product, what is being made to leave it, and what came back to be entered."""

from tasks_app.exports.models.files import WantedFile, place_of
from tasks_app.exports.models.offline import OfflineRow, OfflineUpload
from tasks_app.journal.models import ExportRecord

__all__ = ["ExportRecord", "OfflineRow", "OfflineUpload", "WantedFile", "place_of"]
