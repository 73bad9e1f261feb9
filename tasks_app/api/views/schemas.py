"""What the read interface answers with: plain data, days as ISO 8601, moments with their offset."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field

Rate = Annotated[float | None, Field(description="Per cent, rounded down to a tenth; null where nothing is counted.")]


class Problem(Schema):
    """What went wrong, as RFC 9457 has it."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""


class PersonOut(Schema):
    id: int
    name: str
    position_vi: str
    position_en: str


class OrganisationRef(Schema):
    id: int
    name_vi: str
    name_en: str


class KeyTaskOut(Schema):
    number: int
    short_vi: str
    short_en: str
    text_vi: str
    text_en: str


class PlanOut(Schema):
    year: int
    motto_vi: str
    motto_en: str
    starts_on: date
    is_demonstration: bool
    key_tasks: list[KeyTaskOut]


class TaskOut(Schema):
    id: int
    number: Annotated[str, Field(description="1.3 is the third task of key task 1.")]
    key_task: int
    title_vi: str
    title_en: str
    content_vi: str
    content_en: str
    deliverable_vi: str
    deliverable_en: str
    document: Annotated[str, Field(description="Number or title of the document that orders it.")]
    clause: str
    frequency: Annotated[str, Field(description="How often it is reported on: none, weekly, monthly, …")]
    deadline_words_vi: str
    deadline_words_en: str
    deadline_on: date | None
    issued_on: date


class PeriodOut(Schema):
    id: int
    kind: str
    name: str
    starts_on: date
    ends_on: Annotated[date, Field(description="The data cut-off.")]
    due_on: date
    closed_at: datetime | None


class OrganisationOut(OrganisationRef):
    kind: str
    is_locality: bool
    valid_from: date | None
    valid_to: date | None
    successor: int | None


class AssignmentOut(Schema):
    id: int
    task: int
    task_number: str
    key_task: int
    organisation: OrganisationRef
    responsible: PersonOut
    state: Annotated[str, Field(description="Workflow state, stored: assigned, in_progress, submitted, …")]
    status: Annotated[str, Field(description="How it stands on the day: done, late, waiting, on_track, overdue, …")]
    bucket: Annotated[str | None, Field(description="One of the four shares; null where it is not in force.")]
    percent: int | None
    deadline_on: date | None
    counts_until_on: Annotated[date | None, Field(description="Until whose end the deadline is good.")]
    days_overdue: Annotated[int | None, Field(description="Calendar days, of what is overdue or was completed late.")]
    last_word_on: date | None
    submitted_on: date | None
    completed_on: date | None


class DeadlineOut(Schema):
    version: int
    deadline_on: date | None
    at: datetime
    document_number: str


class AssignmentDetail(AssignmentOut):
    original_deadline_on: date | None
    coordinating: list[OrganisationRef]
    deadlines: list[DeadlineOut]
    urged: Annotated[int, Field(description="How often it was urged.")]


class ReportOut(Schema):
    id: int
    period: int | None
    state: str
    situation: str
    percent: int | None
    results: str
    difficulties: str
    proposals: str
    submitted_at: datetime | None
    by: str
    on_behalf_of: str
    reviewed_at: datetime | None
    comment: str


class Shares(Schema):
    """Assignments in force by the four disjoint shares; the rate is completed ÷ (completed + overdue)."""

    total: int
    completed_on_time: int
    completed_late: int
    pending: int
    overdue: int
    without_deadline: int
    completed: int
    base: Annotated[int, Field(description="completed + overdue")]
    completion_rate: Rate


class TaskShares(Schema):
    total: int
    done: int
    in_progress: int
    not_started: int
    not_in_force: int


class KeyTaskShares(Shares):
    key_task: int


class OrganisationShares(Shares):
    organisation: OrganisationRef
    is_locality: bool
    is_key_unit: bool


class FiguresOut(Schema):
    as_of: date
    year: int
    quarter: int
    tasks: TaskShares
    tasks_due: Annotated[TaskShares, Field(description="Those due by the end of the quarter.")]
    assignments: Shares
    key_tasks: list[KeyTaskShares]
    organisations: list[OrganisationShares]


class RankOut(Schema):
    organisation: OrganisationRef
    is_locality: bool
    rank: Annotated[int | None, Field(description="Among units, or among localities; null with too little due.")]
    on_time: int
    late: int
    overdue: int
    due: int
    on_time_rate: Rate
    returned_reports: int
    missed_reports: int
    extensions: int


class RankingOut(Schema):
    as_of: date
    period: Annotated[int | None, Field(description="Whose frozen figures these are; null for a day.")]
    lines: list[RankOut]


class IndicatorOut(Schema):
    code: str
    name_vi: str
    name_en: str
    unit: str
    direction: str
    period: Annotated[str | None, Field(description="The newest that was read: 2024-09, 2024-Q3 or 2024.")]
    numerator: float | None
    denominator: float | None
    value: float | None
    target: float | None
    attained: bool | None


def page_of(item: type[Schema], name: str) -> type[Schema]:
    """A page of a list: ``items``, and where the next one is."""
    annotations = {
        "items": list[item],
        "next": Annotated[str | None, Field(description="The address of the next page; null on the last.")],
    }
    return type(name, (Schema,), {"__annotations__": annotations, "__module__": __name__})


TaskPage = page_of(TaskOut, "TaskPage")
AssignmentPage = page_of(AssignmentOut, "AssignmentPage")
ReportPage = page_of(ReportOut, "ReportPage")
OrganisationPage = page_of(OrganisationOut, "OrganisationPage")
PeriodPage = page_of(PeriodOut, "PeriodPage")
