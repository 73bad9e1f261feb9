from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.plan.actions import move_deadline
from tasks_app.plan.enums import State
from tasks_app.plan.rules import Basis
from tasks_app.reporting.enums import ExtensionState, ReportState, Situation
from tests.factories import (
    AssignmentFactory,
    ExtensionFactory,
    OrganisationFactory,
    ReportFactory,
    focal_officer,
    inspector,
    member,
    secretary,
)

pytestmark = pytest.mark.django_db


def url_of(assignment):
    return reverse("assignment_detail", args=[assignment.pk])


def test_facts_state_next_step_and_record(client_of):
    assignment = AssignmentFactory(
        deadline_on=date(2024, 10, 10), coordinating=[OrganisationFactory(name_vi="Sở Phối hợp")]
    )
    ReportFactory(assignment=assignment, percent=40, state=ReportState.ACCEPTED)

    page = client_of(assignment.responsible).get(url_of(assignment)).content.decode()

    for expected in (
        assignment.task.title_vi,
        str(assignment.organisation),
        "Sở Phối hợp",
        "Quá hạn 3 ngày",
        "10/10/2024",
        "Bước tiếp theo: gửi báo cáo",
        "Đã giao việc",
        "Gửi báo cáo, 40%",
    ):
        assert expected in page


def test_a_moved_deadline_shows_both_days(client_of):
    assignment = AssignmentFactory(deadline_on=date(2024, 9, 30))
    move_deadline(
        assignment,
        date(2024, 10, 25),
        by=Actor(secretary()),
        at=at_time(date(2024, 9, 16), 9),
        basis=Basis("12/TB-BCĐ", date(2024, 9, 16)),
    )

    page = client_of(assignment.responsible).get(url_of(assignment)).content.decode()

    assert "25/10/2024" in page
    assert "30/09/2024" in page
    assert "12/TB-BCĐ" in page


def test_an_extension_is_one_line_of_the_record_and_stands_beside_the_deadline(client_of):
    assignment = ExtensionFactory(state=ExtensionState.APPROVED).assignment

    response = client_of(assignment.responsible).get(url_of(assignment))

    lines = [(event.title, event.detail) for event in response.context["page"].events]
    assert lines[0] == ("Phê duyệt gia hạn", "từ 18/10/2024 đến 15/11/2024; theo văn bản 148-CV/BCĐ (14/10/2024)")
    assert "Điều chỉnh thời hạn" not in [title for title, _ in lines]
    assert "(đã gia hạn một lần; thời hạn gốc" in response.content.decode()


def test_a_deadline_on_a_day_off_shows_until_when_it_counts(client_of):
    assignment = AssignmentFactory(deadline_on=date(2024, 10, 19))

    page = client_of(assignment.responsible).get(url_of(assignment)).content.decode()

    assert "19/10/2024" in page
    assert "21/10/2024" in page


def test_percent_and_dates_that_contradict_each_other_are_named(client_of):
    assignment = AssignmentFactory(deadline_on=date(2024, 10, 10))
    ReportFactory(assignment=assignment, percent=90)

    page = client_of(assignment.responsible).get(url_of(assignment)).content.decode()

    assert "Báo cáo gần xong nhưng đã quá hạn." in page


def test_the_secretariat_is_led_to_the_review(client_of):
    report = ReportFactory(situation=Situation.DONE)

    page = client_of(secretary()).get(url_of(report.assignment)).content.decode()

    assert reverse("report_review", args=[report.pk]) in page
    assert "<form" in page
    assert 'name="results"' not in page


@pytest.mark.parametrize("who", ["overseer", "inspector", "coordinating officer"])
def test_who_may_look_but_not_report(client_of, who):
    other = OrganisationFactory()
    assignment = AssignmentFactory(coordinating=[other])
    person = {
        "overseer": lambda: member(oversees=[assignment.organisation]),
        "inspector": inspector,
        "coordinating officer": lambda: focal_officer(other),
    }[who]()

    response = client_of(person).get(url_of(assignment))

    assert response.status_code == HTTPStatus.OK
    assert 'name="results"' not in response.content.decode()


def test_what_one_may_not_see_is_not_there(client_of):
    assignment = AssignmentFactory()

    assert client_of(member()).get(url_of(assignment)).status_code == HTTPStatus.NOT_FOUND
    assert client_of(member()).get(reverse("assignment_detail", args=[99999])).status_code == HTTPStatus.NOT_FOUND


def test_a_draft_assignment_is_seen_by_the_secretariat_alone(client_of):
    assignment = AssignmentFactory(state=State.DRAFT)

    assert client_of(assignment.responsible).get(url_of(assignment)).status_code == HTTPStatus.NOT_FOUND
    assert client_of(secretary()).get(url_of(assignment)).status_code == HTTPStatus.OK


def test_the_number_of_queries_is_constant(client_of, constant_queries):
    assignment = AssignmentFactory()
    browser = client_of(assignment.responsible)
    ReportFactory(assignment=assignment)

    def more():
        for _ in range(3):
            ReportFactory(assignment=assignment, state=ReportState.RETURNED)

    constant_queries(lambda: browser.get(url_of(assignment)), more, below=18)


def test_wrong_method(client_of):
    assignment = AssignmentFactory()

    assert client_of(assignment.responsible).post(url_of(assignment)).status_code == HTTPStatus.METHOD_NOT_ALLOWED


@pytest.mark.parametrize(
    ("who", "state", "offered"),
    [
        ("secretary", State.ASSIGNED, True),
        ("overseer", State.IN_PROGRESS, True),
        ("inspector", State.ASSIGNED, False),
        ("secretary", State.COMPLETED, False),
    ],
)
def test_who_may_urge_can_do_it_here(client_of, who, state, offered):
    assignment = AssignmentFactory(state=state)
    person = {
        "secretary": secretary,
        "overseer": lambda: member(oversees=[assignment.organisation]),
        "inspector": inspector,
    }[who]()

    page = client_of(person).get(url_of(assignment)).content.decode()

    assert (f'action="{reverse("assignment_urge", args=[assignment.pk])}"' in page) == offered


def test_a_decided_report_says_how_long_the_answer_took(client_of):
    report = ReportFactory(
        state=ReportState.ACCEPTED, at=at_time(date(2024, 10, 10), 9), reviewed_at=at_time(date(2024, 10, 15), 7)
    )

    page = client_of(secretary()).get(reverse("assignment_detail", args=[report.assignment_id])).content.decode()

    assert "trả lời sau 3 ngày làm việc" in page
