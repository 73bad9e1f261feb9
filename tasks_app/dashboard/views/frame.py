"""What all boards share: who sees them, the day they answer for, and the row of tabs that leads from one to another."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from tasks_app.common.replica import read_from_replica
from tasks_app.dashboard.permissions import can_see_overview
from tasks_app.plan.views import Links, PlanPage

TABS = [
    ("overview", _("Whole province")),
    ("locality_map", _("Map")),
    ("matrix", _("Matrix")),
    ("ranking", _("Ranking")),
    ("comparison", _("Comparison of two days")),
    ("organisation_list", _("Units and localities")),
    ("member_list", _("Members")),
    ("indicator_list", _("Indicators")),
]


@dataclass(frozen=True)
class Tab:
    url: str
    label: str
    is_current: bool


def tabs(current: str, links: Links) -> list[Tab]:
    """The boards in their order, each for the day that is looked at; ``current``: the name of the page's address."""
    return [Tab(links.to(name), str(label), name == current) for name, label in TABS]


class BoardPage(PlanPage):
    """A board of the whole province: for whoever follows all of it, for today or for a past day.

    Its queries are asked of the replica, where there is one.
    """

    answers_for_days = True

    def get(self, request, *args, **kwargs):
        return read_from_replica(request, lambda: super(BoardPage, self).get(request, *args, **kwargs))

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not can_see_overview(request.standing):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(tabs=tabs(self.request.resolver_match.url_name, self.links), **kwargs)
