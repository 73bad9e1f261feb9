from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.plan.enums import Act, State
from tests.factories import AssignmentFactory, PlanFactory, TaskFactory, leader, member, secretary

pytestmark = pytest.mark.django_db

SAID = {"reason": "Chờ hướng dẫn của Trung ương", "document": "112-CV/BCĐ", "document_on": "14/10/2024"}


def url_of(assignment, act=Act.SUSPEND):
    return reverse("assignment_decide", args=[assignment.pk, act.value])


def test_a_decision_is_taken_with_its_document(client_of):
    assignment = AssignmentFactory()

    answer = client_of(secretary()).post(url_of(assignment), SAID)

    change = assignment.state_changes.last()
    assert answer.url == reverse("assignment_detail", args=[assignment.pk])
    assert (change.after, change.document, change.document_on, change.note) == (
        State.SUSPENDED,
        "112-CV/BCĐ",
        date(2024, 10, 14),
        SAID["reason"],
    )


def test_the_page_of_the_assignment_offers_what_is_possible_to_the_secretariat_alone(client_of):
    assignment = AssignmentFactory()
    page = reverse("assignment_detail", args=[assignment.pk])

    assert client_of(secretary()).get(page).context["decisions"] == [Act.SUSPEND, Act.CARRY_OVER, Act.CANCEL]
    assert url_of(assignment) in client_of(secretary()).get(page).content.decode()
    assert client_of(leader()).get(page).context["decisions"] == []


def test_work_is_carried_over_to_a_task_of_a_later_plan(client_of):
    assignment = AssignmentFactory()
    next_task = TaskFactory(key_task__plan=PlanFactory(year=2025))
    url = url_of(assignment, Act.CARRY_OVER)

    client_of(secretary()).post(url, {"next_task": next_task.pk})

    assignment.refresh_from_db()
    assert (assignment.state, assignment.carried_to) == (State.CARRIED_OVER, next_task)


def test_a_task_of_the_same_plan_is_refused(client_of):
    assignment = AssignmentFactory()

    answer = client_of(secretary()).post(url_of(assignment, Act.CARRY_OVER), {"next_task": assignment.task_id})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert list(answer.context["form"].errors) == ["next_task"]


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({}, ["reason", "document", "document_on"]),
        ({**SAID, "reason": "  "}, ["reason"]),
        ({**SAID, "document_on": "31/02/2024"}, ["document_on"]),
        ({**SAID, "document_on": "16/10/2024"}, ["document_on"]),  # still to come
        ({**SAID, "document": ""}, ["document"]),
    ],
)
def test_wrong_input_is_said_and_not_lost(client_of, typed, fields):
    assignment = AssignmentFactory()

    answer = client_of(secretary()).post(url_of(assignment), typed)

    assignment.refresh_from_db()
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sorted(answer.context["form"].errors) == sorted(fields)
    assert typed.get("document", "") in answer.content.decode()
    assert assignment.state == State.ASSIGNED


def test_twice_is_said_and_nothing_typed_is_lost(client_of):
    assignment = AssignmentFactory()
    browser = client_of(secretary())
    browser.post(url_of(assignment), SAID)

    answer = browser.post(url_of(assignment), SAID)

    assert answer.status_code == HTTPStatus.CONFLICT
    assert SAID["reason"] in answer.content.decode()
    assert assignment.state_changes.filter(act=Act.SUSPEND).count() == 1


@pytest.mark.parametrize("wrong", [member, leader])
@pytest.mark.parametrize("method", ["get", "post"])
def test_wrong_role(client_of, wrong, method):
    assert getattr(client_of(wrong()), method)(url_of(AssignmentFactory())).status_code == HTTPStatus.NOT_FOUND


def test_wrong_method(client_of):
    answer = client_of(secretary()).delete(url_of(AssignmentFactory()))

    assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED
