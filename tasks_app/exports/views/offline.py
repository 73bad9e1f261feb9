"""Working without a connection: a workbook is downloaded, comes back, is looked through, and then taken over."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from tempfile import TemporaryFile

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import TemplateView

from tasks_app.common import clock
from tasks_app.exports import queries, wording
from tasks_app.exports.actions import keep_workbook, leave_row, log_export
from tasks_app.exports.books.offline import Desk, NoWorkbook, again_book, own_book, read_workbook, write_offline
from tasks_app.exports.enums import FileFormat, RowState
from tasks_app.exports.forms import UploadForm
from tasks_app.exports.models import OfflineRow, OfflineUpload
from tasks_app.exports.permissions import can_work_offline
from tasks_app.exports.rules import FIELDS
from tasks_app.exports.views.files import delivered
from tasks_app.options.queries import options
from tasks_app.reporting.enums import Situation
from tasks_app.reporting.forms import Merge, merge_of

XLSX = FileFormat.XLSX.value


def _desk(request: HttpRequest) -> Desk:
    return Desk(request.standing, request.capacity, clock.now())


def _upload_or_404(request: HttpRequest, pk: int) -> OfflineUpload:
    upload = queries.waiting_upload(request.capacity.name, pk, at=clock.now())
    if upload is None or not can_work_offline(request.standing):
        raise Http404
    return upload


class OfflineWork(LoginRequiredMixin, TemplateView):
    """Where a workbook is downloaded and comes back, and what of the last days still waits."""

    template_name = "exports/offline_work.html"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not can_work_offline(request.standing):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, *, form: UploadForm | None = None, **kwargs):
        desk = _desk(self.request)
        return super().get_context_data(
            form=form or UploadForm(),
            number=sum(its.assignment.takes_reports for its in desk.mine.values()),
            uploads=list(queries.newest_uploads(self.request.capacity.name, at=desk.at)),
            kept_days=options().files_kept_days,
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._refuse(form)
        try:
            upload = self._take_in(form.cleaned_data["workbook"])
        except NoWorkbook as reason:
            form.add_error("workbook", str(reason))
            return self._refuse(form)
        return redirect("offline_upload", upload.pk)

    def _take_in(self, file) -> OfflineUpload:
        desk = _desk(self.request)
        made_at, rows = desk.judged(read_workbook(file))
        return keep_workbook(
            rows,
            name=file.name,
            made_at=made_at,
            delegation=self.request.capacity.delegation,
            by=self.request.actor,
            at=desk.at,
        )

    def _refuse(self, form: UploadForm) -> HttpResponse:
        is_too_large = getattr(self.request, "is_too_large", False)
        status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE if is_too_large else HTTPStatus.UNPROCESSABLE_ENTITY
        return self.render_to_response(self.get_context_data(form=form), status=status)


@login_required
@require_POST
def offline_download(request: HttpRequest) -> HttpResponse:
    """One's own rows as a workbook to fill in."""
    if not can_work_offline(request.standing):
        raise Http404
    desk = _desk(request)
    book = own_book(desk)
    if not book.rows:
        messages.info(request, _("No task of yours takes a report now, so there is nothing to fill in."))
        return redirect("offline_work")
    return _handed_out(request, book, desk, thing=None)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def offline_again(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows that were not taken over as a workbook, as they were filled in. Opened, it leads to their page."""
    upload = _upload_or_404(request, pk)
    if request.method != "POST":
        return redirect("offline_upload", pk)
    desk = _desk(request)
    book = again_book(desk, upload.rows.order_by("place"))
    if not book.rows:
        return redirect("offline_upload", pk)
    return _handed_out(request, book, desk, thing=upload.pk)


def _handed_out(request: HttpRequest, book, desk: Desk, *, thing: int | None) -> FileResponse:
    content = TemporaryFile()  # noqa: SIM115 - the response closes it
    try:
        rows = write_offline(book, content)
    except BaseException:
        content.close()
        raise
    log_export("offline_work", FileFormat.XLSX, rows=rows, by=request.actor, at=desk.at, thing=thing)
    return delivered(content, f"{book.name}.{XLSX}", XLSX)


@dataclass(frozen=True)
class RowLine:
    """A row on the page: what it would say, field by field, and what stands against it."""

    its: OfflineRow
    said: list[tuple[str, str]]
    merge: Merge | None = None


@dataclass(frozen=True)
class Lines:
    """The rows of a workbook by what can become of them."""

    conflict: list[RowLine] = field(default_factory=list)
    ready: list[RowLine] = field(default_factory=list)
    refused: list[RowLine] = field(default_factory=list)
    same: list[RowLine] = field(default_factory=list)
    settled: list[RowLine] = field(default_factory=list)

    @property
    def waits(self) -> bool:
        return bool(self.conflict or self.ready)

    @property
    def is_open(self) -> bool:
        return bool(self.waits or self.refused)


class OfflineUploadPage(LoginRequiredMixin, TemplateView):
    """A workbook that came back, row by row: before it is taken over, and what came of it."""

    template_name = "exports/offline_upload.html"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.upload = _upload_or_404(request, kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        desk = _desk(self.request)
        return super().get_context_data(
            upload=self.upload, lines=_lines(desk, self._rows()), kept_days=options().files_kept_days, **kwargs
        )

    def _rows(self) -> list[OfflineRow]:
        return list(self.upload.rows.order_by("place"))

    def post(self, request, *args, **kwargs):
        desk = _desk(request)
        rows = [self._confirm(desk, row) for row in self._rows() if not row.is_settled]
        self._tell([row for row in rows if row is not None])
        return redirect("offline_upload", self.upload.pk)

    def _confirm(self, desk: Desk, row: OfflineRow) -> OfflineRow | None:
        """What was chosen for a row is done with it, in a transaction of its own; None where nothing was chosen."""
        typed, is_sent = self.request.POST, f"send-{row.pk}" in self.request.POST
        chosen = typed.get(f"take-{row.pk}", "")
        if row.state == RowState.READY and (chosen or is_sent):
            return desk.settle(row, is_sent=is_sent)
        if row.state == RowState.CONFLICT and chosen == "theirs":
            return leave_row(row, at=desk.at)
        if row.state == RowState.CONFLICT and chosen == "mine":
            return desk.settle_mine(row, typed.get(f"shown-{row.pk}", ""), is_sent=is_sent)
        return None

    def _tell(self, rows: list[OfflineRow]) -> None:
        done = sum(row.is_settled for row in rows)
        left = len(rows) - done
        if not rows:
            messages.info(self.request, _("No row was chosen, so nothing was saved."))
        if done:
            messages.success(self.request, ngettext("%d row was settled.", "%d rows were settled.", done) % done)
        if left:
            messages.warning(
                self.request,
                ngettext(
                    "%d row could not be taken over; the reason stands beside it.",
                    "%d rows could not be taken over; the reasons stand beside them.",
                    left,
                )
                % left,
            )


GROUPS = {
    RowState.CONFLICT: "conflict",
    RowState.READY: "ready",
    RowState.REFUSED: "refused",
    RowState.SAME: "same",
}


def _lines(desk: Desk, rows: list[OfflineRow]) -> Lines:
    lines = Lines()
    for row in rows:
        getattr(lines, GROUPS.get(RowState(row.state), "settled")).append(_line(desk, row))
    return lines


def _line(desk: Desk, row: OfflineRow) -> RowLine:
    merge = None
    if row.state == RowState.CONFLICT and (beside := desk.shown_beside(row)):
        merge = merge_of(*beside)
    return RowLine(row, _said(row), merge)


def _said(row: OfflineRow) -> list[tuple[str, str]]:
    """What the row says anew; of one that was refused, all that it says."""
    names = row.touched or [name for name in FIELDS if row.state == RowState.REFUSED and row.typed.get(name)]
    return [(str(wording.HEADINGS[name]), _value(name, row.typed.get(name, ""))) for name in names]


def _value(name: str, text: str) -> str:
    if name == "situation" and text in Situation.values:
        return str(Situation(text).label)
    return f"{text}%" if name == "percent" and text.isdecimal() else text
