from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from crispy_forms.layout import Div
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.common.forms import DayField, LongSelect, LongSelectMultiple
from tasks_app.common.text import tidy
from tasks_app.organisations.models import Organisation
from tasks_app.people.enums import CommitteePost, Role
from tasks_app.people.models import Person
from tasks_app.people.rules import POSTS_OF
from tasks_app.personnel.forms.accounts import helper_of, in_a_list


class AppointmentForm(forms.Form):
    """A role from a day on. ``roles``: those that may be given."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), error_messages={"required": gettext_lazy("Choose a role.")})
    post = forms.ChoiceField(
        label=gettext_lazy("Post in the committee"),
        choices=[("", "–"), *CommitteePost.choices],
        required=False,
        help_text=gettext_lazy("For leaders and members."),
    )
    organisation = forms.TypedChoiceField(
        label=gettext_lazy("Organisation"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=LongSelect,
        help_text=gettext_lazy("For focal officers: the unit or locality that they report for."),
    )
    since = DayField(label=gettext_lazy("First day"))

    def __init__(self, data=None, *, roles: Iterable[str], organisations: Sequence[Organisation], today: date):
        super().__init__(data, initial={"since": today})
        self.organisations = {one.pk: one for one in organisations}
        self.fields["role"].choices = [("", "–"), *((role.value, role.label) for role in Role if role in set(roles))]
        self.fields["organisation"].choices = [("", "–"), *((one.pk, one.name) for one in organisations)]
        self.helper = helper_of(
            "role",
            "post",
            "organisation",
            Div(Div("since", css_class="col-sm-6"), css_class="row gx-3"),
        )

    def clean(self):
        said = super().clean()
        role, organisation = said.get("role"), said.get("organisation")
        if role == Role.FOCAL_OFFICER and not organisation:
            self.add_error("organisation", _("Choose the unit or locality that he reports for."))
        if role and role != Role.FOCAL_OFFICER and organisation:
            self.add_error("organisation", _("Only focal officers are appointed for an organisation. Leave it empty."))
        if said.get("post") and role and said["post"] not in POSTS_OF.get(Role(role), ()):
            self.add_error("post", _("This post does not go with this role. Choose another."))
        return said

    @property
    def chosen_organisation(self) -> Organisation | None:
        return self.organisations.get(self.cleaned_data["organisation"])


class LastDayForm(forms.Form):
    """The last day of a role or an oversight: yesterday at the earliest."""

    last_day = DayField(label=gettext_lazy("Last day"))

    def __init__(self, data=None, *, today: date):
        super().__init__(data, initial={"last_day": today})
        self.today = today
        self.helper = helper_of(Div(Div("last_day", css_class="col-sm-6"), css_class="row gx-3"))

    def clean_last_day(self):
        day = self.cleaned_data["last_day"]
        if day < self.today - timedelta(days=1):
            raise forms.ValidationError(_("It ends yesterday at the earliest: earlier days stay as they were."))
        return day


class OversightForm(forms.Form):
    """Which organisations a member oversees from a day on; who did until then ends on the day before."""

    organisations = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Units and localities"),
        coerce=int,
        widget=LongSelectMultiple(attrs={"size": 12}),
        help_text=gettext_lazy("Several may be chosen, with Ctrl or by touching each."),
        error_messages={"required": gettext_lazy("Choose at least one organisation.")},
    )
    since = DayField(label=gettext_lazy("First day"))
    basis = forms.CharField(
        label=gettext_lazy("Basis document"),
        max_length=100,
        error_messages={"required": gettext_lazy("Enter the number and date of the document.")},
    )

    def __init__(self, data=None, *, organisations: Sequence[tuple[Organisation, Person | None]], today: date):
        super().__init__(data, initial={"since": today})
        self.known = {one.pk: one for one, _overseer in organisations}
        nobody = [(one.pk, one.name) for one, overseer in organisations if overseer is None]
        others = [
            (one.pk, _("%(organisation)s – now %(name)s") % {"organisation": one.name, "name": overseer})
            for one, overseer in organisations
            if overseer is not None
        ]
        self.fields["organisations"].choices = [
            (_("Overseen by nobody"), nobody),
            (_("Overseen by others"), others),
        ]
        self.helper = helper_of(
            "organisations",
            Div(Div("since", css_class="col-sm-6"), Div("basis", css_class="col-sm-6"), css_class="row gx-3"),
        )

    @property
    def chosen(self) -> list[Organisation]:
        return [self.known[pk] for pk in self.cleaned_data["organisations"]]


class ReplacementForm(forms.Form):
    """Who follows a member, by which document, and whether his own roles end."""

    new = forms.TypedChoiceField(
        label=gettext_lazy("Followed by"),
        coerce=int,
        widget=LongSelect,
        error_messages={"required": gettext_lazy("Choose who follows.")},
    )
    document = forms.CharField(
        label=gettext_lazy("Basis document"),
        max_length=100,
        error_messages={"required": gettext_lazy("Enter the number and date of the document.")},
    )
    ends_role = forms.BooleanField(
        label=gettext_lazy("He leaves the committee: his roles of member and leader end yesterday"), required=False
    )

    def __init__(self, data=None, *, members: Sequence[Person]):
        super().__init__(data)
        self.members = {one.pk: one for one in members}
        self.fields["new"].choices = [("", "–"), *((one.pk, in_a_list(one)) for one in members)]
        self.helper = helper_of("new", "document", "ends_role")

    @property
    def follower(self) -> Person:
        return self.members[self.cleaned_data["new"]]

    def clean_document(self):
        return tidy(self.cleaned_data["document"])
