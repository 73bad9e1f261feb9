"""The pages of official reports: made with one press, edited by two people, issued once."""

from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.documents.actions import edit_report, issue_report, make_report
from tasks_app.documents.models import OfficialReport
from tasks_app.plan.models import Plan
from tests.factories import AssignmentFactory, PeriodFactory, ReportFactory, TaskFactory, inspector, secretary

pytestmark = pytest.mark.django_db

DAY = date(2024, 10, 15)
NOW = at_time(DAY, 7)


@pytest.fixture
def writer():
    return secretary(full_name="Nguyễn Văn Thư")


@pytest.fixture
def report(writer) -> OfficialReport:
    work = AssignmentFactory(deadline_on=date(2024, 10, 1))
    ReportFactory(assignment=work, difficulties="Thiếu <b>máy</b> & mực", at=at_time(date(2024, 10, 7), 9))
    return make_report(work.task.key_task.plan, DAY, by=Actor(writer), at=NOW)


def page(report) -> str:
    return reverse("official_report_detail", args=[report.pk])


def typed(report, **changed) -> dict:
    return {"title": report.title, "version": report.version, **report.texts} | changed


def text_of(answer) -> str:
    return answer.content.decode()


# --- Made -------------------------------------------------------------------------------------------------------------


def test_the_page_of_a_period_makes_its_report_with_one_press(client_of, writer):
    period = PeriodFactory()
    browser = client_of(writer)
    assert f'name="period" value="{period.pk}"' in text_of(browser.get(reverse("period_detail", args=[period.pk])))

    answer = browser.post(reverse("official_report_make"), {"period": period.pk})

    report = OfficialReport.objects.get()
    assert answer.url == page(report)
    assert (report.period, report.day, report.by) == (period, date(2024, 9, 14), writer)


def test_the_overview_makes_the_report_of_its_day(client_of, writer, plan):
    browser = client_of(writer)
    overview = browser.get(reverse("overview"), {"as_of": "2024-08-01"})
    assert 'name="day" value="2024-08-01"' in text_of(overview)

    browser.post(reverse("official_report_make"), {"day": "2024-08-01"})

    assert OfficialReport.objects.get().day == date(2024, 8, 1)


@pytest.mark.parametrize("name", ["overview", "period_detail"])
def test_who_only_reads_is_not_offered_to_make_one(client_of, plan, name):
    period = PeriodFactory()
    address = reverse(name, args=[period.pk] if name == "period_detail" else [])
    assert reverse("official_report_make") not in text_of(client_of(inspector()).get(address))


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({}, "period"),
        ({"day": "16/10/2024"}, "day"),
        ({"day": "31/12/2023"}, "day"),
        ({"day": "31/02/2024"}, "day"),
        ({"period": "999"}, "period"),
        ({"period": "x"}, "period"),
    ],
)
def test_what_cannot_be_reported_on_is_said(client_of, writer, plan, asked, field):
    answer = client_of(writer).post(reverse("official_report_make"), asked)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert list(answer.context["form"].errors) == [field]
    assert not OfficialReport.objects.exists()


# --- Read and edited --------------------------------------------------------------------------------------------------


def test_it_shows_the_sections_and_where_the_texts_come_from(client_of, writer, report):
    shown = text_of(client_of(writer).get(page(report)))

    assert "Đến hết ngày 15/10/2024, trong tổng số 1 nhiệm vụ" in shown
    assert "Thiếu &lt;b&gt;máy&lt;/b&gt; &amp; mực" in shown
    assert "07/10/2024" in shown


def test_who_reads_sees_the_texts_without_fields(client_of, report):
    shown = text_of(client_of(inspector()).get(page(report)))
    assert "Thiếu &lt;b&gt;máy&lt;/b&gt; &amp; mực" in shown
    assert "<textarea" not in shown
    assert reverse("official_report_issue", args=[report.pk]) not in shown


def test_what_is_typed_is_saved(client_of, writer, report):
    answer = client_of(writer).post(page(report), typed(report, opening="Nhận định {{ x }}", title="Tên mới"))

    assert answer.url == page(report)
    report.refresh_from_db()
    assert (report.opening, report.title) == ("Nhận định {{ x }}", "Tên mới")


def test_an_empty_title_is_said_and_nothing_is_lost(client_of, writer, report):
    answer = client_of(writer).post(page(report), typed(report, opening="Nhận định", title=" "))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Nhận định</textarea>" in text_of(answer)


def test_two_people_at_one_draft_see_both_versions(client_of, writer, report):
    mine = typed(report, opening="Của tôi")
    other = secretary(full_name="Trần Thị Khác")
    edit_report(
        report,
        report.texts | {"opening": "Của người khác"},
        title="Tên khác",
        version=1,
        by=Actor(other),
        at=NOW,
    )
    browser = client_of(writer)
    answer = browser.post(page(report), mine)

    assert answer.status_code == HTTPStatus.CONFLICT
    shown = text_of(answer)
    assert "Trần Thị Khác" in shown
    assert "Của tôi</textarea>" in shown
    assert "Của người khác" in shown
    assert "Tên khác" in shown
    report.refresh_from_db()
    assert report.opening == "Của người khác"

    form = answer.context["form"]
    browser.post(page(report), mine | {"version": form["version"].value()})
    report.refresh_from_db()
    assert report.opening == "Của tôi"


def test_an_issued_report_keeps_what_is_typed_on_the_page_and_changes_nothing(client_of, writer, report):
    issue_report(report, number="7-BC/BCĐ", issued_on=DAY, version=1, by=Actor(secretary()), at=NOW)
    answer = client_of(writer).post(page(report), typed(report, opening="Quá muộn"))

    assert answer.status_code == HTTPStatus.CONFLICT
    assert "7-BC/BCĐ" in text_of(answer)
    assert "Quá muộn</textarea>" in text_of(answer)
    report.refresh_from_db()
    assert report.opening == ""


def test_a_page_costs_as_many_queries_for_more_work(client_of, writer, report, constant_queries):
    browser = client_of(writer)

    def more():
        for _number in range(3):
            ReportFactory(assignment=AssignmentFactory(task=TaskFactory()), difficulties="Chậm")
        new = make_report(Plan.objects.get(year=2024), DAY, by=Actor(writer), at=NOW)
        OfficialReport.objects.filter(pk=report.pk).update(facts=new.facts)

    constant_queries(lambda: browser.get(page(report)), more)
    constant_queries(
        lambda: browser.get(reverse("official_report_list")),
        lambda: [make_report(report.plan, DAY, by=Actor(writer), at=NOW) for _number in range(3)],
    )


# --- Figures again, and issued ----------------------------------------------------------------------------------------


def test_figures_are_taken_again_by_a_press(client_of, writer, report):
    AssignmentFactory(task=TaskFactory(deadline_on=date(2024, 10, 2)))
    browser = client_of(writer)
    answer = browser.post(reverse("official_report_take", args=[report.pk]), {"version": 1})

    assert answer.url == page(report)
    report.refresh_from_db()
    assert (report.version, report.facts["figures"]["overdue"]) == (2, 2)
    again = browser.post(reverse("official_report_take", args=[report.pk]), {"version": 1}, follow=True)
    assert "trong lúc đó" in text_of(again)
    report.refresh_from_db()
    assert report.version == 2


def test_a_report_is_issued_with_number_and_date(client_of, writer, report):
    address = reverse("official_report_issue", args=[report.pk])
    browser = client_of(writer)
    data = {"number": "12-BC/BCĐ", "issued_on": "15/10/2024", "version": 1}

    assert browser.post(address, data | {"issued_on": "16/10/2024"}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert browser.post(address, data | {"number": ""}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert browser.post(address, data).url == page(report)
    report.refresh_from_db()
    assert (report.number, report.issued_by) == ("12-BC/BCĐ", writer)

    again = browser.post(address, data | {"number": "13-BC/BCĐ", "version": 2}, follow=True)
    assert "12-BC/BCĐ" in text_of(again)
    report.refresh_from_db()
    assert report.number == "12-BC/BCĐ"
    assert browser.get(address).url == page(report)


def test_before_any_is_made_the_list_says_so(client_of, writer, plan):
    assert "Chưa lập báo cáo nào" in text_of(client_of(writer).get(reverse("official_report_list")))
