"""Every row of the tables, through the pages: state × role × action.

What the workflow forbids is refused to whoever may act at all; for everybody else it does not exist.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from uuid import uuid4

import pytest
from django.db.models import Model
from django.test import Client
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


def sorted_out(people: dict[str, Person], allowed: set[str], client_of) -> tuple[dict[str, Client], dict[str, Client]]:
    """The browsers of who may act at all, and of everybody else."""
    browsers = {name: client_of(person) for name, person in people.items()}
    may = {name: browser for name, browser in browsers.items() if name in allowed}
    return may, {name: browser for name, browser in browsers.items() if name not in allowed}


def asked_in_vain(browsers: dict[str, Client], things: dict[str, Model], ask: Callable) -> dict[tuple[str, str], int]:
    """What they are answered by ``ask(browser, thing)``, who all ask of the same things, one in each state; these
    states are the same afterwards."""
    answers = {
        (name, state): ask(browser, thing).status_code
        for name, browser in browsers.items()
        for state, thing in things.items()
    }
    for state, thing in things.items():
        thing.refresh_from_db()
        assert thing.state == state
    return answers


@pytest.mark.parametrize("act", rules.DECISIONS)
def test_decisions(act, people, unit, client_of):
    next_task = TaskFactory(key_task__plan=PlanFactory(year=2025))
    needs = rules.TRANSITIONS[act].needs
    said = {
        **({"reason": "Theo chỉ đạo"} if Need.REASON in needs else {}),
        **({"document": "9-CV/BCĐ", "document_on": "14/10/2024"} if Need.DOCUMENT in needs else {}),
        **({"next_task": next_task.pk} if Need.NEXT_TASK in needs else {}),
    }

    def ask(browser, assignment):
        return browser.post(reverse("assignment_decide", args=[assignment.pk, act]), said)

    may, may_not = sorted_out(people, {"secretary"}, client_of)
    refused = asked_in_vain(may_not, {state: given(state, people, unit) for state in State}, ask)
    answers, states = {}, {}
    for state in State:
        assignment = given(state, people, unit)
        answers[state] = ask(may["secretary"], assignment).status_code
        assignment.refresh_from_db()
        states[state] = assignment.state

    assert refused == {(name, state): MISSING for name in people if name != "secretary" for state in State}
    assert answers == {state: DONE if rules.is_possible(act, state) else REFUSED for state in State}
    assert states == {
        state: rules.TRANSITIONS[act].after if rules.is_possible(act, state) else state for state in State
    }


def report(browser: Client, assignment: Assignment, situation: Situation = Situation.DONE):
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
    return browser.post(reverse("report_edit", args=[assignment.pk]), typed)


def test_nobody_else_reports(people, unit, client_of):
    _may, may_not = sorted_out(people, REPORTERS, client_of)

    answers = asked_in_vain(may_not, {state: given(state, people, unit) for state in State}, report)

    assert answers == {(name, state): MISSING for name in people if name not in REPORTERS for state in State}


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
    for name in sorted(REPORTERS):
        browser = client_of(people[name])
        for state in State:
            assignment = given(state, people, unit)
            answers[name, state] = report(browser, assignment, situation).status_code
            assignment.refresh_from_db()
            states[name, state] = assignment.state

    def expected(state):
        if state == State.DRAFT:  # nobody sees work that has not been issued
            return MISSING
        return DONE if rules.takes_reports(state) else REFUSED

    assert answers == {(name, state): expected(state) for name in REPORTERS for state in State}
    assert states == {
        (name, state): after if expected(state) == DONE else state for name in REPORTERS for state in State
    }


@pytest.mark.parametrize("decision", ["accept", "return"])
@pytest.mark.parametrize("situation", [Situation.WORKING, Situation.DONE])
def test_reviews(decision, situation, people, unit, client_of):
    reviewer = secretary()

    def reported(state):
        assignment = given(State.IN_PROGRESS, people, unit)
        return ReportFactory(assignment=assignment, situation=situation, state=state, reviewer=reviewer)

    def ask(browser, report):
        typed = {"decision": decision, "comment": "Đề nghị bổ sung"}
        return browser.post(reverse("report_review", args=[report.pk]), typed)

    may, may_not = sorted_out(people, {"secretary"}, client_of)
    untouched = {state: reported(state) for state in ReportState}
    before = dict(Assignment.objects.values_list("pk", "state"))
    refused = asked_in_vain(may_not, untouched, ask)
    assert dict(Assignment.objects.values_list("pk", "state")) == before
    answers, states, completed = {}, {}, set()
    for state in ReportState:
        its = reported(state)
        answers[state] = ask(may["secretary"], its).status_code
        its.refresh_from_db()
        states[state] = its.state
        if Assignment.objects.get(pk=its.assignment_id).state == State.COMPLETED:
            completed.add(state)

    assert refused == {(name, state): MISSING for name in people if name != "secretary" for state in ReportState}
    waits = ReportState.SUBMITTED
    seen = {state: DONE if state == waits else REFUSED for state in ReportState if state != ReportState.DRAFT}
    assert answers == {ReportState.DRAFT: MISSING, **seen}
    decided = ReportState.ACCEPTED if decision == "accept" else ReportState.RETURNED
    assert states == {state: decided if state == waits else state for state in ReportState}
    asked = situation == Situation.DONE
    assert completed == {state for state in ReportState if asked and states[state] == ReportState.ACCEPTED}
    assert Act.CONFIRM not in rules.DECISIONS  # only the acceptance of a report completes work
