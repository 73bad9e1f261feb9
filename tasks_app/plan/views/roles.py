from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from django.views.generic import TemplateView

from tasks_app.calendar.queries import working_calendar
from tasks_app.common import clock
from tasks_app.common.addresses import is_ours
from tasks_app.people.views import KeepsTextMixin, typed_before
from tasks_app.plan import actions, rules
from tasks_app.plan.forms import ContributionDatesForm, ContributionForm
from tasks_app.plan.models import Assignment, Contribution, ContributionEntry
from tasks_app.plan.permissions import can_contribute, can_date_contributions, can_receive
from tasks_app.plan.queries import with_names
from tasks_app.plan.wording import shown


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def receive_assignment(request, pk: int):
    """Press "Received", and come back to where it was pressed.

    Who is sent here by the sign-in, because his session had ended when he pressed, presses again on the page of the
    assignment: nothing is received by opening an address.
    """
    if request.method != "POST":
        return redirect("assignment_detail", pk)
    assignment = get_object_or_404(Assignment, pk=pk)
    if not can_receive(request.standing, assignment):
        raise Http404
    try:
        actions.receive_assignment(assignment, by=request.actor, at=clock.now())
    except (actions.AlreadyReceived, actions.ReceiptNotPossible) as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, _("Noted: the work was received."))
    target = request.POST.get("next", "")
    if is_ours(request, target):
        return redirect(target)
    return redirect("assignment_detail", assignment.pk)


class RolePage(LoginRequiredMixin, TemplateView):
    """A page beside that of an assignment, for one of the roles in it."""

    assignment: Assignment

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.load(kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def load(self, pk: int) -> None:
        """Sets ``assignment``; what the person may not do does not exist for him."""
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        if not rules.takes_contributions(self.assignment.state):
            messages.info(request, _("This assignment takes no contribution now."))
            return redirect("assignment_detail", self.assignment.pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        measured = self.assignment.measured(today=clock.today(), calendar=working_calendar())
        return super().get_context_data(assignment=self.assignment, shown=shown(measured), **kwargs)


class EditContribution(KeepsTextMixin, RolePage):
    """What a coordinating organisation gives, written by its own focal officers."""

    template_name = "plan/contribution_edit.html"
    keeps_text_of = ContributionForm

    def load(self, pk: int) -> None:
        contributions = Contribution.objects.select_related(
            "organisation", "assignment__task__key_task__plan", "assignment__organisation", "assignment__responsible"
        )
        self.contribution = get_object_or_404(contributions, pk=pk)
        if not can_contribute(self.request.standing, self.contribution):
            raise Http404
        self.assignment = self.contribution.assignment

    def get_context_data(
        self, *, form: ContributionForm | None = None, theirs: ContributionEntry | None = None, **kwargs
    ):
        entries = list(self.contribution.entries.select_related("by", "for_person"))
        return super().get_context_data(
            contribution=self.contribution,
            entries=entries,
            form=form or self.opened(entries[0] if entries else None),
            theirs=theirs,
            **kwargs,
        )

    def opened(self, newest: ContributionEntry | None) -> ContributionForm:
        return self.new_form(typed_before(self.request), initial=ContributionForm.initial_from(newest))

    def new_form(self, data=None, **options) -> ContributionForm:
        return ContributionForm(data, today=clock.today(), **options)

    def post(self, request, *args, **kwargs):
        form = self.new_form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        seen = form.cleaned_data["seen"]
        try:
            actions.give_contribution(self.contribution, form.given, seen=seen, by=request.actor, at=clock.now())
        except actions.AlreadyGiven as already:
            messages.info(request, str(already))
        except actions.ContributionConflict as conflict:
            return self._show_both(conflict)
        except actions.ContributionNotPossible as refused:
            form.add_error(None, str(refused))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        else:
            messages.success(request, _("The contribution was given to the lead organisation."))
        return redirect("assignment_detail", self.assignment.pk)

    def _show_both(self, conflict: actions.ContributionConflict):
        """What was typed stays in the form, which from now on follows theirs."""
        data = self.request.POST.copy()
        data["seen"] = str(conflict.theirs.revision)
        again = self.new_form(data)
        again.is_valid()
        again.add_error(None, str(conflict))
        return self.render_to_response(self.get_context_data(form=again, theirs=conflict.theirs), status=409)


class EditContributionDates(RolePage):
    """Until when the lead needs what the coordinating organisations give."""

    template_name = "plan/contribution_dates.html"

    def load(self, pk: int) -> None:
        self.assignment = get_object_or_404(
            with_names(Assignment.objects.prefetch_related("contributions__organisation")), pk=pk
        )
        if not can_date_contributions(self.request.standing, self.assignment):
            raise Http404
        if not self.assignment.contributions.all():
            raise Http404

    def get_context_data(self, *, form: ContributionDatesForm | None = None, **kwargs):
        return super().get_context_data(form=form or self.new_form(), **kwargs)

    def new_form(self, data=None) -> ContributionDatesForm:
        return ContributionDatesForm(
            data,
            contributions=self.assignment.contributions.all(),
            deadline_on=self.assignment.deadline_on,
            today=clock.today(),
        )

    def post(self, request, *args, **kwargs):
        form = self.new_form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            changed = actions.date_contributions(
                self.assignment, form.dates, seen=form.seen, by=request.actor, at=clock.now()
            )
        except actions.DatesConflict as conflict:
            return self._show_again(form, conflict)
        except actions.ContributionNotPossible as refused:
            form.add_error(None, str(refused))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        messages.success(request, self.in_words(len(changed)))
        return redirect("assignment_detail", self.assignment.pk)

    def _show_again(self, form: ContributionDatesForm, conflict: actions.DatesConflict):
        """What was typed stays; from now on the form has seen the dates as they are."""
        data = form.data.copy()
        for name, day in form.as_now().items():
            data[name] = day
        again = self.new_form(data)
        again.is_valid()
        again.add_error(None, str(conflict))
        return self.render_to_response(self.get_context_data(form=again), status=409)

    def in_words(self, number: int) -> str:
        if not number:
            return _("No date was changed.")
        return ngettext(
            "The date of %(number)d organisation was set; its focal officers are told.",
            "The dates of %(number)d organisations were set; their focal officers are told.",
            number,
        ) % {"number": number}
