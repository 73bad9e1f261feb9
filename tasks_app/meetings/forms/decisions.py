from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.common.forms import DayField
from tasks_app.common.text import tidy
from tasks_app.meetings.models import AgendaItem
from tasks_app.meetings.rules import DecisionGiven
from tasks_app.plan.enums import DeadlineKind
from tasks_app.plan.models import KeyTask
from tasks_app.planning.forms import GiveForm
from tasks_app.planning.forms.given import KeyField, in_row, labelled
from tasks_app.planning.rules import read_deadline
from tasks_app.planning.wording import DOUBTS


class DecisionForm(GiveForm):
    """What was decided, to whom it is given, by when. Words of a deadline count where they are certain; else the day
    is asked for."""

    item = KeyField(label=gettext_lazy("Under the item"), required=False)
    key_task = KeyField(
        label=gettext_lazy("Key task"), error_messages={"required": gettext_lazy("Choose its key task.")}
    )
    text = forms.CharField(
        label=gettext_lazy("What was decided"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "vi"}),
        error_messages={"required": gettext_lazy("Say in a sentence what has to be done.")},
    )
    deliverable = forms.CharField(
        label=gettext_lazy("Deliverable"),
        max_length=300,
        widget=forms.TextInput(attrs={"placeholder": "Báo cáo, Kế hoạch, Quyết định…"}),
        error_messages={"required": gettext_lazy("Say what shows that it is done.")},
    )
    deadline_words = forms.CharField(
        label=gettext_lazy("Deadline in words"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "trước ngày 15/6"}),
    )
    deadline_on = DayField(label=gettext_lazy("Deadline as a day"), required=False)

    def __init__(self, *args, items: Sequence[AgendaItem], key_tasks: Iterable[KeyTask], today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today, self.items = today, {one.pk: one for one in items}
        self.key_tasks = {one.pk: one for one in key_tasks}
        self.fields["item"].choices = [("", "–"), *labelled(items)]
        self.fields["key_task"].choices = [("", "–"), *labelled(self.key_tasks.values())]
        self.helper.layout = Layout(
            "text",
            in_row("item", "key_task", width="col-lg-6"),
            "deliverable",
            in_row("deadline_words", "deadline_on"),
            Div("groups", css_class="many-ticks"),
            Div("organisations", css_class="many-ticks"),
            "responsible",
            Div("coordinating", css_class="many-ticks"),
        )

    def clean(self):
        data = super().clean()
        self.deadline = (DeadlineKind.EXACT, data.get("deadline_on"))
        words = data.get("deadline_words", "")
        if data.get("deadline_on"):
            if data["deadline_on"] < self.today:
                self.add_error("deadline_on", _("This day is over. Enter a later one."))
        elif not words:
            if "deadline_on" not in self.errors:
                self.add_error("deadline_words", _("Enter the deadline in words or as a day."))
        else:
            self._read(words)
        return data

    def _read(self, words: str) -> None:
        year = next(iter(self.key_tasks.values())).plan.year if self.key_tasks else self.today.year
        read = read_deadline(words, year=year)
        if not read.is_certain:
            ask = _("Enter the day beside it as well.")
            self.add_error("deadline_words", f"{DOUBTS[read.doubt]} {ask}" if read.doubt else ask)
        elif read.on and read.on < self.today:
            self.add_error("deadline_words", _("This day is over. Enter a later one."))
        self.deadline = (read.kind, read.on)

    @property
    def given(self) -> DecisionGiven:
        data = self.cleaned_data
        kind, on = self.deadline
        words = tidy(data["deadline_words"]) or (f"{on:%d/%m/%Y}" if on else "")
        return DecisionGiven(data["text"], data["deliverable"], kind, on, words)

    @property
    def chosen_key_task(self) -> KeyTask:
        return self.key_tasks[self.cleaned_data["key_task"]]

    @property
    def chosen_item(self) -> AgendaItem | None:
        return self.items.get(self.cleaned_data["item"])
