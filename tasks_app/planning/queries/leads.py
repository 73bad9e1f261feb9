"""To whom work can be given, and who answers for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from tasks_app.organisations.models import Organisation
from tasks_app.people.enums import Role
from tasks_app.people.models import Appointment, Oversight, Person
from tasks_app.plan.models import Plan
from tasks_app.plan.queries import group_choices, organisations_in


def overseers(organisations: Iterable[Organisation], *, on: date) -> dict[int, Person]:
    """Organisation -> the member who oversees it on a day and may still sign in; one query."""
    oversights = Oversight.objects.in_force(on).filter(organisation__in=list(organisations), member__is_active=True)
    return {one.organisation_id: one.member for one in oversights.select_related("member")}


def possible_members(*, on: date) -> QuerySet[Person]:
    """Who can be responsible for work on a day: the members of the committee, its leaders among them."""
    seats = Appointment.objects.in_force(on).filter(role__in=(Role.MEMBER, Role.LEADER))
    return Person.objects.filter(is_active=True, pk__in=seats.values("person"))


def choices_on(day: date) -> QuerySet[Organisation]:
    """The organisations to which work can be given on a day, in the official order."""
    return Organisation.objects.answering(day).order_by("order", "pk")


def group_members(plan: Plan, *, on: date) -> dict[str, tuple[str, list[Organisation]]]:
    """Key of a group -> its name and the organisations to which a press gives work on a day; key units first.

    A query for each group besides those for the groups themselves.
    """
    there = {one.pk: one for one in choices_on(on)}
    found = {}
    for key, name in group_choices(plan, on=on):
        members = organisations_in(key, on=on, plan=plan).values_list("pk", flat=True)
        its = [there[pk] for pk in there if pk in set(members)]
        if its:
            found[key] = (name, its)
    return found


def heir(organisation: Organisation, *, on: date) -> Organisation | None:
    """The organisation itself where it is in being on a day, else the one that has taken its place, if one has.

    One query for each step of the succession.
    """
    seen = set()
    while organisation is not None and organisation.pk not in seen:
        seen.add(organisation.pk)
        begun = organisation.valid_from is None or organisation.valid_from <= on
        if begun and (organisation.valid_to is None or organisation.valid_to >= on):
            return organisation
        organisation = organisation.successor
    return None
