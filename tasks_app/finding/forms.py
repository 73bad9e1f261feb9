"""What may be typed to find something."""

from django import forms
from django.utils.translation import gettext_lazy

from tasks_app.finding.enums import Kind
from tasks_app.plan.forms import NOT_KNOWN


class SearchForm(forms.Form):
    """The words of a search; ``only``: one kind, shown in full. What is not understood is left out and said."""

    q = forms.CharField(
        label=gettext_lazy("Search"),
        required=False,
        max_length=100,
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )
    only = forms.ChoiceField(
        label=gettext_lazy("Kind of result"),
        required=False,
        choices=Kind,
        error_messages=NOT_KNOWN,
        widget=forms.HiddenInput,
    )

    def __init__(self, data):
        super().__init__(data)
        self.full_clean()

    @property
    def text(self) -> str:
        return self.cleaned_data.get("q", "")

    @property
    def kind(self) -> Kind | None:
        asked = self.cleaned_data.get("only")
        return Kind(asked) if asked else None
