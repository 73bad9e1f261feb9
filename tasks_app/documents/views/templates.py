"""The office's paper and the templates of its documents: what is in force, and how it is changed."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.generic import TemplateView

from tasks_app.common import clock
from tasks_app.common.text import ascii_name, key_in
from tasks_app.documents import actions, queries
from tasks_app.documents.enums import DocumentKind, Letterhead
from tasks_app.documents.forms import LetterheadForm, TemplateForm
from tasks_app.documents.models import DocumentTemplate, LetterheadData
from tasks_app.documents.permissions import can_edit_templates, can_see_templates
from tasks_app.documents.rendering import TemplateBroken, default_template, template_for
from tasks_app.documents.wording import listed_fields
from tasks_app.exports.actions import log_export
from tasks_app.exports.enums import FileFormat
from tasks_app.exports.views import delivered

FORM = ["GET", "HEAD", "POST"]
LANGUAGES = dict(settings.LANGUAGES)


@dataclass(frozen=True)
class Place:
    """Where a template is in force: for a kind, a letterhead and a language."""

    kind: DocumentKind
    letterhead: Letterhead
    language: str
    row: DocumentTemplate | None = None

    @classmethod
    def asked(cls, kind: str, letterhead: str, language: str) -> Place:
        if kind not in DocumentKind or letterhead not in Letterhead or language not in LANGUAGES:
            raise Http404
        return cls(DocumentKind(kind), Letterhead(letterhead), language)

    @property
    def key(self) -> tuple[DocumentKind, Letterhead, str]:
        return self.kind, self.letterhead, self.language

    @property
    def language_name(self) -> str:
        return LANGUAGES[self.language]

    @property
    def url(self) -> str:
        return reverse("template_detail", args=self.key)

    @property
    def is_ours(self) -> bool:
        return self.row is None or self.row.is_ours

    @property
    def file_name(self) -> str:
        """ "Mau_Cong-van-don-doc_The-thuc-Dang_vi.docx"."""
        kind, letterhead = ascii_name(str(self.kind.label)), ascii_name(str(self.letterhead.label))
        return f"Mau_{kind}_{letterhead}_{self.language}.docx"


class TemplatesPage(LoginRequiredMixin, TemplateView):
    for_editors = False

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            allowed = can_edit_templates if self.for_editors else can_see_templates
            if not allowed(request.standing):
                raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_edit=can_edit_templates(self.request.standing), **kwargs)


class TemplateList(TemplatesPage):
    """Both letterheads, and which template is in force for each kind of document."""

    template_name = "documents/template_list.html"

    def get_context_data(self, **kwargs):
        in_force, edits = queries.templates_in_force(), queries.letterhead_edits()
        places = [
            Place(kind, letterhead, language, in_force.get((kind, letterhead, language)))
            for kind in DocumentKind
            for letterhead in Letterhead
            for language in LANGUAGES
        ]
        letterheads = [(queries.letterhead_data(one), edits.get(one)) for one in Letterhead]
        return super().get_context_data(places=places, letterheads=letterheads, **kwargs)


class ShowTemplate(TemplatesPage):
    """A template: which is in force since when, what it may ask for, and for the secretariat the field for another."""

    template_name = "documents/template_detail.html"

    @cached_property
    def place(self) -> Place:
        return Place.asked(**self.kwargs)

    def get_context_data(self, *, form: TemplateForm | None = None, faults: list[str] | None = None, **kwargs):
        versions = list(queries.template_versions(*self.place.key))
        return super().get_context_data(
            place=Place(*self.place.key, versions[0] if versions else None),
            versions=versions,
            fields=listed_fields(self.place.kind),
            form=form or TemplateForm(),
            faults=faults or [],
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        if not can_edit_templates(request.standing):
            raise Http404
        form = TemplateForm(request.POST, request.FILES)
        if not form.is_valid():
            is_too_large = getattr(request, "is_too_large", False)
            if is_too_large:
                form.errors["file"] = form.error_class([_("The file is too large to be taken.")])
            return self.render_to_response(self.get_context_data(form=form), status=413 if is_too_large else 422)
        try:
            actions.put_template_in_force(form.cleaned_data["file"], *self.place.key, by=request.actor, at=clock.now())
        except actions.TemplateRefused as refused:
            return self.render_to_response(self.get_context_data(faults=refused.faults), status=422)
        messages.success(request, _("The template was checked and is in force."))
        return redirect(self.place.url)


@login_required
@require_http_methods(FORM)
def template_take(request, kind: str, letterhead: str, language: str):
    """The template in force as a file; with ``version`` an earlier one, or ours ("default"). Opened: to its page."""
    place = _seen(request, kind, letterhead, language)
    if request.method != "POST":
        return redirect(place.url)
    version = request.POST.get("version", "")
    row = None
    try:
        if version == "default":
            content = default_template(*place.key)
        elif version:
            row = get_object_or_404(queries.template_versions(*place.key).exclude(stored=""), pk=key_in(version) or 0)
            with row.stored.open("rb") as stored:
                content = stored.read()
        else:
            content = template_for(*place.key)
    except (TemplateBroken, OSError):
        messages.error(request, _("This template cannot be read any more."))
        return redirect(place.url)
    log_export(
        "template_detail",
        FileFormat.DOCX,
        rows=0,
        by=request.actor,
        at=clock.now(),
        thing=row.pk if row else None,
        query="/".join(place.key),
    )
    return delivered(BytesIO(content), place.file_name, FileFormat.DOCX)


@login_required
@require_http_methods(FORM)
def template_reset(request, kind: str, letterhead: str, language: str):
    """Back to our own template. Who only opens the address comes to the page of the template."""
    place = _seen(request, kind, letterhead, language)
    if not can_edit_templates(request.standing):
        raise Http404
    if request.method == "POST":
        if actions.use_default_template(*place.key, by=request.actor, at=clock.now()):
            messages.success(request, _("The default template is in force again; the other one is kept."))
        else:
            messages.info(request, _("The default template is in force already; nothing was changed."))
    return redirect(place.url)


def _seen(request, *asked: str) -> Place:
    if not can_see_templates(request.standing):
        raise Http404
    return Place.asked(*asked)


class EditLetterhead(TemplatesPage):
    """What the office says of itself on its paper."""

    template_name = "documents/letterhead_edit.html"
    for_editors = True

    @cached_property
    def letterhead(self) -> Letterhead:
        if self.kwargs["letterhead"] not in Letterhead:
            raise Http404
        return Letterhead(self.kwargs["letterhead"])

    def get_context_data(self, *, form: LetterheadForm | None = None, theirs: LetterheadData | None = None, **kwargs):
        form = form or self.new_form()
        now = [(form[name].label, getattr(theirs, name)) for name in form.Meta.fields] if theirs else []
        return super().get_context_data(**kwargs | {"form": form, "letterhead": self.letterhead, "now": now})

    def new_form(self, data=None) -> LetterheadForm:
        stands = queries.letterhead_data(self.letterhead)
        return LetterheadForm(data, instance=stands, initial={"version": stands.version})

    def post(self, request, *args, **kwargs):
        form = self.new_form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        version = form.cleaned_data["version"]
        try:
            edited = actions.edit_letterhead(
                self.letterhead, form.typed, version=version, by=request.actor, at=clock.now()
            )
        except actions.LetterheadChanged as changed:
            return self.show_both(changed)
        if edited:
            messages.success(request, _("The letterhead was saved. Documents that are made from now on have it."))
        else:
            messages.info(request, _("Nothing was changed."))
        return redirect("template_list")

    def show_both(self, changed: actions.LetterheadChanged):
        """Sent again, what was typed takes the place of what another has saved."""
        data = self.request.POST.copy()
        data["version"] = str(changed.theirs.version)
        form = self.new_form(data)
        form.is_valid()
        form.add_error(None, str(changed))
        return self.render_to_response(self.get_context_data(form=form, theirs=changed.theirs), status=409)
