from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from tasks_app.common.actors import Actor
from tasks_app.journal.actions import record
from tasks_app.journal.rules import changes
from tasks_app.plan.actions import follow_calendar, move_key_units
from tasks_app.plan.models import Committee, Plan
from tasks_app.planning.actions.locks import lock_plan, refuse_edited
from tasks_app.planning.actions.refusals import NoCommittee, PlanIsOut, YearIsTaken
from tasks_app.planning.queries import given_of_plan
from tasks_app.planning.rules import PlanDetails


@transaction.atomic
def create_plan(details: PlanDetails, *, by: Actor, at: datetime) -> Plan:
    """Begin a plan as a draft, which only the secretariat and administrators see.

    Recorded as ``plan.created``; nobody is told. Raises YearIsTaken where there is one of that year, so a repetition
    makes none; NoCommittee where none is entered.
    """
    try:
        with transaction.atomic():
            plan = Plan.objects.create(**_columns(details))
    except IntegrityError:
        raise YearIsTaken(details.year) from None
    record("plan.created", plan, by=by, at=at, new=given_of_plan(plan).written)
    return plan


@transaction.atomic
def edit_plan(plan: Plan, details: PlanDetails, *, seen: str | None = None, by: Actor, at: datetime) -> Plan:
    """Say something else of a plan: recorded old → new as ``plan.changed``; nothing where nothing changes.

    Where the rule for days off changes, until when its deadlines are good is found anew. A published plan keeps its
    year and its first day: raises PlanIsOut; EditedMeanwhile where ``seen`` is the mark of something else than is
    stored, PlanIsClosed, YearIsTaken.
    """
    plan = lock_plan(plan)
    before, started_on = given_of_plan(plan), plan.starts_on
    refuse_edited(before, seen)
    if not plan.is_draft and (details.year, details.first_day) != (plan.year, plan.starts_on):
        raise PlanIsOut(plan)
    for name, value in _columns(details).items():
        setattr(plan, name, value)
    changed = changes(before.written, given_of_plan(plan).written)
    if not changed:
        return plan
    try:
        with transaction.atomic():
            plan.save()
    except IntegrityError:
        raise YearIsTaken(details.year) from None
    if plan.starts_on != started_on:
        move_key_units(plan, was=started_on)
    record("plan.changed", plan, by=by, at=at, changed=changed)
    if "deadlines_roll" in changed:
        follow_calendar(at=at)
    return plan


def _columns(details: PlanDetails) -> dict:
    columns = {
        name: getattr(details, name)
        for name in (
            "year",
            "motto_vi",
            "motto_en",
            "wording_is_provisional",
            "is_demonstration",
            "deadlines_roll",
            "soon_days",
            "extensions_limit",
        )
    }
    return columns | {
        "starts_on": details.first_day,
        "committee_id": details.committee or _committee_on(details.first_day),
        "source_document_id": details.source_document,
    }


def _committee_on(day: date) -> int:
    """The one in office on a day, or the one that comes closest to it."""
    known = Committee.objects.order_by("-valid_from")
    found = known.filter(valid_from__lte=day).first() or known.last()
    if found is None:
        raise NoCommittee
    return found.pk
