"""How an organisation has reported until a day: by what was recorded by its end, and by whose work it was then."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.organisations.models import Organisation
from tasks_app.plan import actions
from tasks_app.plan.enums import Answer, State
from tasks_app.plan.models import Phase
from tasks_app.plan.queries import PlanDay, plan_day
from tasks_app.plan.rules import Given
from tasks_app.reporting.actions import close_period
from tasks_app.reporting.enums import ExtensionState, ReportState
from tasks_app.reporting.models import ReportDue
from tasks_app.reporting.queries import (
    contributions_asked,
    extensions_asked,
    period_figures,
    reports_by_period,
    returned_reports,
)
from tests.factories import (
    AssignmentFactory,
    DueFactory,
    ExtensionFactory,
    OrganisationFactory,
    PeriodFactory,
    ReportFactory,
    focal_officer,
    secretary,
)

pytestmark = pytest.mark.django_db

TODAY = date(2024, 10, 15)
IN_TIME, LATE = at_time(date(2024, 9, 18), 9), at_time(date(2024, 9, 23), 9)


@pytest.fixture
def unit(plan) -> Organisation:
    return OrganisationFactory()


def on(plan, day: date = TODAY) -> PlanDay:
    return plan_day(plan, day, today=TODAY)


def due_of(period, organisation, **assignment) -> ReportDue:
    its = AssignmentFactory(organisation=organisation, task__frequency="quarterly", **assignment)
    return DueFactory(period=period, assignment=its)


@pytest.fixture
def quarter(plan, unit):
    """Owed four times: sent in time, sent late, never sent, and of work that was stopped before the cut-off."""
    period = PeriodFactory(plan=plan)
    for moment in (IN_TIME, LATE):
        due = due_of(period, unit)
        ReportFactory(assignment=due.assignment, due=due, at=moment)
    due_of(period, unit)
    due_of(period, unit, state=State.SUSPENDED)
    due_of(period, OrganisationFactory())
    return period


def line_on(plan, unit, day: date = TODAY) -> tuple[int, int, int, int]:
    (line,) = reports_by_period(on(plan, day), unit)
    return line.owed, line.sent, line.late, line.missing


def test_what_it_owed_for_a_period_and_what_came(plan, unit, quarter):
    assert line_on(plan, unit) == (4, 2, 1, 1)


def test_it_agrees_with_the_page_of_the_period(plan, quarter):
    its = period_figures(quarter, today=TODAY, calendar=on(plan).by.calendar)
    lines = [line for organisation in Organisation.objects.all() for line in reports_by_period(on(plan), organisation)]

    assert (its.owed, its.sent, its.late, its.missing) == tuple(
        sum(getattr(line, name) for line in lines) for name in ("owed", "sent", "late", "missing")
    )


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (date(2024, 9, 17), (4, 0, 0, 0)),
        (date(2024, 9, 18), (4, 1, 0, 0)),
        (date(2024, 9, 21), (4, 1, 0, 2)),
        (date(2024, 9, 23), (4, 2, 1, 1)),
    ],
)
def test_a_past_day_knows_what_was_sent_by_its_end(plan, unit, quarter, day, line):
    assert line_on(plan, unit, day) == line


def test_a_closed_period_stays_as_it_was_frozen(plan, unit, quarter):
    close_period(quarter, by=Actor(secretary()), at=at_time(date(2024, 10, 1), 9))
    missing = ReportDue.objects.get(assignment__organisation=unit, reports=None, assignment__state=State.ASSIGNED)
    ReportFactory(assignment=missing.assignment, due=missing, at=at_time(date(2024, 10, 3), 9))

    assert line_on(plan, unit) == (4, 2, 1, 1)
    assert line_on(plan, unit, date(2024, 9, 18)) == (4, 1, 0, 0)


def test_a_period_to_come_or_without_anything_owed_is_left_out(plan, unit):
    PeriodFactory(plan=plan)
    ahead = PeriodFactory(plan=plan, starts_on=date(2024, 12, 15), ends_on=date(2025, 3, 14), due_on=date(2025, 3, 21))
    due_of(ahead, unit)

    assert reports_by_period(on(plan), unit) == []


def test_returned_reports_count_from_the_day_they_were_returned(plan, unit):
    report = ReportFactory(
        assignment=AssignmentFactory(organisation=unit),
        state=ReportState.RETURNED,
        at=at_time(date(2024, 10, 1), 9),
        reviewed_at=at_time(date(2024, 10, 3), 23, 59),
    )
    ReportFactory(assignment=AssignmentFactory(organisation=unit), state=ReportState.ACCEPTED)

    assert list(returned_reports(on(plan), unit)) == [report]
    assert list(returned_reports(on(plan, date(2024, 10, 3)), unit)) == [report]
    assert list(returned_reports(on(plan, date(2024, 10, 2)), unit)) == []


def test_what_was_returned_stays_with_who_led_the_work_then(plan, unit):
    """The work passes to another organisation afterwards: the record does not."""
    heir = OrganisationFactory()
    report = ReportFactory(assignment=AssignmentFactory(organisation=unit), state=ReportState.RETURNED)
    assignment = report.assignment
    assignment.organisation = heir
    actions.keep(assignment, "organisation", at=report.reviewed_at + timedelta(days=3))

    assert list(returned_reports(on(plan), unit)) == [report]
    assert list(returned_reports(on(plan), heir)) == []
    assert Phase.objects.filter(assignment=assignment).count() > 1


def test_extensions_by_what_had_become_of_them(plan, unit):
    asked_at, decided_at = at_time(date(2024, 10, 7), 9), at_time(date(2024, 10, 9), 9)
    for state in (ExtensionState.APPROVED, ExtensionState.REFUSED, ExtensionState.REQUESTED):
        ExtensionFactory(
            assignment=AssignmentFactory(organisation=unit, deadline_on=date(2024, 10, 18)),
            state=state,
            at=asked_at,
            decided_at=decided_at,
        )

    found = {day: extensions_asked(on(plan, date(2024, 10, day)), unit) for day in (6, 8, 9)}

    assert {day: (len(its.asked), its.granted, its.waiting) for day, its in found.items()} == {
        6: (0, 0, 0),
        8: (3, 0, 3),
        9: (3, 1, 1),
    }


def test_contributions_that_are_given_open_and_not_asked_for_any_more(plan, unit):
    given = AssignmentFactory(coordinating=[unit]).contributions.get()
    owed = AssignmentFactory(coordinating=[unit])
    AssignmentFactory(coordinating=[unit], state=State.COMPLETED, submitted_on=date(2024, 9, 2))
    AssignmentFactory(coordinating=[unit], state=State.CANCELLED)
    word = Given(Answer.GIVEN, "Đã rà soát")
    actions.give_contribution(given, word, seen=0, by=Actor(focal_officer(unit)), at=at_time(date(2024, 10, 10), 9))

    its = contributions_asked(on(plan), unit, 5)
    before = contributions_asked(on(plan, date(2024, 10, 9)), unit, 1)

    assert (its.total, its.answered, its.still_open, its.closed) == (3, 1, 1, 1)
    assert [one.assignment for one in its.first] == [owed]
    assert (before.answered, before.still_open, len(before.first)) == (0, 2, 1)
