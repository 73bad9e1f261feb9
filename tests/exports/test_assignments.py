"""The list of assignments as a file, against a slow way that goes through the objects one by one."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from django.utils import translation

from tasks_app.calendar.queries import working_calendar
from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.exports.books.plan import assignment_rows
from tasks_app.organisations.actions import alter_organisation
from tasks_app.organisations.models import called_so
from tasks_app.organisations.queries import names_on
from tasks_app.plan.actions import move_deadline
from tasks_app.plan.enums import Column, State, Status
from tasks_app.plan.forms import AssignmentFilter
from tasks_app.plan.models import Assignment, SourceDocument
from tasks_app.plan.queries import PlanDay, beside, in_order, plan_day
from tasks_app.plan.rules import timeliness
from tests.exports.files import rows, taken_out
from tests.factories import AssignmentFactory, OrganisationFactory, TaskFactory, secretary

pytestmark = pytest.mark.django_db

TODAY = date(2024, 10, 15)
EVE = date(2024, 10, 14)
BEFORE = date(2024, 10, 7)
BESIDE = (Column.ORIGINAL, Column.EXTENSIONS, Column.COORDINATING, Column.DOCUMENT)


@pytest.fixture
def plan(province):
    """Work in every state and status; some of it coordinated, moved, ordered by a clause, led by who is renamed."""
    by = Actor(secretary())
    ordered, task = province.tasks[1], province.tasks[4]
    document = SourceDocument.objects.create(key="ket-luan", title_vi="Kết luận", issued_on=date(2024, 2, 1))
    ordered.clause = document.clauses.create(code="III.2", text_vi="Công khai")
    ordered.save()
    last, earlier = OrganisationFactory(order=90), OrganisationFactory(order=20, name_en="=Office, of two")
    equal = OrganisationFactory(order=90, name_vi='Sở "Thử"')
    coordinated = AssignmentFactory(
        task=task, deadline_on=TODAY - timedelta(days=3), coordinating=[equal, last, earlier], state=State.IN_PROGRESS
    )
    AssignmentFactory(task=task, deadline_on=TODAY + timedelta(days=9), coordinating=[last])
    move_deadline(coordinated, TODAY + timedelta(days=2), by=by, at=at_time(EVE, 9))
    move_deadline(coordinated, TODAY + timedelta(days=5), by=by, at=at_time(TODAY, 7))
    move_deadline(province.assignments[3], BEFORE, by=by, at=at_time(BEFORE, 9))
    alter_organisation(coordinated.organisation, since=TODAY, basis="1/NQ", name_vi="Sở Tên mới", name_en="Renamed")
    return province.plan


def slowly(on: PlanDay, found) -> list[tuple]:
    """The cells of each row, asked of the objects themselves."""
    objects = list(found)
    shows = beside(objects, BESIDE, on=on.day)
    return [_cells(one, timeliness(one.facts, on.by), shows) for one in objects]


def _cells(one, measured, shows) -> tuple:
    deadlines = shows.deadlines[one.key]
    is_late = measured.status in (Status.OVERDUE, Status.LATE)
    return (
        one.task.number,
        one.task.title,
        one.task.deliverable,
        shows.documents.get(one.task_id, ""),
        one.organisation.name,
        "; ".join(shows.coordinating.get(one.key, [])),
        str(one.responsible),
        one.task.issued_on,
        deadlines.original_on,
        one.deadline_on,
        measured.counts_until_on,
        deadlines.times_moved,
        str(measured.state.label),
        str(measured.status.label),
        -measured.calendar_days if is_late else None,
        one.percent,
        one.last_word_on,
        one.submitted_on,
        one.completed_on,
    )


def test_a_row_says_what_the_objects_say(plan):
    for day, sort, language in product((TODAY, EVE, BEFORE), ("", *AssignmentFilter.SORTS), ("vi", "en")):
        on = plan_day(plan, day, today=TODAY)
        found = in_order(on.assignments(), sort, on.by)
        with translation.override(language), called_so(names_on(day)):
            assert list(assignment_rows(found, on)) == slowly(on, found), (day, sort, language)


def test_it_is_tried_with_every_state_and_status(plan):
    by = plan.yardstick(today=TODAY, calendar=working_calendar())
    its = Assignment.objects.of_plan(plan)

    assert {one.state for one in its} == set(State) - {State.DRAFT}
    assert {timeliness(one.facts, by).status for one in its} == set(Status)
    assert {deadlines.times_moved for deadlines in beside(its, BESIDE, on=TODAY).deadlines.values()} == {0, 1, 2}


def test_drafts_are_taken_out_without_their_member(client_of, province):
    draft = TaskFactory(key_task=province.tasks[0].key_task, title_vi="Việc còn dự thảo", issued_on=None)
    AssignmentFactory(task=draft, responsible=None, deadline_on=None, state=State.DRAFT)

    (row,) = rows(taken_out(client_of(secretary()), "/assignments/?state=draft"))

    assert (row["Nhiệm vụ"], row["Thành viên phụ trách"]) == ("Việc còn dự thảo", None)
