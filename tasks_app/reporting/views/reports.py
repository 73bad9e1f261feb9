from http import HTTPStatus
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tasks_app.common import clock
from tasks_app.common.text import key_in
from tasks_app.people.views import KeepsTextMixin, typed_before
from tasks_app.reporting import actions, queries
from tasks_app.reporting.enums import ReportState
from tasks_app.reporting.forms import ReportForm, megabytes, merge_of, version_of, with_choices
from tasks_app.reporting.models import ProgressReport, ReportDue
from tasks_app.reporting.views.assignments import AssignmentPage


class EditReport(KeepsTextMixin, AssignmentPage):
    """The form of the assignment's report: opened from a mail, kept as a draft, or sent.

    Its files are kept before anything else, so that no mistake in another field and no conflict costs them. A form
    that a script saves while somebody types ("autosave") is answered in a few words instead of a page.
    """

    keeps_text_of = ReportForm

    def load(self, pk: int) -> None:
        super().load(pk)
        if not self.may_report:
            raise Http404
        self.owed = [str(due.pk) for due in self.dues]
        self.dues += [due for due in self._answered() if due not in self.dues]

    def _answered(self) -> list[ReportDue]:
        """What the form that comes in asks for, and is no longer owed since it was opened."""
        typed = self.request.POST
        due, based_on = key_in(typed.get("due") or "0"), key_in(typed.get("based_on", ""))
        try:
            uid = UUID(typed.get("uid", ""))
        except ValueError:
            return []
        if due is None or based_on is None:
            return []
        return queries.dues_answered_since(self.assignment, uid=uid, due=due, based_on=based_on)

    def get(self, request, *args, **kwargs):
        if not self.assignment.takes_reports:
            return redirect("assignment_detail", self.assignment.pk)
        return super().get(request, *args, **kwargs)

    def new_form(self, data=None, *args, **kwargs) -> ReportForm:
        return super().new_form(typed_before(self.request) if data is None else data, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        form = self.new_form(request.POST, request.FILES)
        is_valid = form.is_valid()
        if form.new_files:
            form.keep(actions.keep_files(self.assignment, form.new_files, by=request.actor, at=clock.now()))
        if getattr(request, "is_too_large", False):
            form.add_error("uploads", _too_large())
            return self._come_back(form, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if "merge" in request.POST:
            return self._fill(form)
        if not is_valid:
            return self._come_back(form, HTTPStatus.UNPROCESSABLE_ENTITY)
        return self._write(form)

    def _write(self, form: ReportForm) -> HttpResponse:
        act = actions.submit_report if form.is_sent else actions.save_draft
        try:
            report = act(
                self.assignment,
                form.content(),
                birth=form.birth,
                due=form.answered_due,
                by=self.request.actor,
                at=clock.now(),
            )
        except actions.AlreadySubmitted as already:
            if self.is_autosave:
                return self._in_short(str(already), HTTPStatus.CONFLICT)
            messages.info(self.request, str(already))
        except actions.ReportConflict as conflict:
            return self._show_both(form, conflict)
        except (actions.ReportNotPossible, actions.FilesGone) as refused:
            if self.is_autosave:
                return self._in_short(str(refused), HTTPStatus.CONFLICT)
            form.add_error(None, str(refused))
            return self._come_back(form, HTTPStatus.CONFLICT)
        else:
            if self.is_autosave:
                return self._saved(report)
            messages.success(self.request, _("The report was sent.") if form.is_sent else _("The draft was saved."))
        return redirect("my_work") if form.is_sent else redirect("assignment_detail", self.assignment.pk)

    @property
    def is_autosave(self) -> bool:
        return "autosave" in self.request.POST

    def _saved(self, report: ProgressReport) -> JsonResponse:
        """What the form has to know to go on with the draft."""
        words = _("Draft saved at %(time)s.") % {"time": date_format(clock.now(), "H:i")}
        return JsonResponse({"uid": str(report.uid), "version": report.version, "words": words})

    def _come_back(self, form: ReportForm, status: HTTPStatus) -> HttpResponse:
        """The form as it was sent, with what is wrong about it; where two versions are being merged, beside both."""
        if self.is_autosave:
            return self._in_short(_("The draft is not saved yet: a field needs correcting."), status)
        merge = None
        if "theirs" in form.data:
            theirs = self._theirs(form.data["theirs"])
            merge = merge_of(form, theirs) if theirs else None
        return self.render_to_response(self.get_context_data(form=form, merge=merge), status=status)

    def _in_short(self, words: str, status: HTTPStatus, *, has_two_versions: bool = False) -> JsonResponse:
        """``has_two_versions``: whether the form's own button will show another's beside it."""
        return JsonResponse({"words": words, "has_two_versions": has_two_versions}, status=status)

    def _show_both(self, form: ReportForm, conflict: actions.ReportConflict) -> HttpResponse:
        """What was typed stays in the form, and both versions stand beside each other above it.

        From now on the form continues their draft, or is a new report after the one that they sent.
        """
        if self.is_autosave:
            return self._in_short(conflict.news, HTTPStatus.CONFLICT, has_two_versions=True)
        theirs, data = conflict.theirs, form.data.copy()
        for name in [name for name in data if name.startswith("mine-")]:
            del data[name]
        data.pop("theirs", None)
        if theirs.state == ReportState.DRAFT:
            data["uid"], data["version"] = str(theirs.uid), str(theirs.version)
        else:
            data["uid"], data["version"], data["based_on"] = str(uuid4()), "0", str(theirs.pk)
            if data.get("due") not in self.owed:
                data["due"] = ""  # theirs has answered it
        again = self.new_form(data, theirs=theirs)
        again.is_valid()
        again.add_error(None, str(conflict))
        merge = merge_of(again, theirs)
        return self.render_to_response(self.get_context_data(form=again, merge=merge), status=HTTPStatus.CONFLICT)

    def _fill(self, form: ReportForm) -> HttpResponse:
        """The form below after the choices among both versions. Nothing is saved yet: what comes of it is read first.

        Where their version has moved on since, both are shown anew.
        """
        theirs = self._theirs(form.data.get("theirs", ""))
        if theirs is None:
            return self._come_back(form, HTTPStatus.UNPROCESSABLE_ENTITY)
        if version_of(theirs) != form.data["theirs"]:
            return self._show_both(form, actions.ReportConflict(theirs))
        filled = self.new_form(with_choices(form.data, theirs), theirs=theirs)
        return self.render_to_response(self.get_context_data(form=filled, merge=merge_of(filled, theirs)))

    def _theirs(self, shown: str) -> ProgressReport | None:
        """The report that stands beside the form, as it is now."""
        key = key_in(shown.partition("-")[0])
        return queries.others_version(self.assignment, key) if key is not None else None


def _too_large() -> str:
    return _("These files are together larger than %(limit)s. Send fewer at once, and save the draft in between.") % {
        "limit": megabytes(settings.UPLOAD_REQUEST_BYTES)
    }
