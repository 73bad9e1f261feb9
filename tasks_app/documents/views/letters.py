"""Urging letters and follow-up sheets: the pages from which they are taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from io import BytesIO

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from tasks_app.common import clock
from tasks_app.common.text import key_in
from tasks_app.dashboard.permissions import can_see_member
from tasks_app.dashboard.queries import members_on, was_ever_on_the_committee
from tasks_app.documents import actions, queries
from tasks_app.documents.enums import Letterhead
from tasks_app.documents.forms import LetterForm, PaperForm
from tasks_app.documents.permissions import can_make_letters
from tasks_app.documents.rendering import TemplateBroken
from tasks_app.exports.actions import log_export
from tasks_app.exports.enums import FileFormat
from tasks_app.exports.views import delivered
from tasks_app.options.queries import options
from tasks_app.people.models import Person
from tasks_app.plan.permissions import can_follow_all
from tasks_app.plan.views import PlanPage


@dataclass(frozen=True)
class LetterRow:
    its: queries.OverdueOrganisation
    url: str
    list_url: str


class LetterList(PlanPage):
    """The organisations with overdue work, and a letter to each or to all of them."""

    answers_for_days = True
    template_name = "documents/letter_list.html"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not can_make_letters(request.standing):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, *, form: LetterForm | None = None, error: str = "", **kwargs):
        context = super().get_context_data(form=form or self.new_form(), error=error, **kwargs)
        if self.plan is None:
            return context
        found = queries.overdue_organisations(self.plan_day, self.asked_organisation)
        rows = [
            LetterRow(
                one,
                self.links.to("organisation_detail", one.organisation.pk),
                self.links.assignments(organisation=one.organisation.pk, status="overdue", sort="-days"),
            )
            for one in found
        ]
        return context | {
            "rows": rows,
            "number": sum(len(row.its.lines) for row in rows),
            "is_one": self.asked_organisation is not None,
            "all_url": self.links.to("letter_list"),
        }

    def new_form(self, data=None) -> LetterForm:
        return LetterForm(data, today=self.today, usual=self.usual_answer)

    @property
    def usual_answer(self) -> date:
        if self.plan is None:
            return self.today
        return self.plan_day.by.calendar.add(self.today, options().letter_answer_within)

    @cached_property
    def asked_organisation(self) -> int | None:
        return key_in(self.request.GET.get("organisation", ""))

    def post(self, request, *args, **kwargs):
        """The file; with ``organisation`` a letter to that one, else an archive of all."""
        form = self.new_form(request.POST)
        if self.plan is None or not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        only = key_in(request.POST.get("organisation", ""))
        found = queries.overdue_organisations(self.plan_day, only)
        if not found:
            raise Http404
        try:
            files = actions.urging_letters(
                found,
                self.plan_day,
                letterhead=Letterhead(form.cleaned_data["letterhead"]),
                language=form.cleaned_data["language"],
                answer_by=form.cleaned_data["answer_by"],
                dated=None,
            )
        except TemplateBroken as broken:
            return self.render_to_response(self.get_context_data(form=form, error=str(broken)), status=409)
        rows = sum(len(one.lines) for one in found)
        return handed_out(request, files, what="urging_letter", thing=only, rows=rows, folder="CV_Don-doc", page=self)


class FollowUpSheets(PlanPage):
    """The sheet of one member (his pk), or those of all as an archive."""

    answers_for_days = True
    template_name = "documents/follow_up.html"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            pk = self.kwargs.get("pk")
            allowed = can_follow_all(request.standing) if pk is None else can_see_member(request.standing, pk)
            if not allowed:
                raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def person(self) -> Person | None:
        if "pk" not in self.kwargs:
            return None
        person = get_object_or_404(Person, pk=self.kwargs["pk"])
        if not was_ever_on_the_committee(person):
            raise Http404
        return person

    def get_context_data(self, *, form: PaperForm | None = None, error: str = "", **kwargs):
        form = form or PaperForm(letterhead=Letterhead.PARTY)
        back = self.links.to("member_detail", self.person.pk) if self.person else self.links.to("member_list")
        return super().get_context_data(form=form, error=error, person=self.person, back_url=back, **kwargs)

    def post(self, request, *args, **kwargs) -> HttpResponse:
        form = PaperForm(request.POST, letterhead=Letterhead.PARTY)
        if self.plan is None or not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        people = [self.person] if self.person else [one.person for one in members_on(self.plan_day)]
        try:
            sheets = actions.follow_up_sheets(
                people,
                self.plan_day,
                request.standing,
                letterhead=Letterhead(form.cleaned_data["letterhead"]),
                language=form.cleaned_data["language"],
            )
        except TemplateBroken as broken:
            return self.render_to_response(self.get_context_data(form=form, error=str(broken)), status=409)
        return handed_out(
            request,
            [file for file, _rows in sheets],
            what="follow_up_sheet",
            thing=self.kwargs.get("pk"),
            rows=sum(rows for _file, rows in sheets),
            folder="Phieu-theo-doi",
            page=self,
        )


def handed_out(request, files, *, what: str, thing: int | None, rows: int, folder: str, page: PlanPage) -> HttpResponse:
    """One file as it is where one is asked for, else an archive; logged."""
    is_one = thing is not None
    file_format = FileFormat.DOCX if is_one else FileFormat.ZIP
    name, content = files[0] if is_one else (f"{folder}_{page.plan_day.day:%Y-%m-%d}.zip", actions.archive(files))
    query = request.GET.urlencode()
    log_export(what, file_format, rows=rows, by=request.actor, at=clock.now(), thing=thing, query=query)
    return delivered(BytesIO(content), name, file_format)
