from __future__ import annotations

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from tasks_app.common.paging import KeyPaginator
from tasks_app.dashboard.enums import Move
from tasks_app.dashboard.forms import FROM
from tasks_app.dashboard.queries import beside, comparison, first_moved, moved
from tasks_app.dashboard.views import moves
from tasks_app.dashboard.views.since import TwoDays
from tasks_app.plan.views import Links


class CompareDays(TwoDays):
    """What changed between two days: a sentence, the shares on both, who stands better or worse, what moved."""

    template_name = "dashboard/comparison.html"
    shown_rows = 10
    shown_organisations = 10

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.plan is None:
            return context
        found = comparison(self.day_before, self.plan_day)
        then, now = Links(self.first_day.day), self.links
        return context | {
            "comparison": found,
            "parts": moves.moves_in_words(found.changes, self.first_day.day, now),
            "buckets": moves.buckets(found.changes, then, now),
            "key_tasks": [moves.key_task_line(line, then, now) for line in found.key_tasks],
            "organisations": [
                (
                    title,
                    [moves.organisation_line(line, then, now) for line in lines[: self.shown_organisations]],
                    len(lines),
                )
                for title, lines in (
                    (_("More overdue work than before"), found.worse),
                    (_("Less overdue work than before"), found.better),
                )
            ],
            "sections": self.sections(found.changes),
        }

    def sections(self, changes) -> list[moves.Section]:
        first = first_moved(self.day_before, self.plan_day, self.shown_rows)
        return [
            moves.Section(
                move,
                [moves.moved_row(one, self.day_before, self.plan_day) for one in first[move]],
                changes.made(move),
                moves.move_url(move, self.first_day.day, self.links),
            )
            for move in Move
            if first[move]
        ]


class MovedList(TwoDays):
    """All that made one move between two days."""

    template_name = "dashboard/comparison_list.html"
    paginate_by = 25

    @cached_property
    def move(self) -> Move:
        try:
            return Move(self.kwargs["move"])
        except ValueError:
            raise Http404 from None

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs | {"move": self.move})
        if self.plan is None:
            return context
        days = self.day_before, self.plan_day
        page = KeyPaginator(moved(*days, self.move), self.paginate_by).get_page(self.request.GET.get("page"))
        back = self.links.to("comparison", **{FROM: self.first_day.day.isoformat()})
        return context | {
            "page_obj": page,
            "rows": [moves.moved_row(one, *days) for one in beside(days[0], page)],
            "crumbs": [(_("Comparison of two days"), back), (self.move.label, "")],
        }
