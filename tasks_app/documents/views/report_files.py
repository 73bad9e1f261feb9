"""The files of an official report."""

from __future__ import annotations

from io import BytesIO

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from tasks_app.common import clock
from tasks_app.documents import actions
from tasks_app.documents.forms import FileForm
from tasks_app.documents.models import ReportFile
from tasks_app.documents.pdf import PdfNotMade, makes_pdf
from tasks_app.documents.permissions import can_see_reports
from tasks_app.documents.rendering import TemplateBroken
from tasks_app.documents.views.report import ShowReport
from tasks_app.exports.actions import log_export
from tasks_app.exports.enums import FileFormat
from tasks_app.exports.views import delivered


class TakeReportOut(ShowReport):
    """The report as a file, on the paper and in the language that are asked for; kept and logged.

    Who only opens the address, as after a sign-in, comes to the report.
    """

    keeps_text_of = FileForm

    def get(self, request, *args, **kwargs):
        return redirect("official_report_detail", self.report.pk)

    def post(self, request, *args, **kwargs):
        form = FileForm(request.POST, with_pdf=makes_pdf())
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(file_form=form), status=422)
        try:
            file = actions.make_report_file(
                self.report, form.printing, form.asked_format, by=request.actor, at=clock.now()
            )
        except (TemplateBroken, PdfNotMade) as refused:
            return self.render_to_response(self.get_context_data(file_form=form, error=str(refused)), status=409)
        return _handed_out(request, file)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def official_report_file(request, pk: int):
    """A file that was made of a report, as it was then; logged again. Opened, the address leads to the report."""
    if not can_see_reports(request.standing):
        raise Http404
    file = get_object_or_404(ReportFile.objects.select_related("report__period"), pk=pk)
    if request.method != "POST":
        return redirect("official_report_detail", file.report_id)
    return _handed_out(request, file)


def _handed_out(request, file: ReportFile) -> HttpResponse:
    log_export(
        "official_report",
        FileFormat(file.file_format),
        rows=file.report.its_facts.figures.total,
        by=request.actor,
        at=clock.now(),
        thing=file.report.pk,
        query=f"letterhead={file.letterhead}&language={file.language}",
    )
    with file.stored.open("rb") as stored:
        return delivered(BytesIO(stored.read()), file.name, file.file_format)
