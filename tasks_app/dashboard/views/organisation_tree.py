from __future__ import annotations

from django.http import Http404
from django.utils.functional import cached_property

from tasks_app.dashboard.forms import TreeFilter
from tasks_app.dashboard.queries import Tree, organisation_tree
from tasks_app.plan.permissions import can_follow_all
from tasks_app.plan.views import PlanPage
from tasks_app.reorganisations.permissions import can_reorganise


class OrganisationTree(PlanPage):
    """Every organisation of the province on a day: units by kind, districts with their communes."""

    answers_for_days = True
    template_name = "dashboard/organisation_tree.html"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not can_follow_all(request.standing):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def filters(self) -> TreeFilter:
        return TreeFilter(self.asked_day.understood(self.request.GET))

    @cached_property
    def tree(self) -> Tree:
        return organisation_tree(self.asked_day.day, search=self.filters.words)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            tree=self.tree,
            filters=self.filters,
            may_keep=can_reorganise(self.request.standing),
            clear_url=self.links.to("organisation_tree"),
            **kwargs,
        )
