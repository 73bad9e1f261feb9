from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.common.forms import DayField
from tasks_app.plan import rules
from tasks_app.plan.enums import Answer
from tasks_app.plan.forms.decisions import BasisFieldsMixin
from tasks_app.plan.models import Contribution, ContributionEntry
from tasks_app.plan.rules import Given


class ContributionForm(BasisFieldsMixin):
    """What a coordinating organisation gives to an assignment, or why it has nothing to give."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    answer = forms.ChoiceField(
        label=gettext_lazy("Answer"),
        choices=Answer,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whether there is something to contribute.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Content"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("What the lead organisation can put into its report, or why there is nothing."),
        error_messages={"required": gettext_lazy("Say what is contributed, or why there is nothing to contribute.")},
    )

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["document"].label = _("Number of the document")
        for name in ("document", "document_on"):
            self.fields[name].required = False
        self.helper = _helper(
            Layout(
                "seen",
                Field("answer", template="components/pick_field.html"),
                "text",
                Div(
                    Div("document", css_class="col-sm-7"),
                    Div("document_on", css_class="col-sm-5"),
                    css_class="row gx-3",
                ),
            )
        )

    @classmethod
    def initial_from(cls, newest: ContributionEntry | None) -> dict:
        """The form goes on from what was given last."""
        if newest is None:
            return {"seen": 0}
        return {
            "seen": newest.revision,
            "answer": newest.answer,
            "text": newest.text,
            "document": newest.document,
            "document_on": newest.document_on,
        }

    def clean(self):
        data = super().clean()
        if data.get("answer") == Answer.NOTHING and data.get("document"):
            self.add_error("document", _("A document goes with a contribution. Clear it, or choose “Contribution”."))
        return data

    @property
    def given(self) -> Given:
        return Given(Answer(self.cleaned_data["answer"]), self.cleaned_data["text"], self.basis)


class ContributionDatesForm(forms.Form):
    """Until when the contributions are needed: one date for all, or one for each organisation."""

    for_all = DayField(
        label=gettext_lazy("The same date for all"),
        required=False,
        help_text=gettext_lazy("Where it is filled in, it replaces the dates below."),
    )

    def __init__(self, *args, contributions: Iterable[Contribution], deadline_on: date | None, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.contributions = list(contributions)
        self.deadline_on, self.today = deadline_on, today
        for one in self.contributions:
            self.fields[_name(one)] = DayField(label=one.organisation.name, required=False, initial=one.due_on)
            hidden = forms.HiddenInput()
            self.fields[_seen(one)] = DayField(required=False, initial=one.due_on, widget=hidden)
        self.helper = _helper(
            Layout("for_all", *(name for one in self.contributions for name in (_name(one), _seen(one))))
        )
        self.helper.all_optional = True

    def clean(self):
        data = super().clean()
        before = {_name(one): data.get(_seen(one)) for one in self.contributions}
        for name in ("for_all", *before):
            due_on = data.get(name)
            if due_on and due_on != before.get(name):
                self._refuse_what_does_not_fit(name, due_on)
        return data

    def _refuse_what_does_not_fit(self, name: str, due_on: date) -> None:
        if due_on < self.today:
            self.add_error(name, _("This day has passed. Choose today or a later day."))
        elif not rules.fits_the_deadline(due_on, self.deadline_on, today=self.today):
            self.add_error(
                name,
                forms.ValidationError(
                    _("The assignment itself is due on %(date)s. Choose that day or an earlier one."),
                    params={"date": f"{self.deadline_on:%d/%m/%Y}"},
                ),
            )

    @property
    def dates(self) -> dict[int, date | None]:
        """The dates that were changed, by the contributions' primary keys: what stays as it was seen is no wish."""
        for_all = self.cleaned_data.get("for_all")
        wanted = {one: for_all or self.cleaned_data[_name(one)] for one in self.contributions}
        return {one.pk: due_on for one, due_on in wanted.items() if due_on != self.cleaned_data[_seen(one)]}

    def as_now(self) -> dict[str, str]:
        """What the form would have seen, were it opened now."""
        return {_seen(one): one.due_on.isoformat() if one.due_on else "" for one in self.contributions}

    @property
    def seen(self) -> dict[int, date | None]:
        """The dates as the form was opened with them."""
        return {one.pk: self.cleaned_data[_seen(one)] for one in self.contributions}


def _name(contribution: Contribution) -> str:
    return f"due_{contribution.pk}"


def _seen(contribution: Contribution) -> str:
    return f"seen_{contribution.pk}"


def _helper(layout: Layout) -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = layout
    return helper
