from __future__ import annotations

from hashlib import sha256

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.indicators.forms.readings import SourceForm
from tasks_app.indicators.rules import Pasted, read_pasted

MOST_ROWS = 1000
LONGEST = 50_000  # characters


class PasteForm(SourceForm):
    """Cells copied from a table. ``previewed`` is the sign of the text that was shown as it would be entered."""

    cells = forms.CharField(
        label=gettext_lazy("Cells from Excel"),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "wrap": "off"}),
        help_text=gettext_lazy(
            "Three columns: organisation, numerator, denominator. Numbers like 1.234 or 1.234,5; names with or without "
            "accents, with or without “Huyện” or “Sở”. A column of ordinals, a head and a sum are left out."
        ),
        error_messages={"required": gettext_lazy("Copy the cells in Excel and paste them here.")},
    )
    previewed = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ["cells", "source"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout("cells", "source")

    def clean_cells(self):
        pasted = read_pasted(self.cleaned_data["cells"])
        if not pasted.rows:
            raise forms.ValidationError(_("There is no row with figures in it."))
        if len(pasted.rows) > MOST_ROWS:
            raise forms.ValidationError(_("These are more rows than there can be organisations."))
        return self.cleaned_data["cells"]

    @property
    def pasted(self) -> Pasted:
        return read_pasted(self.cleaned_data["cells"])

    @property
    def sign(self) -> str:
        return sha256(self.cleaned_data["cells"].encode()).hexdigest()

    @property
    def was_previewed(self) -> bool:
        """Whether exactly this text was shown as it would be entered."""
        return self.cleaned_data["previewed"] == self.sign
