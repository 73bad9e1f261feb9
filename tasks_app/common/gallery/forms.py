from crispy_forms.bootstrap import AppendedText
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.translation import gettext_lazy as _


class SampleForm(forms.Form):
    """One field of each kind, as crispy renders them."""

    situation = forms.ChoiceField(
        label=_("Situation"),
        choices=[
            ("working", _("In progress")),
            ("obstacle", _("There is an obstacle")),
            ("done", _("Done, please confirm")),
        ],
        widget=forms.RadioSelect,
    )
    percent = forms.IntegerField(label=_("Progress"), min_value=0, max_value=100, help_text=_("Last report: 60%."))
    results = forms.CharField(
        label=_("What was done"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Give concrete figures; two to five sentences are enough."),
    )
    period = forms.ChoiceField(label=_("Reporting period"), choices=[("3", _("Quarter III")), ("4", _("Quarter IV"))])
    issued_on = forms.DateField(label=_("Document date"), required=False)
    copy = forms.BooleanField(label=_("Send a copy to the author"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Field("situation", template="components/pick_field.html"),
            AppendedText("percent", "%"),
            "results",
            "period",
            "issued_on",
            "copy",
        )
