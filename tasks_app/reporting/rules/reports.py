"""What a report must say, and what becomes of the assignment when it is sent or reviewed."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from tasks_app.common.text import tidy
from tasks_app.plan.enums import Act, State
from tasks_app.reporting.enums import ReportState, Situation

REVIEWABLE = frozenset({ReportState.SUBMITTED})
ONE_LINE_FOR = timedelta(hours=1)  # a draft saved while typing is one line of the record, not a hundred
ABANDONED_AFTER = timedelta(days=14)  # as long as a device keeps what was written and never arrived


@dataclass(frozen=True)
class ReportContent:
    """What a report says, as it is kept: text in one Unicode form, and 100 % where it is done.

    ``evidence`` is (number, date, title) of the proving document, or None; ``files`` are the primary keys of the
    uploaded files that it carries.
    """

    situation: Situation
    percent: int | None = None
    results: str = ""
    difficulties: str = ""
    proposals: str = ""
    evidence: tuple[str, date, str] | None = None
    files: frozenset[int] = frozenset()

    def __post_init__(self):
        percent = 100 if self.situation == Situation.DONE else self.percent
        object.__setattr__(self, "percent", percent)
        object.__setattr__(self, "files", frozenset(self.files))
        for name in ("results", "difficulties", "proposals"):
            object.__setattr__(self, name, tidy(getattr(self, name)))
        if self.evidence:
            number, day, title = self.evidence
            object.__setattr__(self, "evidence", (tidy(number), day, tidy(title)))


@dataclass(frozen=True)
class FormBirth:
    """What a form was born with, by which a repetition and a conflict are told from a new report.

    ``uid``: the report's own; ``version``: how often the draft had been saved (0: there was none);
    ``based_on``: the primary key of the newest sent report then (0: there was none).
    """

    uid: UUID
    version: int = 0
    based_on: int = 0


@dataclass(frozen=True)
class Gap:
    """Something that a report still lacks: the field and why, as a code that the form words."""

    field: str
    code: str


def gaps(
    *, situation: Situation, percent: int | None, results: str, difficulties: str, has_evidence: bool, is_overdue: bool
) -> list[Gap]:
    """What is missing before the report can be sent; drafts may lack anything."""
    found = []
    if situation in (Situation.WORKING, Situation.DONE) and not results.strip():
        found.append(Gap("results", "results_needed"))
    if situation == Situation.WORKING and percent is None:
        found.append(Gap("percent", "percent_needed"))
    if situation == Situation.OBSTACLE and not difficulties.strip():
        found.append(Gap("difficulties", "obstacle_needs_words"))
    if situation in (Situation.NO_CHANGE, Situation.NOTHING) and is_overdue and not difficulties.strip():
        found.append(Gap("difficulties", "no_change_while_overdue_needs_a_reason"))
    if situation == Situation.DONE and not has_evidence:
        found.append(Gap("evidence_number", "completion_needs_evidence"))
    return found


def act_of_submission(before: State, situation: Situation) -> Act | None:
    """Asking for completion submits the assignment; any other report is a sign of work and starts what did not move."""
    if situation == Situation.DONE:
        return Act.SUBMIT
    return None if before == State.IN_PROGRESS else Act.START
