"""Which organisations the committee watches most, on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from tasks_app.organisations.models import Organisation
from tasks_app.plan.models import KeyUnit, Plan


def key_units_on(plan: Plan, day: date) -> QuerySet[KeyUnit]:
    """What makes organisations key units of a plan on a day; before its first day, what does on that one."""
    return KeyUnit.objects.in_force(max(day, plan.starts_on)).filter(plan=plan)


def key_units_of(plan: Plan, *, on: date) -> QuerySet[Organisation]:
    """The key units of a plan on a day, in the official order; one query."""
    return Organisation.objects.filter(pk__in=key_units_on(plan, on).order_by().values("organisation"))


def key_unit_days(plan: Plan) -> list[KeyUnit]:
    """Every organisation that ever was a key unit of a plan, from when until when, the last to begin first; one query.

    What was taken back on its first day is left out.
    """
    rows = KeyUnit.objects.filter(plan=plan).select_related("organisation")
    held = [one for one in rows if one.valid_to is None or one.valid_to >= one.valid_from]
    return sorted(held, key=lambda one: (-one.valid_from.toordinal(), one.organisation.order, one.pk))
