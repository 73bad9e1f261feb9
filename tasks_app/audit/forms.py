from __future__ import annotations

from collections.abc import Iterable, Sequence
from ipaddress import ip_address

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.audit.enums import Kind
from tasks_app.audit.queries import Asked
from tasks_app.audit.wording import THINGS
from tasks_app.common.forms import DayField, LongSelect
from tasks_app.common.text import key_in, tidy
from tasks_app.people.models import Person
from tasks_app.plan.forms import filter_helper


class AuditFilter(forms.Form):
    """What is looked for in the log. What it does not understand it leaves out, and says so."""

    q = forms.CharField(
        label=gettext_lazy("Search"), required=False, max_length=100, widget=forms.TextInput({"type": "search"})
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    who = forms.ChoiceField(label=gettext_lazy("Who"), required=False, widget=LongSelect)
    about = forms.ChoiceField(label=gettext_lazy("About whom"), required=False, widget=LongSelect)
    first = DayField(label=gettext_lazy("From"), required=False)
    last = DayField(label=gettext_lazy("Until"), required=False)
    address = forms.CharField(label=gettext_lazy("Network address"), required=False, max_length=45)
    thing = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, data, *, kinds: Sequence[Kind], people: Iterable[Person], sees_watched: bool):
        super().__init__(data)
        self.kinds = tuple(kinds)
        names = [("", gettext_lazy("All")), *((str(one.pk), str(one)) for one in people)]
        self.fields["kind"].choices = [("", gettext_lazy("All")), *((one.value, one.label) for one in kinds)]
        self.fields["who"].choices = self.fields["about"].choices = names
        if not sees_watched:
            del self.fields["address"]
        self.helper = filter_helper(*(name for name in self.fields if name != "thing"), "thing")
        self.full_clean()

    def clean_address(self) -> str:
        typed = self.cleaned_data["address"].strip()
        if not typed:
            return ""
        try:
            return str(ip_address(typed))
        except ValueError:
            raise ValidationError(_("Enter a whole address, such as 203.0.113.7.")) from None

    def clean_thing(self) -> tuple[str, int] | None:
        kind, _mark, key = self.cleaned_data["thing"].partition(":")
        number = key_in(key)
        return (kind, number) if kind in THINGS and number is not None else None

    @property
    def asked(self) -> Asked:
        said = self.cleaned_data
        return Asked(
            kinds=(Kind(said["kind"]),) if said.get("kind") else self.kinds,
            who=key_in(said.get("who") or ""),
            about=key_in(said.get("about") or ""),
            thing=said.get("thing"),
            address=said.get("address") or "",
            words=tidy(said.get("q") or ""),
            first=said.get("first"),
            last=said.get("last"),
        )

    @property
    def is_narrowed(self) -> bool:
        return any(self.cleaned_data.values())
