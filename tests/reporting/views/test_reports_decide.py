from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.plan.enums import State
from tasks_app.reporting.enums import ReportState, Situation
from tasks_app.reporting.models import ProgressReport
from tests.factories import ReportFactory, leader, member, secretary

pytestmark = pytest.mark.django_db


def url_of(decision, *reports, **filters):
    ticked = [("report", report.pk) for report in reports] + list(filters.items())
    return f"{reverse('reports_decide', args=[decision])}?{'&'.join(f'{name}={value}' for name, value in ticked)}"


def states(*reports):
    return [ProgressReport.objects.get(pk=report.pk).state for report in reports]


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def test_the_page_lists_what_will_happen_and_does_nothing(client_of):
    one, other, completion = ReportFactory(), ReportFactory(), ReportFactory(situation=Situation.DONE)

    response = client_of(secretary()).get(url_of("accept", one, completion, other))

    page = response.content.decode()
    assert [row.report for row in response.context["to_decide"]] == [one, other]
    assert [row.report for row in response.context["left"]] == [completion]
    assert "2 báo cáo sẽ được chấp nhận" in page
    assert "đề nghị xác nhận hoàn thành nên phải xem xét riêng" in page
    assert states(one, other) == [ReportState.SUBMITTED, ReportState.SUBMITTED]


def test_the_ticked_are_accepted_and_counted(client_of):
    one, other, not_ticked = ReportFactory(), ReportFactory(), ReportFactory()

    response = client_of(secretary()).post(url_of("accept", one, other), {"comment": "Đồng ý"}, follow=True)

    assert states(one, other, not_ticked) == [ReportState.ACCEPTED, ReportState.ACCEPTED, ReportState.SUBMITTED]
    assert messages_of(response) == ["Đã chấp nhận 2 báo cáo."]
    assert ProgressReport.objects.get(pk=one.pk).review_comment == "Đồng ý"


def test_the_ticked_are_returned_with_one_comment(client_of):
    one, other = ReportFactory(), ReportFactory()

    client_of(secretary()).post(url_of("return", one, other), {"frequent": "1", "comment": "Gửi trước thứ Sáu."})

    comments = set(ProgressReport.objects.filter(state=ReportState.RETURNED).values_list("review_comment", flat=True))
    assert comments == {"Bổ sung số liệu cụ thể về kết quả thực hiện. Gửi trước thứ Sáu."}


def test_those_that_are_left_are_named_with_the_reason(client_of):
    own = secretary()
    good, mine, completion = ReportFactory(), ReportFactory(by=own), ReportFactory(situation=Situation.DONE)
    taken = ReportFactory(state=ReportState.RETURNED, reviewer=secretary(full_name="Đặng Thị Mẫu"))

    response = client_of(own).post(url_of("accept", good, mine, completion, taken), follow=True)

    told = messages_of(response)
    assert told[0] == "Đã chấp nhận 1 báo cáo."
    assert len(told) == 4
    assert any(str(mine.assignment) in text and "người khác xem xét" in text for text in told)
    assert any(str(completion.assignment) in text and "xem xét riêng" in text for text in told)
    assert any(str(taken.assignment) in text and "Đặng Thị Mẫu đã xử lý" in text for text in told)
    assert states(good, mine, completion, taken) == [
        ReportState.ACCEPTED,
        ReportState.SUBMITTED,
        ReportState.SUBMITTED,
        ReportState.RETURNED,
    ]
    completion.assignment.refresh_from_db()
    assert completion.assignment.state == State.SUBMITTED


def test_twice_accepts_nothing_twice(client_of):
    report = ReportFactory()
    browser = client_of(secretary())
    browser.post(url_of("accept", report), follow=True)
    reviewed_at = ProgressReport.objects.get().reviewed_at

    response = browser.post(url_of("accept", report), follow=True)

    assert [text.partition(":")[0] for text in messages_of(response)] == ["Giữ nguyên"]
    assert ProgressReport.objects.get().reviewed_at == reviewed_at


def test_a_return_without_a_reason_is_refused(client_of):
    report = ReportFactory()

    response = client_of(secretary()).post(url_of("return", report), {"comment": "  "})

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert list(response.context["form"].errors) == ["comment"]
    assert [row.report for row in response.context["to_decide"]] == [report]
    assert states(report) == [ReportState.SUBMITTED]


def test_what_was_typed_is_not_lost(client_of):
    response = client_of(secretary()).post(
        url_of("return", ReportFactory()), {"comment": "Bổ sung số liệu", "frequent": "gossip"}
    )

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Bổ sung số liệu" in response.content.decode()


def test_the_filter_is_kept_on_the_way_back(client_of):
    report = ReportFactory()
    browser = client_of(secretary())

    page = browser.get(url_of("accept", report, kind="progress")).content.decode()
    response = browser.post(url_of("accept", report, kind="progress"))

    assert f'href="{reverse("report_list")}?kind=progress"' in page
    assert response.url == f"{reverse('report_list')}?kind=progress"


LONG = f"report={'9' * 30}&report={'9' * 5000}"  # more than a database, and more than Python, reads as a number


@pytest.mark.parametrize("ticked", ["", "report=", "report=nine", "report=999999", "report=%C2%B2", LONG])
def test_nothing_ticked_leads_back(client_of, ticked):
    response = client_of(secretary()).get(f"{reverse('reports_decide', args=['accept'])}?{ticked}", follow=True)

    assert response.redirect_chain == [(reverse("report_list"), HTTPStatus.FOUND)]
    assert messages_of(response) == ["Chưa chọn báo cáo nào. Hãy đánh dấu các báo cáo cần xử lý cùng lúc."]


def test_a_number_that_is_no_key_hinders_none_of_the_others(client_of):
    report = ReportFactory()

    response = client_of(secretary()).get(f"{url_of('accept', report)}&{LONG}")

    assert [row.report for row in response.context["to_decide"]] == [report]


def test_a_draft_cannot_be_decided_on(client_of):
    draft = ReportFactory(state=ReportState.DRAFT)

    client_of(secretary()).post(url_of("accept", draft))

    assert states(draft) == [ReportState.DRAFT]


@pytest.mark.parametrize("wrong", [member, leader])
@pytest.mark.parametrize("method", ["get", "post"])
def test_wrong_role(client_of, wrong, method):
    report = ReportFactory()

    assert getattr(client_of(wrong()), method)(url_of("accept", report)).status_code == HTTPStatus.NOT_FOUND
    assert states(report) == [ReportState.SUBMITTED]


def test_wrong_method(client_of):
    assert client_of(secretary()).delete(url_of("accept")).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_the_number_of_queries_is_constant(client_of, constant_queries):
    browser, reports = client_of(secretary()), [ReportFactory()]

    constant_queries(
        lambda: browser.get(url_of("accept", *reports)), lambda: reports.extend(ReportFactory.create_batch(3))
    )
