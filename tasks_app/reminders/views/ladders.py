from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from tasks_app.calendar.queries import working_calendar
from tasks_app.common import clock
from tasks_app.reminders import actions, notices, queries, wording
from tasks_app.reminders.enums import Subject
from tasks_app.reminders.forms import LadderForm, SummaryForm
from tasks_app.reminders.models import EditedLadder
from tasks_app.reminders.permissions import can_edit_ladders
from tasks_app.reminders.rules import DEFAULT_LADDERS, Ladder
from tasks_app.reminders.views.rules_line import rules_line
from tasks_app.reminders.views.tomorrow import ViewersPage


class LadderList(ViewersPage):
    """The ladders that hold, each as its line of stages, and who wrote those that are not the default."""

    template_name = "reminders/ladder_list.html"

    def get_context_data(self, **kwargs):
        edited = queries.edited_ladders()
        held = {subject: queries.ladder_of(edited[subject]) for subject in edited}
        ladders = [
            {
                "subject": subject,
                "edited": edited.get(subject),
                "stages": rules_line(subject, held.get(subject, DEFAULT_LADDERS[subject])),
            }
            for subject in Subject
        ]
        return super().get_context_data(ladders=ladders, may_edit=can_edit_ladders(self.request.standing), **kwargs)


class LadderPage(LoginRequiredMixin, TemplateView):
    """A page about one ladder, for those who may write it. ``seen``: the ``at`` of what the writer looked at."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            if not can_edit_ladders(request.standing) or kwargs["subject"] not in Subject:
                raise Http404
            self.subject = Subject(kwargs["subject"])
        return super().dispatch(request, *args, **kwargs)

    def load(self) -> None:
        self.row: EditedLadder | None = queries.edited_ladders().get(self.subject)
        self.ladder: Ladder = queries.ladder_of(self.row) if self.row else DEFAULT_LADDERS[self.subject]

    @property
    def seen(self) -> datetime | None:
        """What the form was opened with; what cannot be read was not seen."""
        try:
            return datetime.fromisoformat(self.request.POST.get("seen", ""))
        except ValueError:
            return None

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            subject=self.subject,
            row=self.row,
            seen=self.row.at.isoformat() if self.row else "",
            **kwargs,
        )


class EditLadder(LadderPage):
    """The stages as rows to change, then what they would say and to how many, then they are saved."""

    template_name = "reminders/ladder_edit.html"

    def get(self, request, *args, **kwargs):
        self.load()
        return self.form_again(self.new_form())

    def post(self, request, *args, **kwargs):
        self.load()
        form = self.new_form(request.POST)
        if not form.is_valid():
            return self.form_again(form, status=422)
        if "again" in request.POST:
            return self.form_again(form)
        if "save" not in request.POST:
            return self.preview(form)
        try:
            written = actions.write_ladder(self.subject, form.ladder, seen=self.seen, by=request.actor, at=clock.now())
        except actions.LadderChanged as changed:
            self.load()
            return self.form_again(form, status=409, refused=str(changed), theirs=self.shown(self.ladder))
        except actions.LadderRefused as refused:
            return self.form_again(form, status=422, refused=str(refused))
        if written:
            messages.success(request, _("The ladder was saved. It holds from the next planning."))
        else:
            messages.info(request, _("Nothing was changed."))
        return redirect("ladder_list")

    def new_form(self, data=None):
        of = SummaryForm if self.subject == Subject.SUMMARY else LadderForm
        return of(data, subject=self.subject, ladder=self.ladder)

    def shown(self, ladder: Ladder):
        return rules_line(self.subject, ladder)

    def form_again(self, form, *, status: int = 200, refused: str = "", theirs=None):
        context = self.get_context_data(
            form=form,
            is_summary=self.subject == Subject.SUMMARY,
            variables=wording.VARIABLES.items(),
            refused=refused,
            theirs=theirs,
        )
        if self.request.method == "POST" and theirs is None:
            context["seen"] = self.request.POST.get("seen", "")
        return self.render_to_response(context, status=status)

    def preview(self, form):
        """What the ladder would say and to how many on the day that is planned next; nothing is written."""
        self.template_name = "reminders/ladder_preview.html"
        now, calendar = clock.now(), working_calendar()
        day = queries.next_planned_day(now, calendar)
        held = queries.ladders()
        before, after = (
            queries.tomorrow(day=day, at=now, calendar=calendar, by=held | {self.subject: ladder})
            for ladder in (self.ladder, form.ladder)
        )
        example = queries.example(day=day)
        steps = [*form.ladder.stages, *([form.ladder.then] if form.ladder.then else [])]
        with_notes = [stage for stage in steps if stage.note_vi]
        context = self.get_context_data(
            form=form,
            is_summary=self.subject == Subject.SUMMARY,
            day=day,
            before=before,
            after=after,
            stages_before=self.shown(self.ladder),
            stages_after=self.shown(form.ladder),
            example=example,
            samples=notices.samples(self.subject, with_notes, assignment=example) if example else [],
            has_notes=bool(with_notes),
        )
        context["seen"] = self.request.POST.get("seen", "")
        return self.render_to_response(context)


class ResetLadder(LadderPage):
    """Back to the default, on a page of its own that says what that is."""

    template_name = "reminders/ladder_reset.html"

    def get(self, request, *args, **kwargs):
        self.load()
        if self.row is None:
            messages.info(request, _("This ladder is the default already; nothing was changed."))
            return redirect("ladder_list")
        return self.render_to_response(
            self.get_context_data(
                stages_now=rules_line(self.subject, self.ladder),
                stages_default=rules_line(self.subject, DEFAULT_LADDERS[self.subject]),
            )
        )

    def post(self, request, *args, **kwargs):
        try:
            was_another = actions.reset_ladder(self.subject, seen=self.seen, by=request.actor, at=clock.now())
        except actions.LadderRefused as refused:
            messages.warning(request, str(refused))
            return redirect("ladder_reset", self.subject)
        if was_another:
            messages.success(request, _("The ladder is the default again."))
        else:
            messages.info(request, _("This ladder is the default already; nothing was changed."))
        return redirect("ladder_list")
