from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.plan.enums import State
from tasks_app.reporting.enums import ReportState, Situation
from tasks_app.reporting.models import ProgressReport
from tests.factories import AssignmentFactory, ReportFactory, focal_officer, member, secretary
from tests.reporting.views.report_forms import drafted, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment():
    return AssignmentFactory(deadline_on=date(2024, 10, 18))


@pytest.fixture
def browser(client_of, assignment):
    return client_of(assignment.responsible)


def url_of(assignment):
    return reverse("report_edit", args=[assignment.pk])


def test_the_form_opens_with_the_last_report(browser, assignment):
    ReportFactory(assignment=assignment, percent=40, results="Đã ban hành kế hoạch")

    page = browser.get(url_of(assignment))

    assert page.status_code == HTTPStatus.OK
    assert page.context["form"].initial["percent"] == 40
    assert "Đã ban hành kế hoạch" in page.content.decode()
    assert ProgressReport.objects.count() == 1


def test_a_report_is_sent(browser, assignment):
    response = browser.post(url_of(assignment), typed(), follow=True)

    report = ProgressReport.objects.get()
    assert (report.state, report.percent, report.by) == (ReportState.SUBMITTED, 60, assignment.responsible)
    assert response.redirect_chain == [(reverse("my_work"), HTTPStatus.FOUND)]
    assert "Đã gửi báo cáo." in response.content.decode()


def test_a_draft_may_lack_anything(browser, assignment):
    response = browser.post(url_of(assignment), drafted(results="", percent=""), follow=True)

    assert ProgressReport.objects.get().state == ReportState.DRAFT
    assert response.redirect_chain == [(reverse("assignment_detail", args=[assignment.pk]), HTTPStatus.FOUND)]
    assert "Đã lưu bản nháp." in response.content.decode()


def test_completion_is_asked_for_with_its_evidence(browser, assignment):
    form = typed(situation="done", percent="", evidence_number="125/BC-STP", evidence_on="14/10/2024")

    browser.post(url_of(assignment), form)

    assignment.refresh_from_db()
    evidence = ProgressReport.objects.get().evidence.get()
    assert (assignment.state, assignment.submitted_on) == (State.SUBMITTED, date(2024, 10, 15))
    assert (evidence.number, evidence.issued_on) == ("125/BC-STP", date(2024, 10, 14))


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"percent": "101"}, "percent", "Tiến độ không thể quá 100%"),
        ({"percent": "-1"}, "percent", "Tiến độ không thể dưới 0%"),
        ({"percent": "nhiều"}, "percent", "Hãy nhập số nguyên từ 0 đến 100"),
        ({"percent": ""}, "percent", "Hãy nhập tiến độ"),
        ({"results": ""}, "results", "Hãy nêu trong một, hai câu"),
        ({"situation": ""}, "situation", "Hãy chọn tình hình"),
        ({"situation": "vacation"}, "situation", "vacation"),
        ({"situation": "obstacle"}, "difficulties", "Hãy nêu rõ vướng mắc"),
        ({"situation": "done"}, "evidence_number", "Báo cáo hoàn thành cần có minh chứng"),
        ({"evidence_number": "1/BC", "evidence_on": "31/02/2024"}, "evidence_on", "Không có ngày này trong lịch"),
        ({"evidence_number": "1/BC", "evidence_on": ""}, "evidence_on", "Hãy nhập cả ngày văn bản"),
        ({"evidence_number": "1/BC", "evidence_on": "16/10/2024"}, "evidence_on", "Ngày này chưa đến"),
        ({"evidence_number": "1/BC", "evidence_on": "15/10/0024"}, "evidence_on", "trước năm 2000"),
        ({"evidence_on": "14/10/2024"}, "evidence_number", "Hãy nhập cả số"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(browser, assignment, wrong, field, sentence):
    form = typed(proposals="Đề nghị hỗ trợ kinh phí") | wrong

    response = browser.post(url_of(assignment), form)

    page = response.content.decode()
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert list(response.context["form"].errors) == [field]
    assert sentence in page
    assert "Đề nghị hỗ trợ kinh phí" in page
    assert not ProgressReport.objects.exists()


def test_day_comes_before_month(browser, assignment):
    browser.post(url_of(assignment), typed(evidence_number="1/BC", evidence_on="05/04/2024"))

    assert ProgressReport.objects.get().evidence.get().issued_on == date(2024, 4, 5)


def test_a_year_may_have_two_digits(browser, assignment):
    browser.post(url_of(assignment), typed(evidence_number="1/BC", evidence_on="14/10/24"))

    assert ProgressReport.objects.get().evidence.get().issued_on == date(2024, 10, 14)


def test_no_change_while_overdue_needs_a_reason(client_of):
    overdue = AssignmentFactory(deadline_on=date(2024, 10, 10))

    response = client_of(overdue.responsible).post(url_of(overdue), typed(situation="no_change"))

    assert list(response.context["form"].errors) == ["difficulties"]


def test_the_same_form_sent_twice_is_one_report(browser, assignment):
    form = typed()
    browser.post(url_of(assignment), form)

    response = browser.post(url_of(assignment), form, follow=True)

    assert ProgressReport.objects.count() == 1
    assert "không gửi thêm lần nữa" in response.content.decode()


def test_a_completion_sent_twice_is_told_the_same(browser, assignment):
    form = typed(situation="done", evidence_number="125/BC-STP", evidence_on="14/10/2024")
    browser.post(url_of(assignment), form)

    response = browser.post(url_of(assignment), form, follow=True)

    assert ProgressReport.objects.count() == 1
    assert "không gửi thêm lần nữa" in response.content.decode()


def test_a_draft_saved_by_somebody_else_is_shown_beside_what_was_typed(browser, assignment):
    ReportFactory(assignment=assignment, state=ReportState.DRAFT, by=member(), results="Bản của người khác")

    response = browser.post(url_of(assignment), typed(results="Bản của tôi"))

    page = response.content.decode()
    assert response.status_code == HTTPStatus.CONFLICT
    assert "Bản của người khác" in page
    assert "Bản của tôi" in page
    assert ProgressReport.objects.get().results == "Bản của người khác"


def test_text_that_was_typed_while_another_sent_the_draft_is_not_lost(browser, assignment):
    draft = ReportFactory(assignment=assignment, state=ReportState.DRAFT)
    opened_twice = typed(uid=str(draft.uid), version="1")
    browser.post(url_of(assignment), opened_twice | {"results": "Bản gửi trước"})

    response = browser.post(url_of(assignment), opened_twice | {"results": "Bản gửi sau"})

    page = response.content.decode()
    assert response.status_code == HTTPStatus.CONFLICT
    assert "Bản gửi trước" in page
    assert "Bản gửi sau" in page
    form = response.context["form"]
    again = typed(results="Bản gửi sau", **{name: form[name].value() for name in ("uid", "version", "based_on")})
    browser.post(url_of(assignment), again)
    assert [report.results for report in ProgressReport.objects.order_by("pk")] == ["Bản gửi trước", "Bản gửi sau"]


def test_back_and_send_again_is_one_report(browser, assignment):
    """The browser's "back" fetches the form anew, with another uid, but with what was typed."""
    browser.post(url_of(assignment), typed())

    response = browser.post(url_of(assignment), typed(), follow=True)

    assert ProgressReport.objects.count() == 1
    assert "không gửi thêm lần nữa" in response.content.decode()


def test_two_tabs_with_different_words_are_a_conflict(browser, assignment):
    browser.post(url_of(assignment), typed(results="Cửa sổ một"))

    response = browser.post(url_of(assignment), typed(results="Cửa sổ hai"))

    assert response.status_code == HTTPStatus.CONFLICT
    assert "Cửa sổ hai" in response.content.decode()
    assert ProgressReport.objects.get().results == "Cửa sổ một"


def test_the_same_words_after_a_return_are_a_new_report(browser, assignment):
    returned = ReportFactory(
        assignment=assignment, state=ReportState.RETURNED, percent=60, results="Đã số hóa 60% hồ sơ"
    )

    browser.post(url_of(assignment), typed(based_on=str(returned.pk)))

    assert ProgressReport.objects.count() == 2


def test_a_report_of_another_assignment_is_not_touched(browser, assignment):
    foreign = ReportFactory(state=ReportState.DRAFT, results="Của việc khác")

    browser.post(url_of(assignment), typed(uid=str(foreign.uid)))

    foreign.refresh_from_db()
    assert (foreign.state, foreign.results) == (ReportState.DRAFT, "Của việc khác")
    assert ProgressReport.objects.get(assignment=assignment).state == ReportState.SUBMITTED


def test_while_a_report_waits_the_page_says_so_and_offers_another(browser, assignment):
    ReportFactory(assignment=assignment)

    page = browser.get(url_of(assignment)).content.decode()

    assert "Bước tiếp theo: bộ phận thường trực phản hồi" in page
    assert "Gửi báo cáo khác" in page


def test_after_a_conflict_the_form_can_be_sent(browser, assignment):
    theirs = ReportFactory(assignment=assignment, state=ReportState.DRAFT, by=member())
    again = browser.post(url_of(assignment), typed(results="Bản của tôi")).context["form"]

    browser.post(
        url_of(assignment), typed(results="Bản chung", uid=again["uid"].value(), version=again["version"].value())
    )

    theirs.refresh_from_db()
    assert (theirs.state, theirs.results) == (ReportState.SUBMITTED, "Bản chung")


@pytest.mark.parametrize("state", [State.COMPLETED, State.SUBMITTED])
def test_where_no_report_is_possible_the_form_leads_to_the_page(client_of, state):
    assignment = AssignmentFactory(state=state)

    response = client_of(assignment.responsible).get(url_of(assignment))

    assert response.url == reverse("assignment_detail", args=[assignment.pk])


def test_a_report_on_a_completed_assignment_is_refused_and_not_lost(client_of):
    assignment = AssignmentFactory(state=State.COMPLETED)

    response = client_of(assignment.responsible).post(url_of(assignment), typed())

    page = response.content.decode()
    assert response.status_code == HTTPStatus.CONFLICT
    assert "Đã hoàn thành (đã xác nhận)" in page
    assert "Đã số hóa 60% hồ sơ" in page


def test_a_focal_officer_reports_for_the_organisation(client_of, assignment):
    officer = focal_officer(assignment.organisation)

    client_of(officer).post(url_of(assignment), typed())

    assert ProgressReport.objects.get().by == officer


@pytest.mark.parametrize("who", ["overseer", "secretary", "stranger"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_whose_it_is_not(client_of, assignment, who, method):
    person = {
        "overseer": lambda: member(oversees=[assignment.organisation]),
        "secretary": secretary,
        "stranger": member,
    }[who]()

    response = getattr(client_of(person), method)(url_of(assignment), typed())

    assert response.status_code == HTTPStatus.NOT_FOUND
    assert not ProgressReport.objects.exists()


def test_wrong_method(browser, assignment):
    assert browser.delete(url_of(assignment)).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_text_is_stored_in_one_unicode_form(browser, assignment):
    decomposed = "Nghệ An"

    browser.post(url_of(assignment), typed(results=decomposed))

    assert ProgressReport.objects.get().results == "Nghệ An"


def test_markup_stays_text(browser, assignment):
    browser.post(url_of(assignment), typed(results="<script>alert(1)</script>"))

    page = browser.get(reverse("assignment_detail", args=[assignment.pk])).content.decode()

    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_done_is_never_less_than_100_percent(browser, assignment):
    form = typed(situation=Situation.DONE, percent="60", evidence_number="1/BC", evidence_on="14/10/2024")

    browser.post(url_of(assignment), form)

    assert ProgressReport.objects.get().percent == 100
