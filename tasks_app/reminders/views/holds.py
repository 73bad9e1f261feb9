from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.generic import TemplateView

from tasks_app.common import clock
from tasks_app.common.dates import at_time
from tasks_app.mailing import actions as mailing
from tasks_app.mailing import queries as mailing_queries
from tasks_app.mailing.models import Hold
from tasks_app.people.queries import people_to_choose
from tasks_app.people.views import KeepsTextMixin, typed_before
from tasks_app.reminders.forms import HoldForm
from tasks_app.reminders.permissions import can_hold_mail


class Holds(KeepsTextMixin, TemplateView):
    """What is held back, what was, and the form for another hold."""

    template_name = "reminders/hold_list.html"
    keeps_text_of = HoldForm
    paginate_by = 25

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not can_hold_mail(request.standing):
            raise Http404
        self.now = clock.now()
        return super().dispatch(request, *args, **kwargs)

    def in_force(self) -> QuerySet[Hold]:
        """The first to end first."""
        return mailing_queries.holds().in_force(self.now).order_by("ends_at", "pk")

    def over(self) -> QuerySet[Hold]:
        return mailing_queries.holds().over(self.now)

    def get_context_data(self, *, form: HoldForm | None = None, **kwargs):
        page = Paginator(self.over(), self.paginate_by).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            form=form or self.new_form(), in_force=list(self.in_force()), over=list(page), page_obj=page, **kwargs
        )

    def new_form(self, data=None) -> HoldForm:
        typed = typed_before(self.request) if data is None else data
        # A link from a mail that is to come names the person and the day.
        named = {name: self.request.GET.get(name, "") for name in ("person", "last_day")}
        return HoldForm(typed, initial=named, today=clock.today(), people=list(people_to_choose()))

    def post(self, request, *args, **kwargs):
        form = self.new_form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        said = form.cleaned_data
        try:
            hold = mailing.hold_mail(
                person=said["person"],
                reason=said["reason"],
                ends_at=at_time(said["last_day"] + timedelta(days=1), 0),
                by=request.actor,
                at=self.now,
            )
        except mailing.HoldRefused as refused:
            form.add_error(None, str(refused))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        messages.success(request, self.in_words(hold))
        return redirect("hold_list")

    def in_words(self, hold) -> str:
        if hold.person is None:
            return _("No mail about work leaves until this hold ends. Mails about accounts leave as before.")
        return _("No mail about work leaves to %(person)s until this hold ends.") % {"person": hold.person}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end_hold(request, pk: int):
    """End a hold now. Who is sent here by the sign-in presses again in the list."""
    if not can_hold_mail(request.standing):
        raise Http404
    hold = get_object_or_404(mailing_queries.holds(), pk=pk)
    if request.method != "POST":
        return redirect("hold_list")
    try:
        mailing.end_hold(hold, by=request.actor, at=clock.now())
    except mailing.HoldRefused as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, _("The hold was ended. What waits and is not too old leaves within minutes."))
    return redirect("hold_list")
