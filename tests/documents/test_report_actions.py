"""A report is made from frozen facts, edited by people beside each other, and issued once."""

import unicodedata
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.documents.actions import (
    ReportChanged,
    ReportIsIssued,
    edit_report,
    issue_report,
    make_report,
    take_figures_again,
)
from tasks_app.documents.models import OfficialReport
from tasks_app.documents.wording import TEXTS
from tasks_app.journal.models import Entry
from tasks_app.plan.enums import State
from tasks_app.reporting.actions import close_period
from tests.factories import AssignmentFactory, PeriodFactory, ReportFactory, TaskFactory, secretary

pytestmark = pytest.mark.django_db

DAY = date(2024, 10, 15)
NOW = at_time(DAY, 10)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def by() -> Actor:
    return Actor(secretary(full_name="Nguyễn Văn Thư"))


@pytest.fixture
def work():
    return AssignmentFactory(deadline_on=date(2024, 10, 1))


@pytest.fixture
def report(work, by) -> OfficialReport:
    ReportFactory(assignment=work, difficulties="Thiếu máy quét & mực <đen>", proposals="Cấp thêm máy")
    return make_report(work.task.key_task.plan, DAY, by=by, at=NOW)


def texts(report: OfficialReport, **changed: str) -> dict[str, str]:
    return report.texts | changed


def verbs(report: OfficialReport) -> list[str]:
    its = Entry.objects.filter(subject_kind="officialreport", subject_id=report.pk)
    return list(its.order_by("pk").values_list("verb", flat=True))


def test_a_new_report_has_its_figures_and_the_texts_that_were_assembled(report, work, by):
    assert (report.day, report.period, report.by, report.taken_at) == (DAY, None, by.person, NOW)
    assert report.its_facts.figures.overdue == 1
    assert report.difficulties == f"- Thiếu máy quét & mực <đen> ({work.organisation.name_vi})."
    assert report.proposals == f"- Cấp thêm máy ({work.organisation.name_vi})."
    assert report.shortcomings == report.difficulties
    assert "15/10/2024" in report.title
    assert verbs(report) == ["official_report.made"]


def test_of_a_period_it_stands_on_its_cut_off(work, by):
    period = PeriodFactory(plan=work.task.key_task.plan)
    close_period(period, by=by, at=at_time(date(2024, 9, 24), 16))
    period.refresh_from_db()
    report = make_report(period.plan, period, by=by, at=NOW)
    assert (report.period, report.day, report.scope.is_final) == (period, date(2024, 9, 14), True)


def test_what_several_said_stands_once_with_their_names(by):
    task = TaskFactory()
    for text in ("Đang chờ hướng dẫn.", "Đang chờ  hướng dẫn", "Thiếu kinh phí"):
        ReportFactory(assignment=AssignmentFactory(task=task), difficulties=text)
    report = make_report(task.key_task.plan, DAY, by=by, at=NOW)
    names = [one.organisation.name_vi for one in task.assignments.order_by("organisation__order")]
    assert report.difficulties.splitlines() == [
        f"- Đang chờ hướng dẫn ({names[0]}, {names[1]}).",
        f"- Thiếu kinh phí ({names[2]}).",
    ]


def test_what_is_typed_is_kept_with_what_stood_before(report, by):
    typed = texts(report, opening="Đã bám sát chỉ đạo.\r\nĐạt kết quả.", next="{{ khuôn }} & <b>")
    edited = edit_report(report, typed, title="  Tên mới ", version=1, by=by, at=LATER)

    edited.refresh_from_db()
    assert (edited.title, edited.opening, edited.next) == (
        "Tên mới",
        "Đã bám sát chỉ đạo.\nĐạt kết quả.",
        "{{ khuôn }} & <b>",
    )
    assert (edited.version, edited.edited_by, edited.edited_at) == (2, by.person, LATER)
    entry = Entry.objects.get(verb="official_report.edited")
    assert entry.details["changed"]["opening"] == ["", "Đã bám sát chỉ đạo.\nĐạt kết quả."]


def test_what_a_phone_sends_in_pieces_is_stored_in_one_form(report, by):
    typed = texts(report, opening=unicodedata.normalize("NFD", "Điều hành quyết liệt"))
    edited = edit_report(report, typed, title=report.title, version=1, by=by, at=LATER)
    assert edited.opening == "Điều hành quyết liệt"


def test_the_same_again_changes_nothing(report, by):
    edit_report(report, texts(report, opening="Một"), title=report.title, version=1, by=by, at=LATER)
    again = edit_report(report, texts(report, opening="Một"), title=report.title, version=1, by=by, at=LATER)
    assert again.version == 2
    assert verbs(report) == ["official_report.made", "official_report.edited"]


def test_who_saves_over_another_is_told_and_changes_nothing(report, by):
    other = Actor(secretary())
    edit_report(report, texts(report, opening="Của người khác"), title=report.title, version=1, by=other, at=LATER)
    with pytest.raises(ReportChanged) as refused:
        edit_report(report, texts(report, opening="Của tôi"), title=report.title, version=1, by=by, at=LATER)

    assert refused.value.theirs.opening == "Của người khác"
    assert str(other.person) in str(refused.value)
    report.refresh_from_db()
    assert report.opening == "Của người khác"


def test_figures_taken_again_leave_the_texts(report, work, by):
    edit_report(report, texts(report, difficulties="Tự viết"), title=report.title, version=1, by=by, at=LATER)
    AssignmentFactory(task=work.task, deadline_on=date(2024, 10, 2))
    report.refresh_from_db()
    again = take_figures_again(report, version=2, by=by, at=LATER)

    again = OfficialReport.objects.get(pk=again.pk)
    assert (again.its_facts.figures.overdue, again.difficulties, again.taken_at) == (2, "Tự viết", LATER)
    assert verbs(report)[-1] == "official_report.figures_taken"
    with pytest.raises(ReportChanged):
        take_figures_again(report, version=2, by=by, at=LATER)


def test_an_issued_report_does_not_change(report, work, by):
    issued = issue_report(report, number=" 12-BC/BCĐ ", issued_on=DAY, version=1, by=by, at=LATER)

    assert (issued.number, issued.issued_on, issued.issued_by, issued.is_issued) == (
        "12-BC/BCĐ",
        DAY,
        by.person,
        True,
    )
    assert verbs(report)[-1] == "official_report.issued"
    before = OfficialReport.objects.values().get(pk=report.pk)
    for act in (
        lambda: edit_report(report, texts(report, opening="Muộn"), title="Muộn", version=2, by=by, at=LATER),
        lambda: take_figures_again(report, version=2, by=by, at=LATER),
        lambda: issue_report(report, number="13-BC/BCĐ", issued_on=DAY, version=2, by=by, at=LATER),
    ):
        with pytest.raises(ReportIsIssued, match="12-BC/BCĐ"):
            act()
    assert OfficialReport.objects.values().get(pk=report.pk) == before


def test_nobody_issues_what_he_has_not_seen(report, by):
    edit_report(report, texts(report, opening="Mới"), title=report.title, version=1, by=by, at=LATER)
    with pytest.raises(ReportChanged):
        issue_report(report, number="1-BC", issued_on=DAY, version=1, by=by, at=LATER)


def test_later_work_changes_no_report_that_is_there(report, work):
    facts = report.its_facts
    AssignmentFactory(task=work.task, state=State.COMPLETED, submitted_on=DAY)
    assert OfficialReport.objects.get(pk=report.pk).its_facts == facts


def test_a_number_without_its_date_is_refused_by_the_database(report):
    with pytest.raises(IntegrityError), transaction.atomic():
        OfficialReport.objects.filter(pk=report.pk).update(number="1-BC")


def test_every_text_is_a_field_of_the_report(report):
    assert set(report.texts) == set(TEXTS)
