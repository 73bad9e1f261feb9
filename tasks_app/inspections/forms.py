from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout
from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.common.forms import DayField
from tasks_app.inspections.enums import InspectionState, Result, Topic, ViolationKind
from tasks_app.inspections.rules import LONGEST_DAYS, InspectionGiven, RecommendationGiven
from tasks_app.organisations.models import Organisation
from tasks_app.people.models import Person
from tasks_app.plan.forms import filter_helper
from tasks_app.plan.models import KeyTask
from tasks_app.planning.forms.given import GivenForm, KeyField, KeysField, in_row, labelled

SURPRISE, PLANNED = "surprise", "planned"
SORTS = [(PLANNED, gettext_lazy("By plan")), (SURPRISE, gettext_lazy("Surprise"))]


class InspectionFilter(forms.Form):
    """What the list asks for; what is no answer is left out."""

    organisation = KeyField(label=gettext_lazy("Inspected organisation"), required=False)
    sort = forms.ChoiceField(
        label=gettext_lazy("Planned or surprise"), choices=[("", gettext_lazy("Both")), *SORTS], required=False
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State of the inspection"),
        choices=[("", gettext_lazy("All states")), *InspectionState.choices],
        required=False,
    )
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2000, max_value=2100, required=False)

    def __init__(self, *args, organisations: Iterable[Organisation], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [("", _("All organisations")), *labelled(organisations)]

    @cached_property
    def helper(self) -> FormHelper:
        return filter_helper("organisation", "sort", "state", "year")

    @property
    def asked(self) -> dict:
        self.is_valid()
        data = self.cleaned_data
        return {
            "organisation": data.get("organisation"),
            "is_surprise": {SURPRISE: True, PLANNED: False}.get(data.get("sort", "")),
            "state": data.get("state", ""),
            "year": data.get("year"),
        }

    @property
    def in_words(self) -> list[str]:
        """What is asked for, as the head of a file says it."""
        self.is_valid()
        labels = dict(self.fields["organisation"].choices) | dict(SORTS) | dict(InspectionState.choices)
        return [
            f"{self.fields[name].label}: {labels.get(value, value)}"
            for name, value in self.cleaned_data.items()
            if value
        ]


class InspectionForm(GivenForm):
    organisation = KeyField(
        label=gettext_lazy("Inspected organisation"),
        error_messages={"required": gettext_lazy("Choose the organisation.")},
    )
    is_surprise = forms.BooleanField(
        label=gettext_lazy("Surprise inspection"),
        required=False,
        help_text=gettext_lazy("Until it was carried out, the organisation and who oversees it see nothing of it."),
    )
    starts_on = DayField(label=gettext_lazy("First day"))
    ends_on = DayField(label=gettext_lazy("Last day"))
    document = forms.CharField(
        label=gettext_lazy("Plan or decision of the inspection"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "15/QĐ-BCĐ, 08/10/2024"}),
    )
    lead = KeyField(label=gettext_lazy("Head of the team"), required=False)
    team = forms.CharField(
        label=gettext_lazy("Team"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, organisations: Iterable[Organisation], people: Iterable[Person], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [("", "–"), *labelled(organisations)]
        self.fields["lead"].choices = [("", "–"), *labelled(people)]
        self.helper.layout = Layout(
            "seen", "organisation", "is_surprise", in_row("starts_on", "ends_on"), in_row("document", "lead"), "team"
        )

    def clean(self):
        data = super().clean()
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first. Look at both again."))
        elif first and last and (last - first).days > LONGEST_DAYS:
            self.add_error("ends_on", _("An inspection does not last so long. Look at the days again."))
        return data

    @property
    def given(self) -> InspectionGiven:
        return InspectionGiven(**{name: value for name, value in self.cleaned_data.items() if name != "seen"})


class FindingsForm(forms.Form):
    """What was found by topic, and how many violations of each type. ``saved``: what stands there now."""

    hours = forms.CharField(label=Topic.HOURS.label, required=False)
    posting = forms.CharField(label=Topic.POSTING.label, required=False)
    culture = forms.CharField(label=Topic.CULTURE.label, required=False)
    cases = forms.CharField(label=Topic.CASES.label, required=False)
    other = forms.CharField(label=Topic.OTHER.label, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, saved: tuple[Mapping[str, str], Mapping[str, int]], **kwargs):
        self.saved, self.mark = saved, _mark(saved)
        findings, counts = saved
        numbers = {f"count_{kind}": number for kind, number in counts.items()}
        super().__init__(data, initial={**findings, **numbers, "seen": self.mark}, **kwargs)
        for topic in Topic:
            self.fields[topic.value].max_length = 5000
            self.fields[topic.value].widget = forms.Textarea(attrs={"rows": 3, "lang": "vi"})
        for kind in ViolationKind:
            self.fields[f"count_{kind}"] = forms.IntegerField(
                label=kind.label, required=False, min_value=0, max_value=100_000
            )
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        heading = _("Violations: how many of each type")
        privacy = _("Numbers only. Write no names and nothing else from which a person could be told.")
        self.helper.layout = Layout(
            "seen",
            HTML(f'<p class="note s-soon soft">{privacy}</p>'),
            *[topic.value for topic in Topic],
            HTML(f'<h2 class="h5 mt-4">{heading}</h2>'),
            Div(*[Div(f"count_{kind}", css_class="col-sm-6 col-lg-4") for kind in ViolationKind], css_class="row gx-3"),
        )

    @property
    def findings(self) -> dict[str, str]:
        return {topic.value: self.cleaned_data[topic.value] for topic in Topic}

    @property
    def counts(self) -> dict[str, int]:
        return {kind.value: self.cleaned_data[f"count_{kind}"] or 0 for kind in ViolationKind}

    @property
    def saw_what_is_saved(self) -> bool:
        return self.cleaned_data["seen"] == self.mark

    def show_what_is_saved(self) -> None:
        """What another has written in the meantime stands below each field that differs."""
        self.data = self.data.copy()
        self.data["seen"] = self.mark
        findings, counts = self.saved
        for name, value in {**findings, **{f"count_{kind}": number for kind, number in counts.items()}}.items():
            if self.cleaned_data.get(name) != value:
                self[name].help_text = _("Saved now: %(value)s") % {"value": value}


def _mark(saved: tuple[Mapping[str, str], Mapping[str, int]]) -> str:
    return sha256(repr([sorted(one.items()) for one in saved]).encode()).hexdigest()[:16]


class RecommendationForm(forms.Form):
    """What is recommended, by when, and when it is looked at again."""

    text = forms.CharField(
        label=gettext_lazy("Recommendation"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "vi"}),
        error_messages={"required": gettext_lazy("Say in a sentence what has to be done.")},
    )
    key_task = KeyField(
        label=gettext_lazy("Key task"), error_messages={"required": gettext_lazy("Choose its key task.")}
    )
    deliverable = forms.CharField(
        label=gettext_lazy("Deliverable"), max_length=300, initial="Báo cáo kết quả khắc phục"
    )
    deadline_on = DayField(label=gettext_lazy("Deadline"))
    recheck_on = DayField(label=gettext_lazy("Re-check on"))
    responsible = KeyField(
        label=gettext_lazy("Responsible member"),
        required=False,
        help_text=gettext_lazy("Where it is empty: whoever oversees the unit or locality."),
    )
    coordinating = KeysField(label=gettext_lazy("Coordinating organisations"))

    def __init__(
        self,
        *args,
        key_tasks: Iterable[KeyTask],
        organisations: Iterable[Organisation],
        people: Iterable[Person],
        today: date,
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.today = today
        self.key_tasks = {one.pk: one for one in key_tasks}
        self.organisations = {one.pk: one for one in organisations}
        self.people = {one.pk: one for one in people}
        self.fields["key_task"].choices = [("", "–"), *labelled(self.key_tasks.values())]
        self.fields["responsible"].choices = [("", "–"), *labelled(self.people.values())]
        self.fields["coordinating"].choices = labelled(self.organisations.values())
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            "text",
            in_row("key_task", "deliverable", width="col-lg-6"),
            in_row("deadline_on", "recheck_on"),
            "responsible",
            Div("coordinating", css_class="many-ticks"),
        )

    def clean(self):
        data = super().clean()
        deadline, again = data.get("deadline_on"), data.get("recheck_on")
        if deadline and deadline < self.today:
            self.add_error("deadline_on", _("This day is over. Enter a later one."))
        if deadline and again and again < deadline:
            self.add_error("recheck_on", _("The re-check lies before the deadline. Look at both days again."))
        return data

    @property
    def given(self) -> RecommendationGiven:
        names = ("text", "deliverable", "deadline_on", "recheck_on")
        return RecommendationGiven(**{name: self.cleaned_data[name] for name in names})

    @property
    def chosen_key_task(self) -> KeyTask:
        return self.key_tasks[self.cleaned_data["key_task"]]

    @property
    def member(self) -> Person | None:
        return self.people.get(self.cleaned_data["responsible"])

    @property
    def others(self) -> list[Organisation]:
        return [self.organisations[key] for key in self.cleaned_data["coordinating"]]


class RecheckForm(forms.Form):
    result = forms.ChoiceField(
        label=gettext_lazy("Result"),
        choices=Result,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what was found.")},
    )
    on = DayField(label=gettext_lazy("Day of the re-check"))
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "vi"}),
        help_text=gettext_lazy("Write no names and nothing else from which a person could be told."),
    )
    next_on = DayField(
        label=gettext_lazy("Next re-check on"),
        required=False,
        help_text=gettext_lazy("Where it is not wholly remedied."),
    )

    def __init__(self, *args, today: date, earliest: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today, self.earliest = today, earliest
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout("result", in_row("on", "next_on"), "note")

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError(_("This day is still to come. Enter the re-check once it was made."))
        if day < self.earliest:
            raise forms.ValidationError(_("This day lies before the inspection. Look at the day again."))
        return day

    def clean(self):
        data = super().clean()
        if data.get("result") == Result.REMEDIED:
            data["next_on"] = None
        elif data.get("result") and "next_on" not in self.errors:
            again = data.get("next_on")
            if not again:
                self.add_error("next_on", _("Enter when it is looked at again."))
            elif data.get("on") and again <= data["on"]:
                self.add_error("next_on", _("Enter a day after this re-check."))
        return data
