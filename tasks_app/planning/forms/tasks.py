from __future__ import annotations

from datetime import date

from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.common.forms import DayField
from tasks_app.common.text import tidy
from tasks_app.plan.enums import DeadlineKind, Frequency
from tasks_app.plan.forms import BasisFieldsMixin
from tasks_app.plan.models import KeyTask, Plan, SourceDocument, Task
from tasks_app.planning.forms.given import GivenForm, KeyField, KeysField, in_row, labelled, pair
from tasks_app.planning.rules import Deadline, TaskGiven, read_deadline

AS_READ = ""  # the kind is what the words say
WITHOUT_A_DAY = (DeadlineKind.REGULAR, DeadlineKind.ON_REQUEST)
OWN = ("seen", "key_task", "by_hand", "confirmed", "document", "document_on")  # not said of the task itself


class TaskForm(BasisFieldsMixin, GivenForm):
    """All that is said of a task. What its deadline was taken for has to be confirmed by a second press.

    ``reading``: how the words were read, once they were sent.
    """

    key_task = KeyField(
        label=gettext_lazy("Key task"), error_messages={"required": gettext_lazy("Choose its key task.")}
    )
    title_vi = forms.CharField(
        label=gettext_lazy("Task in Vietnamese"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Say in a sentence what has to be done.")},
    )
    title_en = forms.CharField(
        label=gettext_lazy("Task in English"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    content_vi = forms.CharField(
        label=gettext_lazy("Content in Vietnamese"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    content_en = forms.CharField(
        label=gettext_lazy("Content in English"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    deliverable_vi = forms.CharField(
        label=gettext_lazy("Deliverable in Vietnamese"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "Báo cáo, Kế hoạch, Quyết định…"}),
    )
    deliverable_en = forms.CharField(label=gettext_lazy("Deliverable in English"), max_length=300, required=False)
    deadline_words_vi = forms.CharField(
        label=gettext_lazy("Deadline in words"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "trước ngày 15/6"}),
        help_text=gettext_lazy(
            "As the notice says it, in Vietnamese: “trước ngày 15/6”, “Quý II”, “thường xuyên”. What was understood is "
            "shown before it is saved."
        ),
    )
    deadline_words_en = forms.CharField(
        label=gettext_lazy("Deadline in words, in English"), max_length=120, required=False
    )
    by_hand = forms.ChoiceField(
        label=gettext_lazy("Kind of deadline"),
        choices=[(AS_READ, gettext_lazy("As the words are understood")), *DeadlineKind.choices],
        required=False,
        help_text=gettext_lazy("Only where the words are not understood, or not as they are meant."),
    )
    deadline_on = DayField(label=gettext_lazy("Day"), required=False)
    frequency = forms.ChoiceField(label=gettext_lazy("Reporting period"), choices=Frequency, initial=Frequency.NONE)
    clause = KeyField(label=gettext_lazy("Clause of the source document"), required=False)
    basis_documents = KeysField(label=gettext_lazy("Basis documents"))
    shortcomings = KeysField(label=gettext_lazy("Shortcomings that it answers"))
    confirmed = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, plan: Plan, task: Task | None = None, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.plan, self.task, self.today, self.reading = plan, task, today, None
        self.asks_for_basis = task is not None and not task.is_draft
        self._offer_choices()
        if task is not None:
            del self.fields["key_task"]
            if self.saved and not self._words_say_what_is_saved():
                self.initial["by_hand"] = self.saved.deadline_kind
            else:
                self.initial["deadline_on"] = None
        for name in ("document", "document_on"):
            self.fields[name].required = False
            if not self.asks_for_basis:
                del self.fields[name]
        self.helper.layout = self._layout()

    def _offer_choices(self) -> None:
        fields, plan = self.fields, self.plan
        fields["key_task"].choices = [("", "–"), *labelled(KeyTask.objects.filter(plan=plan).order_by("number"))]
        document = plan.source_document
        clauses = document.clauses.order_by("code") if document else []
        shown = [(one.pk, f"{one.code}. {one.text[:90]}") for one in clauses]
        if self.task is not None and self.task.clause and self.task.clause.document_id != plan.source_document_id:
            shown.append((self.task.clause_id, str(self.task.clause)[:100]))
        fields["clause"].choices = [("", "–"), *shown]
        fields["basis_documents"].choices = labelled(SourceDocument.objects.order_by("-issued_on", "pk"))
        fields["shortcomings"].choices = labelled(plan.shortcomings.order_by("number"))
        for name in ("basis_documents", "shortcomings"):
            if not fields[name].choices:
                del fields[name]

    def _layout(self) -> Layout:
        hand = Div(in_row("by_hand", "deadline_on"), css_class="mt-2")
        parts = [
            "seen",
            "confirmed",
            *(["key_task"] if "key_task" in self.fields else []),
            pair("title"),
            pair("deliverable"),
            HTML('{% include "planning/reading.html" %}'),
            in_row("deadline_words_vi", "deadline_words_en", width="col-lg-6"),
            hand,
            *([in_row("document", "document_on")] if self.asks_for_basis else []),
            pair("content"),
            in_row("frequency", "clause", width="col-lg-6"),
            *[Fieldset("", name) for name in ("shortcomings", "basis_documents") if name in self.fields],
        ]
        return Layout(*parts)

    def _words_say_what_is_saved(self) -> bool:
        read = read_deadline(self.saved.deadline_words_vi, year=self.plan.year)
        return read.kind is not None and (read.kind, read.on) == (self.saved.deadline_kind, self.saved.deadline_on)

    def clean_deadline_words_vi(self):
        return tidy(self.cleaned_data["deadline_words_vi"])

    def clean(self):
        data = super().clean()
        kind, on = data.get("by_hand"), data.get("deadline_on")
        if kind in WITHOUT_A_DAY and on:
            self.add_error("deadline_on", _("This kind of deadline has no day. Leave the day empty."))
        elif kind and kind not in WITHOUT_A_DAY and not on and "deadline_on" not in self.errors:
            self.add_error("deadline_on", _("Enter the day, too."))
        elif not kind:
            self.reading = self._read(data)
        return data

    def _read(self, data: dict) -> Deadline | None:
        """How the words are to be taken; a day beside them goes before what they were taken for."""
        words, on = data.get("deadline_words_vi", ""), data.get("deadline_on")
        if on:
            return Deadline(DeadlineKind.EXACT, on, words, is_certain=True)
        return read_deadline(words, year=self.plan.year) if words else None

    @property
    def to_confirm(self) -> str:
        """What a press confirms: this reading of these words."""
        its = self.reading
        return f"{its.kind.value if its.kind else ''}|{its.on or ''}|{its.words}"

    @property
    def needs_confirmation(self) -> bool:
        """Whether the words were read anew, and nobody has said yet that this is what they mean."""
        if self.reading is None or self.cleaned_data.get("deadline_on"):
            return False
        return not self._is_as_saved() and self.cleaned_data["confirmed"] != self.to_confirm

    def _is_as_saved(self) -> bool:
        saved = self.saved
        if saved is None or not saved.deadline_is_confirmed or self.reading.kind is None:
            return False
        its = (saved.deadline_words_vi, saved.deadline_kind, saved.deadline_on)
        return its == (self.reading.words, self.reading.kind, self.reading.on)

    def ask(self) -> None:
        """The reading stands in the form, for the second press."""
        self.data = self.data.copy()
        self.data["confirmed"] = self.to_confirm

    @property
    def given(self) -> TaskGiven:
        data = {name: value for name, value in self.cleaned_data.items() if name not in OWN}
        kept = {"basis_documents": (), "shortcomings": ()} if self.saved is None else {}
        if self.saved is not None:
            kept = {name: getattr(self.saved, name) for name in ("basis_documents", "shortcomings")}
        return TaskGiven(**(kept | data | self._deadline()))

    def _deadline(self) -> dict:
        by_hand, on = self.cleaned_data["by_hand"], self.cleaned_data.get("deadline_on")
        if by_hand:
            return {"deadline_kind": by_hand, "deadline_on": on, "deadline_is_confirmed": True}
        read = self.reading
        if read is None or read.kind is None:
            return {"deadline_kind": "", "deadline_on": None, "deadline_is_confirmed": read is None}
        return {"deadline_kind": read.kind.value, "deadline_on": read.on, "deadline_is_confirmed": True}
