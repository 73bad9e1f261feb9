"""The log of what happened, for those who answer for it."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from tasks_app.audit import queries
from tasks_app.audit.forms import AuditFilter
from tasks_app.audit.permissions import can_see_audit, can_see_watched
from tasks_app.audit.rules import SEARCHED_DAYS, Place, kinds_open_to
from tasks_app.audit.wording import Line, line
from tasks_app.common import clock
from tasks_app.common.dates import LOCAL
from tasks_app.options.queries import options

LINES = 50


class AuditLog(LoginRequiredMixin, TemplateView):
    """Who did, tried or looked at what, newest first. There is no number of pages: that would be a count of all."""

    template_name = "audit/audit_log.html"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not can_see_audit(request.standing):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def today(self) -> date:
        return clock.today()

    @cached_property
    def sees_watched(self) -> bool:
        return can_see_watched(self.request.standing)

    @cached_property
    def filters(self) -> AuditFilter:
        return AuditFilter(
            self.request.GET,
            kinds=kinds_open_to(sees_watched=self.sees_watched),
            people=queries.people_in_the_log(),
            sees_watched=self.sees_watched,
        )

    def said(self, found: list[queries.Found]) -> list[Line]:
        """Some lines in words."""
        names = queries.subjects(found)
        return [line(one, names, sees_address=self.sees_watched) for one in found]

    def get_context_data(self, **kwargs):
        asked = self.filters.asked
        after = Place.read(self.request.GET.get("after", ""), LOCAL)
        found = queries.lines(asked, after=after, today=self.today, at_most=LINES + 1)
        return super().get_context_data(
            filters=self.filters,
            lines=self.said(found[:LINES]),
            older=found[LINES - 1].place.mark if len(found) > LINES else "",
            is_first=after is None,
            thing=asked.thing,
            sees_watched=self.sees_watched,
            searched_days=SEARCHED_DAYS if asked.words and not asked.first else None,
            kept=options(),
            **kwargs,
        )
