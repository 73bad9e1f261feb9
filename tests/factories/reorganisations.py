"""Organisations that are to be reorganised."""

from __future__ import annotations

from datetime import date

from tasks_app.common.dates import at_time
from tasks_app.organisations.models import Organisation
from tasks_app.people.models import Person
from tasks_app.reorganisations.enums import ReorganisationKind
from tasks_app.reorganisations.models import Alteration, Reorganisation, Succession


def merger(predecessor: Organisation, successor: Organisation, *, day: date, by: Person) -> Reorganisation:
    """Being prepared: one becomes part of the other, which gets a new name."""
    its = Reorganisation.objects.create(
        kind=ReorganisationKind.MERGER,
        title_vi="Sáp nhập thử nghiệm",
        title_en="A test merger",
        day=day,
        basis="12/NQ-HĐND",
        at=at_time(date(2024, 10, 1), 9),
        by=by,
    )
    Succession.objects.create(reorganisation=its, predecessor=predecessor, successor=successor)
    Alteration.objects.create(reorganisation=its, organisation=successor, name_vi="Thành phố Thử nghiệm")
    return its
