"""Who can be anonymised, and by what he could still be known."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext as _

from tasks_app.common.text import folded, tidy
from tasks_app.journal.models import Entry
from tasks_app.people.enums import CommitteePost, Role
from tasks_app.people.models import Appointment, Person
from tasks_app.personnel.queries import left_behind
from tasks_app.privacy.rules import Traces, former


def obstacles(person: Person, *, on: date) -> list[str]:
    """Why somebody cannot be anonymised yet, as sentences; four queries."""
    said = []
    if person.anonymised_at:
        said.append(_("This was done already."))
    if person.is_active:
        said.append(_("The account is open. Close it first."))
    held = Appointment.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), person=person)
    if held.exclude(valid_to__lt=F("valid_from")).exists():
        said.append(_("A role holds today or will. End it first."))
    if left_behind(person, on=on).has_to_pass:
        said.append(_("Open work or oversight has to pass on first."))
    return said


def traces_of(person: Person, *, label: str) -> Traces:
    """All names and addresses that the record knows of him; names that others bear are set apart."""
    names, addresses = {person.full_name}, {person.email}
    for details in Entry.objects.filter(
        subject_kind="person",
        subject_id=person.pk,
        verb__in=["person.edited", "person.invited", "person.invited_again", "administration.changed"],
    ).values_list("details", flat=True):
        changed = details.get("changed", {})
        names.update(_texts(changed.get("full_name", [])))
        addresses.update(_texts([*changed.get("email", []), details.get("email")]))
    others = {folded(name) for name in Person.objects.exclude(pk=person.pk).values_list("full_name", flat=True)}
    # A single word would be found in every other sentence.
    names = {tidy(name) for name in names if len(name.split()) > 1}
    shared = frozenset(name for name in names if folded(name) in others)
    return Traces(label, frozenset(names) - shared, shared, frozenset(addresses))


def _texts(values: Iterable) -> set[str]:
    return {value for value in values if isinstance(value, str) and value}


def label_of(person: Person) -> str:
    """What stands in place of his name: the position that he held, where, in the language of the record."""
    with translation.override(settings.LANGUAGE_CODE):
        organisation = person.organisation
        position = person.position_vi
        if not position:
            last = person.appointments.select_related("organisation").order_by("-valid_from", "-pk").first()
            if last is not None:
                position = str(CommitteePost(last.post).label if last.post else Role(last.role).label)
                organisation = organisation or last.organisation
        return former(
            _("Former"),
            position or _("user"),
            (organisation.name_vi, organisation.short_vi) if organisation else (),
            longest=Person._meta.get_field("full_name").max_length,
        )
