"""The Word file of the whole demonstration has the figures of the boards, of a past day and of a closed period."""

from datetime import date, timedelta
from io import BytesIO

import docx
import pytest
from django.urls import reverse
from django.utils import translation

from tasks_app.calendar.queries import working_calendar
from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.dashboard.queries import board, ground_of_period, ranking
from tasks_app.documents import wording
from tasks_app.documents.actions import report_document
from tasks_app.documents.enums import Letterhead
from tasks_app.documents.queries import report_facts
from tasks_app.documents.rules import Numbered, Printing
from tasks_app.plan.actions import change_state
from tasks_app.plan.enums import Act, Bucket, State
from tasks_app.plan.models import Assignment, Plan
from tasks_app.plan.queries import PlanDay, plan_day
from tasks_app.reporting.models import ReportingPeriod
from tasks_app.reporting.queries import cut_off, period_figures
from tests.exports.files import sheets, taken_out
from tests.factories import secretary

pytestmark = pytest.mark.django_db

DAY = date(2024, 10, 15)
NOW = at_time(DAY, 10)
SHARES = [3, 4, 5, 6]  # the columns of the four shares in the table of key tasks


def third_quarter() -> ReportingPeriod:
    return ReportingPeriod.objects.select_related("plan").get(kind="quarterly", ends_on=date(2024, 9, 14))


def printed(asked, letterhead=Letterhead.PARTY, language="vi") -> docx.Document:
    facts = report_facts(Plan.objects.get(year=2024), asked, at=NOW)
    with translation.override(language):
        texts, title = wording.first_texts(facts), wording.title(facts)
    return docx.Document(BytesIO(report_document(facts, texts, Numbered(title), Printing(letterhead, language))))


def rows_of(document, column: int, head: str) -> list[list[str]]:
    tables = ([[cell.text for cell in row.cells] for row in table.rows] for table in document.tables)
    return next(rows for rows in tables if len(rows[0]) > column and rows[0][column] == head)


def text_of(document) -> str:
    return "\n".join(one.text for one in document.paragraphs)


def compare_with_board(document, day: PlanDay) -> None:
    its = board(day)
    rows = rows_of(document, 1, "Nhiệm vụ trọng tâm")
    expected = [*(line.tally for line in its.key_tasks), its.tally]
    assert [[int(row[column].replace(".", "")) for column in (3, 4, 5, 6, 7)] for row in rows[1:]] == [
        [tally.total, *(tally.in_bucket(bucket) for bucket in Bucket)] for tally in expected
    ]
    places = {row[1]: row for row in rows_of(document, 1, "Đơn vị, địa phương")}
    for line in its.units + its.localities:
        row = places[line.organisation.name_vi]
        assert [int(row[column]) for column in (2, 3, 4, 6)] == [
            line.tally.total,
            line.tally.in_bucket(Bucket.COMPLETED_ON_TIME),
            line.tally.in_bucket(Bucket.COMPLETED_LATE),
            line.tally.overdue,
        ]
    assert len(rows_of(document, 5, "Số ngày quá hạn (ngày lịch)")) - 1 == its.tally.overdue


@pytest.mark.parametrize("day", [DAY, date(2024, 8, 1)])
def test_of_a_day_it_has_the_figures_of_the_overview(demonstration, day):
    compare_with_board(printed(day), plan_day(Plan.objects.get(year=2024), day, today=DAY))


def test_of_a_closed_period_it_has_the_figures_of_its_page_and_of_its_ranking(demonstration):
    period, calendar = third_quarter(), working_calendar()
    document, its = printed(period), cut_off(period, calendar=calendar)
    compare_with_board(document, its)

    page = period_figures(period, today=DAY, calendar=calendar)
    assert f"thành {page.in_force} việc" in text_of(document)
    places = {row[1]: row[10] for row in rows_of(document, 1, "Đơn vị, địa phương")}
    ranked = ranking(ground_of_period(period, its.by))
    for group in (ranked.units, ranked.localities):
        for line in (*group.ranked, *group.others):
            assert places[line.organisation.name_vi] == (str(line.rank) if line.rank else "–")


@pytest.mark.parametrize("asked", [date(2024, 8, 1), "period"])
def test_todays_work_changes_neither(demonstration, asked):
    asked = third_quarter() if asked == "period" else asked
    before = text_of(printed(asked))
    for one in Assignment.objects.filter(state=State.SUBMITTED)[:3]:
        change_state(one, Act.CONFIRM, by=Actor(secretary()), at=NOW + timedelta(minutes=1))
    assert text_of(printed(asked)) == before


def test_both_papers_and_languages_print_the_same_numbers(demonstration):
    def numbers(letterhead, language) -> list[list[str]]:
        head = {"vi": "Nhiệm vụ trọng tâm", "en": "Key task"}[language]
        return [[row[column] for column in SHARES] for row in rows_of(printed(DAY, letterhead, language), 1, head)[1:]]

    party = numbers(Letterhead.PARTY, "vi")
    assert party == numbers(Letterhead.STATE, "vi") == numbers(Letterhead.STATE, "en")
    assert len(party) == 7


@pytest.mark.parametrize("day", [DAY, date(2024, 8, 1)])
def test_document_spreadsheet_and_page_of_a_day_have_the_same_figures(demonstration, client_of, day):
    browser, address = client_of(secretary()), f"{reverse('overview')}?as_of={day.isoformat()}"
    document, book = printed(day), sheets(taken_out(browser, address))
    figures = browser.get(address).context["board"]

    by_key_task = rows_of(document, 1, "Nhiệm vụ trọng tâm")[1:]
    in_document = [[int(row[column]) for column in (4, 5, 6, 7)] for row in by_key_task]
    assert in_document == [[row[str(bucket.label)] for bucket in Bucket] for row in book["Nhiệm vụ trọng tâm"]]
    assert in_document[-1] == [figures.tally.in_bucket(bucket) for bucket in Bucket]
    overdue = rows_of(document, 5, "Số ngày quá hạn (ngày lịch)")[1:]
    assert len(overdue) == len(book["Quá hạn"]) == figures.tally.overdue


def test_document_spreadsheet_and_page_of_a_closed_period_have_the_same_ranks(demonstration, client_of):
    period = third_quarter()
    browser, address = client_of(secretary()), f"{reverse('ranking')}?period={period.pk}"
    groups, book = browser.get(address).context["groups"], sheets(taken_out(browser, address))

    of_page = {row.name: row.rank for group in groups for row in (*group.rows, *group.others)}
    in_book = {row["Đơn vị, địa phương"]: row["Hạng"] for sheet in book.values() for row in sheet}
    in_document = {row[1]: row[10] for row in rows_of(printed(period), 1, "Đơn vị, địa phương")}
    assert of_page == in_book
    assert {name: in_document[name] for name in of_page} == {
        name: str(rank) if rank else "–" for name, rank in of_page.items()
    }
