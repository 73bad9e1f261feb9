"""A report is taken out as a file: kept, logged, and handed out again as it was."""

from datetime import date
from http import HTTPStatus
from io import BytesIO

import docx
import pytest
from django.urls import reverse

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.documents.actions import make_report
from tasks_app.documents.models import OfficialReport, ReportFile
from tasks_app.exports.models import ExportRecord
from tests.factories import AssignmentFactory, inspector, member, secretary
from tests.uploads import read_out

pytestmark = pytest.mark.django_db

DAY = date(2024, 10, 15)
ASKED = {"letterhead": "party", "language": "vi"}


@pytest.fixture
def report() -> OfficialReport:
    work = AssignmentFactory(deadline_on=date(2024, 10, 1))
    return make_report(work.task.key_task.plan, DAY, by=Actor(secretary()), at=at_time(DAY, 7))


def out(report) -> str:
    return reverse("official_report_out", args=[report.pk])


def content_of(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_who_reads_takes_the_file_which_is_logged(client_of, report):
    who = inspector()
    answer = client_of(who).post(out(report), ASKED)

    assert 'filename="BC_CCHC_2024-10-15.docx"' in answer["Content-Disposition"]
    assert docx.Document(BytesIO(content_of(answer))).paragraphs
    entry = ExportRecord.objects.get()
    assert (entry.what, entry.thing, entry.file_format, entry.rows, entry.by) == (
        "official_report",
        report.pk,
        "docx",
        1,
        who,
    )
    assert entry.query == "letterhead=party&language=vi"
    assert ReportFile.objects.get().by == who


def test_a_file_is_handed_out_again_as_it_was(client_of, report):
    browser = client_of(secretary())
    first = content_of(browser.post(out(report), ASKED))
    file = ReportFile.objects.get()
    address = reverse("official_report_file", args=[file.pk])
    OfficialReport.objects.filter(pk=report.pk).update(title="Khác")

    assert content_of(browser.post(address)) == first
    assert browser.get(address).url == reverse("official_report_detail", args=[report.pk])
    assert (ReportFile.objects.count(), ExportRecord.objects.count()) == (1, 2)
    assert client_of(member()).post(address).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    "asked",
    [{}, ASKED | {"letterhead": "royal"}, ASKED | {"language": "fr"}, {"language": "vi"}],
)
def test_what_is_no_paper_or_language_is_said(client_of, report, asked):
    answer = client_of(secretary()).post(out(report), asked)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not ReportFile.objects.exists()
    assert not ExportRecord.objects.exists()


def test_opened_the_address_leads_to_the_report(client_of, report):
    answer = client_of(secretary()).get(out(report))
    assert answer.url == reverse("official_report_detail", args=[report.pk])


def test_taking_it_out_twice_costs_as_many_queries_for_more_work(client_of, report, constant_queries):
    browser = client_of(secretary())

    def more():
        AssignmentFactory(deadline_on=date(2024, 10, 2))
        new = make_report(report.plan, DAY, by=Actor(secretary()), at=at_time(DAY, 7))
        OfficialReport.objects.filter(pk=report.pk).update(facts=new.facts)

    constant_queries(lambda: read_out(browser.post(out(report), ASKED)), more)


def test_a_pdf_is_offered_only_where_it_can_be_made(client_of, report, settings):
    browser, page = client_of(secretary()), reverse("official_report_detail", args=[report.pk])
    settings.LIBREOFFICE = ""
    assert 'name="file_format"' not in browser.get(page).content.decode()
    answer = browser.post(out(report), ASKED | {"file_format": "pdf"})
    assert 'filename="BC_CCHC_2024-10-15.docx"' in answer["Content-Disposition"]

    settings.LIBREOFFICE = "/nowhere/soffice"
    assert 'name="file_format"' in browser.get(page).content.decode()
    refused = browser.post(out(report), ASKED | {"file_format": "pdf"})
    assert refused.status_code == HTTPStatus.CONFLICT
    assert ReportFile.objects.filter(file_format="pdf").count() == 0
