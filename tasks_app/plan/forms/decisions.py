from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.common.forms import DayField, refuse_odd_document_day
from tasks_app.common.text import tidy
from tasks_app.plan.enums import Act, Need
from tasks_app.plan.models import Task
from tasks_app.plan.rules import TRANSITIONS, Basis


class BasisFieldsMixin(forms.Form):
    """Number and date of the document that a decision rests on. Needs ``today``; both or, where allowed, neither."""

    document = forms.CharField(
        label=gettext_lazy("Number of the deciding document"),
        max_length=100,
        widget=forms.TextInput(attrs={"placeholder": "112-CV/BCĐ"}),
        error_messages={"required": gettext_lazy("Enter the number of the document that decides this.")},
    )
    document_on = DayField(label=gettext_lazy("Date of the document"))

    today: date

    def clean_document(self):
        return tidy(self.cleaned_data["document"])

    def clean_document_on(self):
        day = self.cleaned_data["document_on"]
        refuse_odd_document_day(day, today=self.today)
        return day

    def clean(self):
        data = super().clean()
        if data.get("document") and not data.get("document_on") and "document_on" not in self.errors:
            self.add_error("document_on", _("Enter the date of the document too."))
        if data.get("document_on") and not data.get("document") and "document" not in self.errors:
            self.add_error("document", _("Enter the number of the document too."))
        return data

    @property
    def basis(self) -> Basis | None:
        number = self.cleaned_data.get("document")
        return Basis(number, self.cleaned_data["document_on"]) if number else None


class DecisionForm(BasisFieldsMixin):
    """What the secretariat has to say with a step of the workflow: what the table of the steps asks for."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why; the people who do the work read it.")},
    )
    next_task = forms.ChoiceField(
        label=gettext_lazy("Task of a later plan"),
        error_messages={
            "required": gettext_lazy("Choose the task in which the work goes on."),
            "invalid_choice": gettext_lazy("This task is not in a later plan. Choose another."),
        },
    )

    def __init__(self, *args, act: Act, today: date, next_tasks: Iterable[Task], **kwargs):
        super().__init__(*args, **kwargs)
        self.act, self.today = act, today
        needs = TRANSITIONS[act].needs
        for need, names in (
            (Need.REASON, ["reason"]),
            (Need.DOCUMENT, ["document", "document_on"]),
            (Need.NEXT_TASK, ["next_task"]),
        ):
            if need not in needs:
                for name in names:
                    del self.fields[name]
        if "next_task" in self.fields:
            self.next_tasks = {str(task.pk): task for task in next_tasks}
            choices = [(pk, f"{task.key_task.plan}: {task}") for pk, task in self.next_tasks.items()]
            self.fields["next_task"].choices = [("", "–"), *choices]
        self.helper = self._helper()

    def clean_next_task(self) -> Task:
        return self.next_tasks[self.cleaned_data["next_task"]]

    def _helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        both = Div(
            Div("document", css_class="col-sm-7"), Div("document_on", css_class="col-sm-5"), css_class="row gx-3"
        )
        layout = [name for name in ("next_task", "reason") if name in self.fields]
        helper.layout = Layout(*layout, *([both] if "document" in self.fields else []))
        return helper
