from __future__ import annotations

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from django.views.generic import ListView, TemplateView

from tasks_app.common import clock
from tasks_app.mailing.models import Message
from tasks_app.reminders import notices, queries, wording
from tasks_app.reminders.forms import OutboxFilter
from tasks_app.reminders.permissions import (
    can_see_outbox,
)


class Outbox(LoginRequiredMixin, ListView):
    """The mails that were written, newest first, and what became of them."""

    template_name = "reminders/message_list.html"
    paginate_by = 50

    def get_queryset(self):
        if not can_see_outbox(self.request.standing):
            raise Http404
        self.form = OutboxFilter(self.request.GET)
        return queries.messages(**self.form.chosen())

    def paginate_queryset(self, queryset, page_size):
        """A page that is not there is answered with the nearest that is."""
        page = self.get_paginator(queryset, page_size).get_page(self.request.GET.get("page"))
        return page.paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        rows = [
            {"mail": mail, "kind": wording.kind(mail.kind), "state": wording.message_state(mail.state)}
            for mail in context["page_obj"]
        ]
        return context | {"rows": rows, "form": self.form, "is_filtered": any(self.form.chosen().values())}


class ShowMessage(LoginRequiredMixin, TemplateView):
    """One mail: to whom, when, what it says, what became of it, and the reminders that it carries."""

    template_name = "reminders/message_detail.html"

    def get_context_data(self, **kwargs):
        mail = _mail(self.request, kwargs["pk"])
        ledger = [
            {"assignment": line.assignment, "when": wording.stage(line.subject, line.stage)}
            for line in queries.ledger_of(mail)
        ]
        return super().get_context_data(
            mail=mail,
            kind=wording.kind(mail.kind),
            state=wording.message_state(mail.state),
            ledger=ledger,
            **kwargs,
        )


@login_required
@require_safe
@csp({"default-src": [NONE], "style-src": [UNSAFE_INLINE], "frame-ancestors": [NONE], "sandbox": [True]})
def message_html(request, pk: int):
    """The mail as its reader sees it, alone on a page on which nothing runs and nothing is loaded."""
    mail = _mail(request, pk)
    if not mail.html:
        raise Http404
    return HttpResponse(mail.html)


def _mail(request, pk: int) -> Message:
    if not can_see_outbox(request.standing):
        raise Http404
    return notices.as_it_would_read(get_object_or_404(queries.whole_messages(), pk=pk), at=clock.now())
