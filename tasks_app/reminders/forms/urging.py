from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from tasks_app.common.text import tidy


class UrgingForm(forms.Form):
    """What somebody adds to an urging, in his own words."""

    message = forms.CharField(
        label=_("Message"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands in the mail and in the record of each assignment."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_message(self):
        return tidy(self.cleaned_data["message"])
