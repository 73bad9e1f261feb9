from __future__ import annotations

from datetime import datetime

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic import ListView, TemplateView

from tasks_app.common import clock
from tasks_app.common.text import keys_in
from tasks_app.journal.actions import note_view
from tasks_app.journal.queries import record_of
from tasks_app.mailing.enums import Act
from tasks_app.mailing.models import Message
from tasks_app.mailing.queries import hold_of_everything
from tasks_app.mailing.rules import is_possible
from tasks_app.people.permissions import can_open_administration
from tasks_app.people.views import KeepsTextMixin, typed_before
from tasks_app.reminders import actions, notices, queries, wording
from tasks_app.reminders.forms import CameBackForm, OutboxFilter
from tasks_app.reminders.permissions import can_see_outbox
from tasks_app.reminders.views.ways import on_this_site

TOGETHER_AT_MOST = 100  # ticked mails; a page of the list has 50


class Outbox(LoginRequiredMixin, ListView):
    """The mails that were written, newest first, what became of them, and what can be done with the ticked ones."""

    template_name = "reminders/message_list.html"
    paginate_by = 50

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not can_see_outbox(request.standing):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        note_view("message_list", of=None, by=request.actor, at=self.now)
        return super().get(request, *args, **kwargs)

    @cached_property
    def now(self) -> datetime:
        return clock.now()

    @cached_property
    def form(self) -> OutboxFilter:
        return OutboxFilter(self.request.GET)

    def get_queryset(self):
        return queries.messages(**self.form.chosen())

    def paginate_queryset(self, queryset, page_size):
        """A page that is not there is answered with the nearest that is."""
        page = self.get_paginator(queryset, page_size).get_page(self.request.GET.get("page"))
        return page.paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        corrects = can_open_administration(self.request.standing)
        rows = [
            {
                "mail": mail,
                "kind": wording.kind(mail.kind),
                "state": wording.message_state(mail.state),
                "can_be_ticked": any(_is_possible(act, mail) for act in wording.ACTS_TOGETHER),
                "person_url": _person_url(mail) if corrects else "",
            }
            for mail in context["page_obj"]
        ]
        return context | {
            "rows": rows,
            "form": self.form,
            "is_filtered": any(self.form.chosen().values()),
            "acts": wording.ACTS_TOGETHER if any(row["can_be_ticked"] for row in rows) else [],
            "held": hold_of_everything(self.now),
        }


class ShowMessage(KeepsTextMixin, TemplateView):
    """One mail: to whom, when, what it says, what became of it, what can be done, and the reminders that it carries."""

    template_name = "reminders/message_detail.html"
    keeps_text_of = CameBackForm

    @cached_property
    def mail(self) -> Message:
        return _mail(self.request, self.kwargs["pk"])

    def get(self, request, *args, **kwargs):
        note_view("message_detail", of=self.mail.to_person, by=request.actor, at=clock.now())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, *, form: CameBackForm | None = None, **kwargs):
        mail = self.mail
        ledger = [
            {"assignment": line.assignment, "when": wording.stage(line.subject, line.stage)}
            for line in queries.ledger_of(mail)
        ]
        return super().get_context_data(
            mail=notices.as_it_would_read(mail, at=clock.now()),
            kind=wording.kind(mail.kind),
            state=wording.message_state(mail.state),
            ledger=ledger,
            acts=[act for act in wording.ACTS_TOGETHER if _is_possible(act, mail)],
            form=(form or CameBackForm(typed_before(self.request))) if _is_possible(Act.CAME_BACK, mail) else None,
            person_url=_person_url(mail) if can_open_administration(self.request.standing) else "",
            address_now=_address_now(mail),
            events=[wording.message_event(entry) for entry in record_of(mail)],
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        """That it came back, and why; what takes no words has an address of its own."""
        form = CameBackForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form, **kwargs), status=422)
        mail = _mail(request, kwargs["pk"])
        reason = form.cleaned_data["reason"]
        return _answer(request, mail, Act.CAME_BACK, reason=reason)


def _is_possible(act: Act, mail: Message) -> bool:
    return is_possible(act, state=mail.state, kind=mail.kind, is_settled=mail.settled_at is not None)


def _address_now(mail: Message) -> str:
    """The address of the person, where it is another by now than the one to which the mail went."""
    person = mail.to_person
    return person.email if person and person.email.lower() != mail.to_address.lower() else ""


def _person_url(mail: Message) -> str:
    """Where the address is put right."""
    return reverse("admin:tasks_app_person_change", args=[mail.to_person_id]) if mail.to_person_id else ""


def _act_asked_for(request) -> Act:
    asked = request.POST.get("act")
    if asked not in wording.ACTS_TOGETHER:
        raise Http404
    return Act(asked)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def act_on_message(request, pk: int):
    """Do something with one mail, and come back to its page. Who is sent here by the sign-in presses again there."""
    mail = _mail(request, pk)
    if request.method != "POST":
        return redirect("message_detail", mail.pk)
    return _answer(request, mail, _act_asked_for(request))


def _answer(request, mail: Message, act: Act, *, reason: str = ""):
    try:
        actions.do(act, mail, by=request.actor, at=clock.now(), reason=reason)
    except actions.ActRefused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, wording.done(act))
    return redirect("message_detail", mail.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def act_on_messages(request):
    """Do the same with all that are ticked, and come back to the list; those that it does not fit stay as they are."""
    if not can_see_outbox(request.standing):
        raise Http404
    if request.method != "POST":
        return redirect("message_list")
    act = _act_asked_for(request)
    ticked = sorted(keys_in(request.POST.getlist("message")))[:TOGETHER_AT_MOST]
    if ticked:
        mails = queries.whole_messages().filter(pk__in=ticked).order_by("pk")
        _tell(request, act, actions.do_to_all(act, mails, by=request.actor, at=clock.now()))
    else:
        messages.info(request, _("No mail was ticked. Tick those with which it is to be done."))
    return redirect(on_this_site(request, request.POST.get("next", ""), reverse("message_list")))


def _tell(request, act: Act, handled: actions.Handled) -> None:
    if handled.done:
        messages.success(request, wording.done_to(act, len(handled.done)))
    if handled.left:
        left = ngettext(
            "%(count)d mail was left as it was: %(reason)s",
            "%(count)d mails were left as they were, the first because: %(reason)s",
            len(handled.left),
        ) % {"count": len(handled.left), "reason": handled.left[0][1]}
        messages.warning(request, left)


@login_required
@require_safe
@csp({"default-src": [NONE], "style-src": [UNSAFE_INLINE], "frame-ancestors": [NONE], "sandbox": [True]})
def message_html(request, pk: int):
    """The mail as its reader sees it, alone on a page on which nothing runs and nothing is loaded."""
    mail = notices.as_it_would_read(_mail(request, pk), at=clock.now())
    if not mail.html:
        raise Http404
    return HttpResponse(mail.html)


def _mail(request, pk: int) -> Message:
    if not can_see_outbox(request.standing):
        raise Http404
    return get_object_or_404(queries.whole_messages(), pk=pk)
