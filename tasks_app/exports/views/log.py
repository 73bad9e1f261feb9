from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.views.generic import TemplateView

from tasks_app.common.paging import KeyPaginator
from tasks_app.exports.models import ExportRecord
from tasks_app.exports.permissions import can_see_log
from tasks_app.exports.queries import log_lines
from tasks_app.journal.wording import what_in_words


@dataclass(frozen=True)
class LogLine:
    its: ExportRecord
    what: str


class ExportLog(LoginRequiredMixin, TemplateView):
    """What left the product: who took it, what, how many rows. For who answers for the data."""

    template_name = "exports/export_log.html"
    paginate_by = 50

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not can_see_log(request.standing):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        page = KeyPaginator(log_lines(), self.paginate_by).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            page_obj=page,
            lines=[LogLine(one, what_in_words(one.what)) for one in page],
            **kwargs,
        )
