"""The report of a day or a period from the command line."""

from datetime import date
from io import StringIO

import docx
import pytest
from django.core.management import CommandError, call_command

from tasks_app.documents.models import OfficialReport
from tasks_app.documents.rules import period_code
from tasks_app.exports.models import ExportRecord
from tasks_app.plan.enums import Frequency
from tests.factories import AssignmentFactory, PeriodFactory, secretary

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    return tmp_path / "bao-cao.docx"


def run(file, **options) -> str:
    said = StringIO()
    call_command("export_report", out=file, stdout=said, **options)
    return said.getvalue()


def text_of(file) -> str:
    document = docx.Document(file)
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


@pytest.mark.parametrize(
    ("kind", "ends_on", "code"),
    [
        (Frequency.WEEKLY, date(2024, 6, 9), "2024-W23"),
        (Frequency.WEEKLY, date(2024, 12, 29), "2024-W52"),
        (Frequency.MONTHLY, date(2024, 6, 14), "2024-06"),
        (Frequency.QUARTERLY, date(2024, 6, 14), "2024-Q2"),
        (Frequency.HALF_YEAR, date(2024, 6, 14), "2024-H1"),
        (Frequency.HALF_YEAR, date(2024, 12, 14), "2024-H2"),
        (Frequency.YEAR, date(2024, 12, 14), "2024"),
    ],
)
def test_a_period_has_a_code_by_its_kind(kind, ends_on, code):
    assert period_code(kind, ends_on) == code


def test_the_report_of_a_day_is_written_and_stores_nothing_but_the_log(file):
    AssignmentFactory()
    said = run(file, as_of=date(2024, 8, 1))

    assert "bao-cao.docx" in said
    assert "ngày 01/08/2024" in text_of(file)
    assert not OfficialReport.objects.exists()
    entry = ExportRecord.objects.get()
    assert (entry.what, entry.by, entry.through, entry.query) == (
        "official_report",
        None,
        "export_report",
        "2024-08-01 party vi",
    )


def test_the_report_of_a_period_on_the_other_paper_in_english(file):
    PeriodFactory(plan=AssignmentFactory().task.key_task.plan)
    run(file, period="2024-Q3", letterhead="state", language="en")
    text = text_of(file)
    assert "SOCIALIST REPUBLIC OF VIET NAM" in text
    assert "Preliminary figures of 14/09/2024" in text


def test_it_is_kept_as_somebodys_draft_where_that_is_asked_for(file):
    AssignmentFactory()
    writer = secretary(username="thuky")
    run(file, as_of=date(2024, 8, 1), store_for="thuky")

    report = OfficialReport.objects.get()
    assert (report.by, report.day) == (writer, date(2024, 8, 1))
    with report.files.get().stored.open("rb") as stored:
        assert stored.read() == file.read_bytes()


def test_an_unknown_period_is_answered_with_those_that_are_there(file):
    PeriodFactory(plan=AssignmentFactory().task.key_task.plan)
    with pytest.raises(CommandError, match="2024-Q3"):
        run(file, period="2024-Q7")
    assert not file.exists()


@pytest.mark.parametrize("day", [date(2024, 10, 16), date(2023, 12, 31)])
def test_a_day_without_figures_is_refused(file, day):
    AssignmentFactory()
    with pytest.raises(CommandError, match=r"2024-01-01.*2024-10-15"):
        run(file, as_of=day)


def test_before_there_is_a_plan_it_says_so(file):
    with pytest.raises(CommandError):
        run(file, as_of=date(2024, 10, 15))


def test_a_place_that_cannot_be_written_is_named(file):
    AssignmentFactory()
    with pytest.raises(CommandError, match="nowhere"):
        run(file.parent / "nowhere" / "x.docx", as_of=date(2024, 10, 15))
    assert not ExportRecord.objects.exists()


def test_nobody_by_that_name_is_said(file):
    AssignmentFactory()
    with pytest.raises(CommandError, match="niemand"):
        run(file, as_of=date(2024, 10, 15), store_for="niemand")
