from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.formats import date_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic import ListView, TemplateView

from tasks_app.calendar.queries import working_calendar
from tasks_app.common import clock
from tasks_app.common.dates import LOCAL
from tasks_app.mailing.models import Message
from tasks_app.plan.models import Assignment
from tasks_app.plan.queries import with_names
from tasks_app.reminders import actions, queries, wording
from tasks_app.reminders.forms import OutboxFilter
from tasks_app.reminders.permissions import can_see_my_organisations, can_see_outbox, can_urge


class MyOrganisations(LoginRequiredMixin, TemplateView):
    """What a member oversees: the open work of each organisation, the most urgent first, and a button to urge."""

    template_name = "reminders/my_organisations.html"

    def get_context_data(self, **kwargs):
        who = self.request.standing
        if not can_see_my_organisations(who):
            raise Http404
        today = clock.today()
        overseen = queries.my_organisations(who, today=today, calendar=working_calendar())
        return super().get_context_data(overseen=overseen, today=today, **kwargs)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def urge_assignment(request, pk: int):
    """Press "Urge", and come back to where it was pressed.

    Who is sent here by the sign-in, because his session had ended when he pressed, presses again on the page of the
    assignment: nothing is urged by opening an address.
    """
    if request.method != "POST":
        return redirect("assignment_detail", pk)
    assignment = get_object_or_404(with_names(Assignment.objects), pk=pk)
    if not can_urge(request.standing, assignment):
        raise Http404
    try:
        urged = actions.urge(assignment, by=request.actor, at=clock.now())
    except actions.UrgingRefused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _in_words(urged))
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        return redirect(target)
    return redirect("assignment_detail", assignment.pk)


def _in_words(urged: actions.Urged) -> str:
    count = len(urged.recipients)
    text = ngettext(
        "%(organisation)s was urged, by a mail to %(count)d person.",
        "%(organisation)s was urged, by a mail to %(count)d people.",
        count,
    ) % {"organisation": urged.urging.assignment.organisation, "count": count}
    if urged.leaves_at > urged.urging.at:
        local = urged.leaves_at.astimezone(LOCAL)
        text += " " + _("It leaves at %(time)s.") % {"time": date_format(local, "DATETIME_FORMAT")}
    return text


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
            {"assignment": line.assignment, "when": wording.stage(line.stage)} for line in queries.ledger_of(mail)
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
    return get_object_or_404(queries.whole_messages(), pk=pk)
