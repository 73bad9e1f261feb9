from tasks_app.exports.views.files import HAS_FILES, ExportList, delivered, export_file, page_export
from tasks_app.exports.views.log import ExportLog

__all__ = ["HAS_FILES", "ExportList", "ExportLog", "delivered", "export_file", "page_export"]
