"""Whom an urging reaches, and what was urged already."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tasks_app.common.actors import Actor
from tasks_app.people.models import Person
from tasks_app.people.queries import REPORTING_ROLES, focal_officers, holding
from tasks_app.plan.models import Assignment
from tasks_app.plan.queries import recipients_of
from tasks_app.reminders.models import Urging


@dataclass(frozen=True)
class ToUrge:
    """An assignment that somebody means to urge. ``recipients``: whom a mail reaches, but not the one who urges;
    ``urged_today``: by him or for him."""

    assignment: Assignment
    recipients: list[Person]
    urged_today: bool


def to_urge(assignments: Iterable[Assignment], *, by: Actor, on: date) -> list[ToUrge]:
    """What an urging of these assignments meets, the longest overdue first; three queries for however many.

    A mail goes to the responsible member and the lead organisation's focal officers.
    """
    assignments = sorted(assignments, key=lambda one: (one.deadline_on is None, one.deadline_on, one.pk))
    officers = focal_officers({one.organisation_id for one in assignments}, on=on)
    able = holding(REPORTING_ROLES, {one.responsible_id for one in assignments}, on=on)
    urged = set(urged_by(by.people, on=on).filter(assignment__in=assignments).values_list("assignment", flat=True))
    return [
        ToUrge(
            one,
            [person for person in recipients_of(one, able, officers) if person.pk not in by.people],
            one.pk in urged,
        )
        for one in assignments
    ]


def urged_by(people: Collection[int], *, on: date):
    """The urgings of a day by or for some people (primary keys)."""
    return Urging.objects.filter(by_or_for(people), on=on)


def by_or_for(people: Collection[int]) -> Q:
    return Q(by__in=people) | Q(for_person__in=people)


def mails_of(urged: Iterable[ToUrge]) -> list[tuple[Person, list[Assignment]]]:
    """Each person once, by given name, with what he is urged about: one mail a person."""
    found: dict[int, tuple[Person, list[Assignment]]] = {}
    for one in urged:
        for person in one.recipients:
            found.setdefault(person.pk, (person, []))[1].append(one.assignment)
    return sorted(found.values(), key=lambda mail: (mail[0].name_key, mail[0].pk))
