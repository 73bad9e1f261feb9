from __future__ import annotations

from datetime import date

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.common.forms import DayField, refuse_odd_document_day
from tasks_app.plan.models import Committee, SourceDocument
from tasks_app.planning.forms.given import GivenForm, KeyField, in_row, labelled, pair
from tasks_app.planning.rules import DocumentGiven, KeyTaskGiven, PlanDetails, WordsGiven

YEARS = (2020, 2100)


class PlanForm(GivenForm):
    year = forms.IntegerField(
        label=gettext_lazy("Year"),
        min_value=YEARS[0],
        max_value=YEARS[1],
        error_messages={"required": gettext_lazy("Enter the year of the plan.")},
    )
    starts_on = DayField(
        label=gettext_lazy("In force from"),
        required=False,
        help_text=gettext_lazy("Where it is empty, 1 January of the year."),
    )
    motto_vi = forms.CharField(
        label=gettext_lazy("Motto in Vietnamese"),
        max_length=200,
        error_messages={"required": gettext_lazy("Enter the motto of the plan.")},
    )
    motto_en = forms.CharField(label=gettext_lazy("Motto in English"), max_length=200, required=False)
    committee = KeyField(label=gettext_lazy("Committee"), required=False)
    source_document = KeyField(
        label=gettext_lazy("Source document"),
        required=False,
        help_text=gettext_lazy("The notice that orders the plan. A new one is entered from the page of the plan."),
    )
    soon_days = forms.IntegerField(
        label=gettext_lazy("Due soon from how many calendar days before"), min_value=1, max_value=60, initial=7
    )
    extensions_limit = forms.IntegerField(
        label=gettext_lazy("How often a deadline may be extended"), min_value=0, max_value=10, initial=1
    )
    deadlines_roll = forms.BooleanField(
        label=gettext_lazy("A deadline on a day off counts until the next working day"), required=False, initial=True
    )
    wording_is_provisional = forms.BooleanField(
        label=gettext_lazy("The Vietnamese wording is provisional"), required=False
    )
    is_demonstration = forms.BooleanField(
        label=gettext_lazy("Demonstration: the contents are invented, and every page says so"), required=False
    )

    def __init__(self, *args, is_published: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["committee"].choices = [("", "–"), *labelled(Committee.objects.order_by("-valid_from"))]
        documents = SourceDocument.objects.order_by("-issued_on", "pk")
        self.fields["source_document"].choices = [("", "–"), *labelled(documents)]
        if is_published:
            for name in ("year", "starts_on"):
                self.fields[name].disabled = True
        self.helper.layout = Layout(
            "seen",
            in_row("year", "starts_on"),
            pair("motto"),
            "wording_is_provisional",
            "source_document",
            "committee",
            in_row("soon_days", "extensions_limit"),
            "deadlines_roll",
            "is_demonstration",
        )

    def clean(self):
        data = super().clean()
        year, starts_on = data.get("year"), data.get("starts_on")
        if year and starts_on and starts_on.year != year:
            self.add_error("starts_on", _("This day does not lie in the year of the plan."))
        return data

    @property
    def details(self) -> PlanDetails:
        its = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        its["starts_on"] = its["starts_on"] or date(its["year"], 1, 1)
        return PlanDetails(**its)


class KeyTaskForm(GivenForm):
    text_vi = forms.CharField(
        label=gettext_lazy("Full text in Vietnamese"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Enter the text of the key task.")},
    )
    text_en = forms.CharField(
        label=gettext_lazy("Full text in English"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    short_vi = forms.CharField(
        label=gettext_lazy("Short form in Vietnamese"),
        max_length=120,
        help_text=gettext_lazy("Some words, for boards and tables."),
        error_messages={"required": gettext_lazy("Enter a short form of some words.")},
    )
    short_en = forms.CharField(label=gettext_lazy("Short form in English"), max_length=120, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout("seen", pair("text"), pair("short"))

    @property
    def given(self) -> KeyTaskGiven:
        return KeyTaskGiven(**{name: value for name, value in self.cleaned_data.items() if name != "seen"})


class ShortcomingForm(GivenForm):
    text_vi = forms.CharField(
        label=gettext_lazy("Text in Vietnamese"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Enter the text in Vietnamese.")},
    )
    text_en = forms.CharField(
        label=gettext_lazy("Text in English"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout("seen", pair("text"))

    @property
    def given(self) -> WordsGiven:
        return WordsGiven(**{name: value for name, value in self.cleaned_data.items() if name != "seen"})


class ClauseForm(ShortcomingForm):
    code = forms.CharField(
        label=gettext_lazy("Code of the clause"),
        max_length=20,
        widget=forms.TextInput(attrs={"placeholder": "II.1"}),
        error_messages={"required": gettext_lazy("Enter the code under which the clause stands, such as II.1.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout("seen", "code", pair("text"))


class DocumentForm(GivenForm):
    """A document that orders work. Its number may be missing still; no classified document is entered."""

    number = forms.CharField(
        label=gettext_lazy("Document number"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "08-TB/BCĐ"}),
    )
    issued_on = DayField(label=gettext_lazy("Date of the document"), required=False)
    title_vi = forms.CharField(
        label=gettext_lazy("Abstract line in Vietnamese"),
        max_length=500,
        help_text=gettext_lazy("Never enter a classified document."),
        error_messages={"required": gettext_lazy("Enter what the document is about.")},
    )
    title_en = forms.CharField(label=gettext_lazy("Abstract line in English"), max_length=500, required=False)
    issuer_vi = forms.CharField(label=gettext_lazy("Issuer in Vietnamese"), max_length=200, required=False)
    issuer_en = forms.CharField(label=gettext_lazy("Issuer in English"), max_length=200, required=False)

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.helper.layout = Layout("seen", in_row("number", "issued_on"), pair("title"), pair("issuer"))

    def clean_issued_on(self):
        refuse_odd_document_day(self.cleaned_data["issued_on"], today=self.today)
        return self.cleaned_data["issued_on"]

    @property
    def given(self) -> DocumentGiven:
        return DocumentGiven(**{name: value for name, value in self.cleaned_data.items() if name != "seen"})
