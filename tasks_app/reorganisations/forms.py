"""What may be typed when organisations are reorganised."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.common.forms import DayField, LongSelect, LongSelectMultiple, refuse_odd_document_day
from tasks_app.common.text import ascii_name, tidy
from tasks_app.organisations.enums import LOCALITY_KINDS, LocalityType, OrganisationKind
from tasks_app.organisations.models import Organisation
from tasks_app.organisations.rules import CORRECTED
from tasks_app.organisations.wording import KINDS
from tasks_app.plan.models import Assignment
from tasks_app.reorganisations.enums import ReorganisationKind
from tasks_app.reorganisations.models import Reorganisation
from tasks_app.reorganisations.rules import Details

NOBODY, NEW = "nobody", "new"


def _helper(*fields) -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(*fields)
    return helper


def grouped(organisations: Iterable[Organisation]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Choices by kind, communes by their district, in the official order."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in organisations:
        heading = str(KINDS[one.kind])
        if one.kind == OrganisationKind.COMMUNE and one.parent:
            heading = one.parent.name
        groups.setdefault(heading, []).append((str(one.pk), one.name))
    return list(groups.items())


class DetailsForm(forms.Form):
    """What a reorganisation says of itself. ``seen``: the version that was opened."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of reorganisation"),
        choices=ReorganisationKind,
        error_messages={"required": gettext_lazy("Choose what happens.")},
    )
    title_vi = forms.CharField(
        label=gettext_lazy("Title (Vietnamese)"),
        max_length=200,
        error_messages={"required": gettext_lazy("Enter a title by which it is known.")},
    )
    title_en = forms.CharField(label=gettext_lazy("Title (English)"), max_length=200, required=False)
    day = DayField(label=gettext_lazy("Takes effect on"))
    basis = forms.CharField(
        label=gettext_lazy("Basis document"),
        max_length=100,
        widget=forms.TextInput(attrs={"placeholder": "1243/NQ-UBTVQH15"}),
        error_messages={"required": gettext_lazy("Enter the number of the document that decided it.")},
    )
    basis_on = DayField(label=gettext_lazy("Date of the document"), required=False)
    members_follow = forms.BooleanField(
        label=gettext_lazy("Assignments also go to the member who oversees their new lead"),
        help_text=gettext_lazy("Otherwise each keeps its responsible member."),
        required=False,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, today, reorganisation: Reorganisation | None = None):
        its = reorganisation
        names = ("kind", "title_vi", "title_en", "day", "basis", "basis_on", "members_follow")
        initial = {name: getattr(its, name) for name in names} | {"seen": its.version} if its else {}
        super().__init__(data, initial=initial)
        self.today = today
        self.helper = _helper(
            "seen",
            "kind",
            "title_vi",
            "title_en",
            Div(Div("basis", css_class="col-sm-6"), Div("basis_on", css_class="col-sm-6"), css_class="row gx-3"),
            Div(Div("day", css_class="col-sm-6"), css_class="row gx-3"),
            "members_follow",
        )

    def clean_basis_on(self):
        refuse_odd_document_day(self.cleaned_data["basis_on"], today=self.today)
        return self.cleaned_data["basis_on"]

    @property
    def details(self) -> Details:
        said = dict(self.cleaned_data)
        said.pop("seen")
        return Details(**said | {"kind": ReorganisationKind(said["kind"])})


class SuccessionForm(forms.Form):
    """Which organisations are followed by which one; that may be a new one."""

    predecessors = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Organisations that end or give work away"),
        coerce=int,
        widget=LongSelectMultiple(attrs={"size": 10}),
        help_text=gettext_lazy("Several may be chosen, with Ctrl or by touching each."),
        error_messages={"required": gettext_lazy("Choose at least one organisation.")},
    )
    successor = forms.ChoiceField(
        label=gettext_lazy("Successor"),
        widget=LongSelect,
        error_messages={"required": gettext_lazy("Choose who follows.")},
    )
    name_vi = forms.CharField(label=gettext_lazy("Name of the new one (Vietnamese)"), max_length=200, required=False)
    name_en = forms.CharField(label=gettext_lazy("Name of the new one (English)"), max_length=200, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of the new one"), choices=OrganisationKind, required=False)
    locality_type = forms.ChoiceField(
        label=gettext_lazy("Type of the new locality"), choices=[("", "–"), *LocalityType.choices], required=False
    )
    parent = forms.ChoiceField(label=gettext_lazy("The new one is below"), required=False)
    takes_rest = forms.BooleanField(
        label=gettext_lazy("Takes everything that is given to no other successor"), required=False, initial=True
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, reorganisation: Reorganisation, organisations: Sequence[Organisation]):
        super().__init__(data, initial={"seen": reorganisation.version, "kind": OrganisationKind.COMMUNE})
        self.organisations = {str(one.pk): one for one in organisations}
        choices = grouped(organisations)
        self.fields["predecessors"].choices = choices
        self.fields["successor"].choices = [
            ("", "–"),
            (NEW, _("A new organisation (enter its name below)")),
            (NOBODY, _("Nobody: it ends without a successor")),
            *choices,
        ]
        districts = [one for one in organisations if one.kind == OrganisationKind.LOCALITY]
        self.fields["parent"].choices = [
            ("", _("Directly below the province")),
            *((str(one.pk), one.name) for one in districts),
        ]
        self.helper = _helper(
            "seen",
            "predecessors",
            "successor",
            Div(
                Div("name_vi", css_class="col-sm-6"),
                Div("name_en", css_class="col-sm-6"),
                Div("kind", css_class="col-sm-4"),
                Div("locality_type", css_class="col-sm-4"),
                Div("parent", css_class="col-sm-4"),
                css_class="row gx-3",
            ),
            "takes_rest",
        )

    def clean(self):
        said = super().clean()
        if said.get("successor") == NEW:
            if not tidy(said.get("name_vi", "")):
                self.add_error("name_vi", _("Enter the name of the new organisation."))
            if said.get("kind") in LOCALITY_KINDS and not said.get("locality_type"):
                self.add_error("locality_type", _("Choose whether it is a commune, a ward, a district…"))
        return said

    @property
    def chosen(self) -> list[Organisation]:
        return [self.organisations[str(pk)] for pk in self.cleaned_data["predecessors"]]

    @property
    def follower(self) -> Organisation | None:
        """The one that exists already; None for nobody, or where it is new."""
        return self.organisations.get(self.cleaned_data["successor"])

    @property
    def is_new(self) -> bool:
        return self.cleaned_data["successor"] == NEW

    @property
    def new(self) -> dict:
        """What the new one is, for ``actions.found_organisation``."""
        said = self.cleaned_data
        return {
            "key": new_key(said["name_vi"]),
            "name_vi": tidy(said["name_vi"]),
            "name_en": tidy(said["name_en"]),
            "kind": said["kind"],
            "locality_type": said["locality_type"] if said["kind"] in LOCALITY_KINDS else "",
            "parent": self.organisations.get(said["parent"]),
        }


class AlterationForm(forms.Form):
    """What an organisation that goes on is called, or stands below, from the day on."""

    organisation = forms.ChoiceField(
        label=gettext_lazy("Organisation"),
        widget=LongSelect,
        error_messages={"required": gettext_lazy("Choose an organisation.")},
    )
    name_vi = forms.CharField(label=gettext_lazy("New name (Vietnamese)"), max_length=200, required=False)
    name_en = forms.CharField(label=gettext_lazy("New name (English)"), max_length=200, required=False)
    short_vi = forms.CharField(label=gettext_lazy("New short name (Vietnamese)"), max_length=60, required=False)
    short_en = forms.CharField(label=gettext_lazy("New short name (English)"), max_length=60, required=False)
    locality_type = forms.ChoiceField(
        label=gettext_lazy("New type"), choices=[("", gettext_lazy("as it is")), *LocalityType.choices], required=False
    )
    parent = forms.ChoiceField(label=gettext_lazy("Then below"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    STAYS, PROVINCE = "", "province"

    def __init__(self, data=None, *, reorganisation: Reorganisation, organisations: Sequence[Organisation]):
        super().__init__(data, initial={"seen": reorganisation.version})
        self.organisations = {str(one.pk): one for one in organisations}
        self.fields["organisation"].choices = [("", "–"), *grouped(organisations)]
        districts = [one for one in organisations if one.kind == OrganisationKind.LOCALITY]
        self.fields["parent"].choices = [
            (self.STAYS, _("as it is")),
            (self.PROVINCE, _("Directly below the province")),
            *((str(one.pk), one.name) for one in districts),
        ]
        self.helper = _helper(
            "seen",
            "organisation",
            Div(
                Div("name_vi", css_class="col-sm-6"),
                Div("name_en", css_class="col-sm-6"),
                Div("short_vi", css_class="col-sm-6"),
                Div("short_en", css_class="col-sm-6"),
                Div("locality_type", css_class="col-sm-6"),
                Div("parent", css_class="col-sm-6"),
                css_class="row gx-3",
            ),
        )

    @property
    def altered(self) -> Organisation:
        return self.organisations[self.cleaned_data["organisation"]]

    @property
    def changed(self) -> dict:
        names = ("name_vi", "name_en", "short_vi", "short_en", "locality_type")
        said = {name: tidy(self.cleaned_data[name]) for name in names}
        to = self.cleaned_data["parent"]
        return said | {"moves": to != self.STAYS, "parent": self.organisations.get(to)}


class AllotmentForm(forms.Form):
    """To whom each open assignment of an organisation passes."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        data=None,
        *,
        reorganisation: Reorganisation,
        work: Sequence[tuple[Assignment, int | None]],
        rule: str,
        organisations: Sequence[Organisation],
    ):
        initial = {"seen": reorganisation.version} | {f"to-{one.pk}": str(to or "") for one, to in work}
        super().__init__(data, initial=initial)
        self.work = [one for one, _to in work]
        self.organisations = {str(one.pk): one for one in organisations}
        choices = [("", rule), *grouped(organisations)]
        for one in self.work:
            self.fields[f"to-{one.pk}"] = forms.ChoiceField(
                label=_("Passes to"), choices=choices, required=False, widget=LongSelect(attrs={"class": "form-select"})
            )

    @property
    def rows(self) -> list[tuple[Assignment, forms.BoundField]]:
        return [(one, self[f"to-{one.pk}"]) for one in self.work]

    @property
    def choices(self) -> dict[Assignment, Organisation | None]:
        return {one: self.organisations.get(self.cleaned_data[f"to-{one.pk}"]) for one in self.work}


class CorrectionForm(forms.Form):
    """What is put right in an organisation. What it is called from a day on is entered as a reorganisation."""

    name_vi = forms.CharField(
        label=gettext_lazy("Name (Vietnamese)"),
        max_length=200,
        error_messages={"required": gettext_lazy("Enter its name.")},
    )
    name_en = forms.CharField(label=gettext_lazy("Name (English)"), max_length=200, required=False)
    short_vi = forms.CharField(label=gettext_lazy("Short name (Vietnamese)"), max_length=60, required=False)
    short_en = forms.CharField(label=gettext_lazy("Short name (English)"), max_length=60, required=False)
    order = forms.IntegerField(
        label=gettext_lazy("Place in the official order"), min_value=0, max_value=32_000, widget=forms.NumberInput
    )
    is_correction = forms.BooleanField(
        label=gettext_lazy("The name was written wrongly: this is a correction"),
        help_text=gettext_lazy("A new name from a day on is a reorganisation: pages of earlier days keep the old one."),
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, organisation: Organisation):
        now = {name: getattr(organisation, name) for name in CORRECTED}
        super().__init__(data, initial=now | {"seen": json.dumps(now, ensure_ascii=False)})
        self.organisation = organisation
        self.helper = _helper(
            "seen",
            "name_vi",
            "name_en",
            Div(Div("short_vi", css_class="col-sm-6"), Div("short_en", css_class="col-sm-6"), css_class="row gx-3"),
            "order",
            "is_correction",
        )

    def clean(self):
        said = super().clean()
        is_renamed = tidy(said.get("name_vi", "")) != self.organisation.name_vi
        if "name_vi" in said and is_renamed and not said.get("is_correction"):
            self.add_error(
                "is_correction",
                _("Say that this is a correction, or prepare a reorganisation if it has a new name from a day on."),
            )
        return said

    @property
    def given(self) -> dict:
        return {name: self.cleaned_data[name] for name in CORRECTED}

    @property
    def was(self) -> dict:
        """What the page showed when it was opened; nothing where that cannot be read."""
        try:
            seen = json.loads(self.cleaned_data["seen"])
        except ValueError:
            seen = None
        return dict.fromkeys(CORRECTED) | (seen if isinstance(seen, dict) else {})


class FoundingForm(forms.Form):
    """An organisation that begins on a day and follows no other."""

    name_vi = forms.CharField(
        label=gettext_lazy("Name (Vietnamese)"),
        max_length=200,
        error_messages={"required": gettext_lazy("Enter its name.")},
    )
    name_en = forms.CharField(label=gettext_lazy("Name (English)"), max_length=200, required=False)
    short_vi = forms.CharField(label=gettext_lazy("Short name (Vietnamese)"), max_length=60, required=False)
    short_en = forms.CharField(label=gettext_lazy("Short name (English)"), max_length=60, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=OrganisationKind)
    locality_type = forms.ChoiceField(
        label=gettext_lazy("Type of the locality"), choices=[("", "–"), *LocalityType.choices], required=False
    )
    parent = forms.ChoiceField(label=gettext_lazy("Below"), required=False)
    valid_from = DayField(label=gettext_lazy("Effective from"))
    basis = forms.CharField(
        label=gettext_lazy("Basis document"),
        max_length=100,
        error_messages={"required": gettext_lazy("Enter the number of the document that decided it.")},
    )

    def __init__(self, data=None, *, districts: Sequence[Organisation]):
        super().__init__(data)
        self.districts = {str(one.pk): one for one in districts}
        self.fields["parent"].choices = [
            ("", _("Directly below the province")),
            *((pk, one.name) for pk, one in self.districts.items()),
        ]
        self.helper = _helper(
            "name_vi",
            "name_en",
            Div(
                *(
                    Div(name, css_class="col-sm-6")
                    for name in ("short_vi", "short_en", "kind", "locality_type", "parent", "valid_from")
                ),
                css_class="row gx-3",
            ),
            "basis",
        )

    def clean(self):
        said = super().clean()
        if said.get("kind") in LOCALITY_KINDS and not said.get("locality_type"):
            self.add_error("locality_type", _("Choose whether it is a commune, a ward, a district…"))
        return said

    @property
    def given(self) -> dict:
        said = self.cleaned_data
        is_locality = said["kind"] in LOCALITY_KINDS
        return {
            "key": new_key(said["name_vi"]),
            "kind": said["kind"],
            "locality_type": said["locality_type"] if is_locality else "",
            "parent": self.districts.get(said["parent"]) if is_locality else None,
            "valid_from": said["valid_from"],
            **{name: tidy(said[name]) for name in ("name_vi", "name_en", "short_vi", "short_en")},
        }


class ReasonForm(forms.Form):
    """Why a step back is taken."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why, for those who look at it later.")},
    )

    def __init__(self, data=None):
        super().__init__(data)
        self.helper = _helper("reason")

    def clean_reason(self):
        return tidy(self.cleaned_data["reason"])


def new_key(name: str) -> str:
    """A key for a new organisation: its name without marks; a number behind it where that is taken."""
    base = ascii_name(name)[:34].strip("-") or "moi"
    taken = set(Organisation.objects.filter(key__startswith=base).values_list("key", flat=True))
    return next(key for number in range(1, len(taken) + 2) for key in [_numbered(base, number)] if key not in taken)


def _numbered(base: str, number: int) -> str:
    return base if number == 1 else f"{base}-{number}"
