from __future__ import annotations

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from tasks_app.common import clock
from tasks_app.common.paging import KeyPaginator
from tasks_app.finding import queries
from tasks_app.finding.enums import Kind
from tasks_app.finding.forms import SearchForm
from tasks_app.finding.permissions import can_search
from tasks_app.finding.views.rows import Section, lines, section, url_of_all
from tasks_app.plan.queries import current_plan, yardstick


class SearchPage(LoginRequiredMixin, TemplateView):
    """One box for everything: the best of each kind, or one kind in full."""

    template_name = "finding/search.html"
    of_each = 5
    paginate_by = 25

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not can_search(request.standing):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def form(self) -> SearchForm:
        return SearchForm(self.request.GET)

    @cached_property
    def search(self) -> queries.Search:
        today = clock.today()
        plan = current_plan(on=today)
        by = yardstick(plan, today=today) if plan else None
        return queries.Search(self.form.text, self.request.standing, plan, by, on=today)

    def get_context_data(self, **kwargs):
        kind = self.form.kind if self.search.words else None
        page = self.page(kind) if kind else None
        return super().get_context_data(
            form=self.form,
            text=self.search.text if self.search.words else "",
            page_obj=page,
            sections=[self.in_full(kind, page)] if kind else self.best(),
            **kwargs,
        )

    def best(self) -> list[Section]:
        return [section(one, self.search) for one in queries.first_found(self.search, of_each=self.of_each)]

    def numbers(self) -> dict[Kind, int]:
        """How many there are of each kind that is asked for and of which something was found, in the page's order."""
        found = queries.first_found(self.search, of_each=1)
        return {one.kind: one.number for one in found if self.form.kind in (None, one.kind)}

    def page(self, kind: Kind):
        found = queries.everything_found(self.search, kind)
        return KeyPaginator(found, self.paginate_by, whole=queries.whole(kind)).get_page(self.request.GET.get("page"))

    def in_full(self, kind: Kind, page) -> Section:
        number = page.paginator.count
        return Section(kind, number, lines(kind, list(page), self.search), url_of_all(kind, self.search))
