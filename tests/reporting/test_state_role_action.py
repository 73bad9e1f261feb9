"""Every row of the tables, through the pages: state × role × action.

What the workflow forbids is refused to whoever may act at all; for everybody else it does not exist.
"""

from __future__ import annotations

from http import HTTPStatus
from uuid import uuid4

import pytest
from django.urls import reverse

from tasks_app.people.models import Person
from tasks_app.plan import rules
from tasks_app.plan.enums import Act, Need, State
from tasks_app.plan.models import Assignment
from tasks_app.reporting.enums import ReportState, Situation
from tests.factories import (
    AssignmentFactory,
    OrganisationFactory,
    PlanFactory,
    ReportFactory,
    TaskFactory,
    administrator,
    focal_officer,
    inspector,
    leader,
    member,
    secretary,
)

pytestmark = pytest.mark.django_db

REPORTERS = {"responsible", "officer"}
DONE, REFUSED, MISSING = HTTPStatus.FOUND, HTTPStatus.CONFLICT, HTTPStatus.NOT_FOUND


@pytest.fixture
def unit():
    return OrganisationFactory()


@pytest.fixture
def people(unit) -> dict[str, Person]:
    return {
        "responsible": member(),
        "officer": focal_officer(unit),
        "coordinating": focal_officer(),
        "overseer": member(oversees=[unit]),
        "leader": leader(),
        "secretary": secretary(),
        "inspector": inspector(),
        "administrator": administrator(),
    }


def given(state: State, people: dict[str, Person], unit) -> Assignment:
    """Drafts have no coordinating organisation yet."""
    coordinating = [] if state == State.DRAFT else [people["coordinating"].organisation]
    return AssignmentFactory(
        state=state, organisation=unit, responsible=people["responsible"], coordinating=coordinating
    )


@pytest.mark.parametrize("act", rules.DECISIONS)
def test_decisions(act, people, unit, client_of):
    next_task = TaskFactory(key_task__plan=PlanFactory(year=2025))
    needs = rules.TRANSITIONS[act].needs
    said = {
        **({"reason": "Theo chỉ đạo"} if Need.REASON in needs else {}),
        **({"document": "9-CV/BCĐ", "document_on": "14/10/2024"} if Need.DOCUMENT in needs else {}),
        **({"next_task": next_task.pk} if Need.NEXT_TASK in needs else {}),
    }
    answers, states = {}, {}
    for name, person in people.items():
        browser = client_of(person)
        for state in State:
            assignment = given(state, people, unit)
            answer = browser.post(reverse("assignment_decide", args=[assignment.pk, act]), said)
            assignment.refresh_from_db()
            answers[name, state] = answer.status_code
            states[name, state] = assignment.state

    def moves(name, state):
        return name == "secretary" and rules.is_possible(act, state)

    assert answers == {
        (name, state): DONE if moves(name, state) else REFUSED if name == "secretary" else MISSING
        for name in people
        for state in State
    }
    assert states == {
        (name, state): rules.TRANSITIONS[act].after if moves(name, state) else state
        for name in people
        for state in State
    }


@pytest.mark.parametrize(
    ("situation", "after"),
    [
        (Situation.WORKING, State.IN_PROGRESS),
        (Situation.NO_CHANGE, State.IN_PROGRESS),
        (Situation.OBSTACLE, State.IN_PROGRESS),
        (Situation.DONE, State.SUBMITTED),
    ],
)
def test_reports(situation, after, people, unit, client_of):
    answers, states = {}, {}
    for name, person in people.items():
        browser = client_of(person)
        for state in State:
            assignment = given(state, people, unit)
            typed = {
                "uid": str(uuid4()),
                "version": "0",
                "based_on": "0",
                "situation": situation,
                "percent": "50",
                "results": "Đã làm",
                "difficulties": "Thiếu kinh phí",
                "evidence_number": "1/BC",
                "evidence_on": "01/10/2024",
                "submit": "1",
            }
            answer = browser.post(reverse("report_edit", args=[assignment.pk]), typed)
            assignment.refresh_from_db()
            answers[name, state] = answer.status_code
            states[name, state] = assignment.state

    def is_reporter(name, state):
        return name in REPORTERS and state != State.DRAFT  # nobody sees work that has not been issued

    assert answers == {
        (name, state): MISSING if not is_reporter(name, state) else DONE if rules.takes_reports(state) else REFUSED
        for name in people
        for state in State
    }
    assert states == {
        (name, state): after if is_reporter(name, state) and rules.takes_reports(state) else state
        for name in people
        for state in State
    }


@pytest.mark.parametrize("decision", ["accept", "return"])
@pytest.mark.parametrize("situation", [Situation.WORKING, Situation.DONE])
def test_reviews(decision, situation, people, unit, client_of):
    reviewer = secretary()
    decided = ReportState.ACCEPTED if decision == "accept" else ReportState.RETURNED
    answers, states, assignments = {}, {}, {}
    for name, person in people.items():
        browser = client_of(person)
        for state in ReportState:
            assignment = given(State.IN_PROGRESS, people, unit)
            report = ReportFactory(assignment=assignment, situation=situation, state=state, reviewer=reviewer)
            answer = browser.post(
                reverse("report_review", args=[report.pk]), {"decision": decision, "comment": "Đề nghị bổ sung"}
            )
            report.refresh_from_db()
            assignment.refresh_from_db()
            answers[name, state] = answer.status_code
            states[name, state] = report.state
            assignments[name, state] = assignment.state

    def expected(name, state):
        if name != "secretary" or state == ReportState.DRAFT:
            return MISSING
        return DONE if state == ReportState.SUBMITTED else REFUSED

    assert answers == {(name, state): expected(name, state) for name in people for state in ReportState}
    assert states == {
        (name, state): decided if expected(name, state) == DONE else state for name in people for state in ReportState
    }
    completed = {key for key, state in assignments.items() if state == State.COMPLETED}
    asked = situation == Situation.DONE
    assert completed == {
        (name, state)
        for name in people
        for state in ReportState
        if asked and states[name, state] == ReportState.ACCEPTED
    }
    assert Act.CONFIRM not in rules.DECISIONS  # only the acceptance of a report completes work
