from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor
from tasks_app.indicators.models import IndicatorDefinition, IndicatorTarget
from tasks_app.indicators.queries import current_target
from tasks_app.indicators.rules import Goal
from tasks_app.journal.actions import record
from tasks_app.plan.models import Plan, SourceDocument


class NothingToWithdraw(Exception):
    """There is no target to be withdrawn; a sentence for the person."""

    def __init__(self):
        super().__init__(_("There is no target here that could be withdrawn."))


@transaction.atomic
def set_target(
    definition: IndicatorDefinition,
    plan: Plan,
    goal: Goal | None,
    *,
    side: str = "",
    organisation: int | None = None,
    source_document: SourceDocument | None = None,
    by: Actor | None,
    at: datetime,
) -> bool:
    """Set what a year's plan asks for, of everybody, a side or an organisation (primary key); None withdraws it.

    The old target stays in the history, and a line of the record tells old and new. Returns whether anything changed.
    ``by`` is None for what comes with the plan's file. Raises NothingToWithdraw.
    """
    IndicatorDefinition.objects.select_for_update().get(pk=definition.pk)
    before = current_target(definition, plan, side=side, organisation=organisation)
    was = before.goal if before and before.value is not None else None
    if goal is None and was is None:
        raise NothingToWithdraw
    if goal == was:
        return False
    target = IndicatorTarget.objects.create(
        definition=definition,
        plan=plan,
        side=side,
        organisation_id=organisation,
        value=goal.value if goal else None,
        is_strict=bool(goal and goal.is_strict),
        source_document=source_document,
        supersedes=before,
        at=at,
        **(by.fields if by else {}),
    )
    changed = {"target": [_written(was), _written(goal)]}
    whom = target.organisation.key if target.organisation else side
    record("indicator.target_set", definition, by=by, at=at, changed=changed, year=plan.year, whom=whom)
    return True


def _written(goal: Goal | None) -> str | None:
    return f"{'more than ' if goal.is_strict else ''}{goal.value:f}" if goal else None
