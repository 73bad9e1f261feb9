"""What every form about a plan has in common."""

from __future__ import annotations

from collections.abc import Iterable

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div
from django import forms
from django.utils.formats import localize
from django.utils.translation import gettext as _

from tasks_app.common.text import tidy
from tasks_app.planning.rules import Given


class GivenForm(forms.Form):
    """A form that is filled with what is saved, and says what is to be saved instead.

    ``saved``: what stands there now, None for something new. ``seen`` is its mark when the form was opened.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, saved: Given | None = None, **kwargs):
        self.saved = saved
        if saved is not None:
            kwargs["initial"] = vars(saved) | {"seen": saved.mark} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean(self):
        data = super().clean()
        for name, value in data.items():
            if isinstance(value, str):
                data[name] = tidy(value)
        return data

    @property
    def seen_mark(self) -> str | None:
        return self.cleaned_data["seen"] if self.saved is not None else None

    def show_what_is_saved(self) -> None:
        """Somebody else saved in the meantime: what he wrote stands below each field that differs, and a second press
        is meant."""
        self.data = self.data.copy()
        self.data["seen"] = self.saved.mark
        for name, value in vars(self.saved).items():
            if name in self.fields and isinstance(value, str | int | None) and self.cleaned_data.get(name) != value:
                self[name].help_text = _("Saved now: %(value)s") % {"value": localize(value) if value else "–"}


def pair(name: str, **options) -> Div:
    """The Vietnamese and the English field of a text, side by side where there is room."""
    return Div(
        Div(f"{name}_vi", css_class="col-lg-6"),
        Div(f"{name}_en", css_class="col-lg-6"),
        css_class="row gx-3",
        **options,
    )


def in_row(*names: str, width: str = "col-sm-6") -> Div:
    return Div(*(Div(name, css_class=width) for name in names), css_class="row gx-3")


def labelled(things: Iterable) -> list[tuple[int, str]]:
    return [(one.pk, str(one)) for one in things]


class KeyField(forms.TypedChoiceField):
    """One of some rows of the database, by its primary key; none where it is left empty."""

    def __init__(self, **options):
        super().__init__(coerce=int, empty_value=None, **options)


class KeysField(forms.TypedMultipleChoiceField):
    """Some rows, ticked."""

    def __init__(self, **options):
        super().__init__(coerce=int, widget=forms.CheckboxSelectMultiple, required=False, empty_value=[], **options)
