from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.organisations.models import Organisation
from tasks_app.people.models import Person
from tasks_app.plan.models import Assignment, Task
from tasks_app.planning.forms.given import KeyField, KeysField, labelled
from tasks_app.planning.queries import Carrying
from tasks_app.planning.rules import mark_of_draft

Groups = Mapping[str, tuple[str, Sequence[Organisation]]]


class GiveForm(forms.Form):
    """To whom a task is given: whole groups, single organisations, or both."""

    groups = forms.MultipleChoiceField(
        label=gettext_lazy("Groups"), required=False, widget=forms.CheckboxSelectMultiple
    )
    organisations = KeysField(label=gettext_lazy("Single organisations"))
    responsible = KeyField(
        label=gettext_lazy("Responsible member"),
        required=False,
        help_text=gettext_lazy("Where it is empty: whoever oversees the unit or locality."),
    )
    coordinating = KeysField(label=gettext_lazy("Coordinating organisations"))
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, groups: Groups, choices: Sequence[Organisation], members: Iterable[Person], **kwargs):
        super().__init__(*args, **kwargs)
        self.members_of, self.by_key = groups, {one.pk: one for one in choices}
        self.people = {one.pk: one for one in members}
        self.fields["groups"].choices = [(key, f"{name} ({len(its)})") for key, (name, its) in groups.items()]
        for name in ("organisations", "coordinating"):
            self.fields[name].choices = labelled(choices)
        self.fields["responsible"].choices = [("", "–"), *labelled(self.people.values())]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean(self):
        data = super().clean()
        if not data.get("groups") and not data.get("organisations") and not self.errors:
            self.add_error(None, _("Tick a group or an organisation to which the task is given."))
        return data

    @property
    def chosen(self) -> list[Organisation]:
        """Each once, in the official order."""
        keys = set(self.cleaned_data["organisations"])
        for group in self.cleaned_data["groups"]:
            keys |= {one.pk for one in self.members_of[group][1]}
        return [one for key, one in self.by_key.items() if key in keys]

    @property
    def member(self) -> Person | None:
        return self.people.get(self.cleaned_data["responsible"])

    @property
    def others(self) -> list[Organisation]:
        return [self.by_key[key] for key in self.cleaned_data["coordinating"]]


class DraftForm(forms.Form):
    """Who answers for work that is not out yet, and who coordinates."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    responsible = KeyField(label=gettext_lazy("Responsible member"), required=False)
    coordinating = KeysField(label=gettext_lazy("Coordinating organisations"))

    def __init__(self, *args, work: Assignment, choices: Sequence[Organisation], members: Iterable[Person], **kwargs):
        """Who is there already stays to be chosen, although nobody would be asked like that any more."""
        there = [one.organisation for one in work.contributions.select_related("organisation")]
        self.saved, self.mark = work, mark_of_draft(work.responsible_id, [one.pk for one in there])
        initial = {"responsible": work.responsible_id, "coordinating": [one.pk for one in there], "seen": self.mark}
        super().__init__(*args, initial=initial, **kwargs)
        self.by_key = {one.pk: one for one in [*choices, *there]}
        self.people = {one.pk: one for one in [*members, *filter(None, [work.responsible])]}
        self.fields["responsible"].choices = [("", "–"), *labelled(self.people.values())]
        self.fields["coordinating"].choices = [
            pair for pair in labelled(self.by_key.values()) if pair[0] != work.organisation_id
        ]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    @property
    def member(self) -> Person | None:
        return self.people.get(self.cleaned_data["responsible"])

    @property
    def others(self) -> list[Organisation]:
        return [self.by_key[key] for key in self.cleaned_data["coordinating"]]

    def show_what_is_saved(self) -> None:
        """What another has saved in the meantime stands below; a second press is meant."""
        self.data = self.data.copy()
        self.data["seen"] = self.mark
        self["responsible"].help_text = _("Saved now: %(value)s") % {"value": self.saved.responsible or "–"}


class MemberForm(forms.Form):
    """The member who answers for all the work of a task that nobody answers for yet."""

    member = KeyField(
        label=gettext_lazy("Responsible member"),
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"required": gettext_lazy("Choose the member.")},
    )

    def __init__(self, *args, members: Iterable[Person], **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {one.pk: one for one in members}
        self.fields["member"].choices = [("", "–"), *labelled(self.people.values())]

    @property
    def person(self) -> Person:
        return self.people[self.cleaned_data["member"]]


class DeadlinesForm(forms.Form):
    """Ticked tasks whose deadlines are what their words mean. A tick carries what was seen beside it."""

    tasks = forms.MultipleChoiceField(
        label=gettext_lazy("Deadlines"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Tick the deadlines that are right."),
            "invalid_choice": gettext_lazy("Some of these have changed in the meantime. Look at them again."),
        },
    )

    def __init__(self, *args, tasks: Iterable[Task], **kwargs):
        super().__init__(*args, **kwargs)
        self.by_tick = {f"{one.pk}|{one.deadline_kind}|{one.deadline_on or ''}": one for one in tasks}
        self.fields["tasks"].choices = [(tick, str(one)) for tick, one in self.by_tick.items()]

    @property
    def seen(self) -> dict[int, tuple[str, date | None]]:
        chosen = (self.by_tick[tick] for tick in self.cleaned_data["tasks"])
        return {one.pk: (one.deadline_kind, one.deadline_on) for one in chosen}


class CarryForm(forms.Form):
    """Ticked work, and for each task the one in which it goes on: fields ``work`` and ``next-<task>``."""

    def __init__(self, *args, rows: Sequence[Carrying], later: Sequence[Task], **kwargs):
        super().__init__(*args, **kwargs)
        self.rows, self.later = rows, {one.pk: one for one in later}
        choices = [("", "–"), *((one.pk, f"{one.key_task.plan}: {one}") for one in later)]
        self.fields["work"] = KeysField(label=_("Open assignments"))
        self.fields["work"].choices = labelled(one for row in rows for one in row.work)
        for row in rows:
            self.fields[f"next-{row.task.pk}"] = KeyField(
                label=_("Goes on in"),
                required=False,
                widget=forms.Select(attrs={"class": "form-select"}),
                choices=choices,
                initial=row.next_task.pk if row.next_task else None,
            )

    def clean(self):
        data = super().clean()
        ticked = set(data.get("work", []))
        if not ticked and not self.errors:
            self.add_error(None, _("Tick the work that is carried over."))
        for row in self.rows:
            name = f"next-{row.task.pk}"
            if ticked & {one.pk for one in row.work} and not data.get(name) and name not in self.errors:
                self.add_error(name, _("Choose the task in which the work goes on."))
        return data

    @property
    def chosen(self) -> dict[Assignment, Task]:
        ticked = set(self.cleaned_data["work"])
        return {
            one: self.later[self.cleaned_data[f"next-{row.task.pk}"]]
            for row in self.rows
            for one in row.work
            if one.pk in ticked
        }
