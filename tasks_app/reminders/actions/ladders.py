"""The secretariat writes the ladders by which people are reminded."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor
from tasks_app.common.dates import LOCAL
from tasks_app.journal.actions import record
from tasks_app.reminders import queries, rules, wording
from tasks_app.reminders.enums import Subject
from tasks_app.reminders.models import EditedLadder, LadderStage
from tasks_app.reminders.rules import DEFAULT_LADDERS, Ladder


class LadderRefused(Exception):
    """Why a ladder was not written; a sentence for the one who wrote it."""


class LadderChanged(LadderRefused):
    """Somebody else wrote it in between. ``row``: as it stands now, None for the default."""

    def __init__(self, row: EditedLadder | None):
        self.row = row
        if row is None:
            text = _("Meanwhile this ladder was put back to the default. Look at it before saving.")
        else:
            text = _("Meanwhile %(name)s changed this ladder, on %(time)s. Look at it before saving.") % {
                "name": row.who,
                "time": date_format(row.at.astimezone(LOCAL), "DATETIME_FORMAT"),
            }
        super().__init__(text)


def write_ladder(
    subject: Subject, ladder: Ladder, *, seen: datetime | None, by: Actor, at: datetime
) -> EditedLadder | None:
    """Write the stages of a subject's ladder in the place of those that it has; recorded, old and new.

    ``seen``: ``at`` of the ladder that the writer looked at, None for the default. Raises LadderChanged where another
    wrote one since, and LadderRefused for one that cannot be. The same again changes nothing, and returns None.
    Stages that were said already are not said again.
    """
    refuse_faults(subject, ladder)
    try:
        with transaction.atomic():
            return _write(subject, ladder, seen=seen, by=by, at=at)
    except IntegrityError:  # nobody had written one, and another was faster
        raise LadderChanged(_ladder_of(subject).first()) from None


def reset_ladder(subject: Subject, *, seen: datetime | None, by: Actor, at: datetime) -> bool:
    """Put a ladder back to the default; recorded, old and new. Returns whether there was another.

    Raises LadderChanged where it is not the one that was looked at.
    """
    with transaction.atomic():
        row = _locked(subject)
        if row is None:
            return False
        if row.at != seen:
            raise LadderChanged(row)
        changed = _changed(queries.ladder_of(row), DEFAULT_LADDERS[subject])
        record("reminders.ladder_reset", row, by=by, at=at, changed=changed, about=subject.value)
        row.delete()
    return True


def refuse_faults(subject: Subject, ladder: Ladder) -> None:
    """Raises LadderRefused for the first thing that is wrong with it."""
    steps = [*((stage, False) for stage in ladder.stages), *([(ladder.then, True)] if ladder.then else [])]
    for stage, is_repeated in steps:
        for fault in rules.faults_of_stage(subject, stage, is_repeated=is_repeated):
            raise LadderRefused(str(wording.FAULTS[fault]))
        for note in (stage.note_vi, stage.note_en):
            if unknown := wording.unknown_words(note):
                raise LadderRefused(unknown)
    for fault in rules.faults_of_ladder(ladder):
        raise LadderRefused(str(wording.FAULTS[fault]))


def _write(subject: Subject, ladder: Ladder, *, seen: datetime | None, by: Actor, at: datetime) -> EditedLadder | None:
    row = _locked(subject)
    if (row.at if row else None) != seen:
        raise LadderChanged(row)
    before = queries.ladder_of(row) if row else DEFAULT_LADDERS[subject]
    if before == ladder:
        return None
    if row is None:
        row = EditedLadder.objects.create(subject=subject, at=at, **by.fields)
    else:
        row.at, row.by, row.for_person = at, by.person, by.for_person
        row.save()
        row.stages.all().delete()
    LadderStage.objects.bulk_create(_rows(row, ladder))
    record("reminders.ladder_written", row, by=by, at=at, changed=_changed(before, ladder), about=subject.value)
    return row


def _ladder_of(subject: Subject):
    return EditedLadder.objects.filter(subject=subject).select_related("by", "for_person")


def _locked(subject: Subject) -> EditedLadder | None:
    return _ladder_of(subject).select_for_update(of=["self"]).first()


def _rows(row: EditedLadder, ladder: Ladder) -> list[LadderStage]:
    rows = [LadderStage(ladder=row, **asdict(stage)) for stage in ladder.stages]
    return rows + ([LadderStage(ladder=row, is_repeated=True, **asdict(ladder.then))] if ladder.then else [])


def _changed(before: Ladder, after: Ladder) -> dict[str, list]:
    return {"ladder": [_as_recorded(before), _as_recorded(after)]}


def _as_recorded(ladder: Ladder) -> dict:
    return {"stages": [asdict(stage) for stage in ladder.stages], "then": asdict(ladder.then) if ladder.then else None}
