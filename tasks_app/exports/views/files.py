from __future__ import annotations

import logging
from datetime import datetime
from functools import partial
from tempfile import TemporaryFile
from typing import BinaryIO

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic import TemplateView

from tasks_app.common import clock
from tasks_app.common.addresses import is_ours
from tasks_app.common.replica import read_from_replica
from tasks_app.exports import queries
from tasks_app.exports.actions import TooManyFiles, ask_for_file, log_export
from tasks_app.exports.books import BOOKS, TEXTS, WRITERS, AskedBook, asked_book, made_by
from tasks_app.exports.enums import FileFormat
from tasks_app.exports.models import WantedFile
from tasks_app.exports.permissions import can_export, can_fetch, can_see_log
from tasks_app.exports.rules import CONTENT_TYPES
from tasks_app.options.queries import options

logger = logging.getLogger(__name__)

HAS_FILES = "exports"  # the session's word: a file of this person is being made, or waits to be fetched


@login_required
@require_POST
def page_export(request: HttpRequest, file_format: str) -> HttpResponse:
    """The page at ``address`` as a file: at once, or made by a job where it is long."""
    if file_format not in WRITERS or not can_export(request.standing):
        raise Http404
    now = clock.now()
    address = request.POST.get("address", "")
    read = partial(read_from_replica, request)
    asked = asked_book(address, BOOKS, capacity=request.capacity, on=now.date(), read=read)
    if asked.book.number > options().export_rows:
        return _made_by_a_job(request, address, asked, FileFormat(file_format), at=now)
    content = TemporaryFile()  # noqa: SIM115 - the response closes it
    book = asked.book.with_notes(made_by(request.actor, now))
    try:
        rows = WRITERS[file_format](book, content)
    except BaseException:
        content.close()
        raise
    log_export(
        asked.what,
        FileFormat(file_format),
        rows=rows,
        by=request.actor,
        at=now,
        thing=asked.thing,
        query=asked.query,
    )
    return delivered(content, f"{book.name}.{file_format}", file_format)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def page_text(request: HttpRequest) -> HttpResponse:
    """What is overdue of the page at ``address``, in messages for a chat group.

    Who only opens the address, as when the language is switched, is led back to the page that the text was made of.
    """
    address = request.GET.get("address", "")
    if not can_export(request.standing):
        raise Http404
    if request.method != "POST":
        return redirect(address if is_ours(request, address) else "home")
    now = clock.now()
    asked = asked_book(address, TEXTS, capacity=request.capacity, on=now.date())
    its = asked.book
    if its.parts:
        log_export(
            asked.what, FileFormat.TEXT, rows=its.rows, by=request.actor, at=now, thing=asked.thing, query=asked.query
        )
    return render(request, "exports/page_text.html", {"its": its, "address": address})


def delivered(content: BinaryIO, name: str, file_format: str) -> FileResponse:
    """A file that is to be saved. It is compressed in itself, or its length would be lost to a weak link."""
    content.seek(0)
    response = FileResponse(content, as_attachment=True, filename=name, content_type=CONTENT_TYPES[file_format])
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Encoding"] = "identity"
    return response


def _made_by_a_job(
    request: HttpRequest, address: str, asked: AskedBook, file_format: FileFormat, *, at: datetime
) -> HttpResponse:
    book = asked.book
    try:
        file = ask_for_file(
            address,
            file_format,
            what=asked.what,
            thing=asked.thing,
            title=book.title,
            rows=book.number,
            language=get_language(),
            delegation=request.capacity.delegation,
            by=request.actor,
            at=at,
        )
    except TooManyFiles as reason:
        messages.warning(request, str(reason))
    else:
        logger.info("the file %s was asked for", file.pk)
        request.session[HAS_FILES] = True
        messages.success(request, _("The file is long, so it is made while you go on working. It will stand here."))
    return redirect("export_list")


class ExportList(LoginRequiredMixin, TemplateView):
    """The files that are made for a person, and how far they are; it looks again by itself while one is made."""

    template_name = "exports/export_list.html"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not can_export(request.standing):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        files = list(queries.files_of(self.request.user))
        return super().get_context_data(
            files=files,
            is_waiting=any(file.is_open for file in files),
            kept_days=options().files_kept_days,
            sees_log=can_see_log(self.request.standing),
            **kwargs,
        )


@login_required
@require_safe
@cache_control(private=True, no_store=True)
def export_file(request: HttpRequest, pk: int) -> FileResponse:
    """A file that was made; that it was taken out was logged when it was."""
    file = get_object_or_404(WantedFile, pk=pk)
    if not (can_export(request.standing) and can_fetch(request.user, file) and file.stored):
        raise Http404
    try:
        content = file.stored.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return delivered(content, file.name, file.file_format)
