from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.plan.enums import State
from tasks_app.reporting.enums import ExtensionState
from tests.factories import AssignmentFactory, ExtensionFactory, leader, member, secretary

pytestmark = pytest.mark.django_db

SAID = {
    "deadline_on": "20/12/2024",
    "reason": "Khắc phục hậu quả bão số 3",
    "document": "170-CV/BCĐ",
    "document_on": "15/10/2024",
}


def url_of(assignment):
    return reverse("extension_open", args=[assignment.pk])


def test_a_leader_extends_beyond_the_limit(client_of):
    assignment = ExtensionFactory(state=ExtensionState.APPROVED).assignment
    browser = client_of(leader())
    page = reverse("assignment_detail", args=[assignment.pk])
    assert url_of(assignment) in browser.get(page).content.decode()
    assert SAID["reason"] not in browser.get(url_of(assignment)).content.decode()

    answer = browser.post(url_of(assignment), SAID)

    assignment.refresh_from_db()
    assert answer.url == page
    assert assignment.deadline_on == date(2024, 12, 20)
    assert "đã gia hạn 2 lần" in browser.get(page).content.decode()


@pytest.mark.parametrize("wrong", [member, secretary])
@pytest.mark.parametrize("method", ["get", "post"])
def test_wrong_role(client_of, wrong, method):
    assert getattr(client_of(wrong()), method)(url_of(AssignmentFactory())).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_leader_does_not_extend_his_own_work(client_of, method):
    own = leader()
    assignment = AssignmentFactory(responsible=own)

    assert getattr(client_of(own), method)(url_of(assignment)).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({}, ["deadline_on", "document", "document_on", "reason"]),
        ({**SAID, "deadline_on": "30/12/2024"}, ["deadline_on"]),  # not later than the deadline in force
        ({**SAID, "document": " "}, ["document"]),
        ({**SAID, "document_on": "16/10/2024"}, ["document_on"]),  # still to come
    ],
)
def test_wrong_input_is_said_and_not_lost(client_of, typed, fields):
    assignment = AssignmentFactory(deadline_on=date(2024, 12, 30) if "30/12" in str(typed) else date(2024, 10, 18))

    answer = client_of(leader()).post(url_of(assignment), typed)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sorted(answer.context["form"].errors) == fields
    assert typed.get("reason", "") in answer.content.decode()


def test_finished_work_leads_back_with_the_reason(client_of):
    assignment = AssignmentFactory(state=State.COMPLETED)
    browser = client_of(leader())

    assert browser.get(url_of(assignment)).url == reverse("assignment_detail", args=[assignment.pk])
    answer = browser.post(url_of(assignment), {**SAID, "deadline_on": "20/01/2025"})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert SAID["reason"] in answer.content.decode()


def test_twice_is_said(client_of):
    assignment = AssignmentFactory(deadline_on=date(2024, 10, 18))
    browser = client_of(leader())
    browser.post(url_of(assignment), SAID)

    answer = browser.post(url_of(assignment), SAID)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert list(answer.context["form"].errors) == ["deadline_on"]
    assert assignment.extensions.count() == 1


def test_wrong_method(client_of):
    answer = client_of(leader()).delete(url_of(AssignmentFactory()))

    assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED
