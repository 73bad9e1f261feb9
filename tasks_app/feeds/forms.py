from collections.abc import Iterable

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy

from tasks_app.common.forms import LongSelect
from tasks_app.feeds.enums import FeedKind
from tasks_app.organisations.models import Organisation


class FeedForm(forms.Form):
    """What a calendar is to show: ``kinds`` that a person can choose, or one of some ``organisations``."""

    about = forms.ChoiceField(
        label=gettext_lazy("What the calendar is to show"),
        widget=LongSelect,
        error_messages={
            "required": gettext_lazy("Choose what the calendar is to show."),
            "invalid_choice": gettext_lazy("You cannot follow this in a calendar any more. Choose something else."),
        },
    )

    def __init__(self, *args, kinds: Iterable[FeedKind], organisations: Iterable[Organisation], **kwargs):
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.pk): one for one in organisations}
        self.fields["about"].choices = [
            ("", "–"),
            *((kind.value, kind.label) for kind in kinds),
            *((pk, one.name) for pk, one in self.organisations.items()),
        ]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    @property
    def chosen(self) -> tuple[FeedKind, Organisation | None]:
        about = self.cleaned_data["about"]
        if about in self.organisations:
            return FeedKind.ORGANISATION, self.organisations[about]
        return FeedKind(about), None
