from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from tasks_app.calendar import actions, queries
from tasks_app.calendar.forms import YEARS, ConfirmForm, DayForm, EnterDaysForm
from tasks_app.calendar.models import CalendarDay
from tasks_app.calendar.permissions import can_keep_calendar
from tasks_app.common import clock
from tasks_app.common.text import key_in, keys_in
from tasks_app.people.views import KeepsTextMixin, typed_before


def year_url(year: int) -> str:
    return f"{reverse('calendar_year')}?year={year}"


class CalendarYearPage(LoginRequiredMixin, TemplateView):
    """A year of the working calendar, for everybody; the secretariat's steps for those who keep it."""

    template_name = "calendar/calendar_year.html"

    @cached_property
    def today(self) -> date:
        return clock.today()

    @property
    def year(self) -> int:
        """The one that the address asks for; this one where it asks for none that is kept."""
        asked = key_in(self.request.GET.get("year", ""))
        return asked if asked in YEARS else self.today.year

    @cached_property
    def its(self) -> queries.CalendarYear:
        return queries.calendar_year(self.year, today=self.today)

    def get_context_data(self, **kwargs):
        year, today = self.year, self.today
        may_keep = can_keep_calendar(self.request.standing)
        return super().get_context_data(
            its=self.its,
            before=year - 1 if year - 1 in YEARS else None,
            after=year + 1 if year + 1 in YEARS else None,
            this_year=today.year,
            ahead=queries.year_ahead(today=today) if may_keep else None,
            changes=queries.recent_changes() if may_keep else [],
            may_keep=may_keep,
            **kwargs,
        )


class KeepersPage(LoginRequiredMixin, TemplateView):
    """A step of those who keep the calendar."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not can_keep_calendar(request.standing):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def entry(self) -> CalendarDay:
        return get_object_or_404(CalendarDay, pk=self.kwargs["pk"])

    def back_to(self, day: date, sentence: str):
        """To the year of a day, with what was done, and that lateness is counted anew where the day is over."""
        messages.success(self.request, sentence)
        if day < clock.today():
            messages.info(
                self.request, _("The day lies in the past: deadlines and delays are counted by the new calendar now.")
            )
        return redirect(year_url(day.year))


class EnterDays(KeepsTextMixin, KeepersPage):
    """A day off, a worked day, or both as a swap."""

    template_name = "calendar/calendar_enter.html"
    keeps_text_of = EnterDaysForm

    def get_context_data(self, *, form: EnterDaysForm | None = None, **kwargs):
        return super().get_context_data(form=form or EnterDaysForm(typed_before(self.request)), **kwargs)

    def post(self, request, *args, **kwargs):
        form = EnterDaysForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            entered = actions.enter_days(form.days, by=request.actor, at=clock.now())
        except actions.CalendarRefused as refused:
            form.add_error(None, str(refused))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        text = ngettext("%(number)d day was entered.", "%(number)d days were entered.", len(entered))
        return self.back_to(min(entry.day for entry in entered), text % {"number": len(entered)})


class ChangeDay(KeepsTextMixin, KeepersPage):
    template_name = "calendar/calendar_day_edit.html"
    keeps_text_of = DayForm

    def get_context_data(self, *, form: DayForm | None = None, **kwargs):
        form = form or DayForm(typed_before(self.request), was=self.entry.said)
        return super().get_context_data(entry=self.entry, is_past=self.entry.day < clock.today(), form=form, **kwargs)

    def post(self, request, *args, **kwargs):
        form = DayForm(request.POST, was=self.entry.said)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            entry = actions.change_day(self.entry.pk, form.said, by=request.actor, at=clock.now())
        except actions.DayIsEntered as refused:
            form.add_error(None, str(refused))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        except actions.DayIsGone as gone:
            messages.info(request, str(gone))
            return redirect(year_url(form.said.day.year))
        return self.back_to(min(entry.day, form.was.day), _("The day was saved."))


class RemoveDay(KeepersPage):
    """The step back, on a page of its own that says what follows."""

    template_name = "calendar/calendar_day_remove.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(entry=self.entry, is_past=self.entry.day < clock.today(), **kwargs)

    def post(self, request, *args, **kwargs):
        """A repetition is told that the day is gone, and led back like the first."""
        try:
            day = actions.remove_day(self.kwargs["pk"], by=request.actor, at=clock.now())
        except actions.DayIsGone as gone:
            messages.info(request, str(gone))
            return redirect("calendar_year")
        return self.back_to(day, _("The day was removed from the calendar."))


class TakeOverHolidays(KeepersPage):
    """What the package of public holidays knows of a year and the calendar does not; entered by a press."""

    template_name = "calendar/calendar_holidays.html"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and kwargs["year"] not in YEARS:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(days=queries.holidays_to_enter([kwargs["year"]]), **kwargs)

    def post(self, request, *args, year: int, **kwargs):
        entered = actions.load_public_holidays(years=[year], by=request.actor, at=clock.now())
        if entered:
            text = ngettext("%(number)d day was entered.", "%(number)d days were entered.", entered)
            messages.success(request, text % {"number": entered})
        else:
            messages.info(request, _("All these days are in the calendar already; nothing was changed."))
        return redirect(year_url(year))


class ConfirmDays(KeepsTextMixin, KeepersPage):
    """Several ticked days, one notice, one press."""

    template_name = "calendar/calendar_confirm.html"
    keeps_text_of = ConfirmForm

    @cached_property
    def days(self) -> list[CalendarDay]:
        return list(queries.unconfirmed_days(keys_in(self.request.GET.getlist("day"))))

    def get(self, request, *args, **kwargs):
        if not self.days:
            messages.info(request, _("No unconfirmed day was ticked. Tick those that the notice confirms."))
            return redirect("calendar_year")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, *, form: ConfirmForm | None = None, **kwargs):
        return super().get_context_data(days=self.days, form=form or ConfirmForm(typed_before(self.request)), **kwargs)

    def post(self, request, *args, **kwargs):
        form = ConfirmForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        number = actions.confirm_days(self.days, form.cleaned_data["notice_number"], by=request.actor, at=clock.now())
        if number:
            text = ngettext("%(number)d day is confirmed.", "%(number)d days are confirmed.", number)
            messages.success(request, text % {"number": number})
        else:
            messages.info(request, _("These days were confirmed or removed already; nothing was changed."))
        return redirect(year_url(self.days[0].day.year) if self.days else "calendar_year")
