from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from django.views.generic import TemplateView

from tasks_app.calendar.queries import working_calendar
from tasks_app.common import clock
from tasks_app.common.dates import LOCAL
from tasks_app.common.text import keys_in
from tasks_app.people.views import KeepsTextMixin, typed_before
from tasks_app.plan.models import Assignment
from tasks_app.plan.queries import with_names
from tasks_app.plan.wording import Shown, shown
from tasks_app.reminders import actions, queries
from tasks_app.reminders.forms import UrgingForm
from tasks_app.reminders.permissions import (
    can_see_my_organisations,
    can_urge,
    can_urge_all,
    can_urge_some,
)
from tasks_app.reminders.views.ways import on_this_site

TOGETHER_AT_MOST = 100  # ticked assignments; a page of the list has 25


class MyOrganisations(LoginRequiredMixin, TemplateView):
    """What a member oversees: the open work of each organisation, the most urgent first, and a button to urge."""

    template_name = "reminders/my_organisations.html"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not can_see_my_organisations(request.standing):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def today(self) -> date:
        return clock.today()

    @cached_property
    def overseen(self) -> list[queries.OverseenOrganisation]:
        return queries.my_organisations(self.request.standing, today=self.today, calendar=working_calendar())

    def get_context_data(self, **kwargs):
        ticks = any(one.can_be_urged for one in self.overseen)
        return super().get_context_data(overseen=self.overseen, ticks=ticks, today=self.today, **kwargs)


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
        count = len(urged.recipients)
        text = ngettext(
            "%(organisation)s was urged, by a mail to %(count)d person.",
            "%(organisation)s was urged, by a mail to %(count)d people.",
            count,
        ) % {"organisation": assignment.organisation, "count": count}
        messages.success(request, text + _when_it_leaves(urged))
    own_page = reverse("assignment_detail", args=[assignment.pk])
    return redirect(on_this_site(request, request.POST.get("next", ""), own_page))


class UrgeTogether(KeepsTextMixin, TemplateView):
    """Several ticked assignments at once: whom it reaches, what is left out and why, a message, one press."""

    template_name = "reminders/assignments_urge.html"
    keeps_text_of = UrgingForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not can_urge_some(request.standing):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def assignments(self) -> list[Assignment]:
        """The ticked ones that are his to urge."""
        ticked = sorted(keys_in(self.request.GET.getlist("assignment")))[:TOGETHER_AT_MOST]
        found = with_names(Assignment.objects.filter(pk__in=ticked))
        return [one for one in found if can_urge(self.request.standing, one)]

    @property
    def back(self) -> str:
        """Where the assignments were ticked; asked for in the address, so it has to be on this site."""
        page = "assignment_list" if can_urge_all(self.request.standing) else "my_organisations"
        return on_this_site(self.request, self.request.GET.get("next", ""), reverse(page))

    def get(self, request, *args, **kwargs):
        if not self.assignments:
            messages.info(request, _("No assignment was ticked. Tick those that are to be urged."))
            return redirect(self.back)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, *, form: UrgingForm | None = None, **kwargs):
        today, calendar = clock.today(), working_calendar()
        rows = [
            UrgingRow(one.assignment, shown(one.assignment.measured(today=today, calendar=calendar)), one)
            for one in queries.to_urge(self.assignments, by=self.request.actor, on=today)
        ]
        going = [row for row in rows if not row.refused]
        return super().get_context_data(
            to_urge=going,
            left=[row for row in rows if row.refused],
            mails=queries.mails_of(row.one for row in going),
            back=self.back,
            form=form or UrgingForm(typed_before(self.request)),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        form = UrgingForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        urged = actions.urge_together(
            self.assignments, message=form.cleaned_data["message"], by=request.actor, at=clock.now()
        )
        self.tell(urged)
        return redirect(self.back)

    def tell(self, urged: actions.Urged) -> None:
        number, count = len(urged.urgings), len(urged.recipients)
        if number:
            text = ngettext("%(number)d assignment was urged.", "%(number)d assignments were urged.", number)
            mails = ngettext("%(count)d person gets a mail.", "%(count)d people get a mail each.", count)
            text = f"{text % {'number': number}} {mails % {'count': count}}"
            messages.success(self.request, text + _when_it_leaves(urged))
        if left := len(urged.refused):
            text = ngettext(
                "%(number)d assignment was left out: it was urged today already, is not open, or nobody can be mailed.",
                "%(number)d assignments were left out: they were urged today already, are not open, or nobody can be "
                "mailed.",
                left,
            )
            messages.warning(self.request, text % {"number": left})


@dataclass(frozen=True)
class UrgingRow:
    """A ticked assignment; ``one``: whom its urging would reach."""

    assignment: Assignment
    shown: Shown
    one: queries.ToUrge

    @property
    def refused(self) -> str:
        """Why it will be left out; "" where it will not."""
        return str(actions.why_not_urged(self.one) or "")


def _when_it_leaves(urged: actions.Urged) -> str:
    if urged.leaves_at <= urged.at:
        return ""
    time = date_format(urged.leaves_at.astimezone(LOCAL), "DATETIME_FORMAT")
    return " " + _("It leaves at %(time)s.") % {"time": time}
