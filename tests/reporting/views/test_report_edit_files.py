"""Files in the form of a report: none is lost, none that should not be taken is."""

from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.plan.enums import State
from tasks_app.reporting.enums import ReportState, Situation
from tasks_app.reporting.models import EvidenceFile, ProgressReport
from tests import uploads
from tests.factories import AssignmentFactory, FileFactory, ReportFactory, focal_officer, member
from tests.reporting.views.report_forms import drafted, typed
from tests.uploads import chosen

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment():
    return AssignmentFactory(deadline_on=date(2024, 10, 18))


@pytest.fixture
def browser(client_of, assignment):
    return client_of(assignment.responsible)


def url_of(assignment):
    return reverse("report_edit", args=[assignment.pk])


def ticked(response) -> list[tuple[str, bool]]:
    """The files that the form shows, and whether each has its tick."""
    field = response.context["form"]["files"]
    return [(str(option.data["label"]), option.data["selected"]) for option in field]


def test_the_warning_stands_at_the_field(browser, assignment):
    page = browser.get(url_of(assignment)).content.decode()

    before, _, _after = page.partition('name="uploads"')
    assert "Không đăng tài liệu bí mật nhà nước." in before[-900:]


def test_a_file_is_evidence_enough(browser, assignment):
    browser.post(url_of(assignment), typed(situation="done", percent="", uploads=[chosen("Báo cáo.pdf")]))

    assignment.refresh_from_db()
    report = ProgressReport.objects.get()
    assert (assignment.state, report.evidence.count()) == (State.SUBMITTED, 0)
    [file] = report.files.all()
    assert (file.name, file.kind, file.content_type, file.by) == (
        "Báo cáo.pdf",
        "pdf",
        "application/pdf",
        assignment.responsible,
    )


def test_documents_and_several_files_go_together(browser, assignment):
    form = typed(
        evidence_number="1/BC",
        evidence_on="14/10/2024",
        uploads=[chosen("a.pdf"), chosen("b.docx", uploads.DOCX), chosen("c.jpg", uploads.JPEG)],
    )

    browser.post(url_of(assignment), form)

    report = ProgressReport.objects.get()
    assert [file.name for file in report.files.all()] == ["a.pdf", "b.docx", "c.jpg"]
    assert report.evidence.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("setup.exe", uploads.PROGRAM, "“setup.exe” không phải PDF, Word, Excel"),
        ("báo cáo.pdf", uploads.PAGE, "“báo cáo.pdf” không phải PDF, Word, Excel"),
        ("báo cáo.pdf", uploads.DOCX, "“báo cáo.pdf” thực ra là tệp Word. Hãy đổi đuôi tệp thành .docx"),
        ("báo cáo.pdf", b"", "“báo cáo.pdf” là tệp rỗng"),
        ("bảng.xlsx", uploads.WITH_MACROS, "“bảng.xlsx” có chứa macro"),
        ("bảng.xlsx", uploads.LOCKED, "“bảng.xlsx” có đặt mật khẩu"),
        ("to.pdf", uploads.PDF.ljust(1_200_000), "nặng 1,1\xa0MB, quá mức 1\xa0MB của một tệp"),
    ],
)
def test_what_is_not_taken_is_named_and_the_rest_is_kept(browser, assignment, settings, name, content, sentence):
    settings.UPLOAD_FILE_BYTES = 1 << 20
    form = typed(proposals="Đề nghị hỗ trợ kinh phí", uploads=[chosen("tốt.pdf"), chosen(name, content)])

    response = browser.post(url_of(assignment), form)

    page = response.content.decode()
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert list(response.context["form"].errors) == ["uploads"]
    assert sentence in page
    assert "Đề nghị hỗ trợ kinh phí" in page
    assert ticked(response) == [("tốt.pdf", True)]
    assert not ProgressReport.objects.exists()


def test_files_outlive_a_mistake_in_another_field(browser, assignment):
    response = browser.post(url_of(assignment), typed(percent="400", uploads=[chosen("Báo cáo.pdf")]))
    assert ticked(response) == [("Báo cáo.pdf", True)]
    form = response.context["form"]

    browser.post(url_of(assignment), typed(uid=form["uid"].value(), files=form["files"].value()))

    report = ProgressReport.objects.get()
    assert report.state == ReportState.SUBMITTED
    assert [file.name for file in report.files.all()] == ["Báo cáo.pdf"]
    assert EvidenceFile.objects.count() == 1


def test_the_same_file_chosen_anew_after_a_mistake_is_there_once(browser, assignment):
    first = browser.post(url_of(assignment), typed(percent="400", uploads=[chosen()])).context["form"]

    browser.post(url_of(assignment), typed(files=first["files"].value(), uploads=[chosen()]))

    assert ProgressReport.objects.get().files.count() == 1


def test_a_file_without_its_tick_is_taken_out(browser, assignment):
    browser.post(url_of(assignment), drafted(uploads=[chosen("a.pdf"), chosen("b.docx", uploads.DOCX)]))
    opened = browser.get(url_of(assignment))
    assert ticked(opened) == [("a.pdf", True), ("b.docx", True)]
    form, keep = opened.context["form"], EvidenceFile.objects.get(name="b.docx").pk

    browser.post(
        url_of(assignment), drafted(uid=form["uid"].value(), version=form["version"].value(), files=[str(keep)])
    )

    assert [file.name for file in ProgressReport.objects.get().files.all()] == ["b.docx"]


def test_the_same_form_with_files_sent_twice_is_one_report(browser, assignment):
    def form():
        return same | {"uploads": [chosen("a.pdf"), chosen("b.docx", uploads.DOCX)]}

    same = typed()
    browser.post(url_of(assignment), form())
    response = browser.post(url_of(assignment), form(), follow=True)

    assert ProgressReport.objects.count() == 1
    assert EvidenceFile.objects.count() == 2
    assert "không gửi thêm lần nữa" in response.content.decode()


def test_back_with_other_files_is_a_conflict_and_not_a_loss(browser, assignment):
    same = typed()
    browser.post(url_of(assignment), same | {"uploads": [chosen("a.pdf")]})

    response = browser.post(url_of(assignment), same | {"uploads": [chosen("b.docx", uploads.DOCX)]})

    assert response.status_code == HTTPStatus.CONFLICT
    assert set(ticked(response)) == {("b.docx", True), ("a.pdf", False)}
    assert [file.name for file in ProgressReport.objects.get().files.all()] == ["a.pdf"]


def test_after_a_return_the_evidence_is_offered_again(browser, assignment):
    file = FileFactory(assignment=assignment, name="Báo cáo.pdf")
    returned = ReportFactory(
        assignment=assignment, situation=Situation.DONE, files={file.pk}, state=ReportState.RETURNED
    )

    opened = browser.get(url_of(assignment))

    form = opened.context["form"]
    assert ticked(opened) == [("Báo cáo.pdf", True)]
    assert form["evidence_number"].value() == "12/BC-TN"
    browser.post(
        url_of(assignment),
        typed(situation="done", based_on=str(returned.pk), uid=form["uid"].value(), files=form["files"].value()),
    )
    again = ProgressReport.objects.awaiting_review().get()
    assert list(again.files.all()) == [file] == list(returned.files.all())


def test_after_an_acceptance_the_next_report_begins_without_evidence(browser, assignment):
    file = FileFactory(assignment=assignment)
    ReportFactory(assignment=assignment, files={file.pk}, state=ReportState.ACCEPTED)

    assert ticked(browser.get(url_of(assignment))) == []


def test_a_colleague_sees_the_files_of_the_draft(client_of, browser, assignment):
    browser.post(url_of(assignment), drafted(uploads=[chosen("Báo cáo.pdf")]))

    opened = client_of(focal_officer(assignment.organisation)).get(url_of(assignment))

    assert ticked(opened) == [("Báo cáo.pdf", True)]


@pytest.mark.parametrize("key", ["of another assignment", "999999", "9" * 30, "x", "²"])
def test_a_file_that_is_not_there_is_said_and_nothing_is_lost(browser, assignment, key):
    foreign = FileFactory()

    response = browser.post(
        url_of(assignment), typed(files=[str(foreign.pk) if key == "of another assignment" else key])
    )

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert list(response.context["form"].errors) == ["files"]
    assert "Đã số hóa 60% hồ sơ" in response.content.decode()


def test_no_more_files_than_a_report_may_carry(browser, assignment, settings):
    settings.UPLOAD_FILES = 2
    files = [chosen(f"{number}.pdf", uploads.PDF + bytes([number])) for number in range(3)]

    response = browser.post(url_of(assignment), typed(uploads=files))

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "tối đa 2 tệp nên “2.pdf” chưa được thêm" in response.content.decode()
    assert ticked(response) == [("0.pdf", True), ("1.pdf", True)]


def test_no_more_ticks_than_a_report_may_carry(browser, assignment, settings):
    settings.UPLOAD_FILES = 1
    keys = [str(FileFactory(assignment=assignment, name=name).pk) for name in ("a.pdf", "b.pdf")]

    response = browser.post(url_of(assignment), typed(files=keys))

    assert list(response.context["form"].errors) == ["files"]
    assert ticked(response) == [("a.pdf", True), ("b.pdf", True)]


def test_a_request_that_is_too_large_stores_nothing_and_keeps_the_text(browser, assignment, settings):
    settings.UPLOAD_REQUEST_BYTES = 5000
    form = typed(results="Đã xong phần lớn", uploads=[chosen("a.pdf", uploads.PDF * 100)])

    response = browser.post(url_of(assignment), form)

    assert response.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert "Tổng dung lượng các tệp quá" in response.content.decode()
    assert "Đã xong phần lớn" in response.content.decode()
    assert not EvidenceFile.objects.exists()
    assert not ProgressReport.objects.exists()


def test_what_is_far_too_large_is_cut_off(browser, assignment, settings):
    settings.UPLOAD_REQUEST_BYTES = 1000
    form = typed(uploads=[chosen("a.pdf", uploads.PDF * 1000)])

    response = browser.post(url_of(assignment), form)

    assert response.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert not EvidenceFile.objects.exists()


def test_a_large_file_goes_over_the_disk(browser, assignment, settings):
    large = uploads.PDF + b"0" * (settings.FILE_UPLOAD_MAX_MEMORY_SIZE + 1)

    browser.post(url_of(assignment), typed(uploads=[chosen("a.pdf", large)]))

    [file] = ProgressReport.objects.get().files.all()
    assert file.size == len(large)
    with file.stored.open() as stored:
        assert stored.read() == large


@pytest.mark.parametrize("who", ["stranger", "overseer"])
def test_whose_it_is_not(client_of, assignment, who):
    person = member(oversees=[assignment.organisation]) if who == "overseer" else member()

    response = client_of(person).post(url_of(assignment), typed(uploads=[chosen()]))

    assert response.status_code == HTTPStatus.NOT_FOUND
    assert not EvidenceFile.objects.exists()


def test_files_for_work_that_takes_no_report_are_not_lost(client_of):
    assignment = AssignmentFactory(state=State.COMPLETED)

    response = client_of(assignment.responsible).post(url_of(assignment), typed(uploads=[chosen("a.pdf")]))

    assert response.status_code == HTTPStatus.CONFLICT
    assert ticked(response) == [("a.pdf", True)]
    assert not ProgressReport.objects.exists()


def test_as_many_queries_for_many_files_as_for_one(browser, assignment, constant_queries):
    def report(number):
        keys = {FileFactory(assignment=assignment, name=f"{number}-{n}.pdf").pk for n in range(3)}
        ReportFactory(assignment=assignment, files=keys, percent=number)

    report(1)

    constant_queries(lambda: browser.get(url_of(assignment)), lambda: [report(2), report(3)], below=20)


@pytest.mark.parametrize("content", [uploads.OF_NO_VERSION, uploads.OF_NO_ENCODING])
def test_a_damaged_file_is_named_and_costs_neither_the_others_nor_the_text(browser, assignment, content):
    response = browser.post(
        url_of(assignment),
        typed(results="Đã số hóa", uploads=[chosen("hỏng.docx", content), chosen("tốt.pdf")]),
    )

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "“hỏng.docx”" in str(response.context["form"].errors["uploads"])
    assert ticked(response) == [(str(response.context["form"]["files"][0].data["label"]), True)]
    assert EvidenceFile.objects.get().name == "tốt.pdf"
    assert response.context["form"]["results"].value() == "Đã số hóa"
