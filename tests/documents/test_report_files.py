"""The Word file of a report, read back: on either paper and in either language it says what was frozen and typed."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from hashlib import sha256
from io import BytesIO

import docx
import pytest
from django.conf import settings
from docx.enum.section import WD_ORIENT

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.common.models import HistoryIsKept
from tasks_app.documents.actions import (
    edit_report,
    issue_report,
    make_report,
    make_report_file,
    take_figures_again,
)
from tasks_app.documents.enums import Letterhead
from tasks_app.documents.models import OfficialReport
from tasks_app.documents.rules import Printing
from tasks_app.plan.enums import State
from tasks_app.plan.models import Plan
from tests.factories import (
    AssignmentFactory,
    LocalityFactory,
    OrganisationFactory,
    PlanFactory,
    ReportFactory,
    TaskFactory,
    secretary,
)

pytestmark = pytest.mark.django_db

DAY = date(2024, 10, 15)
NOW = at_time(DAY, 10)
PARTY, STATE = Letterhead.PARTY, Letterhead.STATE
EVERY = [(paper, language) for paper in Letterhead for language, _name in settings.LANGUAGES]


@pytest.fixture
def by() -> Actor:
    return Actor(secretary())


@pytest.fixture
def report(by) -> OfficialReport:
    """One task of a department, completed; one of three places, of which one is overdue."""
    single, collective = TaskFactory(title_vi="Nhiệm vụ đơn"), TaskFactory(title_vi="Nhiệm vụ chung")
    AssignmentFactory(task=single, organisation=OrganisationFactory(), state=State.COMPLETED, submitted_on=DAY)
    for name, due in (("Huyện Đô Lương", date(2024, 10, 1)), ("Huyện Quỳ Châu", date(2024, 12, 1))):
        work = AssignmentFactory(task=collective, organisation=LocalityFactory(name_vi=name), deadline_on=due)
        ReportFactory(assignment=work, difficulties="Thiếu <máy> & mực {{ x }}", at=at_time(date(2024, 10, 7), 9))
    return make_report(Plan.objects.get(), DAY, by=by, at=NOW)


def opened(report: OfficialReport, *, paper=PARTY, language="vi", by, by_assignment=False):
    file = make_report_file(report, Printing(paper, language, by_assignment), by=by, at=NOW)
    with file.stored.open("rb") as stored:
        return docx.Document(BytesIO(stored.read()))


def paragraphs(document) -> str:
    return "\n".join(one.text for one in document.paragraphs)


def cells(table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def everything(document) -> str:
    rows = (row for table in document.tables for row in cells(table))
    return paragraphs(document) + "\n" + "\n".join(" | ".join(row) for row in rows)


def table_with(document, head: str) -> list[list[str]]:
    return next(rows for table in document.tables if head in (rows := cells(table))[0])


@pytest.mark.parametrize(("paper", "language"), EVERY)
def test_every_paper_and_language_has_the_same_numbers(report, by, paper, language):
    document = opened(report, paper=paper, language=language, by=by)
    text = everything(document)

    sign = "50\u00a0%" if language == "vi" else "50%"
    assert sign in text  # one completed of two completed or overdue
    heads = {
        (PARTY, "vi"): "ĐẢNG CỘNG SẢN VIỆT NAM",
        (STATE, "vi"): "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        (PARTY, "en"): "COMMUNIST PARTY OF VIET NAM",
        (STATE, "en"): "SOCIALIST REPUBLIC OF VIET NAM",
    }
    assert heads[paper, language] in text
    assert [head for head in heads.values() if head in text] == [heads[paper, language]]
    for numeral in ("I. ", "II. ", "III. ", "IV. ", "V. ", "VI. ", "VII. "):
        assert f"\n{numeral}" in text
    assert "./." in text
    assert "{{" not in text.replace("{{ x }}", "")
    assert "{%" not in text


@pytest.mark.parametrize("paper", Letterhead)
def test_the_appendices_lie_on_their_side_and_repeat_their_heads(report, by, paper):
    document = opened(report, paper=paper, by=by)

    assert [one.orientation for one in document.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]
    listed = [table for table in document.tables if cells(table)[0][0] == "STT"]
    assert len(listed) >= 5
    for table in listed:
        assert table.rows[0]._tr.trPr.xpath("w:tblHeader")


def test_appendix_one_has_a_row_for_each_task_or_for_each_assignment(report, by):
    rows = table_with(opened(report, by=by), "Nội dung nhiệm vụ")
    by_task = {row[1]: row for row in rows}
    single, collective = by_task["Nhiệm vụ đơn"], by_task["Nhiệm vụ chung"]
    assert single[9] == "Hoàn thành đúng hạn"
    assert collective[4] == "Huyện Đô Lương, Huyện Quỳ Châu"
    assert collective[8] == "0/2 hoàn thành"
    assert collective[10] == "Quá hạn: Huyện Đô Lương"

    each = table_with(opened(report, by=by, by_assignment=True), "Nội dung nhiệm vụ")
    of_collective = [row for row in each if row[1] == "Nhiệm vụ chung"]
    assert [row[0].rpartition(".")[2] for row in of_collective] == ["1", "2"]
    assert [row[4] for row in of_collective] == ["Huyện Đô Lương", "Huyện Quỳ Châu"]
    assert "Quá hạn (14 ngày)" in of_collective[0][9]


def test_appendices_two_and_three_say_who_and_how_long(report, by):
    document = opened(report, by=by)
    places = {row[1]: row for row in table_with(document, "Đơn vị, địa phương")}
    assert places["Huyện Đô Lương"][2:7] == ["1", "0", "0", "0", "1"]
    assert places["Tổng số"][2:4] == ["3", "1"]
    overdue = table_with(document, "Số ngày quá hạn (ngày lịch)")[1:]
    assert [(row[2], row[5], row[6]) for row in overdue] == [("Huyện Đô Lương", "14", "Thiếu <máy> & mực {{ x }}")]


def test_what_is_typed_is_printed_as_it_was_typed(report, by):
    nfd = unicodedata.normalize("NFD", "Ủy ban huyện Đô Lương đề nghị")
    typed = report.texts | {"opening": f"Dòng một & <hai>\n{nfd} {{{{ số }}}} {{% if %}}", "next": "Tuần tới"}
    report = edit_report(report, typed, title="Trích yếu <mới> & khác", version=1, by=by, at=NOW)

    for paper, language in EVERY:
        text = everything(opened(report, paper=paper, language=language, by=by))
        assert "Dòng một & <hai>" in text
        assert "Ủy ban huyện Đô Lương đề nghị {{ số }} {% if %}" in text
        assert "Trích yếu <mới> & khác" in text
        assert "Tuần tới" in text


def test_what_nobody_typed_is_put_together_in_the_language_of_the_file(report, by):
    text = everything(opened(report, language="en", by=by))
    assert "Results of the tasks of administrative reform" in text
    assert "Thiếu <máy> & mực {{ x }}" in text


def test_a_section_without_anything_says_so(by, plan):
    text = everything(opened(make_report(PlanFactory(), DAY, by=by, at=NOW), by=by))
    for sentence in (
        "Không có việc nào đang theo dõi.",
        "Trong kỳ không có khó khăn, vướng mắc được báo cáo.",
        "Trong kỳ không có kiến nghị, đề xuất.",
        "Kế hoạch không nêu tồn tại, hạn chế của năm trước.",
        "Không có việc nào quá hạn.",
    ):
        assert sentence in text


def test_an_issued_report_has_its_number_and_date_on_both_papers(report, by):
    issued = issue_report(report, number="12-BC/BCĐ", issued_on=date(2024, 2, 5), version=1, by=by, at=NOW)
    for paper in Letterhead:
        text = everything(opened(issued, paper=paper, by=by))
        assert "12-BC/BCĐ" in text
        assert "Nghệ An, ngày 05 tháng 02 năm 2024" in text


def test_a_file_of_later_says_what_was_frozen(report, by):
    before = everything(opened(report, by=by))
    AssignmentFactory(task=TaskFactory(), state=State.COMPLETED, submitted_on=DAY)
    kept = OfficialReport.objects.get(pk=report.pk)
    assert everything(opened(kept, by=by)) == before

    again = take_figures_again(kept, version=1, by=by, at=NOW + timedelta(hours=1))
    assert everything(opened(again, by=by)) != before


def test_a_file_is_kept_with_what_it_was_made_of(report, by):
    file = make_report_file(report, Printing(STATE, "en"), by=by, at=NOW)

    with file.stored.open("rb") as stored:
        content = stored.read()
    assert (file.size, file.sha256) == (len(content), sha256(content).hexdigest())
    assert (file.version, file.letterhead, file.language, file.by) == (1, STATE, "en", by.person)
    assert len(file.template) == 64
    assert file.name == "BC_CCHC_2024-10-15.docx"
    with pytest.raises(HistoryIsKept):
        file.save()
    with pytest.raises(HistoryIsKept):
        report.files.update(size=1)
