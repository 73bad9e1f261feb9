import re
from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.plan.actions import decide
from tasks_app.plan.enums import Act, State
from tasks_app.reporting.enums import ReportState, Situation
from tasks_app.reporting.models import ProgressReport
from tests.conftest import TODAY
from tests.factories import AssignmentFactory, DueFactory, PeriodFactory, ReportFactory, leader, member, secretary
from tests.factories.plan import BASIS

EARLIER = at_time(date(2024, 10, 1), 9)

pytestmark = pytest.mark.django_db


def url_of(report):
    return reverse("report_review", args=[report.pk])


def test_old_stands_beside_new(client_of):
    assignment = AssignmentFactory()
    ReportFactory(
        assignment=assignment,
        state=ReportState.ACCEPTED,
        percent=40,
        results="Đã số hóa 40% hồ sơ",
        at=at_time(date(2024, 7, 1), 9),
    )
    report = ReportFactory(assignment=assignment, percent=65, results="Đã số hóa 60% hồ sơ")

    response = client_of(secretary()).get(url_of(report))

    comparison, page = response.context["comparison"], response.content.decode()
    rows = {row.label: row for row in comparison.rows}
    assert (comparison.previous.percent, comparison.moved) == (40, "tăng 25 điểm")
    assert "Đã số hóa <del>40</del> <ins>60</ins>% hồ sơ" in page
    assert rows["Kết quả chính trong kỳ"].has_changed
    assert not rows["Đề xuất, kiến nghị"].has_changed


def test_markup_in_a_report_stays_text(client_of):
    assignment = AssignmentFactory()
    ReportFactory(assignment=assignment, state=ReportState.ACCEPTED, results="Một <b>hai</b>", at=EARLIER)
    report = ReportFactory(assignment=assignment, results="Một <b>ba</b>")

    page = client_of(secretary()).get(url_of(report)).content.decode()

    assert "<b>hai" not in page
    assert "<b>ba" not in page


def test_without_a_report_before_nothing_is_marked(client_of):
    report = ReportFactory(results="Đã ban hành kế hoạch")

    page = client_of(secretary()).get(url_of(report)).content.decode()

    assert "<ins>" not in page
    assert "chưa có báo cáo nào được chấp nhận để so sánh" in page


@pytest.mark.parametrize(
    ("deadline_on", "sent_on", "chip"),
    [
        (date(2024, 10, 10), date(2024, 10, 9), "Chờ 4 ngày, gửi trước hạn 1 ngày"),
        (date(2024, 10, 9), date(2024, 10, 9), "Chờ 4 ngày, gửi đúng ngày hết hạn"),
        (date(2024, 10, 8), date(2024, 10, 10), "Chờ 3 ngày, gửi sau hạn 2 ngày"),
    ],
)
def test_a_completion_says_how_it_lies_to_the_deadline(client_of, deadline_on, sent_on, chip):
    report = ReportFactory(
        assignment=AssignmentFactory(deadline_on=deadline_on), situation=Situation.DONE, at=at_time(sent_on, 9)
    )

    assert chip in client_of(secretary()).get(url_of(report)).content.decode()


def test_the_queue_stands_beside_the_report(client_of):
    queue = [ReportFactory(at=at_time(date(2024, 10, day), 9)) for day in range(1, 12)]

    place = client_of(secretary()).get(url_of(queue[5])).context["place"]

    assert (place.number, place.total, place.others) == (6, 11, 4)
    assert [line.report for line in place.lines] == queue[2:9]
    assert place.following == queue[6].pk


@pytest.mark.parametrize(("index", "shown"), [(0, slice(0, 7)), (10, slice(4, 11))])
def test_at_the_ends_of_the_queue_as_many_lines_stand_there(client_of, index, shown):
    queue = [ReportFactory(at=at_time(date(2024, 10, day), 9)) for day in range(1, 12)]

    place = client_of(secretary()).get(url_of(queue[index])).context["place"]

    assert [line.report for line in place.lines] == queue[shown]


def test_the_queue_is_the_one_that_the_address_asks_for(client_of):
    first, completion, last = (
        ReportFactory(situation=situation, at=at_time(date(2024, 10, day), 9))
        for day, situation in ((7, Situation.WORKING), (8, Situation.DONE), (9, Situation.WORKING))
    )
    browser = client_of(secretary())

    place = browser.get(url_of(first) + "?kind=progress").context["place"]
    response = browser.post(url_of(first) + "?kind=progress", {"decision": "accept"})

    assert [line.report for line in place.lines] == [first, last]
    assert completion.pk != place.following
    assert response.url == url_of(last) + "?kind=progress"


def test_after_the_last_of_the_order_the_queue_opens_and_the_skipped_wait_there(client_of):
    skipped = ReportFactory(at=at_time(date(2024, 10, 7), 9))
    last = ReportFactory(at=at_time(date(2024, 10, 8), 9))

    response = client_of(secretary()).post(url_of(last), {"decision": "accept"}, follow=True)

    assert response.redirect_chain[-1][0] == reverse("report_list")
    assert [row.waiting.report for row in response.context["rows"]] == [skipped]


def test_ones_own_reports_are_passed_over(client_of):
    own = secretary()
    first = ReportFactory(at=at_time(date(2024, 10, 7), 9))
    ReportFactory(by=own, at=at_time(date(2024, 10, 8), 9))
    ReportFactory(by=member(), for_person=own, at=at_time(date(2024, 10, 8), 10))
    third = ReportFactory(at=at_time(date(2024, 10, 9), 9))

    assert client_of(own).post(url_of(first), {"decision": "accept"}).url == url_of(third)


def test_a_frequent_reason_is_enough_for_a_return_and_stands_before_the_comment(client_of):
    first, second = ReportFactory(at=EARLIER), ReportFactory()
    browser = client_of(secretary())

    browser.post(url_of(first), {"decision": "return", "frequent": "2", "comment": ""})
    browser.post(url_of(second), {"decision": "return", "frequent": "2", "comment": "Cả bản chụp."})

    reason = "Bổ sung văn bản, tài liệu minh chứng cho kết quả."
    comments = ProgressReport.objects.order_by("submitted_at").values_list("review_comment", flat=True)
    assert list(comments) == [reason, f"{reason} Cả bản chụp."]


def form_of(response) -> dict:
    """What the page's form was born with, as a browser sends it."""
    form = response.context["form"]
    return {name: str(form[name].value()) for name in ("newest", "state")}


def test_a_newer_report_that_came_while_reading_is_shown_before_the_decision_counts(client_of):
    report = ReportFactory(at=EARLIER)
    browser = client_of(secretary())
    opened = form_of(browser.get(url_of(report)))
    newer = ReportFactory(assignment=report.assignment, by=member(full_name="Lê Thị Mới"))

    response = browser.post(url_of(report), opened | {"decision": "return", "comment": "Thiếu số liệu"})

    page = response.content.decode()
    assert response.status_code == HTTPStatus.CONFLICT
    assert "Có báo cáo mới hơn vừa được gửi" in page
    assert f'href="{url_of(newer)}"' in page
    assert "Thiếu số liệu" in page
    again = form_of(response) | {"decision": "return", "comment": "Thiếu số liệu"}
    assert browser.post(url_of(report), again).status_code == HTTPStatus.FOUND
    report.refresh_from_db()
    assert report.state == ReportState.RETURNED


def test_a_suspension_that_came_while_reading_is_said(client_of):
    report = ReportFactory()
    browser = client_of(secretary())
    opened = form_of(browser.get(url_of(report)))
    decide(report.assignment, Act.SUSPEND, reason="Chờ", basis=BASIS, by=Actor(secretary()), at=at_time(TODAY, 8))

    response = browser.post(url_of(report), opened | {"decision": "accept"})

    page = response.content.decode()
    assert response.status_code == HTTPStatus.CONFLICT
    assert "nay ở trạng thái “Tạm dừng”. Hãy xem lại" in page
    assert "Vẫn có thể trả lời báo cáo" in page
    report.refresh_from_db()
    assert report.state == ReportState.SUBMITTED


def test_an_older_report_says_that_there_is_a_newer_one(client_of):
    report = ReportFactory(at=EARLIER)
    newer = ReportFactory(assignment=report.assignment)

    page = client_of(secretary()).get(url_of(report)).content.decode()

    assert "đã gửi báo cáo mới hơn của việc này" in page
    assert f'href="{url_of(newer)}"' in page


def test_a_decided_report_says_how_long_the_answer_took(client_of):
    report = ReportFactory(
        state=ReportState.ACCEPTED, at=at_time(date(2024, 10, 10), 9), reviewed_at=at_time(date(2024, 10, 14), 9)
    )

    assert "trả lời sau 2 ngày làm việc" in client_of(secretary()).get(url_of(report)).content.decode()


def test_the_keys_of_the_decision(client_of):
    first, _second = ReportFactory(at=EARLIER), ReportFactory()

    page = client_of(secretary()).get(url_of(first)).content.decode()

    assert re.findall(r'accesskey="(.)"', page.partition("<main")[2].partition("</main>")[0]) == ["1", "2", "s", "j"]


def test_the_number_of_queries_is_constant(client_of, constant_queries):
    browser, report = client_of(secretary()), ReportFactory(at=EARLIER)

    constant_queries(lambda: browser.get(url_of(report)), lambda: ReportFactory.create_batch(9), below=26)


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


def test_the_periods_stand_above_old_and_new(client_of):
    before = DueFactory(
        period=PeriodFactory(starts_on=date(2024, 3, 15), ends_on=date(2024, 6, 14), due_on=date(2024, 6, 21))
    )
    now = DueFactory(assignment=before.assignment, period=PeriodFactory())
    ReportFactory(assignment=before.assignment, due=before, state=ReportState.ACCEPTED, at=at_time(date(2024, 7, 1), 9))
    report = ReportFactory(assignment=before.assignment, due=now)

    page = client_of(secretary()).get(url_of(report)).content.decode()

    assert "Quý II/2024" in page
    assert page.count("Quý III/2024") >= 2  # above the report, and in the queue beside it
