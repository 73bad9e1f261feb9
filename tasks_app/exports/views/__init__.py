from tasks_app.exports.views.files import HAS_FILES, ExportList, export_file, page_export
from tasks_app.exports.views.log import ExportLog

__all__ = ["HAS_FILES", "ExportList", "ExportLog", "export_file", "page_export"]
