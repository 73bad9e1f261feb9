"""The notice of conclusion of a meeting as a Word file."""

from __future__ import annotations

from io import BytesIO

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from tasks_app.common import clock
from tasks_app.documents import actions
from tasks_app.documents.enums import Letterhead
from tasks_app.documents.forms import PaperForm
from tasks_app.documents.permissions import can_make_conclusions
from tasks_app.documents.rendering import TemplateBroken
from tasks_app.exports.actions import log_export
from tasks_app.exports.enums import FileFormat
from tasks_app.exports.views import delivered
from tasks_app.meetings.models import Meeting


class ConclusionNotice(LoginRequiredMixin, TemplateView):
    """On which paper, in which language; the press brings the file."""

    template_name = "documents/conclusion_notice.html"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not can_make_conclusions(request.standing):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def meeting(self) -> Meeting:
        return get_object_or_404(Meeting.objects.select_related("chair", "notice"), pk=self.kwargs["pk"])

    def get_context_data(self, *, form: PaperForm | None = None, error: str = "", **kwargs):
        back = reverse("meeting_detail", args=[self.meeting.pk])
        way = [(_("Meetings"), reverse("meeting_list")), (str(self.meeting), back), (_("Notice of conclusion"), "")]
        form = form or PaperForm(letterhead=Letterhead.PARTY)
        return super().get_context_data(form=form, error=error, meeting=self.meeting, way=way, back=back, **kwargs)

    def post(self, request, *args, **kwargs) -> HttpResponse:
        form = PaperForm(request.POST, letterhead=Letterhead.PARTY)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        letterhead, language = Letterhead(form.cleaned_data["letterhead"]), form.cleaned_data["language"]
        try:
            name, content = actions.conclusion_notice(self.meeting, letterhead=letterhead, language=language)
        except TemplateBroken as broken:
            return self.render_to_response(self.get_context_data(form=form, error=str(broken)), status=409)
        by, at, rows = request.actor, clock.now(), self.meeting.decisions.count()
        log_export("conclusion_notice", FileFormat.DOCX, rows=rows, by=by, at=at, thing=self.meeting.pk, query="")
        return delivered(BytesIO(content), name, FileFormat.DOCX)
