from __future__ import annotations

from datetime import date, timedelta

from django.http import Http404
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from tasks_app.common.paging import KeyPaginator
from tasks_app.dashboard.enums import Move
from tasks_app.dashboard.forms import FROM
from tasks_app.dashboard.queries import beside, comparison, first_moved, last_cut_offs, moved
from tasks_app.dashboard.views import moves
from tasks_app.dashboard.views.frame import BoardPage
from tasks_app.dashboard.views.since import DAYS_BEFORE, FirstDay, first_day
from tasks_app.plan.queries import PlanDay, plan_day
from tasks_app.plan.views import Links


class TwoDays(BoardPage):
    """A board that compares its day with an earlier one (``?from=``): a week before, where none is asked for."""

    @cached_property
    def first_day(self) -> FirstDay:
        default = self.asked_day.day - timedelta(days=DAYS_BEFORE)
        return first_day(self.request.GET, self.asked_day, default=default, offers=self.offers(default))

    def offers(self, default: date) -> list[tuple[str, str]]:
        offers = [(_("a week before"), self.since(default))]
        for period in last_cut_offs(self.plan_day) if self.plan else ():
            day = date_format(period.ends_on, "DATE_FORMAT")
            words = _("%(period)s, cut off on %(day)s") % {"period": period, "day": day}
            offers.append((words, self.since(period.ends_on)))
        return offers

    def since(self, day: date) -> str:
        """This page with another first day."""
        match = self.request.resolver_match
        return self.links.to(match.url_name, *match.kwargs.values(), **{FROM: day.isoformat()})

    @cached_property
    def day_before(self) -> PlanDay:
        return plan_day(self.plan, self.first_day.day, today=self.today)

    def get_context_data(self, **kwargs):
        return super().get_context_data(first_day=self.first_day, **kwargs)


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
