"""Which reorganisations there are, and what one does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from tasks_app.common import clock
from tasks_app.journal.queries import record_of
from tasks_app.organisations.models import Organisation
from tasks_app.reorganisations import queries
from tasks_app.reorganisations.enums import ReorganisationState
from tasks_app.reorganisations.models import Reorganisation, Succession
from tasks_app.reorganisations.permissions import can_reorganise, can_see_reorganisations
from tasks_app.reorganisations.rules import EDITABLE, OPEN_STATES
from tasks_app.reorganisations.wording import happened, steps_in

SHOWN_ROWS = 60  # beyond it a table is folded away


class ReorganisationPage(LoginRequiredMixin, TemplateView):
    """A page about reorganisations. ``for_keepers``: only for those who may change something."""

    for_keepers = False

    def dispatch(self, request, *args, **kwargs):
        may = can_reorganise if self.for_keepers else can_see_reorganisations
        if request.user.is_authenticated and not may(request.standing):
            raise Http404
        self.now = clock.now()
        return super().dispatch(request, *args, **kwargs)

    @property
    def today(self):
        return self.now.date()

    @cached_property
    def reorganisation(self) -> Reorganisation:
        return get_object_or_404(Reorganisation.objects.select_related("by", "for_person"), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        may = can_reorganise(self.request.standing)
        return super().get_context_data(may_reorganise=may, today=self.today, **kwargs)


class ReorganisationList(ReorganisationPage):
    template_name = "reorganisations/reorganisation_list.html"

    def sections(self) -> dict[str, list[Reorganisation]]:
        every = list(queries.reorganisations())
        return {
            "open": sorted((one for one in every if one.state in OPEN_STATES), key=lambda one: (one.day, one.pk)),
            "done": [one for one in every if one.state == ReorganisationState.APPLIED],
            "others": [
                one for one in every if one.state in (ReorganisationState.REVERSED, ReorganisationState.CANCELLED)
            ],
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(**self.sections(), **kwargs)


@dataclass
class Heirs:
    """Several organisations with the same successor, as they are shown."""

    successor: Organisation | None
    lines: list[Succession] = field(default_factory=list)


def by_successor(lines: Iterable[Succession]) -> list[Heirs]:
    """The lines in the official order of the successors; those without one first."""
    found: dict[int | None, Heirs] = {}
    for line in lines:
        found.setdefault(line.successor_id, Heirs(line.successor)).lines.append(line)
    return sorted(found.values(), key=lambda one: one.successor.order if one.successor else -1)


class ShowReorganisation(ReorganisationPage):
    """All that one does: what ends and changes, what passes to whom, what stands in its way."""

    template_name = "reorganisations/reorganisation_detail.html"

    def get_context_data(self, **kwargs):
        its = self.reorganisation
        is_open = its.state in OPEN_STATES
        heirs = by_successor(queries.successions_of(its))
        alterations = list(its.alterations.select_related("organisation", "parent"))
        context = {
            "reorganisation": its,
            "heirs": heirs,
            "fold_heirs": len(heirs) > SHOWN_ROWS,
            "alterations": alterations,
            "fold": len(alterations) > SHOWN_ROWS,
            "is_editable": its.state in EDITABLE,
            "is_open": is_open,
            "gaps": queries.gaps(its, today=self.today) if is_open else [],
            "preview": queries.preview(its, on=self.today) if is_open else None,
            "passed": [] if is_open else queries.passed_work(its),
            "numbers": {} if is_open else queries.passings_of(its),
            "steps": steps_in(its.state, day=its.day, today=self.today),
            "record": [happened(entry) for entry in record_of(its)[:20]],
        }
        return super().get_context_data(**context, **kwargs)
