"""The ladders that hold: the secretariat's own, or the defaults."""

from __future__ import annotations

from datetime import date

from tasks_app.plan.models import Assignment
from tasks_app.plan.queries import with_names
from tasks_app.reminders.enums import Subject
from tasks_app.reminders.models import EditedLadder, LadderStage
from tasks_app.reminders.queries.subjects import open_work
from tasks_app.reminders.rules import DEFAULT_LADDERS, Ladder, Stage


def ladders() -> dict[Subject, Ladder]:
    """By subject; one query and one more where any was edited."""
    edited = EditedLadder.objects.prefetch_related("stages")
    return DEFAULT_LADDERS | {Subject(one.subject): ladder_of(one) for one in edited}


def edited_ladders() -> dict[Subject, EditedLadder]:
    """The secretariat's own, with who wrote them; two queries."""
    rows = EditedLadder.objects.select_related("by", "for_person").prefetch_related("stages")
    return {Subject(one.subject): one for one in rows}


def ladder_of(edited: EditedLadder) -> Ladder:
    """Reads its stages; no query where they were fetched with it."""
    rows = edited.stages.all()
    stages = sorted(_stage(row) for row in rows if not row.is_repeated)
    then = next((_stage(row) for row in rows if row.is_repeated), None)
    return Ladder(tuple(stages), then)


def _stage(row: LadderStage) -> Stage:
    return Stage(row.offset, row.to_secretariat, row.to_deputy_heads, row.note_vi, row.note_en)


def example(*, day: date) -> Assignment | None:
    """The open work that is due next, to show on what a ladder would say; one query."""
    return with_names(open_work().filter(deadline_on__gte=day)).order_by("deadline_on", "pk").first()
