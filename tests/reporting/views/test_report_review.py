from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.dates import at_time
from tasks_app.plan.enums import State
from tasks_app.reporting.enums import ReportState, Situation
from tests.factories import AssignmentFactory, ReportFactory, leader, member, secretary

pytestmark = pytest.mark.django_db


def url_of(report):
    return reverse("report_review", args=[report.pk])


def test_old_stands_beside_new(client_of):
    assignment = AssignmentFactory()
    ReportFactory(
        assignment=assignment,
        state=ReportState.ACCEPTED,
        percent=40,
        results="Đã ban hành kế hoạch",
        at=at_time(date(2024, 7, 1), 9),
    )
    report = ReportFactory(assignment=assignment, percent=60, results="Đã số hóa 60%")

    comparison = {row.label: row for row in client_of(secretary()).get(url_of(report)).context["comparison"]}

    assert (comparison["Tiến độ"].before, comparison["Tiến độ"].now) == ("40%", "60%")
    assert (comparison["Kết quả chính trong kỳ"].before, comparison["Kết quả chính trong kỳ"].now) == (
        "Đã ban hành kế hoạch",
        "Đã số hóa 60%",
    )
    assert not comparison["Đề xuất, kiến nghị"].has_changed


def test_accepting_leads_to_the_next_report(client_of):
    report = ReportFactory(situation=Situation.DONE, at=at_time(date(2024, 10, 10), 9))
    following = ReportFactory(at=at_time(date(2024, 10, 14), 9))

    response = client_of(secretary()).post(url_of(report), {"decision": "accept", "comment": ""})

    report.assignment.refresh_from_db()
    assert response.url == url_of(following)
    assert (report.assignment.state, report.assignment.completed_on) == (State.COMPLETED, date(2024, 10, 10))


def test_returning_the_last_one_leads_to_the_queue(client_of):
    report = ReportFactory(situation=Situation.DONE)

    response = client_of(secretary()).post(url_of(report), {"decision": "return", "comment": "Bổ sung số liệu"})

    report.refresh_from_db()
    assert response.url == reverse("report_list")
    assert (report.state, report.review_comment) == (ReportState.RETURNED, "Bổ sung số liệu")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"decision": "return", "comment": "  "}, "comment"),
        ({"decision": "", "comment": "Tốt"}, "decision"),
        ({"decision": "burn", "comment": "Tốt"}, "decision"),
    ],
)
def test_wrong_input_is_said_and_not_lost(client_of, typed, field):
    report = ReportFactory()

    response = client_of(secretary()).post(url_of(report), typed)

    report.refresh_from_db()
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert list(response.context["form"].errors) == [field]
    assert typed["comment"] in response.content.decode()
    assert report.state == ReportState.SUBMITTED


def test_twice_tells_who_was_first(client_of):
    report = ReportFactory()
    client_of(secretary(full_name="Đặng Thị Mẫu")).post(url_of(report), {"decision": "accept"})

    response = client_of(secretary()).post(url_of(report), {"decision": "return", "comment": "Thiếu bảng số liệu"})

    report.refresh_from_db()
    assert response.status_code == HTTPStatus.CONFLICT
    assert "Đặng Thị Mẫu đã xử lý báo cáo này" in response.content.decode()
    assert "Thiếu bảng số liệu" in response.content.decode()
    assert report.state == ReportState.ACCEPTED


def test_nobody_reviews_his_own_report(client_of):
    own = secretary()
    report = ReportFactory(by=own)

    page = client_of(own).get(url_of(report))
    answer = client_of(own).post(url_of(report), {"decision": "accept"})

    assert "phải do người khác xem xét" in page.content.decode()
    assert answer.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("wrong", [member, leader])
@pytest.mark.parametrize("method", ["get", "post"])
def test_wrong_role(client_of, wrong, method):
    report = ReportFactory()

    assert getattr(client_of(wrong()), method)(url_of(report)).status_code == HTTPStatus.NOT_FOUND


def test_a_draft_is_not_there_to_review(client_of):
    draft = ReportFactory(state=ReportState.DRAFT)

    assert client_of(secretary()).get(url_of(draft)).status_code == HTTPStatus.NOT_FOUND


def test_wrong_method(client_of):
    assert client_of(secretary()).delete(url_of(ReportFactory())).status_code == HTTPStatus.METHOD_NOT_ALLOWED
