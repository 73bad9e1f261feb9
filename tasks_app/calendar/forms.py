from __future__ import annotations

from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout
from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.calendar.enums import DayKind
from tasks_app.calendar.rules import SpecialDay, is_weekday, worked_instead_of
from tasks_app.common.forms import DayField
from tasks_app.common.text import tidy

YEARS = range(2000, 2101)  # others are slips of the finger


class NamedDayForm(forms.Form):
    """What every form of a day has: its name in two languages, and the notice that confirms it."""

    name_vi = forms.CharField(
        label=gettext_lazy("Name in Vietnamese"),
        max_length=200,
        error_messages={"required": gettext_lazy("Enter the name of the day.")},
    )
    name_en = forms.CharField(
        label=gettext_lazy("Name in English"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Where it is empty, the Vietnamese name is shown."),
    )
    notice_number = forms.CharField(
        label=gettext_lazy("Number of the official notice"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "6150/TB-BLĐTBXH"}),
        help_text=gettext_lazy("Leave it empty while no notice confirms the day."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_name_vi(self):
        return tidy(self.cleaned_data["name_vi"])

    def clean_name_en(self):
        return tidy(self.cleaned_data["name_en"])

    def clean_notice_number(self):
        return tidy(self.cleaned_data["notice_number"])

    def names_and_notice(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("name_vi", "name_en", "notice_number")}

    def refuse_what_changes_nothing(self, field: str, day: date | None, kind: DayKind) -> None:
        if not day:
            return
        named = {"weekday": date_format(day, "l"), "day": date_format(day, "DATE_FORMAT")}
        if day.year not in YEARS:
            self.add_error(field, _("Look at the year again."))
        elif kind == DayKind.DAY_OFF and not is_weekday(day):
            text = _(
                "%(weekday)s, %(day)s is off anyway, so this would change nothing. Enter a day from Monday to Friday."
            )
            self.add_error(field, text % named)
        elif kind == DayKind.WORKED and is_weekday(day):
            text = _("%(weekday)s, %(day)s is worked anyway, so this would change nothing. Enter a Saturday or Sunday.")
            self.add_error(field, text % named)


class EnterDaysForm(NamedDayForm):
    """A day off, a day of a weekend that is worked, or, as a swap, one for the other."""

    off_on = DayField(label=gettext_lazy("Day off"), required=False)
    worked_on = DayField(label=gettext_lazy("Worked Saturday or Sunday"), required=False)
    field_order = ["off_on", "worked_on", "name_vi", "name_en", "notice_number"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.needed = ["off_on", "worked_on"]  # one of them, as the form's text says
        self.helper.layout = Layout(
            Div(Div("off_on", css_class="col-sm-6"), Div("worked_on", css_class="col-sm-6"), css_class="row gx-3"),
            "name_vi",
            "name_en",
            "notice_number",
        )

    def clean(self):
        data = super().clean()
        off_on, worked_on = data.get("off_on"), data.get("worked_on")
        if not off_on and not worked_on and not {"off_on", "worked_on"} & set(self.errors):
            self.add_error("off_on", _("Enter the day off, the worked day, or both for a swap."))
        self.refuse_what_changes_nothing("off_on", off_on, DayKind.DAY_OFF)
        self.refuse_what_changes_nothing("worked_on", worked_on, DayKind.WORKED)
        return data

    @property
    def days(self) -> list[SpecialDay]:
        """One day, or both of a swap; the name is then that of the day off."""
        off_on, worked_on = self.cleaned_data["off_on"], self.cleaned_data["worked_on"]
        said = self.names_and_notice()
        if not off_on:
            return [SpecialDay(worked_on, DayKind.WORKED, **said)]
        day_off = SpecialDay(off_on, DayKind.DAY_OFF, **said)
        if not worked_on:
            return [day_off]
        return [day_off, worked_instead_of(off_on, on=worked_on, notice_number=day_off.notice_number)]


class DayForm(NamedDayForm):
    """An entry of the calendar, to be changed. ``was``: what it says now."""

    day = DayField(label=gettext_lazy("Day"))
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of day"),
        choices=DayKind,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what kind of day it is.")},
    )
    field_order = ["day", "kind", "name_vi", "name_en", "notice_number"]

    def __init__(self, *args, was: SpecialDay, **kwargs):
        super().__init__(*args, initial=was.written | {"day": was.day}, **kwargs)
        self.was = was
        self.helper.layout = Layout(
            "day", Field("kind", template="components/pick_field.html"), "name_vi", "name_en", "notice_number"
        )

    def clean(self):
        """A holiday that falls on a weekend and is entered already may stay where it is."""
        data = super().clean()
        day, kind = data.get("day"), data.get("kind")
        if day and kind and (day, kind) != (self.was.day, self.was.kind):
            self.refuse_what_changes_nothing("day", day, DayKind(kind))
        return data

    @property
    def said(self) -> SpecialDay:
        return SpecialDay(self.cleaned_data["day"], DayKind(self.cleaned_data["kind"]), **self.names_and_notice())


class ConfirmForm(forms.Form):
    """The one notice that confirms several days."""

    notice_number = forms.CharField(
        label=gettext_lazy("Number of the official notice"),
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": "6150/TB-BLĐTBXH"}),
        error_messages={"required": gettext_lazy("Enter the number of the notice that confirms these days.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_notice_number(self):
        return tidy(self.cleaned_data["notice_number"])
