"""Rows of ours as the shapes of the interface."""

from __future__ import annotations

from tasks_app.api.views.schemas import (
    AssignmentDetail,
    AssignmentOut,
    DeadlineOut,
    FiguresOut,
    IndicatorOut,
    KeyTaskOut,
    KeyTaskShares,
    OrganisationOut,
    OrganisationRef,
    OrganisationShares,
    PeriodOut,
    PersonOut,
    PlanOut,
    RankOut,
    ReportOut,
    Shares,
    TaskOut,
    TaskShares,
)
from tasks_app.dashboard.queries import Board, RankingLine, Tally, TaskCounts
from tasks_app.dashboard.rules import percentage
from tasks_app.indicators.queries import IndicatorLine
from tasks_app.organisations.models import Organisation
from tasks_app.people.models import Person
from tasks_app.plan.enums import Bucket, Status, TaskStatus
from tasks_app.plan.models import Assignment, KeyTask, Phase, Plan, Task
from tasks_app.plan.rules import Yardstick, timeliness
from tasks_app.reporting.models import FrozenOrganisation, ProgressReport, ReportingPeriod


def person(one: Person) -> PersonOut:
    return PersonOut(id=one.pk, name=str(one), position_vi=one.position_vi, position_en=one.position_en)


def organisation_ref(one: Organisation | FrozenOrganisation, pk: int | None = None) -> OrganisationRef:
    return OrganisationRef(id=pk or one.pk, name_vi=one.called.name_vi, name_en=one.called.name_en)


def key_task(one: KeyTask) -> KeyTaskOut:
    names = ("number", "short_vi", "short_en", "text_vi", "text_en")
    return KeyTaskOut(**{name: getattr(one, name) for name in names})


def plan(one: Plan) -> PlanOut:
    names = ("year", "motto_vi", "motto_en", "starts_on", "is_demonstration")
    its = {name: getattr(one, name) for name in names}
    return PlanOut(**its, key_tasks=[key_task(its) for its in one.key_tasks.all()])


def task(one: Task) -> TaskOut:
    document = one.clause.document if one.clause else None
    names = ("title", "content", "deliverable", "deadline_words")
    both = {f"{name}_{language}": getattr(one, f"{name}_{language}") for name in names for language in ("vi", "en")}
    return TaskOut(
        id=one.pk,
        number=one.number,
        key_task=one.key_task.number,
        document=(document.number or document.title_vi) if document else "",
        clause=one.clause.code if one.clause else "",
        frequency=one.frequency,
        deadline_on=one.deadline_on,
        issued_on=one.issued_on,
        **both,
    )


def period(one: ReportingPeriod) -> PeriodOut:
    names = ("kind", "name", "starts_on", "ends_on", "due_on", "closed_at")
    return PeriodOut(id=one.pk, **{name: getattr(one, name) for name in names})


def organisation(one: Organisation) -> OrganisationOut:
    names = ("name_vi", "name_en", "kind", "is_locality", "valid_from", "valid_to")
    return OrganisationOut(id=one.pk, successor=one.successor_id, **{name: getattr(one, name) for name in names})


def _assignment(one: Assignment | Phase, by: Yardstick) -> dict:
    measured = timeliness(one.facts, by)
    is_late = measured.status in (Status.OVERDUE, Status.LATE)
    return {
        "id": one.key,
        "task": one.task_id,
        "task_number": one.task.number,
        "key_task": one.task.key_task.number,
        "organisation": organisation_ref(one.organisation),
        "responsible": person(one.responsible),
        "state": str(measured.state),
        "status": str(measured.status),
        "bucket": str(measured.bucket) if measured.bucket else None,
        "percent": one.percent,
        "deadline_on": one.deadline_on,
        "counts_until_on": measured.counts_until_on,
        "days_overdue": -measured.calendar_days if is_late and measured.calendar_days is not None else None,
        "last_word_on": one.last_word_on,
        "submitted_on": one.submitted_on,
        "completed_on": one.completed_on,
    }


def assignment(one: Assignment | Phase, by: Yardstick) -> AssignmentOut:
    return AssignmentOut(**_assignment(one, by))


def assignment_detail(one: Assignment, by: Yardstick, urged: int) -> AssignmentDetail:
    """Needs its contributions with their organisations, and its deadline changes."""
    deadlines = [
        DeadlineOut(version=its.version, deadline_on=its.new_on, at=its.at, document_number=its.document)
        for its in one.deadline_changes.all()
    ]
    return AssignmentDetail(
        **_assignment(one, by),
        original_deadline_on=one.original_deadline_on,
        coordinating=[organisation_ref(its.organisation) for its in one.contributions.all()],
        deadlines=deadlines,
        urged=urged,
    )


def report(one: ProgressReport) -> ReportOut:
    names = ("percent", "results", "difficulties", "proposals", "submitted_at", "reviewed_at")
    return ReportOut(
        id=one.pk,
        period=one.due.period_id if one.due else None,
        state=one.state,
        situation=one.situation,
        by=str(one.by) if one.by else "",
        on_behalf_of=str(one.for_person) if one.for_person else "",
        comment=one.review_comment,
        **{name: getattr(one, name) for name in names},
    )


def _shares(tally: Tally) -> dict:
    return {
        "total": tally.total,
        **{bucket.value: tally.in_bucket(bucket) for bucket in Bucket},
        "without_deadline": tally.undated,
        "completed": tally.completed,
        "base": tally.completed + tally.overdue,
        "completion_rate": tally.completion_rate,
    }


def _task_shares(counts: TaskCounts) -> TaskShares:
    its = {status.value: counts.by_status[status] for status in TaskStatus}
    return TaskShares(total=counts.total, not_in_force=counts.not_in_force, **its)


def figures(board: Board, one: Plan, as_of) -> FiguresOut:
    return FiguresOut(
        as_of=as_of,
        year=one.year,
        quarter=board.quarter,
        tasks=_task_shares(board.tasks),
        tasks_due=_task_shares(board.due_tasks),
        assignments=Shares(**_shares(board.tally)),
        key_tasks=[KeyTaskShares(key_task=line.key_task.number, **_shares(line.tally)) for line in board.key_tasks],
        organisations=[
            OrganisationShares(
                organisation=organisation_ref(line.organisation),
                is_locality=line.organisation.is_locality,
                is_key_unit=bool(line.is_key_unit),
                **_shares(line.tally),
            )
            for line in (*board.units, *board.localities)
        ],
    )


def rank(line: RankingLine) -> RankOut:
    record = line.record
    return RankOut(
        organisation=organisation_ref(line.organisation, line.pk),
        is_locality=line.organisation.is_locality,
        rank=line.rank,
        on_time=record.on_time,
        late=record.late,
        overdue=record.overdue,
        due=record.due,
        on_time_rate=percentage(record.on_time, record.due),
        returned_reports=record.returned,
        missed_reports=record.missed,
        extensions=line.extensions,
    )


def indicator(line: IndicatorLine) -> IndicatorOut:
    its, definition = line.its, line.definition
    return IndicatorOut(
        code=definition.code,
        name_vi=definition.name_vi,
        name_en=definition.name_en,
        unit=definition.unit,
        direction=definition.direction,
        period=line.period.code if line.period else None,
        numerator=float(its.ratio.numerator) if its else None,
        denominator=float(its.ratio.denominator) if its else None,
        value=float(its.value) if its and its.value is not None else None,
        target=float(line.goal.value) if line.goal else None,
        attained=its.attained if its else None,
    )
