from collections.abc import Iterable
from datetime import date, timedelta

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tasks_app.common.forms import DayField
from tasks_app.common.text import tidy
from tasks_app.options.queries import options
from tasks_app.people.models import Person


class Whom(TextChoices):
    PERSON = "person", _("One person")
    EVERYBODY = "everybody", _("Everybody")


class HoldForm(forms.Form):
    """Whose mail is held back, why and until when. ``people``: those who can be chosen."""

    whom = forms.ChoiceField(
        label=_("Whose mail"),
        choices=Whom,
        initial=Whom.PERSON,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whose mail is held back.")},
    )
    person = forms.ChoiceField(
        label=_("Person"),
        required=False,
        error_messages={"invalid_choice": _("This person cannot be chosen any more. Choose another.")},
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=300, error_messages={"required": _("Enter why the mail is held back.")}
    )
    last_day = DayField(label=_("Last day"))

    def __init__(self, *args, today: date, people: Iterable[Person], **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.people = {str(person.pk): person for person in people}
        self.fields["person"].choices = [("", "–"), *((pk, str(person)) for pk, person in self.people.items())]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.needed = ["person"]  # unless everybody is chosen
        self.helper.layout = Layout(
            Field("whom", template="components/pick_field.html"), "person", "reason", "last_day"
        )

    def clean_reason(self):
        return tidy(self.cleaned_data["reason"])

    def clean_last_day(self):
        day = self.cleaned_data["last_day"]
        if day < self.today:
            raise forms.ValidationError(gettext("This day is over. A hold ends today or later."))
        if day >= self.today + timedelta(days=options().held_at_most):
            raise forms.ValidationError(
                gettext("Mail can be held for %(days)d days at most.") % {"days": options().held_at_most}
            )
        return day

    def clean(self):
        data = super().clean()
        is_chosen = data.get("whom") == Whom.PERSON
        if is_chosen and not data.get("person") and "person" not in self.errors:
            self.add_error("person", gettext("Choose the person whose mail is held back."))
        data["person"] = self.people.get(data.get("person")) if is_chosen else None
        return data
