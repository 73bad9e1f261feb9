from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.common.dates import at_time
from tasks_app.common.forms import DayField, refuse_odd_document_day
from tasks_app.common.text import tidy
from tasks_app.meetings.enums import MeetingKind
from tasks_app.meetings.rules import ItemGiven, MeetingGiven, mark_of
from tasks_app.organisations.models import Organisation
from tasks_app.people.models import Person
from tasks_app.planning.forms.given import GivenForm, KeyField, KeysField, in_row, labelled, pair


class MeetingForm(GivenForm):
    kind = forms.ChoiceField(label=gettext_lazy("Kind of meeting"), choices=MeetingKind)
    title_vi = forms.CharField(
        label=gettext_lazy("Title in Vietnamese"),
        max_length=300,
        error_messages={"required": gettext_lazy("Enter the title of the meeting.")},
    )
    title_en = forms.CharField(label=gettext_lazy("Title in English"), max_length=300, required=False)
    on = DayField(label=gettext_lazy("Day of the meeting"))
    begins = forms.TimeField(
        label=gettext_lazy("Begins at"),
        input_formats=["%H:%M", "%Hh%M", "%Hg%M", "%Hh"],
        widget=forms.TimeInput(format="%H:%M", attrs={"placeholder": "08:00", "autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Enter the time."),
            "invalid": gettext_lazy("Enter hours and minutes, for example 08:00."),
        },
    )
    place = forms.CharField(label=gettext_lazy("Place"), max_length=200, required=False)
    chair = KeyField(label=gettext_lazy("Chaired by"), required=False)
    whole_committee = forms.BooleanField(
        label=gettext_lazy("The whole Steering Committee attends"), required=False, initial=True
    )
    organisations = KeysField(label=gettext_lazy("Organisations that attend"))
    people = KeysField(label=gettext_lazy("Members that attend"))

    def __init__(self, *args, organisations: Iterable[Organisation], people: Iterable[Person], **kwargs):
        saved = kwargs.get("saved")
        if saved is not None:
            kwargs["initial"] = {"on": saved.starts_at.date(), "begins": saved.starts_at.time()}
        super().__init__(*args, **kwargs)
        chosen = labelled(people)
        self.fields["organisations"].choices = labelled(organisations)
        self.fields["people"].choices = chosen
        self.fields["chair"].choices = [("", "–"), *chosen]
        self.helper.layout = Layout(
            "seen",
            "kind",
            pair("title"),
            in_row("on", "begins"),
            in_row("place", "chair"),
            "whole_committee",
            Div("people", css_class="many-ticks"),
            Div("organisations", css_class="many-ticks"),
        )

    @property
    def given(self) -> MeetingGiven:
        said = {name: value for name, value in self.cleaned_data.items() if name not in ("seen", "on", "begins")}
        return MeetingGiven(starts_at=self._starts_at, **said)

    @property
    def _starts_at(self) -> datetime:
        begins = self.cleaned_data["begins"]
        return at_time(self.cleaned_data["on"], begins.hour, begins.minute)


class ItemForm(GivenForm):
    title_vi = forms.CharField(
        label=gettext_lazy("Item in Vietnamese"),
        max_length=300,
        error_messages={"required": gettext_lazy("Enter what the item is about.")},
    )
    title_en = forms.CharField(label=gettext_lazy("Item in English"), max_length=300, required=False)
    presenter = KeyField(label=gettext_lazy("Presented by"), required=False)

    def __init__(self, *args, organisations: Iterable[Organisation], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["presenter"].choices = [("", "–"), *labelled(organisations)]
        self.helper.layout = Layout("seen", pair("title"), "presenter")

    @property
    def given(self) -> ItemGiven:
        return ItemGiven(**{name: value for name, value in self.cleaned_data.items() if name != "seen"})


class TextForm(forms.Form):
    """A text of some lines."""

    text = forms.CharField(
        label=gettext_lazy("Text"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 8, "lang": "vi"})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class ConclusionForm(TextForm):
    """The conclusion as a whole or of an item (``key``). ``saved``: what stands there now; ``page``: of the meeting
    mode, where it was typed there."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    page = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=1000)

    def __init__(self, data=None, *, key: int | None, saved: str, page: int | None = None, **kwargs):
        self.mark, self.key, self.saved = mark_of({key: saved}), key, saved
        super().__init__(data, initial={"text": saved, "seen": self.mark, "page": page}, **kwargs)
        self.fields["text"].label = _("Conclusion")
        self.fields["text"].required = False

    def show_what_is_saved(self) -> None:
        """What another has written in the meantime stands below the text; a second press is meant."""
        self.data = self.data.copy()
        self.data["seen"] = self.mark
        self["text"].help_text = _("Saved now: %(value)s") % {"value": self.saved or "–"}


class AmendmentForm(TextForm):
    def __init__(self, *args, items: Iterable, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [("", _("The conclusion as a whole")), *labelled(items)]

    item = KeyField(label=gettext_lazy("About"), required=False)
    field_order = ["item", "text"]


class NoticeForm(forms.Form):
    """Number and date of a notice of conclusion."""

    number = forms.CharField(
        label=gettext_lazy("Document number"),
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": "08-TB/BCĐ"}),
        error_messages={"required": gettext_lazy("Enter the number as it stands on the document.")},
    )
    issued_on = DayField(label=gettext_lazy("Date of the document"))

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(in_row("number", "issued_on"))

    def clean_number(self):
        return tidy(self.cleaned_data["number"])

    def clean_issued_on(self):
        refuse_odd_document_day(self.cleaned_data["issued_on"], today=self.today)
        return self.cleaned_data["issued_on"]
