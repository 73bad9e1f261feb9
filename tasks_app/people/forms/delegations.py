from collections.abc import Iterable
from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.common.forms import DayField
from tasks_app.common.text import tidy
from tasks_app.people.enums import DelegationKind
from tasks_app.people.models import Person


class DelegationForm(forms.Form):
    """Who acts for whom, how far, on which days, by which document. ``people``: those who can be chosen."""

    principal = forms.ChoiceField(
        label=gettext_lazy("Who is acted for"),
        error_messages={
            "required": gettext_lazy("Choose who is acted for."),
            "invalid_choice": gettext_lazy("This person cannot be chosen any more. Choose another."),
        },
    )
    deputy = forms.ChoiceField(
        label=gettext_lazy("Who acts"),
        error_messages={
            "required": gettext_lazy("Choose who acts."),
            "invalid_choice": gettext_lazy("This person cannot be chosen any more. Choose another."),
        },
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("How far"),
        choices=DelegationKind,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose how far the powers go."),
            "invalid_choice": gettext_lazy("Choose how far the powers go."),
        },
    )
    valid_from = DayField(label=gettext_lazy("First day"))
    last_day = DayField(label=gettext_lazy("Last day"))
    basis = forms.CharField(
        label=gettext_lazy("Document of the delegation"),
        max_length=100,
        widget=forms.TextInput(attrs={"placeholder": "15/GUQ-BCĐ, 08/10/2024"}),
        help_text=gettext_lazy("Number and date."),
        error_messages={"required": gettext_lazy("Enter the number and date of the document.")},
    )

    def __init__(self, *args, today: date, people: Iterable[Person], **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.people = {str(person.pk): person for person in people}
        choices = [(pk, _in_a_list(person)) for pk, person in self.people.items()]
        for name in ("principal", "deputy"):
            self.fields[name].choices = [("", "–"), *choices]
        self.fields["valid_from"].initial = today
        self.helper = self._helper()

    def clean_principal(self) -> Person:
        return self.people[self.cleaned_data["principal"]]

    def clean_deputy(self) -> Person:
        return self.people[self.cleaned_data["deputy"]]

    def clean_kind(self) -> DelegationKind:
        return DelegationKind(self.cleaned_data["kind"])

    def clean_basis(self):
        return tidy(self.cleaned_data["basis"])

    def clean(self):
        data = super().clean()
        first, last = data.get("valid_from"), data.get("last_day")
        if data.get("principal") and data.get("principal") == data.get("deputy"):
            self.add_error("deputy", _("Nobody acts for himself. Choose somebody else."))
        if last and first and last < first:
            self.add_error("last_day", _("The last day lies before the first. Look at both again."))
        elif last and last < self.today:
            self.add_error("last_day", _("This day is over. A delegation ends today or later."))
        return data

    def _helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout(
            "principal",
            "deputy",
            Field("kind", template="components/pick_field.html"),
            Div(
                Div("valid_from", css_class="col-sm-6 col-lg-12"),
                Div("last_day", css_class="col-sm-6 col-lg-12"),
                css_class="row gx-3",
            ),
            "basis",
        )
        return helper


def _in_a_list(person: Person) -> str:
    return f"{person}, {person.position}" if person.position else str(person)
