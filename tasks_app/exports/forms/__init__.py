"""What may come back in a workbook."""

from tasks_app.exports.forms.offline import UploadForm, first_texts, report_form, row_data

__all__ = ["UploadForm", "first_texts", "report_form", "row_data"]
