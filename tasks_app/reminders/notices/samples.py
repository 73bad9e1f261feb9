"""How a ladder reads in a mail, before anybody gets one."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import translation

from tasks_app.plan.models import Assignment
from tasks_app.reminders import wording
from tasks_app.reminders.enums import Subject
from tasks_app.reminders.notices.words import filled_note
from tasks_app.reminders.rules import Stage


@dataclass(frozen=True)
class Sample:
    """A stage in words of the active language, and its sentence in both, "" where it has none."""

    stage: str
    note_vi: str
    note_en: str


def samples(subject: Subject, stages: list[Stage], *, assignment: Assignment) -> list[Sample]:
    """The sentences of a ladder's stages as a mail about an assignment has them."""
    return [
        Sample(
            wording.stage(subject, stage.offset),
            *(_sentence(stage, assignment=assignment, language=language) for language in ("vi", "en")),
        )
        for stage in stages
    ]


def _sentence(stage: Stage, *, assignment: Assignment, language: str) -> str:
    with translation.override(language):
        return filled_note(stage, assignment=assignment, day=assignment.deadline_on, distance=stage.offset)
