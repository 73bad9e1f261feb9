"""What may be typed to find something, and to find it again."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.finding.enums import Kind, ListPage
from tasks_app.finding.rules import LONGEST_QUERY, kept_query
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


class ViewForm(forms.Form):
    """The name of a saved view. Only who ``may_share`` is asked whether everyone is to be offered it."""

    name = forms.CharField(
        label=gettext_lazy("Name of the view"),
        max_length=60,
        error_messages={"required": gettext_lazy("Give the view a name, so that you find it again.")},
    )
    is_shared = forms.BooleanField(label=gettext_lazy("Show it to everyone"), required=False)

    def __init__(self, *args, may_share: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        if not may_share:
            del self.fields["is_shared"]


class SaveViewForm(ViewForm):
    """A view to be saved: the list, and what its address asks for."""

    page = forms.ChoiceField(choices=ListPage, widget=forms.HiddenInput)
    query = forms.CharField(
        label=gettext_lazy("Filters"), required=False, max_length=LONGEST_QUERY, widget=forms.HiddenInput
    )
    replaces = forms.BooleanField(
        label=gettext_lazy("Replace the view of this name"), required=False, widget=forms.HiddenInput
    )

    def clean_query(self) -> str:
        """As it is kept: written for an address, letters with marks take several characters each."""
        kept = kept_query(self.cleaned_data["query"])
        if len(kept) > LONGEST_QUERY:
            raise forms.ValidationError(_("This list asks for too much to be kept. Take out some filters."))
        return kept

    def offer_replacing(self) -> None:
        """Only asked where there is a view of that name."""
        self.fields["replaces"].widget = forms.CheckboxInput()
