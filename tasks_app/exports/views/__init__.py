from tasks_app.exports.views.files import HAS_FILES, ExportList, delivered, export_file, page_export, page_text
from tasks_app.exports.views.log import ExportLog
from tasks_app.exports.views.offline import OfflineUploadPage, OfflineWork, offline_again, offline_download

__all__ = [
    "HAS_FILES",
    "ExportList",
    "ExportLog",
    "OfflineUploadPage",
    "OfflineWork",
    "delivered",
    "export_file",
    "offline_again",
    "offline_download",
    "page_export",
    "page_text",
]
