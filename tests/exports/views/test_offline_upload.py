"""A workbook that came back: looked through, then taken over row by row by the rules of the form."""

from __future__ import annotations

from datetime import date, timedelta
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.exports.actions import clear_away_workbooks
from tasks_app.exports.enums import RowState
from tasks_app.exports.models import ExportRecord, OfflineRow, OfflineUpload
from tasks_app.journal.models import Entry
from tasks_app.plan.enums import State
from tasks_app.plan.models import Assignment
from tasks_app.reporting import actions
from tasks_app.reporting.enums import ReportState, Situation
from tasks_app.reporting.models import Attachment, Evidence, ProgressReport
from tasks_app.reporting.queries import content_of, reports_and_draft_of
from tasks_app.reporting.rules import FormBirth, ReportContent
from tests.exports.workbooks import (
    DAY,
    DIFFICULTIES,
    KEY,
    NUMBER,
    PERCENT,
    RESULTS,
    SITUATION,
    TASK,
    Filled,
    brought_back,
    confirm,
    downloaded,
    filled,
    rows_of,
    uploaded,
)
from tests.factories import (
    AssignmentFactory,
    DueFactory,
    FileFactory,
    ReportFactory,
    delegate,
    focal_officer,
    member,
    secretary,
)
from tests.reporting.views.report_forms import drafted
from tests.uploads import PDF, WITH_MACROS, XLSX, archive, read_out

pytestmark = pytest.mark.django_db
LATER = at_time(date(2024, 10, 15), 9)


def draft_of(assignment):
    return next((one for one in reports_and_draft_of(assignment) if one.state == ReportState.DRAFT), None)


def fill_in(book: Filled, row: int = 0, percent=70, results="Đã số hóa 70% hồ sơ ở huyện Đô Lương") -> None:
    book[row, PERCENT], book[row, RESULTS] = percent, results


def states(rows: list[OfflineRow]) -> list[str]:
    return [row.state for row in rows]


def save_another(assignment: Assignment, person, percent: int = 10, results: str = "Của người khác") -> ProgressReport:
    draft = draft_of(assignment)
    newest = assignment.reports.sent().order_by("-submitted_at").first()
    birth = FormBirth(draft.uid, draft.version) if draft else FormBirth(ProgressReport().uid)
    birth = FormBirth(birth.uid, birth.version, newest.pk if newest else 0)
    content = ReportContent(Situation.WORKING, percent=percent, results=results)
    return actions.save_draft(assignment, content, birth=birth, by=Actor(person), at=LATER)


# --- Nothing was changed ----------------------------------------------------------------------------------------------


def test_back_without_an_edit_there_is_nothing_to_do(client_of):
    file = FileFactory()
    its = ReportFactory(
        assignment=file.assignment,
        state=ReportState.DRAFT,
        results="Dòng một\r\n=dòng hai",
        difficulties="Đường xa",
        files={file.pk},
        evidence=("12/BC", date(2024, 10, 4), "Báo cáo"),
    )
    AssignmentFactory(responsible=its.by)
    ReportFactory(assignment__responsible=its.by)
    lines = Entry.objects.count()
    browser = client_of(its.by)

    rows = brought_back(browser, Filled(downloaded(browser)).content)

    assert states(rows) == ["same"] * 3
    assert Entry.objects.count() == lines
    page = browser.get(reverse("offline_upload", args=[rows[0].upload.pk])).content.decode()
    assert "3 dòng không thay đổi" in page


def test_others_may_change_what_was_not_edited(client_of):
    its = ReportFactory(state=ReportState.DRAFT)
    browser = client_of(its.by)
    book = downloaded(browser)
    save_another(its.assignment, member())

    assert states(brought_back(browser, book)) == ["same"]


# --- Edits ------------------------------------------------------------------------------------------------------------


def test_an_edit_waits_and_nothing_is_written_before_it_is_confirmed(client_of):
    its = AssignmentFactory()
    browser = client_of(its.responsible)

    (row,) = brought_back(browser, filled(browser, fill_in))

    assert (row.state, row.touched) == ("ready", ["percent", "results"])
    assert not ProgressReport.objects.exists()
    page = browser.get(reverse("offline_upload", args=[row.upload.pk])).content.decode()
    assert "Đã số hóa 70% hồ sơ ở huyện Đô Lương" in page
    assert "70%" in page


def test_it_becomes_the_draft_that_typing_would_make(client_of):
    typed, one = AssignmentFactory(), AssignmentFactory()
    words = "Dòng một\nDòng hai, huyện Đô Lương"
    browser = client_of(typed.responsible)
    browser.post(
        reverse("report_edit", args=[typed.pk]),
        drafted(
            situation="obstacle",
            percent="70",
            results=words.replace("\n", "\r\n"),
            difficulties="Thiếu máy",
            evidence_number="12/BC-UBND",
            evidence_on="04/10/2024",
        ),
    )
    browser = client_of(one.responsible)

    def fill(book: Filled):
        book[0, SITUATION] = "Có vướng mắc"
        fill_in(book, results=words)
        book[0, DIFFICULTIES], book[0, NUMBER], book[0, DAY] = "Thiếu máy", "12/BC-UBND", date(2024, 10, 4)

    rows = confirm(browser, brought_back(browser, filled(browser, fill)))

    assert states(rows) == ["saved"]
    made, expected = draft_of(one), draft_of(typed)
    assert content_of(made) == content_of(expected)
    assert (made.by, made.version, made.due) == (one.responsible, 1, None)
    assert rows[0].report == made
    assert [entry.verb for entry in Entry.objects.filter(subject_id=one.pk).order_by("pk")][-1:] == ["report.saved"]


def test_what_was_not_in_the_workbook_stays_with_the_draft(client_of):
    file = FileFactory()
    its = ReportFactory(assignment=file.assignment, state=ReportState.DRAFT, files={file.pk})
    browser = client_of(its.by)

    confirm(browser, brought_back(browser, filled(browser, fill_in)))

    assert Attachment.objects.get().file == file
    its.refresh_from_db()
    assert (its.percent, its.version) == (70, 2)


def test_a_column_that_was_taken_out_leaves_its_field_as_it_was(client_of):
    its = ReportFactory(state=ReportState.DRAFT, difficulties="Đường xa", percent=20)
    browser = client_of(its.by)

    def fill(book: Filled):
        fill_in(book)
        book.sheet.delete_cols(book.columns[DIFFICULTIES])

    confirm(browser, brought_back(browser, filled(browser, fill)))

    its.refresh_from_db()
    assert (its.percent, its.difficulties) == (70, "Đường xa")


def test_rows_may_be_sorted_and_deleted(client_of):
    person = member()
    one, two, three = (AssignmentFactory(responsible=person) for _ in range(3))
    browser = client_of(person)
    book = Filled(downloaded(browser))
    by_task = {book[number, TASK]: number for number in range(3)}
    first, second = by_task[one.task.title], by_task[three.task.title]
    fill_in(book, first, percent=11), fill_in(book, second, percent=33)
    lines = [[cell.value for cell in line] for line in book.sheet.iter_rows(min_row=book.header_at + 1)]
    kept = [lines[second], lines[first]]
    book.sheet.delete_rows(book.header_at + 1, 3)
    for line in kept:
        book.sheet.append(line)

    confirm(browser, brought_back(browser, book.content))

    assert {report.assignment: report.percent for report in ProgressReport.objects.all()} == {one: 11, three: 33}
    assert not two.reports.exists()


def test_long_texts_and_other_forms_of_signs_are_kept(client_of):
    its = AssignmentFactory()
    browser = client_of(its.responsible)
    rows = brought_back(
        browser, filled(browser, lambda book: fill_in(book, percent="70 %", results="Đô Lương " + "Đ" * 32_000))
    )

    confirm(browser, rows)

    assert draft_of(its).results == "Đô Lương " + "Đ" * 32_000
    assert draft_of(its).percent == 70


# --- Sending ----------------------------------------------------------------------------------------------------------


def test_a_row_is_sent_where_that_is_ticked(client_of):
    person = member()
    one, two = AssignmentFactory(responsible=person), AssignmentFactory(responsible=person)
    browser = client_of(person)
    rows = brought_back(browser, filled(browser, lambda book: (fill_in(book, 0), fill_in(book, 1))))
    first = next(row for row in rows if row.assignment == one)
    other = next(row for row in rows if row.assignment == two)

    rows = confirm(browser, rows, **{f"send-{first.pk}": "1", f"take-{other.pk}": "1"})

    assert {row.assignment: row.state for row in rows} == {one: "sent", two: "saved"}
    one.refresh_from_db()
    assert (one.state, one.percent) == (State.IN_PROGRESS, 70)
    assert two.reports.get().state == ReportState.DRAFT


def test_done_needs_its_proof_as_on_the_page(client_of):
    its = AssignmentFactory()
    browser = client_of(its.responsible)

    def fill(book: Filled):
        fill_in(book)
        book[0, SITUATION] = "Đã xong, đề nghị xác nhận"

    (row,) = brought_back(browser, filled(browser, fill))

    (row,) = confirm(browser, [row], **{f"send-{row.pk}": "1"})

    assert row.state == "ready"
    assert len(row.reasons) == 1
    assert row.reasons[0].startswith(f"Ô {row.cells['evidence_number']} (Số, ký hiệu văn bản): ")
    assert not ProgressReport.objects.exists()

    (row,) = confirm(browser, [row])

    assert (row.state, row.reasons) == ("saved", [])


def test_done_is_sent_with_the_number_and_date_of_its_proof(client_of):
    its = AssignmentFactory()
    browser = client_of(its.responsible)

    def fill(book: Filled):
        fill_in(book)
        book[0, SITUATION], book[0, NUMBER], book[0, DAY] = "Đã xong, đề nghị xác nhận", "5/BC-UBND", "4/10/2024"

    (row,) = brought_back(browser, filled(browser, fill))
    confirm(browser, [row], **{f"send-{row.pk}": "1"})

    its.refresh_from_db()
    assert its.state == State.SUBMITTED
    assert (Evidence.objects.get().number, Evidence.objects.get().issued_on) == ("5/BC-UBND", date(2024, 10, 4))


def test_what_is_owed_for_a_period_is_answered(client_of):
    due = DueFactory()
    browser = client_of(due.assignment.responsible)
    (row,) = brought_back(browser, filled(browser, lambda book: book.__setitem__((0, SITUATION), "Không phát sinh")))

    confirm(browser, [row], **{f"send-{row.pk}": "1"})

    report = ProgressReport.objects.get()
    assert (report.due, report.situation) == (due, Situation.NOTHING)


# --- Somebody else was at it ------------------------------------------------------------------------------------------


@pytest.fixture
def contested(client_of):
    """A draft that an officer edits off-line while the member saves another: browser, draft, and the row."""
    officer = focal_officer()
    its = ReportFactory(
        state=ReportState.DRAFT, assignment__organisation=officer.appointments.get().organisation, results="Cũ"
    )
    browser = client_of(officer)
    book = filled(browser, fill_in)
    save_another(its.assignment, its.by)
    (row,) = brought_back(browser, book)
    return browser, its, row


def test_both_versions_stand_side_by_side(contested):
    browser, its, row = contested

    page = browser.get(reverse("offline_upload", args=[row.upload.pk])).content.decode()

    assert (row.state, row.theirs) == ("conflict", its)
    assert "Của người khác" in page
    assert "Đã số hóa 70%" in page
    assert f'name="shown-{row.pk}" value="{its.pk}-2"' in page


def test_theirs_stays(contested):
    browser, its, row = contested

    (row,) = confirm(browser, [row], **{f"take-{row.pk}": "theirs"})

    assert row.state == "left"
    its.refresh_from_db()
    assert (its.results, its.version) == ("Của người khác", 2)


def test_mine_replaces_theirs(contested):
    browser, its, row = contested

    (row,) = confirm(browser, [row], **{f"take-{row.pk}": "mine", f"shown-{row.pk}": f"{its.pk}-2"})

    assert row.state == "saved"
    its.refresh_from_db()
    assert (its.results, its.percent, its.version) == ("Đã số hóa 70% hồ sơ ở huyện Đô Lương", 70, 3)


def test_mine_never_replaces_what_was_not_shown(contested):
    browser, its, row = contested
    save_another(its.assignment, its.by, results="Lần nữa")

    (row,) = confirm(browser, [row], **{f"take-{row.pk}": "mine", f"shown-{row.pk}": f"{its.pk}-2"})

    assert (row.state, row.theirs_version) == ("conflict", 3)
    its.refresh_from_db()
    assert its.results == "Lần nữa"


def test_undecided_it_waits(contested):
    browser, _its, row = contested

    (row,) = confirm(browser, [row], **{f"take-{row.pk}": ""})

    assert row.state == "conflict"


def test_against_a_report_that_was_sent_mine_is_a_further_one(client_of):
    its = AssignmentFactory()
    browser = client_of(its.responsible)
    book = filled(browser, fill_in)
    sent = ReportFactory(assignment=its, by=member(), at=LATER)
    (row,) = brought_back(browser, book)
    assert (row.state, row.theirs) == ("conflict", sent)

    (row,) = confirm(
        browser, [row], **{f"take-{row.pk}": "mine", f"shown-{row.pk}": f"{sent.pk}-1", f"send-{row.pk}": "1"}
    )

    assert row.state == "sent"
    assert [report.percent for report in its.reports.order_by("pk")] == [40, 70]


def test_somebody_saves_between_the_preview_and_the_confirmation(client_of):
    its = AssignmentFactory()
    browser = client_of(its.responsible)
    (row,) = brought_back(browser, filled(browser, fill_in))
    save_another(its, member())

    (row,) = confirm(browser, [row])

    assert row.state == "conflict"
    assert draft_of(its).results == "Của người khác"


# --- Refused rows never cost the good ones ----------------------------------------------------------------------------


def refused_and_good(client_of, spoil) -> tuple[OfflineRow, OfflineRow]:
    """Of two filled rows one is spoiled; the other is taken over."""
    person = member()
    AssignmentFactory(responsible=person), AssignmentFactory(responsible=person)
    browser = client_of(person)

    def fill(book: Filled):
        fill_in(book, 0), fill_in(book, 1)
        spoil(book)

    rows = confirm(browser, brought_back(browser, filled(browser, fill)))
    good = next(row for row in rows if row.state == "saved")
    return next(row for row in rows if row != good), good


@pytest.mark.parametrize(
    ("heading", "value", "said"),
    [
        (PERCENT, "nhiều", "số nguyên từ 0 đến 100"),
        (PERCENT, 120, "không thể quá 100%"),
        (PERCENT, 62.5, "số nguyên từ 0 đến 100"),
        (SITUATION, "Rất tốt", "Rất tốt"),
        (SITUATION, None, "tình hình"),
        (DAY, "hôm qua", "Không có ngày này"),
        (DAY, date(2024, 12, 24), "chưa đến"),
        (NUMBER, "12/BC", "cả ngày văn bản"),
        (NUMBER, "x" * 61, "60"),
        (RESULTS, "=A1", "công thức"),
    ],
)
def test_a_value_that_is_not_understood_names_its_cell(client_of, heading, value, said):
    row, good = refused_and_good(client_of, lambda book: book.__setitem__((0, heading), value))

    assert row.state == "refused"
    assert any(said in reason and reason.startswith("Ô ") for reason in row.reasons), row.reasons
    assert ProgressReport.objects.get() == good.report


@pytest.mark.parametrize(
    ("value", "said"),
    [("bịa:ra:khóa", "đã bị sửa"), (None, "không có trong bảng tính đã tải về")],
)
def test_a_key_that_was_made_up_is_refused(client_of, value, said):
    row, _good = refused_and_good(client_of, lambda book: book.__setitem__((0, KEY), value))

    assert row.state == "refused"
    assert said in row.reasons[0]
    assert row.assignment is None


def test_a_task_that_stands_twice_is_taken_once(client_of):
    row, good = refused_and_good(client_of, lambda book: book.__setitem__((1, KEY), book[0, KEY]))

    assert str(good.place) in row.reasons[0]


def test_another_s_row_is_refused(client_of):
    other = AssignmentFactory()
    foreign = Filled(downloaded(client_of(other.responsible)))[0, KEY]

    row, _good = refused_and_good(client_of, lambda book: book.__setitem__((0, KEY), foreign))

    assert (row.state, row.assignment, row.key) == ("refused", None, "")
    assert not other.reports.exists()


def test_work_that_went_to_another_is_refused(client_of):
    its = AssignmentFactory()
    good = AssignmentFactory(responsible=its.responsible)
    browser = client_of(its.responsible)
    book = filled(browser, lambda book: (fill_in(book, 0), fill_in(book, 1)))
    Assignment.objects.filter(pk=its.pk).update(responsible=member())

    rows = confirm(browser, brought_back(browser, book))

    assert sorted(states(rows)) == ["refused", "saved"]
    assert ProgressReport.objects.get().assignment == good


def test_work_that_goes_to_another_before_the_confirmation_is_refused(client_of):
    its = AssignmentFactory()
    browser = client_of(its.responsible)
    (row,) = brought_back(browser, filled(browser, fill_in))
    Assignment.objects.filter(pk=its.pk).update(responsible=member())

    (row,) = confirm(browser, [row])

    assert row.state == "refused"
    assert not ProgressReport.objects.exists()


def test_work_that_takes_no_report_any_more_is_refused(client_of):
    its = AssignmentFactory()
    browser = client_of(its.responsible)
    book = filled(browser, fill_in)
    ReportFactory(assignment=its, situation=Situation.DONE, at=LATER)

    (row,) = brought_back(browser, book)

    assert row.state == "refused"
    assert "Chờ xác nhận" in row.reasons[0]


# --- Twice ------------------------------------------------------------------------------------------------------------


def test_confirmed_twice_it_is_done_once(client_of):
    its = AssignmentFactory()
    browser = client_of(its.responsible)
    (row,) = brought_back(browser, filled(browser, fill_in))
    chosen = {f"send-{row.pk}": "1"}

    confirm(browser, [row], **chosen)
    lines = Entry.objects.count()
    confirm(browser, [row], **chosen)

    assert its.reports.count() == 1
    assert Entry.objects.count() == lines


@pytest.mark.parametrize("act", ["take", "send"])
def test_uploaded_twice_it_says_nothing_new(client_of, act):
    its = AssignmentFactory()
    browser = client_of(its.responsible)
    book = filled(browser, fill_in)
    (row,) = brought_back(browser, book)
    confirm(browser, [row], **{f"{act}-{row.pk}": "1"})

    (row,) = brought_back(browser, book)

    assert row.state == "same"
    assert its.reports.count() == 1


@pytest.mark.parametrize(("act", "kept"), [("take", [80]), ("send", [70, 80])])
def test_the_same_workbook_written_on_is_no_conflict_with_oneself(client_of, act, kept):
    its = AssignmentFactory()
    browser = client_of(its.responsible)
    book = Filled(downloaded(browser))
    fill_in(book)
    (row,) = brought_back(browser, book.content)
    confirm(browser, [row], **{f"{act}-{row.pk}": "1"})
    fill_in(book, percent=80)

    (row,) = brought_back(browser, book.content)

    assert row.state == "ready"
    confirm(browser, [row])
    assert [report.percent for report in its.reports.order_by("pk")] == kept


def test_written_on_after_another_changed_it_it_is_a_conflict(client_of):
    its = AssignmentFactory()
    browser = client_of(its.responsible)
    book = Filled(downloaded(browser))
    fill_in(book)
    confirm(browser, brought_back(browser, book.content))
    save_another(its, member())
    fill_in(book, percent=80)

    assert states(brought_back(browser, book.content)) == ["conflict"]


# --- The rest as a workbook -------------------------------------------------------------------------------------------


def test_what_was_not_taken_over_comes_as_a_workbook_and_can_come_back(client_of):
    person = member()
    AssignmentFactory(responsible=person), AssignmentFactory(responsible=person)
    browser = client_of(person)

    def fill(book: Filled):
        fill_in(book, 0, percent="nhiều"), fill_in(book, 1)

    rows = confirm(browser, brought_back(browser, filled(browser, fill)))
    again = browser.post(reverse("offline_again", args=[rows[0].upload.pk]))
    book = Filled(read_out(again))

    assert book.number == 1
    assert (book[0, PERCENT], book[0, RESULTS]) == ("nhiều", "Đã số hóa 70% hồ sơ ở huyện Đô Lương")
    assert "số nguyên từ 0 đến 100" in book[0, "Lý do chưa ghi nhận"]
    book[0, PERCENT] = 55
    assert states(confirm(browser, brought_back(browser, book.content))) == ["saved"]
    assert ExportRecord.objects.filter(what="offline_work").count() == 2


# --- Whose it is ------------------------------------------------------------------------------------------------------


def test_another_person_s_workbook_is_refused_as_a_whole(client_of):
    its, other = AssignmentFactory(), AssignmentFactory()
    book = downloaded(client_of(its.responsible))

    response = uploaded(client_of(other.responsible), book)

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "do người khác tải về" in response.content.decode()
    assert not OfflineUpload.objects.exists()


def test_in_another_name_it_is_refused_until_one_has_changed_to_it(client_of):
    principal, deputy = member(), focal_officer()
    its = AssignmentFactory(responsible=principal)
    browser = client_of(deputy)
    lent = delegate(principal, deputy)
    browser.post(reverse("act_for", args=[lent.pk]))
    book = filled(browser, fill_in)
    browser.post(reverse("act_for_oneself"))

    assert "nhân danh khác" in uploaded(browser, book).content.decode()

    browser.post(reverse("act_for", args=[lent.pk]))
    (row,) = confirm(browser, brought_back(browser, book))

    draft = draft_of(its)
    assert (draft.by, draft.for_person, row.upload.for_person) == (deputy, principal, principal)
    browser.post(reverse("act_for_oneself"))
    assert browser.get(reverse("offline_upload", args=[row.upload.pk])).status_code == HTTPStatus.NOT_FOUND


def test_what_waits_is_nobody_else_s(client_of):
    its = AssignmentFactory()
    browser = client_of(its.responsible)
    (row,) = brought_back(browser, filled(browser, fill_in))
    address, stranger = reverse("offline_upload", args=[row.upload.pk]), client_of(member())

    assert stranger.get(address).status_code == HTTPStatus.NOT_FOUND
    assert stranger.post(address, {f"take-{row.pk}": "1"}).status_code == HTTPStatus.NOT_FOUND
    assert stranger.post(reverse("offline_again", args=[row.upload.pk])).status_code == HTTPStatus.NOT_FOUND
    assert not ProgressReport.objects.exists()


def test_the_secretariat_writes_no_reports(client_of):
    browser = client_of(secretary())

    assert browser.get(reverse("offline_work")).status_code == HTTPStatus.NOT_FOUND
    assert browser.post(reverse("offline_download")).status_code == HTTPStatus.NOT_FOUND


# --- What waits -------------------------------------------------------------------------------------------------------


def test_it_waits_beyond_the_end_of_the_session(client_of):
    its = AssignmentFactory()
    browser = client_of(its.responsible)
    (row,) = brought_back(browser, filled(browser, fill_in))
    browser.logout()

    page = client_of(its.responsible).get(reverse("offline_work")).content.decode()

    assert reverse("offline_upload", args=[row.upload.pk]) in page
    assert "1 dòng chờ" in page


def test_it_is_cleared_away_after_its_days(client_of, clock):
    its = AssignmentFactory()
    browser = client_of(its.responsible)
    (row,) = brought_back(browser, filled(browser, fill_in))
    address = reverse("offline_upload", args=[row.upload.pk])
    arrived = row.upload.arrived_at

    assert clear_away_workbooks(at=arrived + timedelta(days=6)) == 0
    clock.move_to(arrived + timedelta(days=7))
    assert client_of(its.responsible).get(address).status_code == HTTPStatus.NOT_FOUND
    assert clear_away_workbooks(at=arrived + timedelta(days=7)) == 1
    assert not OfflineRow.objects.exists()


def test_the_page_takes_as_many_queries_for_one_row_as_for_three(client_of, constant_queries):
    officer = focal_officer()
    unit = officer.appointments.get().organisation
    browser = client_of(officer)
    upload = None

    def more(number: int):
        nonlocal upload
        made = [ReportFactory(state=ReportState.DRAFT, assignment__organisation=unit) for _ in range(number)]

        def fill(book: Filled):
            for place in range(book.number):
                fill_in(book, place)

        content = filled(browser, fill)
        for report in made[:-1]:
            save_another(report.assignment, report.by)
        upload = brought_back(browser, content)[0].upload

    more(2)
    constant_queries(lambda: browser.get(reverse("offline_upload", args=[upload.pk])), lambda: more(4), below=25)
    assert {row.state for row in rows_of(upload)} >= {RowState.CONFLICT, RowState.READY}


# --- What is no workbook ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", PDF, "không phải bảng tính"),
        ("a.xlsx", b"", "không phải bảng tính"),
        ("a.xlsm", WITH_MACROS, "không phải bảng tính"),
        ("a.xlsx", WITH_MACROS, "không phải bảng tính"),
        ("a.xlsx", XLSX, "không đọc được"),
        ("a.xlsx", archive("[Content_Types].xml", "xl/workbook.xml", "xl/" + "x" * 100), "không đọc được"),
    ],
)
def test_what_is_no_workbook_says_so(client_of, name, content, said):
    response = uploaded(client_of(member()), content, name)

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert said in response.content.decode()


def test_what_would_unpack_to_too_much_is_not_opened(client_of):
    from io import BytesIO
    from zipfile import ZIP_DEFLATED, ZipFile

    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<x/>")
        file.writestr("xl/worksheets/sheet1.xml", b" " * (49 << 20))
    assert len(whole.getvalue()) < 100_000

    response = uploaded(client_of(member()), whole.getvalue())

    assert "nhiều hơn mức" in response.content.decode()


def test_a_file_that_is_too_large_is_refused(client_of):
    response = uploaded(client_of(member()), b"PK\x03\x04" + b"\0" * (5 << 20))

    assert "5\N{NO-BREAK SPACE}MB" in response.content.decode()


def test_without_a_file_it_is_asked_for(client_of):
    response = client_of(member()).post(reverse("offline_work"), {})

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Hãy chọn bảng tính" in response.content.decode()


def test_links_only_lead_to_the_pages(client_of):
    browser = client_of(member())

    assert browser.get(reverse("offline_download")).status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert browser.get(reverse("offline_work")).status_code == HTTPStatus.OK


def test_without_work_there_is_nothing_to_download(client_of):
    browser = client_of(member())

    assert browser.post(reverse("offline_download")).url == reverse("offline_work")
    assert not ExportRecord.objects.exists()


def test_what_leaves_is_logged(client_of):
    its = AssignmentFactory()

    downloaded(client_of(its.responsible))

    line = ExportRecord.objects.get()
    assert (line.what, line.rows, line.by, line.file_format) == ("offline_work", 1, its.responsible, "xlsx")


def test_my_work_leads_there(client_of):
    its = AssignmentFactory()

    assert reverse("offline_work") in client_of(its.responsible).get(reverse("my_work")).content.decode()


def test_the_name_of_a_file_is_only_shown(client_of):
    its = AssignmentFactory()
    browser = client_of(its.responsible)
    file = SimpleUploadedFile("..\\..\\<b>Việc.xlsx", filled(browser, fill_in))

    browser.post(reverse("offline_work"), {"workbook": file})

    assert OfflineUpload.objects.get().name == "<b>Việc.xlsx"
    page = browser.get(reverse("offline_work")).content.decode()
    assert "&lt;b&gt;Việc.xlsx" in page
