"""A ladder as its line of stages: how far from the day, who is told, and how many tomorrow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tasks_app.plan.enums import Status
from tasks_app.plan.wording import CSS, ICON
from tasks_app.reminders.enums import Subject
from tasks_app.reminders.rules import COUNTED_FROM, Ladder, Stage

TOLD = {
    Subject.WORK: gettext_lazy("Responsible member, focal officers"),
    Subject.REPORT: gettext_lazy("Responsible member, focal officers"),
    Subject.CONTRIBUTION: gettext_lazy("Focal officers of the coordinating organisation"),
    Subject.REVIEW: gettext_lazy("Secretariat"),
    Subject.EXTENSION: gettext_lazy("Secretariat, then the leaders"),
    Subject.SUMMARY: gettext_lazy("Secretariat, leaders"),
}
IS_SOON = -3  # from here on the line wears the colour of what is due soon


@dataclass(frozen=True)
class StageShown:
    """``mark``: as in T–10; ``number``: how many are told of tomorrow, None where that is not asked."""

    mark: str
    label: str
    told: str
    copies: str
    css: str
    icon: str
    number: int | None = None


def rules_line(subject: Subject, ladder: Ladder, numbers: Mapping[int, int] | None = None) -> list[StageShown]:
    """``numbers``: by stage; what comes again is counted together."""
    if subject == Subject.SUMMARY:
        return [_shown(subject, "", _("first working day of the week"), stage, None) for stage in ladder.stages]
    last = ladder.stages[-1].offset if ladder.stages else 0
    line = [
        _shown(
            subject, mark(subject, stage.offset), label(subject, stage.offset), stage, _number(numbers, stage.offset)
        )
        for stage in ladder.stages
    ]
    if ladder.then:
        every = ladder.then.offset
        words = ngettext("every working day after that", "every %(days)d working days after that", every)
        again = None if numbers is None else sum(number for stage, number in numbers.items() if stage > last)
        line.append(_shown(subject, f"+{every}…", words % {"days": every}, ladder.then, again, is_late=True))
    return line


def mark(subject: Subject, offset: int) -> str:
    if subject in COUNTED_FROM:
        return f"+{offset}"
    return f"T{'–' if offset < 0 else '+'}{abs(offset)}" if offset else "T"


def label(subject: Subject, offset: int) -> str:
    number = abs(offset)
    if subject in COUNTED_FROM:
        text = ngettext("%(days)d working day waited", "%(days)d working days waited", number)
    elif offset == 0:
        return _("on the day due")
    elif offset < 0:
        text = ngettext("%(days)d working day before", "%(days)d working days before", number)
    else:
        text = ngettext("%(days)d working day overdue", "%(days)d working days overdue", number)
    return text % {"days": number}


def _number(numbers: Mapping[int, int] | None, offset: int) -> int | None:
    return None if numbers is None else numbers.get(offset, 0)


def _shown(
    subject: Subject, its_mark: str, words: str, stage: Stage, number: int | None, *, is_late: bool = False
) -> StageShown:
    copies = [_("secretariat")] * stage.to_secretariat + [_("deputy heads")] * stage.to_deputy_heads
    status = _status(subject, stage.offset, is_late=is_late)
    return StageShown(
        mark=its_mark,
        label=words,
        told=str(TOLD[subject]),
        copies=", ".join(copies),
        css=CSS[status],
        icon=ICON[status],
        number=number,
    )


def _status(subject: Subject, offset: int, *, is_late: bool) -> Status:
    if subject in COUNTED_FROM:
        return Status.WAITING
    if subject == Subject.SUMMARY or (offset < IS_SOON and not is_late):
        return Status.ON_TRACK
    return Status.OVERDUE if offset > 0 or is_late else Status.DUE_SOON
