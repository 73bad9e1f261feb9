"""Lists of people, overseers and organisations come in from Excel: looked through, put right in place, entered."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from tasks_app.common import clock
from tasks_app.imports import actions, queries
from tasks_app.imports.enums import ListKind, Verdict
from tasks_app.imports.forms import ListFileForm, ListRowsForm
from tasks_app.imports.rules import JudgedEntry, judge_list
from tasks_app.imports.wording import LIST_COLUMNS, said_of
from tasks_app.people.rules import roles_given_by
from tasks_app.personnel.permissions import can_keep_people
from tasks_app.reorganisations.permissions import can_reorganise

TYPED_IN_AT_ONCE = 100  # rows; Django takes a thousand fields of a form
MAY = {
    ListKind.PEOPLE: can_keep_people,
    ListKind.OVERSIGHT: can_keep_people,
    ListKind.ORGANISATIONS: can_reorganise,
}
LEADS_TO = {
    ListKind.PEOPLE: "person_list",
    ListKind.OVERSIGHT: "person_list",
    ListKind.ORGANISATIONS: "organisation_tree",
}


@dataclass(frozen=True)
class Shown:
    """A row on the page. ``fields``: column, its name, what stands there; they are typed in where ``is_open``."""

    judged: JudgedEntry
    fields: list[tuple[str, str, str]]
    said: list[str]
    is_open: bool


class EnterList(LoginRequiredMixin, TemplateView):
    """First a file, then its rows with what is said of each; what is wrong is typed anew in place.

    Nothing is kept between the two: the rows travel with the page, so that nothing typed is lost.
    """

    template_name = "imports/list_enter.html"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if kwargs["kind"] not in ListKind.values:
            raise Http404
        self.kind = ListKind(kwargs["kind"])
        if not MAY[self.kind](request.standing):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def judged(self) -> list[JudgedEntry]:
        known = queries.list_known(on=clock.today(), roles=roles_given_by(self.request.standing.roles))
        return judge_list(self.rows, self.kind, known)

    def get_context_data(self, *, form: ListFileForm | None = None, **kwargs):
        its = {
            "kind": self.kind,
            "form": form or ListFileForm(kind=self.kind),
            "columns": [LIST_COLUMNS[name] for name in ListRowsForm.columns_of(self.kind)],
        }
        return super().get_context_data(**kwargs | its)

    def post(self, request, *args, **kwargs):
        if "rows" in request.POST:
            return self.go_on(ListRowsForm(request.POST, kind=self.kind))
        form = ListFileForm(request.POST, request.FILES, kind=self.kind)
        if not form.is_valid():
            status = 413 if getattr(request, "is_too_large", False) else 422
            return self.render_to_response(self.get_context_data(form=form), status=status)
        self.rows = form.rows
        return self.render_to_response(self.looked_through())

    def go_on(self, form: ListRowsForm):
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        self.rows = form.found
        if "enter" not in self.request.POST:
            return self.render_to_response(self.looked_through())
        entered = actions.enter_list(self.kind, self.judged, by=self.request.actor, at=clock.now())
        number = len(entered.numbers)
        if number:
            text = ngettext("%(number)d row was entered.", "%(number)d rows were entered.", number)
            messages.success(self.request, text % {"number": number})
        self.rows = [row for row in self.rows if row.number not in set(entered.numbers)]
        del self.judged
        if not self.rows:
            return redirect(LEADS_TO[self.kind])
        return self.render_to_response(self.looked_through(entered.refused), status=409 if not number else 200)

    def looked_through(self, refused: dict[int, str] | None = None) -> dict:
        said = refused or {}
        wrong = [one.row.number for one in self.judged if one.verdict != Verdict.OK or one.row.number in said]
        typed_in = frozenset(wrong[:TYPED_IN_AT_ONCE])
        rows = [self.shown(one, said.get(one.row.number, ""), one.row.number in typed_in) for one in self.judged]
        return self.get_context_data(
            rows=rows,
            packed=ListRowsForm.packed(self.rows),
            ready=sum(one.judged.verdict != Verdict.ERROR for one in rows),
            left=sum(one.judged.verdict == Verdict.ERROR for one in rows),
        )

    def shown(self, one: JudgedEntry, refusal: str, is_open: bool) -> Shown:
        names = ListRowsForm.columns_of(self.kind)
        return Shown(
            judged=one,
            fields=[(name, str(LIST_COLUMNS[name]), one.row.cells.get(name, "")) for name in names],
            said=[*([refusal] if refusal else []), *(said_of(remark, about) for remark, about in one.remarks)],
            is_open=is_open,
        )
