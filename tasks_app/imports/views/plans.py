"""A table of tasks comes in, is looked through and put right, becomes drafts of a plan, and can be undone for a day."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tasks_app.common import clock
from tasks_app.imports import actions, queries
from tasks_app.imports.enums import ImportState, Part, Verdict
from tasks_app.imports.forms import ColumnsForm, RowForm, UploadForm, first_values, leads_together
from tasks_app.imports.models import Import, ImportRow
from tasks_app.imports.rules import Found, JudgedRow, Known, judge_row
from tasks_app.imports.wording import SHOWN, sentence
from tasks_app.plan.models import Plan
from tasks_app.planning.actions import PlanningRefused
from tasks_app.planning.views import PlannersPage

ROWS_ON_A_PAGE = 50
LEFT = "left"


class ImportList(PlannersPage):
    """Where a file is uploaded, and what was uploaded before."""

    template_name = "imports/import_list.html"

    def new_form(self, *data) -> UploadForm:
        plans = Plan.objects.filter(closed_at=None).order_by("-year")
        year = self.request.GET.get("year", "")
        chosen = next((plan.pk for plan in plans if str(plan.year) == year), None)
        return UploadForm(*data, plans=plans, initial={"plan": chosen})

    def get_context_data(self, *, form: UploadForm | None = None, **kwargs):
        imports = Import.objects.defer("grid").select_related("plan", "by", "for_person")
        return super().get_context_data(form=form or self.new_form(), imports=list(imports[:50]), **kwargs)

    def post(self, request, *args, **kwargs):
        form = self.new_form(request.POST, request.FILES)
        if not form.is_valid():
            status = 413 if getattr(request, "is_too_large", False) else 422
            return self.render_to_response(self.get_context_data(form=form), status=status)
        plan = Plan.objects.get(pk=form.cleaned_data["plan"])
        kept = actions.keep_import(
            plan,
            form.grid,
            form.heading,
            name=form.cleaned_data["file"].name,
            known=queries.known(plan.year, plan=plan),
            by=request.actor,
            at=clock.now(),
        )
        return redirect("import_columns", kept.pk)


class OfImport(PlannersPage):
    """A page about one import."""

    @cached_property
    def its(self) -> Import:
        return get_object_or_404(Import.objects.select_related("plan", "by", "for_person"), pk=self.kwargs["pk"])

    @cached_property
    def plan(self) -> Plan:
        return self.its.plan

    @cached_property
    def known(self) -> Known:
        return queries.known_of(self.its)

    def way(self, *further: tuple[str, str]) -> list[tuple[str, str]]:
        here = reverse("import_detail", args=[self.its.pk]) if further else ""
        return [(_("Files for plans"), reverse("import_list")), (self.its.name, here), *further]


class ColumnsPage(OfImport):
    """What each column of the table was taken for, with what stands in it."""

    template_name = "imports/import_columns.html"
    for_planners = True

    def new_form(self, *data) -> ColumnsForm:
        _grid, heading = self.its.table
        return ColumnsForm(*data, texts=heading.texts, columns=self.its.columns)

    def get_context_data(self, *, form: ColumnsForm | None = None, **kwargs):
        form = form or self.new_form()
        grid, heading = self.its.table
        below = [line for line in grid.lines[heading.last + 1 :] if len(line.filled) > 2][:2]
        samples = [
            (form[name], [text for line in below if (text := line.text(column))]) for name, column in form.names.items()
        ]
        return super().get_context_data(
            its=self.its,
            form=form,
            samples=samples,
            sheet=grid.name,
            way=self.way((_("Columns of the file"), "")),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        form = self.new_form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        if form.columns != {Part(part): column for part, column in self.its.columns.items()}:
            try:
                actions.name_columns(self.its, form.columns, known=self.known, at=clock.now())
            except actions.ImportRefused as refused:
                messages.error(request, str(refused))
        return redirect("import_detail", self.its.pk)


@dataclass(frozen=True)
class Line:
    """A row on the page. ``lead_words``: what stands in the file, where that is not the name itself."""

    row: ImportRow
    judged: JudgedRow
    said: list[tuple[str, str]]
    lead_words: str

    @property
    def leads(self) -> list[Found]:
        return self.judged.leads


class ImportPage(OfImport):
    """Every row with what was understood, what is said of it, and what became of it."""

    template_name = "imports/import_detail.html"

    @cached_property
    def rows_in_short(self) -> list[tuple[str, bool, int | None, int]]:
        return list(self.its.rows.order_by("number").values_list("verdict", "is_left", "key_task", "number"))

    @cached_property
    def counts(self) -> dict[str, int]:
        rows = self.rows_in_short
        counts = {verdict.value: sum(its == verdict and not left for its, left, *_rest in rows) for verdict in Verdict}
        return counts | {LEFT: sum(left for _its, left, *_rest in rows), "": len(rows)}

    @cached_property
    def shown(self) -> str:
        shown = self.request.GET.get("show", "")
        return shown if shown in self.counts else ""

    def get_context_data(self, **kwargs):
        page = Paginator(self.numbers, ROWS_ON_A_PAGE).get_page(self.request.GET.get("page"))
        taking = self.counts[Verdict.OK] + self.counts[Verdict.WARNING]
        return super().get_context_data(
            its=self.its,
            lines=self.lines_of(list(page)),
            page=page,
            taking=taking,
            tabs=[
                (key, label, self.counts[key], key == self.shown) for key, label in SHOWN if self.counts[key] or not key
            ],
            is_open=self.its.state == ImportState.READ,
            groups=queries.groups_called_otherwise(self.its, self.known) if self.its.state == ImportState.READ else [],
            is_taking=self.its.state in (ImportState.WAITING, ImportState.TAKING),
            may_undo=self.its.state == ImportState.TAKEN and clock.now() <= self.its.taken_at + actions.UNDONE_WITHIN,
            way=self.way(),
            **kwargs,
        )

    @cached_property
    def numbers(self) -> list[int]:
        """The rows that the page is narrowed to."""
        return [
            number
            for verdict, left, _key_task, number in self.rows_in_short
            if not self.shown or self.shown == (LEFT if left else verdict)
        ]

    def lines_of(self, numbers: list[int]) -> list[Line]:
        rows = self.its.rows.select_related("task__key_task").filter(number__in=numbers).order_by("number")
        expects = bool(self.its.titles) or any(key_task for _its, _left, key_task, _number in self.rows_in_short)
        return [self._line(row, expects) for row in rows]

    def _line(self, row: ImportRow, expects: bool) -> Line:
        judged = judge_row(row.raw, self.known, expects_key_task=expects)
        notes = [(note.verdict.value, sentence(note)) for note in judged.notes]
        words = row.raw.text(Part.LEAD)
        is_itself = judged.lead is not None and words == judged.lead.named.name
        return Line(row, judged, notes, "" if is_itself else words)


class RowPage(OfImport):
    """A row is put right, with what stands in the file beside it."""

    template_name = "imports/import_row.html"
    for_planners = True

    @cached_property
    def row(self) -> ImportRow:
        return get_object_or_404(self.its.rows, number=self.kwargs["number"])

    @cached_property
    def judged(self) -> JudgedRow:
        return judge_row(self.row.raw, self.known, expects_key_task=queries.expects_key_tasks(self.its))

    @property
    def member(self) -> str:
        return next(iter(queries.names_of([self.judged.member] if self.judged.member else [])), "")

    def new_form(self, *data) -> RowForm:
        named = self.known.directory.named
        groups = [one.name for one in named if one.is_group]
        others = [one.name for one in named if one.in_being and not one.is_group and not one.is_below]
        return RowForm(
            *data,
            key_tasks=self.known.key_tasks,
            names=dict.fromkeys([*filter(None, [leads_together(self.judged)]), *groups, *others]),
            members=queries.names_of(self.known.people.values()),
            initial=first_values(self.row, self.judged, member=self.member),
        )

    def get_context_data(self, *, form: RowForm | None = None, **kwargs):
        raw = self.row.raw
        return super().get_context_data(
            its=self.its,
            row=self.row,
            form=form or self.new_form(),
            stands=[(part.label, raw.text(part)) for part in Part if raw.text(part)],
            said=[(note.verdict.value, sentence(note)) for note in self.judged.notes],
            alternatives=self.judged.lead is None and [named.name for named, _score in self._others()],
            way=self.way((_("Row %(number)d") % {"number": self.row.number}, "")),
            **kwargs,
        )

    def _others(self):
        found = self.known.directory.split(self.row.raw.text(Part.LEAD))
        return found[0].others[:5] if found else ()

    def post(self, request, *args, **kwargs):
        form = self.new_form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        said = form.cleaned_data
        try:
            row = actions.correct_row(
                self.row,
                form.cells,
                key_task=said["key_task"],
                day=said["day"],
                is_left=said["is_left"],
                seen=said["seen"],
                known=self.known,
            )
        except actions.ImportRefused as refused:
            form.add_error(None, str(refused))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        messages.success(request, _("Row %(number)d was saved.") % {"number": row.number})
        return redirect(f"{reverse('import_detail', args=[self.its.pk])}#row-{row.number}")


class StepPage(OfImport):
    """A press without anything to fill in. Who only opens the address comes back to the page of the import."""

    for_planners = True

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return redirect("import_detail", self.its.pk)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            messages.success(request, self.act())
        except (actions.ImportRefused, PlanningRefused) as refused:
            messages.error(request, str(refused))
        return redirect("import_detail", self.its.pk)

    def act(self) -> str:
        """Do it; what is said of it afterwards."""
        raise NotImplementedError


class TakeOver(StepPage):
    def act(self) -> str:
        its = actions.take_over(self.its, **self.who_and_when)
        if its.state == ImportState.WAITING:
            return _("There are many rows: they are taken over in the background. You may leave this page.")
        number = its.rows.filter(task__isnull=False).count()
        return ngettext(
            "%d task was added to the plan as a draft.", "%d tasks were added to the plan as drafts.", number
        ) % (number)


class Undo(StepPage):
    def act(self) -> str:
        number = actions.undo_import(self.its, **self.who_and_when)
        return ngettext(
            "%d task was taken out of the plan again.", "%d tasks were taken out of the plan again.", number
        ) % (number)
