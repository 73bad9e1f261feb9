"""What is asked of groups of organisations and of key units."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy

from tasks_app.common.forms import FIRST_DAY, DayField
from tasks_app.common.text import keys_in, tidy
from tasks_app.organisations.actions import GroupNames
from tasks_app.organisations.models import Group, Organisation
from tasks_app.planning.forms.given import KeysField, labelled


class GroupForm(forms.Form):
    """What a group is called. ``seen_…``: what it was called when the page was opened."""

    name_vi = forms.CharField(
        label=gettext_lazy("Name in Vietnamese"),
        max_length=200,
        error_messages={"required": gettext_lazy("Enter the name of the group.")},
    )
    name_en = forms.CharField(
        label=gettext_lazy("Name in English"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Where it is empty, the Vietnamese name is shown."),
    )
    seen_vi = forms.CharField(widget=forms.HiddenInput, required=False)
    seen_en = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, group: Group | None = None):
        now = vars(GroupNames.of(group)) if group else {}
        seen = {"seen_vi": group.name_vi, "seen_en": group.name_en} if group else {}
        super().__init__(data, initial=now | seen)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_name_vi(self):
        return tidy(self.cleaned_data["name_vi"])

    def clean_name_en(self):
        return tidy(self.cleaned_data["name_en"])

    @property
    def names(self) -> GroupNames:
        return GroupNames(self.cleaned_data["name_vi"], self.cleaned_data["name_en"])

    @property
    def seen(self) -> GroupNames:
        return GroupNames(self.cleaned_data["seen_vi"], self.cleaned_data["seen_en"])


class SinceForm(forms.Form):
    """The day from which what is ticked holds; asked for in the address. ``day``: ``today`` where it is none."""

    since = DayField(label=gettext_lazy("From which day"), required=False)

    def __init__(self, data, *, today: date):
        super().__init__(data)
        self.today = today

    @property
    def day(self) -> date:
        asked = self.cleaned_data.get("since") if self.is_valid() else None
        return asked if asked and asked >= FIRST_DAY else self.today


class TicksForm(forms.Form):
    """Organisations, ticked. ``was``: those that were ticked when the page was opened; all as of the day ``since``."""

    organisations = KeysField(
        label=gettext_lazy("Organisations"),
        error_messages={
            "invalid_choice": gettext_lazy("An organisation that was ticked does not exist on that day. Look again."),
            "invalid_list": gettext_lazy("Tick the organisations once more."),
        },
    )
    since = DayField(widget=forms.HiddenInput)
    was = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, choices: Iterable[Organisation], ticked: Collection[int], since: date):
        initial = {"organisations": sorted(ticked), "was": ",".join(map(str, sorted(ticked)))}
        super().__init__(data, initial=initial | {"since": f"{since:%d/%m/%Y}"})
        self.by_key = {one.pk: one for one in choices}
        self.fields["organisations"].choices = labelled(self.by_key.values())

    @property
    def ticked(self) -> set[int]:
        """As the boxes stand on the page: what was typed, or what holds."""
        return keys_in(map(str, self["organisations"].value() or ()))

    @property
    def seen(self) -> set[int]:
        return keys_in(self.cleaned_data["was"].split(","))

    @property
    def chosen(self) -> list[Organisation]:
        keys = set(self.cleaned_data["organisations"])
        return [one for key, one in self.by_key.items() if key in keys]

    @property
    def joining(self) -> list[Organisation]:
        return [one for one in self.chosen if one.pk not in self.seen]

    @property
    def leaving(self) -> list[Organisation]:
        keys = self.seen - set(self.cleaned_data["organisations"])
        return [one for key, one in self.by_key.items() if key in keys]


class KeyUnitsForm(TicksForm):
    basis = forms.CharField(
        label=gettext_lazy("Basis document"),
        max_length=100,
        widget=forms.TextInput(attrs={"placeholder": "12/TB-BCĐ"}),
        error_messages={"required": gettext_lazy("Enter the number of the document that decided it.")},
    )

    def clean_basis(self):
        return tidy(self.cleaned_data["basis"])
