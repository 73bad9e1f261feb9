from __future__ import annotations

from datetime import date

from crispy_forms.helper import FormHelper
from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.common.forms import DayField
from tasks_app.documents.enums import Letterhead


class PaperForm(forms.Form):
    """On which paper, in which language."""

    letterhead = forms.ChoiceField(label=gettext_lazy("Letterhead"), choices=Letterhead.choices)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)

    def __init__(self, data=None, *, letterhead: Letterhead, **kwargs):
        super().__init__(data, initial={"letterhead": letterhead, "language": "vi"}, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class LetterForm(PaperForm):
    """And by when an answer is asked for."""

    answer_by = DayField(label=gettext_lazy("Answer asked for by"))

    def __init__(self, data=None, *, today: date, usual: date):
        super().__init__(data, letterhead=Letterhead.STATE)
        self.today = today
        self.fields["answer_by"].initial = usual

    def clean_answer_by(self):
        day = self.cleaned_data["answer_by"]
        if day <= self.today:
            raise forms.ValidationError(_("Enter a day after today, so that there is time to answer."))
        return day
