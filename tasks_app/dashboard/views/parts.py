"""What pages of single things show of a part of the work: its sentence, figures, bars and rows, with their lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tasks_app.dashboard.queries import KeyTaskLine, PartOfWork, Tally, most_overdue
from tasks_app.dashboard.views import rows
from tasks_app.plan.enums import State, Status
from tasks_app.plan.models import Assignment, Phase
from tasks_app.plan.rules import Yardstick, timeliness
from tasks_app.plan.views import Links
from tasks_app.plan.wording import Share, Shown, shares, shown


@dataclass(frozen=True)
class PartLinks(Links):
    """Addresses where every list of assignments is narrowed to one part of the work, as ``part`` says."""

    part: dict[str, object] = field(default_factory=dict)

    @classmethod
    def of(cls, links: Links, **part) -> PartLinks:
        return cls(links.as_of, part)

    def assignments(self, **filters) -> str:
        return super().assignments(**self.part | filters)


@dataclass(frozen=True)
class PartOfWorkShown:
    """``most_overdue``: the key task with the most overdue work, where one has more than every other, but not all."""

    tally: Tally
    all_url: str
    completed_url: str
    overdue_url: str
    most_overdue: rows.KeyTaskRow | None
    figures: list[rows.Figure]
    key_tasks: list[rows.KeyTaskRow]
    legend: list[Share]


def part_shown(part: PartOfWork, links: PartLinks) -> PartOfWorkShown:
    worst: KeyTaskLine | None = most_overdue(part.key_tasks)
    return PartOfWorkShown(
        tally=part.tally,
        all_url=links.assignments(),
        completed_url=links.assignments(state=State.COMPLETED.value),
        overdue_url=links.assignments(status=Status.OVERDUE.value, sort="-days"),
        most_overdue=rows.key_task_row(worst, links) if worst and worst.tally.overdue < part.tally.overdue else None,
        figures=rows.bucket_figures(part.tally, links),
        key_tasks=[rows.key_task_row(line, links) for line in part.key_tasks],
        legend=shares(part.tally.counts, url=lambda status: links.assignments(status=status.value)),
    )


@dataclass(frozen=True)
class AssignmentShown:
    assignment: Assignment | Phase
    shown: Shown


def assignments_shown(assignments: Iterable[Assignment | Phase], by: Yardstick) -> list[AssignmentShown]:
    return [AssignmentShown(one, shown(timeliness(one.facts, by))) for one in assignments]


@dataclass(frozen=True)
class WorkRow:
    """How much work somebody or something has, and how it stands; each number with its list."""

    tally: Tally
    shares: list[Share]
    share: str
    total_url: str
    completed_url: str
    overdue_url: str


def work_row(tally: Tally, links: PartLinks) -> WorkRow:
    return WorkRow(
        tally,
        shares=shares(tally.counts),
        share=rows.percent(tally.completed_share),
        total_url=links.assignments(),
        completed_url=links.assignments(state=State.COMPLETED.value),
        overdue_url=links.assignments(status=Status.OVERDUE.value),
    )
