"""A reorganisation is put together: what it says, which organisations it ends or changes, who takes which work."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tasks_app.common import clock
from tasks_app.common.text import key_in
from tasks_app.organisations.models import Organisation
from tasks_app.people.views.typed import KeepsTextMixin, typed_before
from tasks_app.reorganisations import actions, queries
from tasks_app.reorganisations.forms import AllotmentForm, AlterationForm, DetailsForm, SuccessionForm
from tasks_app.reorganisations.models import Alteration, Reorganisation, Succession
from tasks_app.reorganisations.permissions import can_reorganise
from tasks_app.reorganisations.rules import EDITABLE, OPEN_STATES
from tasks_app.reorganisations.views.looking import ReorganisationPage


class Editing(KeepsTextMixin, ReorganisationPage):
    """A form about a reorganisation: refused with a sentence, it comes back filled."""

    for_keepers = True
    states = EDITABLE

    def get(self, request, *args, **kwargs):
        if "pk" in kwargs and self.reorganisation.state not in self.states:
            messages.info(request, _("It is not changed any more as it stands; prepare it again first."))
            return redirect("reorganisation_detail", self.reorganisation.pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, *, form=None, **kwargs):
        its = self.reorganisation if "pk" in self.kwargs else None
        form = form or self.new_form(typed_before(self.request))
        return super().get_context_data(form=form, reorganisation=its, **kwargs)

    def post(self, request, *args, **kwargs):
        form = self.new_form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            its = self.act(form)
        except actions.ReorganisationRefused as refused:
            form.add_error(None, str(refused))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        messages.success(request, self.said)
        return redirect("reorganisation_detail", its.pk)

    @property
    def said(self) -> str:
        return _("It was saved.")


class BeginReorganisation(Editing):
    template_name = "reorganisations/reorganisation_edit.html"
    keeps_text_of = DetailsForm

    def new_form(self, data=None) -> DetailsForm:
        return DetailsForm(data, today=self.today)

    def act(self, form: DetailsForm) -> Reorganisation:
        return actions.begin_reorganisation(form.details, by=self.request.actor, at=self.now)


class EditReorganisation(Editing):
    template_name = "reorganisations/reorganisation_edit.html"
    keeps_text_of = DetailsForm

    def new_form(self, data=None) -> DetailsForm:
        return DetailsForm(data, today=self.today, reorganisation=self.reorganisation)

    def act(self, form: DetailsForm) -> Reorganisation:
        return actions.edit_reorganisation(
            self.reorganisation,
            form.details,
            seen=form.cleaned_data["seen"] or 0,
            by=self.request.actor,
            at=self.now,
        )


class AboutOrganisations(Editing):
    @cached_property
    def organisations(self) -> list[Organisation]:
        """Those that exist on the eve of its day or from that day on."""
        day = self.reorganisation.day
        its_own = self.reorganisation.successions.filter(founds=True).values("successor")
        known = Organisation.objects.in_being(day) | Organisation.objects.filter(
            Q(valid_to__gte=self.today) | Q(pk__in=its_own)
        )
        return list(known.distinct().select_related("parent").defer("search").order_by("order", "pk"))


class AddSuccession(AboutOrganisations):
    template_name = "reorganisations/reorganisation_line.html"
    keeps_text_of = SuccessionForm

    def new_form(self, data=None) -> SuccessionForm:
        return SuccessionForm(data, reorganisation=self.reorganisation, organisations=self.organisations)

    def act(self, form: SuccessionForm) -> Reorganisation:
        its, by, at, seen = self.reorganisation, self.request.actor, self.now, form.cleaned_data["seen"]
        actions.add_successions(
            its,
            form.chosen,
            form.follower,
            founding=form.new if form.is_new else None,
            takes_rest=form.cleaned_data["takes_rest"],
            seen=seen,
            by=by,
            at=at,
        )
        return its


class AddAlteration(AboutOrganisations):
    template_name = "reorganisations/reorganisation_change.html"
    keeps_text_of = AlterationForm

    def new_form(self, data=None) -> AlterationForm:
        return AlterationForm(data, reorganisation=self.reorganisation, organisations=self.organisations)

    def act(self, form: AlterationForm) -> Reorganisation:
        actions.add_alteration(
            self.reorganisation,
            form.altered,
            seen=form.cleaned_data["seen"],
            by=self.request.actor,
            at=self.now,
            **form.changed,
        )
        return self.reorganisation


class AllotWork(Editing):
    """The open work of one organisation, each assignment with a choice of who takes it."""

    template_name = "reorganisations/reorganisation_allot.html"
    keeps_text_of = AllotmentForm
    states = OPEN_STATES

    @cached_property
    def line(self) -> Succession:
        """One of those of the organisation; which of them makes no difference."""
        return get_object_or_404(
            Succession.objects.select_related("reorganisation", "predecessor"), pk=self.kwargs["pk"]
        )

    @property
    def reorganisation(self) -> Reorganisation:
        return self.line.reorganisation

    @cached_property
    def lines(self) -> list[Succession]:
        every = queries.successions_of(self.reorganisation)
        return [one for one in every if one.predecessor_id == self.line.predecessor_id]

    @property
    def predecessor(self) -> Organisation:
        return self.line.predecessor

    def new_form(self, data=None) -> AllotmentForm:
        day = self.reorganisation.day
        successors = [one.successor for one in self.lines if one.successor]
        others = Organisation.objects.answering(day).exclude(pk=self.predecessor.pk).select_related("parent")
        known = {one.pk: one for one in [*successors, *others.order_by("order", "pk")]}
        return AllotmentForm(
            data,
            reorganisation=self.reorganisation,
            work=queries.allotted_work(self.reorganisation, self.predecessor),
            rule=self.rule,
            organisations=list(known.values()),
        )

    @property
    def rule(self) -> str:
        """Where work goes that nothing is chosen for."""
        taker = next((one.successor for one in self.lines if one.takes_rest and one.successor), None)
        if taker:
            return _("By the rule: %(successor)s") % {"successor": taker}
        if self.reorganisation.ends_predecessors:
            return _("Nobody yet")
        return _("Stays where it is")

    def get_context_data(self, **kwargs):
        return super().get_context_data(predecessor=self.predecessor, rule=self.rule, **kwargs)

    def act(self, form: AllotmentForm) -> Reorganisation:
        actions.allot(
            self.reorganisation,
            form.choices,
            seen=form.cleaned_data["seen"],
            by=self.request.actor,
            at=self.now,
        )
        return self.reorganisation


def _remove(request, line: Succession | Alteration):
    """Taking a line out leads back to the page; who only opens the address changes nothing."""
    if request.method == "POST":
        try:
            actions.remove_line(line, seen=key_in(request.POST.get("seen", "")) or 0, by=request.actor, at=clock.now())
        except actions.ReorganisationRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The line was taken out."))
    return redirect("reorganisation_detail", line.reorganisation_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def succession_remove(request, pk: int):
    if not can_reorganise(request.standing):
        raise Http404
    lines = Succession.objects.select_related("reorganisation", "successor", "predecessor")
    return _remove(request, get_object_or_404(lines, pk=pk))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def alteration_remove(request, pk: int):
    if not can_reorganise(request.standing):
        raise Http404
    lines = Alteration.objects.select_related("reorganisation", "organisation")
    return _remove(request, get_object_or_404(lines, pk=pk))
