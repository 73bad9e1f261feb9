"""Fields that every form uses in the same way."""

from datetime import date

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

FIRST_DAY = date(2000, 1, 1)  # before it there is nothing to ask for
# Some moments of the days beyond are in no year that Python knows, seen from another time zone.
EARLIEST, LATEST = date(2, 1, 1), date(9998, 12, 31)
EARLIEST_DOCUMENT = date(2000, 1, 1)  # earlier years are slips of the finger: no task of a plan rests on them


class DayInput(forms.DateInput):
    """A text field in a group that the script only adds to: a field that it moved would lose what is being typed."""

    def render(self, name, value, attrs=None, renderer=None):
        return format_html('<div class="input-group">{}</div>', super().render(name, value, attrs, renderer))


class LongSelectMixin:
    """A choice among hundreds, in groups or not. Django renders a template for each option, which takes longer than all
    of the list beside it."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = self.format_value(value)
        attributes = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        several = mark_safe(" multiple") if self.allow_multiple_selected else ""
        parts = [
            format_html('<optgroup label="{}">{}</optgroup>', key, _options(label, chosen))
            if isinstance(label, list | tuple)
            else _options([(key, label)], chosen)
            for key, label in self.choices
        ]
        return format_html(
            "<select{}{}>{}</select>",
            flatatt(attributes),
            several,
            format_html_join("", "{}", ((one,) for one in parts)),
        )


def _options(pairs, chosen) -> str:
    rows = ((key, mark_safe(" selected") if str(key) in chosen else "", label) for key, label in pairs)
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)


class LongSelect(LongSelectMixin, forms.Select):
    pass


class LongSelectMultiple(LongSelectMixin, forms.SelectMultiple):
    pass


class DayField(forms.DateField):
    """A day, typed as dd/mm/yyyy; where scripts run, a button beside it opens the browser's own picker."""

    def __init__(self, **options):
        options.setdefault(
            "widget",
            DayInput(
                format="%d/%m/%Y",
                attrs={
                    "data-date": gettext_lazy("Choose"),
                    "inputmode": "numeric",
                    "autocomplete": "off",
                    "placeholder": "dd/mm/yyyy",
                },
            ),
        )
        super().__init__(
            input_formats=["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%d/%m/%y"],
            error_messages={
                "invalid": gettext_lazy("There is no such day. Enter day, month and year, for example 15/06/2024."),
                "required": gettext_lazy("Enter the day."),
            },
            **options,
        )

    def to_python(self, value):
        day = super().to_python(value)
        if day and not EARLIEST <= day <= LATEST:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return day


def refuse_odd_document_day(day: date | None, *, today: date) -> None:
    """Raises ValidationError for a document dated in the future, or in a year that is a slip of the finger."""
    if day and day > today:
        raise forms.ValidationError(_("This day is still to come. A document is dated today or earlier."))
    if day and day < EARLIEST_DOCUMENT:
        raise forms.ValidationError(
            _("This day lies before the year %(year)s. Look at the year again."),
            params={"year": str(EARLIEST_DOCUMENT.year)},
        )
