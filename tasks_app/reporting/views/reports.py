from uuid import uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tasks_app.common import clock
from tasks_app.reporting import actions
from tasks_app.reporting.enums import ReportState
from tasks_app.reporting.forms import ReportForm
from tasks_app.reporting.views.assignments import AssignmentPage


class EditReport(AssignmentPage):
    """The form of the assignment's report: opened from a mail, kept as a draft, or sent."""

    def load(self, pk: int) -> None:
        super().load(pk)
        if not self.may_report:
            raise Http404

    def get(self, request, *args, **kwargs):
        if not self.assignment.takes_reports:
            return redirect("assignment_detail", self.assignment.pk)
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        form = self.new_form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        act = actions.submit_report if form.is_sent else actions.save_draft
        try:
            act(
                self.assignment,
                form.content(),
                birth=form.birth,
                due=form.answered_due,
                by=request.actor,
                at=clock.now(),
            )
        except actions.AlreadySubmitted as already:
            messages.info(request, str(already))
        except actions.ReportConflict as conflict:
            return self._show_both(form, conflict)
        except actions.ReportNotPossible as refused:
            form.add_error(None, str(refused))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        else:
            messages.success(request, _("The report was sent.") if form.is_sent else _("The draft was saved."))
        return redirect("my_work") if form.is_sent else redirect("assignment_detail", self.assignment.pk)

    def _show_both(self, form: ReportForm, conflict: actions.ReportConflict):
        """What was typed stays in the form, and theirs stands beside it.

        From now on the form continues their draft, or is a new report after the one that they sent.
        """
        theirs, data = conflict.theirs, self.request.POST.copy()
        if theirs.state == ReportState.DRAFT:
            data["uid"], data["version"] = str(theirs.uid), str(theirs.version)
        else:
            data["uid"], data["version"], data["based_on"] = str(uuid4()), "0", str(theirs.pk)
        again = self.new_form(data)
        again.is_valid()
        again.add_error(None, str(conflict))
        return self.render_to_response(self.get_context_data(form=again, theirs=theirs), status=409)
