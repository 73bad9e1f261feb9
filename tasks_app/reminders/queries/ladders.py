"""The ladders that hold: the secretariat's own, or the defaults."""

from tasks_app.reminders.enums import Subject
from tasks_app.reminders.models import EditedLadder, LadderStage
from tasks_app.reminders.rules import DEFAULT_LADDERS, Ladder, Stage


def ladders() -> dict[Subject, Ladder]:
    """By subject; one query and one more where any was edited."""
    edited = EditedLadder.objects.prefetch_related("stages")
    return DEFAULT_LADDERS | {Subject(one.subject): _ladder(one.stages.all()) for one in edited}


def _ladder(rows) -> Ladder:
    stages = sorted(_stage(row) for row in rows if not row.is_repeated)
    then = next((_stage(row) for row in rows if row.is_repeated), None)
    return Ladder(tuple(stages), then)


def _stage(row: LadderStage) -> Stage:
    return Stage(row.offset, row.to_secretariat, row.to_deputy_heads, row.note_vi, row.note_en)
