"""The resources of the read interface, version 1."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest
from ninja import NinjaAPI, Query, Schema
from ninja.errors import HttpError
from pydantic import BeforeValidator, Field

from tasks_app.api import rules
from tasks_app.api.enums import Scope
from tasks_app.api.views import schemas, shapes
from tasks_app.api.views.access import Bearer, answer_problems, counted, open_to
from tasks_app.common import clock
from tasks_app.dashboard import queries as boards
from tasks_app.indicators.queries import indicator_lines
from tasks_app.organisations.models import Organisation, speak_of
from tasks_app.organisations.queries import names_on
from tasks_app.plan.enums import Bucket, State, Status
from tasks_app.plan.models import Assignment, Contribution, JudgedQuerySet, Phase, Plan
from tasks_app.plan.queries import PlanDay, current_plan, plan_day, tasks_of, visible_on
from tasks_app.reminders.models import Urging
from tasks_app.reporting.models import ProgressReport, ReportingPeriod

DESCRIPTION = (
    "Reads the plan of the Steering Committee for Administrative Reform of Nghệ An: tasks, assignments, reports and "
    "figures. Nothing can be written. Days are ISO 8601 in Asia/Ho_Chi_Minh; `as_of` asks how everything stood at the "
    "end of a past day, by what was recorded until then. Every answer has an ETag: send it as `If-None-Match`, and 304 "
    "says that nothing has changed."
)
LARGEST_KEY = 2**63 - 1

api = NinjaAPI(
    title="Reform task tracker, Nghệ An: read interface",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api",
    auth=Bearer(),
    docs_url=None,
    openapi_url=None,
)
answer_problems(api)

PROBLEMS = dict.fromkeys((401, 403, 404, 405, 422, 429), schemas.Problem)


def _as_written(pattern: str, words: str) -> BeforeValidator:
    """Parameters are read as they are described: the library would take "5" for a day of 1970, "1_0" for ten."""

    def check(value):
        if isinstance(value, str) and not re.fullmatch(pattern, value, re.ASCII):
            raise ValueError(words)
        return value

    return BeforeValidator(check)


WHOLE = _as_written(r"-?\d{1,19}(\.0+)?", "a whole number is asked for")
Day = Annotated[date, _as_written(r"\d{4}-\d\d-\d\d", "a day is asked for as YYYY-MM-DD")]
Key = Annotated[int, Field(ge=1, le=LARGEST_KEY), WHOLE]


class Page(Schema):
    limit: Annotated[int, Field(ge=1, le=rules.MOST_ROWS, description="Rows a page."), WHOLE] = rules.USUAL_ROWS
    after: Annotated[
        int, Field(ge=0, le=LARGEST_KEY, description="The id of the last row of the page before."), WHOLE
    ] = 0


class OnDay(Schema):
    as_of: Annotated[
        Day | None, Field(description="A past day, at whose end everything is asked for; today without it.")
    ] = None


class AssignmentQuery(Page, OnDay):
    status: Status | None = None
    bucket: Bucket | None = None
    state: State | None = None
    organisation: Key | None = None
    responsible: Key | None = None
    task: Key | None = None
    key_task: Annotated[int | None, Field(ge=1, le=99), WHOLE] = None
    changed_since: Annotated[
        Day | None, Field(description="Only what changed or was reported on since the beginning of a day.")
    ] = None


class RankingQuery(OnDay):
    period: Annotated[Key | None, Field(description="A closed period, by whose frozen figures is ranked.")] = None


def _day(asked: OnDay) -> PlanDay:
    today = clock.today()
    day = asked.as_of or today
    if day > today:
        raise HttpError(404, "as_of: nothing is known yet of a day to come")
    plan: Plan | None = current_plan(on=day)
    if plan is None:
        raise Http404
    if day < today:
        speak_of(names_on(day))
    return plan_day(plan, day, today=today)


def _page(request: HttpRequest, rows: QuerySet, asked: Page, shape, *, key: str = "pk") -> dict:
    """A page of rows in the order of their keys; one query."""
    found = list(rows.filter(**{f"{key}__gt": asked.after}).order_by(key)[: asked.limit + 1])
    shown = found[: asked.limit]
    following = None
    if len(found) > len(shown):
        parameters = request.GET.copy()
        parameters["after"] = str(getattr(shown[-1], key))
        following = request.build_absolute_uri(f"{request.path}?{parameters.urlencode()}")
    counted(request, len(shown))
    return {"items": [shape(one) for one in shown], "next": following}


@api.get("/plan", response={200: schemas.PlanOut, **PROBLEMS}, url_name="plan", tags=["plan"])
def plan(request, asked: Query[OnDay]):
    """The plan in force, with its motto and key tasks."""
    open_to(request, Scope.PLAN, asked)
    its = _day(asked).plan
    counted(request, 1)
    return shapes.plan(its)


@api.get("/tasks", response={200: schemas.TaskPage, **PROBLEMS}, url_name="tasks", tags=["plan"])
def tasks(request, asked: Query[Page]):
    """What the plan in force orders."""
    open_to(request, Scope.PLAN, asked)
    found = tasks_of(_day(OnDay()).plan).select_related("key_task", "clause__document")
    return _page(request, found, asked, shapes.task)


@api.get("/periods", response={200: schemas.PeriodPage, **PROBLEMS}, url_name="periods", tags=["plan"])
def periods(request, asked: Query[Page]):
    """The reporting periods of the plan in force."""
    open_to(request, Scope.PLAN, asked)
    found = ReportingPeriod.objects.filter(plan=_day(OnDay()).plan)
    return _page(request, found, asked, shapes.period)


@api.get(
    "/organisations",
    response={200: schemas.OrganisationPage, **PROBLEMS},
    url_name="organisations",
    tags=["organisations"],
)
def organisations(request, asked: Query[Page]):
    """Units and localities, those that are no more too, with their successors."""
    open_to(request, Scope.ORGANISATIONS, asked)
    return _page(request, Organisation.objects.defer("search"), asked, shapes.organisation)


@api.get(
    "/assignments", response={200: schemas.AssignmentPage, **PROBLEMS}, url_name="assignments", tags=["assignments"]
)
def assignments(request, asked: Query[AssignmentQuery]):
    """What is given to whom, and how it stands. Drafts are nobody's yet and not here; what was stopped is."""
    caller = open_to(request, Scope.ASSIGNMENTS, asked)
    on = _day(asked)
    found = _narrowed(visible_on(on, caller.standing).exclude(state=State.DRAFT), asked, on)
    return _page(request, found, asked, lambda one: shapes.assignment(one, on.by), key=on.key)


def _narrowed(rows: JudgedQuerySet, asked: AssignmentQuery, on: PlanDay) -> JudgedQuerySet:
    columns = {
        "state": asked.state,
        "organisation": asked.organisation,
        "responsible": asked.responsible,
        "task": asked.task,
        "task__key_task__number": asked.key_task,
    }
    rows = rows.filter(**{name: value for name, value in columns.items() if value is not None})
    if asked.status:
        rows = rows.in_status(asked.status, on.by)
    if asked.bucket:
        rows = rows.in_bucket(asked.bucket, on.by)
    if asked.changed_since:
        since = Phase.objects.filter(assignment=OuterRef(on.key), valid_from__gte=asked.changed_since)
        rows = rows.filter(Q(last_word_on__gte=asked.changed_since) | Exists(since))
    return rows


@api.get(
    "/assignments/{assignment}",
    response={200: schemas.AssignmentDetail, **PROBLEMS},
    url_name="assignment",
    tags=["assignments"],
)
def assignment(request, assignment: Key):
    """One of them, with its deadlines and the organisations that coordinate."""
    open_to(request, Scope.ASSIGNMENTS)
    coordinating = Contribution.objects.select_related("organisation").order_by("organisation__order", "pk")
    one = _one(
        Assignment.objects.select_related("task__key_task__plan", "organisation", "responsible").prefetch_related(
            "deadline_changes", Prefetch("contributions", coordinating)
        ),
        assignment,
    )
    today = clock.today()
    by = plan_day(one.task.key_task.plan, today, today=today).by
    counted(request, 1)
    urged = Urging.objects.filter(assignment=one).aggregate(number=Count("pk"))["number"]
    return shapes.assignment_detail(one, by, urged)


@api.get(
    "/assignments/{assignment}/reports",
    response={200: schemas.ReportPage, **PROBLEMS},
    url_name="reports",
    tags=["assignments"],
)
def reports(request, assignment: Key, asked: Query[Page]):
    """What was sent on an assignment, and what was decided on it. Drafts are their writer's and not here."""
    open_to(request, Scope.REPORTS, asked)
    one = _one(Assignment.objects, assignment)
    found = ProgressReport.objects.sent().filter(assignment=one).select_related("due", "by", "for_person")
    return _page(request, found, asked, shapes.report)


def _one(rows: QuerySet[Assignment], key: int) -> Assignment:
    one = rows.filter(pk=key).exclude(state=State.DRAFT).first()
    if one is None:
        raise Http404
    return one


@api.get("/figures", response={200: schemas.FiguresOut, **PROBLEMS}, url_name="figures", tags=["figures"])
def figures(request, asked: Query[OnDay]):
    """The board: the same numbers as the page "Overview" on that day."""
    open_to(request, Scope.FIGURES, asked)
    on = _day(asked)
    board = boards.board(on)
    counted(request, len(board.units) + len(board.localities))
    return shapes.figures(board, on.plan, on.day)


@api.get("/ranking", response={200: schemas.RankingOut, **PROBLEMS}, url_name="ranking", tags=["figures"])
def ranking(request, asked: Query[RankingQuery]):
    """Units and localities, each ranked among themselves, on a day or by the frozen figures of a closed period."""
    open_to(request, Scope.FIGURES, asked)
    on, period = _day(asked), None
    ground = boards.ground_of_day(on)
    if asked.period is not None:
        period = next((one for one in boards.closed_periods(on.plan) if one.pk == asked.period), None)
        if period is None:
            raise Http404
        by = on.plan.yardstick(today=period.ends_on, calendar=on.by.calendar)
        ground = boards.ground_of_period(period, by)
    found = boards.ranking(ground)
    lines = [line for group in (found.units, found.localities) for line in (*group.ranked, *group.others)]
    counted(request, len(lines))
    return schemas.RankingOut(
        as_of=ground.day, period=period.pk if period else None, lines=[shapes.rank(line) for line in lines]
    )


@api.get(
    "/indicators", response={200: list[schemas.IndicatorOut], **PROBLEMS}, url_name="indicators", tags=["indicators"]
)
def indicators(request, asked: Query[OnDay]):
    """Each indicator in the newest period that was read, beside its target."""
    open_to(request, Scope.INDICATORS, asked)
    on = _day(asked)
    lines = indicator_lines(today=on.day, before=on.end if on.is_past else None)
    counted(request, len(lines))
    return [shapes.indicator(line) for line in lines]
