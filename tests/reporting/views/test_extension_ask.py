from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.plan.enums import State
from tasks_app.reporting.enums import ExtensionState
from tests.factories import (
    AssignmentFactory,
    ExtensionFactory,
    focal_officer,
    inspector,
    leader,
    member,
    secretary,
)

pytestmark = pytest.mark.django_db

SAID = {"deadline_on": "15/11/2024", "reason": "Chờ số liệu của 04 xã", "evidence": "45/UBND-NV"}


def url_of(assignment):
    return reverse("extension_ask", args=[assignment.pk])


@pytest.fixture
def assignment():
    return AssignmentFactory(deadline_on=date(2024, 10, 18), state=State.IN_PROGRESS)


@pytest.mark.parametrize("who", ["responsible member", "focal officer"])
def test_who_does_the_work_asks(client_of, assignment, who):
    person = assignment.responsible if who == "responsible member" else focal_officer(assignment.organisation)

    answer = client_of(person).post(url_of(assignment), SAID)

    extension = assignment.extensions.get()
    assert answer.url == reverse("extension_detail", args=[extension.pk])
    assert (extension.by, extension.deadline_asked, extension.reason, extension.evidence) == (
        person,
        date(2024, 11, 15),
        SAID["reason"],
        SAID["evidence"],
    )


def test_the_page_of_the_assignment_leads_there(client_of, assignment):
    page = reverse("assignment_detail", args=[assignment.pk])

    assert url_of(assignment) in client_of(assignment.responsible).get(page).content.decode()
    assert url_of(assignment) not in client_of(secretary()).get(page).content.decode()


def test_at_the_limit_the_page_of_the_assignment_says_who_can(client_of):
    assignment = ExtensionFactory(state=ExtensionState.APPROVED).assignment
    page = client_of(assignment.responsible).get(reverse("assignment_detail", args=[assignment.pk])).content.decode()

    assert url_of(assignment) not in page
    assert "chỉ lãnh đạo Ban Chỉ đạo có thể gia hạn thêm" in page


def test_where_nothing_can_be_asked_one_is_led_back_with_the_reason(client_of):
    assignment = ExtensionFactory().assignment

    answer = client_of(assignment.responsible).get(url_of(assignment), follow=True)

    assert answer.redirect_chain == [(reverse("assignment_detail", args=[assignment.pk]), 302)]
    assert "đang chờ trả lời" in answer.content.decode()


@pytest.mark.parametrize("wrong", [member, leader, secretary, inspector])
@pytest.mark.parametrize("method", ["get", "post"])
def test_whose_it_is_not(client_of, assignment, wrong, method):
    assert getattr(client_of(wrong()), method)(url_of(assignment)).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({}, ["deadline_on", "reason"]),
        ({**SAID, "reason": "  "}, ["reason"]),
        ({**SAID, "deadline_on": "31/02/2025"}, ["deadline_on"]),
        ({**SAID, "deadline_on": "18/10/2024"}, ["deadline_on"]),  # the deadline in force
        ({**SAID, "deadline_on": "15/11/2204"}, ["deadline_on"]),
        ({**SAID, "evidence": "x" * 301}, ["evidence"]),
    ],
)
def test_wrong_input_is_said_and_not_lost(client_of, assignment, typed, fields):
    answer = client_of(assignment.responsible).post(url_of(assignment), typed)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sorted(answer.context["form"].errors) == fields
    assert typed.get("deadline_on", "") in answer.content.decode()
    assert not assignment.extensions.exists()


def test_a_day_that_has_passed_is_not_asked_for(client_of):
    assignment = AssignmentFactory(deadline_on=date(2024, 10, 7))

    answer = client_of(assignment.responsible).post(url_of(assignment), {**SAID, "deadline_on": "14/10/2024"})

    assert answer.context["form"].errors["deadline_on"] == ["Ngày này đã qua. Đề nghị một ngày từ hôm nay trở đi."]


def test_the_same_twice_is_one_request(client_of, assignment):
    browser = client_of(assignment.responsible)
    browser.post(url_of(assignment), SAID)

    answer = browser.post(url_of(assignment), SAID, follow=True)

    assert answer.redirect_chain[0][0] == reverse("extension_detail", args=[assignment.extensions.get().pk])
    assert "không bị gửi hai lần" in answer.content.decode()


def test_a_colleague_was_quicker_and_nothing_typed_is_lost(client_of, assignment):
    ExtensionFactory(assignment=assignment)

    answer = client_of(assignment.responsible).post(url_of(assignment), SAID)

    assert answer.status_code == HTTPStatus.CONFLICT
    assert SAID["reason"] in answer.content.decode()
    assert assignment.extensions.count() == 1


def test_wrong_method(client_of, assignment):
    answer = client_of(assignment.responsible).delete(url_of(assignment))

    assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED
