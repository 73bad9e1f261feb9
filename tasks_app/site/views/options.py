"""The settings: what holds, who changed it when, and a form for each section."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from tasks_app.common import clock
from tasks_app.options import queries
from tasks_app.options.actions import ChangedMeanwhile, OptionsRefused, change_options
from tasks_app.options.enums import Section
from tasks_app.options.models import OptionChange
from tasks_app.options.rules import DECLARED, Declared, declared_in
from tasks_app.options.wording import ABOUT, SAID, in_words
from tasks_app.people.permissions import can_see_options, can_set
from tasks_app.people.views import KeepsTextMixin, typed_before
from tasks_app.site.forms import OptionsForm
from tasks_app.site.toolbox import kept_elsewhere


@dataclass(frozen=True)
class Row:
    """A setting as it holds; ``usual``: its default, "" where that is what holds; ``last``: its last change."""

    label: Promise
    help: Promise
    value: str
    usual: str
    last: OptionChange | None


@dataclass(frozen=True)
class SectionRows:
    section: Section
    about: Promise
    rows: list[Row]
    may_set: bool


@dataclass(frozen=True)
class Event:
    """A change, for ``{% timeline %}``."""

    title: str
    at: object
    who: str
    detail: str
    quote: str
    icon: str = "pencil"
    css: str = ""


class OptionsPage(LoginRequiredMixin, TemplateView):
    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not can_see_options(request.standing):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def section(self) -> Section:
        try:
            return Section(self.kwargs["section"])
        except ValueError:
            raise Http404 from None


class OptionList(OptionsPage):
    """All that is set, section by section, and where the rest is kept."""

    template_name = "site/option_list.html"

    def get_context_data(self, **kwargs):
        last = {one.key: one for one in queries.last_changes().select_related("by", "for_person")}
        who, its = self.request.standing, queries.options()
        sections = [
            SectionRows(
                section,
                ABOUT[section],
                [_row(one, getattr(its, one.key), last.get(one.key)) for one in declared_in(section)],
                may_set=can_set(who, section),
            )
            for section in Section
        ]
        return super().get_context_data(
            sections=sections, elsewhere=kept_elsewhere(who), installation=installation(), **kwargs
        )


def _row(its: Declared, value, last: OptionChange | None) -> Row:
    label, consequence = SAID[its.key]
    usual = "" if value == its.default else in_words(its, its.default)
    return Row(label, consequence, in_words(its, value), usual, last)


def installation() -> list[tuple[str, str]]:
    """What only the installation decides, for ``{% facts %}``: switches and limits, never a key or a password."""
    production = settings.PRODUCTION
    return [
        (_("Kind of installation"), _("in production") if production else _("demonstration")),
        (_("Address of the pages"), settings.SITE_URL),
        (_("Mail leaves the installation"), _("yes") if settings.MAIL_ENABLED else _("no, it is written to files")),
        (_("Sender of mail"), settings.DEFAULT_FROM_EMAIL),
        (_("Languages"), ", ".join(name for _code, name in settings.LANGUAGES)),
        (_("Largest file that is taken"), f"{settings.UPLOAD_FILE_BYTES // settings.MEGABYTE} MB"),
        (_("Largest form that is taken"), f"{settings.UPLOAD_REQUEST_BYTES // settings.MEGABYTE} MB"),
        (_("Most files of a form"), str(settings.UPLOAD_FILES)),
        (_("PDF files"), _("offered") if settings.LIBREOFFICE else _("not offered")),
    ]


class SetOptions(KeepsTextMixin, OptionsPage):
    """The settings of a section. What somebody else saved meanwhile is shown, and what was typed stays."""

    template_name = "site/option_edit.html"
    keeps_text_of = OptionsForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not can_set(request.standing, self.section):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def new_form(self, data=None) -> OptionsForm:
        return OptionsForm(data, section=self.section, now=queries.options(), initial={"seen": queries.last_number()})

    def get_context_data(self, *, form: OptionsForm | None = None, **kwargs):
        return super().get_context_data(
            name=self.section,
            about=ABOUT[self.section],
            form=form or self.new_form(typed_before(self.request)),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        form = self.new_form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        its = form.cleaned_data
        try:
            changed = change_options(
                form.given, seen=its["seen"], reason=its["reason"], by=request.actor, at=clock.now()
            )
        except OptionsRefused as refused:
            form.refuse(refused.by_key)
            return self.render_to_response(self.get_context_data(form=form), status=422)
        except ChangedMeanwhile as meanwhile:
            form.add_error(None, str(meanwhile))
            form.data = form.data.copy() | {"seen": queries.last_number()}
            return self.render_to_response(self.get_context_data(form=form, now=self._now()), status=409)
        if changed:
            text = ngettext("%(number)d setting was changed.", "%(number)d settings were changed.", len(changed))
            messages.success(request, text % {"number": len(changed)})
        else:
            messages.info(request, _("This is what holds already; nothing was changed."))
        return redirect(f"{reverse('option_list')}#{self.section}")

    def _now(self) -> list[tuple[Promise, str]]:
        """What holds now, beside what was typed."""
        its = queries.options()
        return [(SAID[one.key][0], in_words(one, getattr(its, one.key))) for one in declared_in(self.section)]


class OptionHistory(OptionsPage):
    """Every change of a section's settings, newest first."""

    template_name = "site/option_history.html"
    paginate_by = 50

    def get_context_data(self, **kwargs):
        found = queries.history(one.key for one in declared_in(self.section))
        page = Paginator(found, self.paginate_by).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            name=self.section,
            page_obj=page,
            events=_events(page.object_list),
            may_set=can_set(self.request.standing, self.section),
            **kwargs,
        )


def _events(changes: Iterable[OptionChange]) -> list[Event]:
    events = []
    for one in changes:
        its = DECLARED[one.key]
        old, new = (in_words(its, its.read(value)) for value in (one.old, one.new))
        events.append(Event(str(SAID[one.key][0]), one.at, one.who, f"{old} → {new}", one.reason))
    return events
