from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from tasks_app.common import clock
from tasks_app.people import actions, queries
from tasks_app.people.forms import DelegationForm
from tasks_app.people.models import Delegation
from tasks_app.people.permissions import can_end_delegation, can_grant_delegation, can_see_delegations
from tasks_app.people.views.typed import KeepsTextMixin, typed_before


class DelegationList(KeepsTextMixin, TemplateView):
    """Who acts for whom: in force, to come, ended; and the secretariat's form for another."""

    template_name = "people/delegation_list.html"
    keeps_text_of = DelegationForm
    paginate_by = 25

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not can_see_delegations(request.standing):
            raise Http404
        self.today = clock.today()
        return super().dispatch(request, *args, **kwargs)

    def ended(self) -> QuerySet[Delegation]:
        """The last to end first."""
        return queries.all_delegations().filter(self.is_over).order_by("-valid_to", "-pk")

    @cached_property
    def others(self) -> list[Delegation]:
        """In force or to come, the first to end first."""
        return list(queries.all_delegations().exclude(self.is_over).order_by("valid_to", "pk"))

    @property
    def is_over(self) -> Q:
        return Q(valid_to__lte=self.today) | Q(valid_to=F("valid_from"))

    def get_context_data(self, *, form: DelegationForm | None = None, **kwargs):
        may_grant = can_grant_delegation(self.request.standing)
        if form is None and may_grant:
            form = self.new_form()
        page = Paginator(self.ended(), self.paginate_by).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            form=form if may_grant else None,
            may_end=can_end_delegation(self.request.standing),
            in_force=[one for one in self.others if one.is_in_force(self.today)],
            to_come=[one for one in self.others if not one.is_in_force(self.today)],
            ended=list(page),
            page_obj=page,
            **kwargs,
        )

    def new_form(self, data=None) -> DelegationForm:
        return DelegationForm(
            typed_before(self.request) if data is None else data,
            today=self.today,
            people=list(queries.people_to_choose()),
        )

    def post(self, request, *args, **kwargs):
        if not can_grant_delegation(request.standing):
            raise Http404
        form = self.new_form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        said = form.cleaned_data
        try:
            delegation = actions.grant_delegation(
                principal=said["principal"],
                deputy=said["deputy"],
                kind=said["kind"],
                valid_from=said["valid_from"],
                valid_to=said["last_day"] + timedelta(days=1),
                basis=said["basis"],
                by=request.actor,
                at=clock.now(),
            )
        except actions.DelegationRefused as refused:
            form.add_error(None, str(refused))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        messages.success(
            request,
            _("%(deputy)s can act for %(principal)s. Both see it on their pages.")
            % {"deputy": delegation.deputy, "principal": delegation.principal},
        )
        return redirect("delegation_list")


class EndDelegation(LoginRequiredMixin, TemplateView):
    """The step back, on a page of its own that says what follows."""

    template_name = "people/delegation_end.html"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if not can_end_delegation(request.standing):
            raise Http404
        self.delegation = get_object_or_404(queries.all_delegations(), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        if self.delegation.is_over(clock.today()):
            return redirect("delegation_list")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(delegation=self.delegation, **kwargs)

    def post(self, request, *args, **kwargs):
        try:
            actions.end_delegation(self.delegation, by=request.actor, at=clock.now())
        except actions.DelegationRefused as refused:
            messages.info(request, str(refused))
        else:
            messages.success(request, _("The delegation was ended. What was done by it stays as it is."))
        return redirect("delegation_list")
