"""Files of evidence: kept at once, carried by reports, cleared away when nobody wants them."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.reporting import actions
from tasks_app.reporting.enums import ReportState, Situation
from tasks_app.reporting.jobs import clear_away_files
from tasks_app.reporting.models import Attachment, EvidenceFile
from tasks_app.reporting.rules import FormBirth, ReportContent
from tests import uploads
from tests.constraints import refused_by
from tests.factories import AssignmentFactory, FileFactory, ReportFactory, member, new_file, secretary

AT = at_time(date(2024, 10, 14), 16, 20)
LATER = at_time(date(2024, 10, 15), 9)
TWO_WEEKS = timedelta(days=14)
A_MOMENT = timedelta(seconds=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def with_files(*files, situation=Situation.WORKING):
    return ReportContent(situation, percent=60, results="Đã xong", files={file.pk for file in files})


def on_the_disk() -> list[Path]:
    return [path for path in Path(default_storage.location).rglob("*") if path.is_file()]


def disk_in(days: float) -> datetime:
    """The time of the disk so long after the newest file; the suite's frozen clock does not move it."""
    newest = max(path.stat().st_mtime for path in on_the_disk())
    return datetime.fromtimestamp(newest, tz=UTC) + timedelta(days=days)


def test_a_file_is_kept_under_a_name_that_tells_nothing():
    assignment = AssignmentFactory()
    actor = Actor(member(), for_person=assignment.responsible)

    [file] = actions.keep_files(assignment, [new_file("Báo cáo.pdf")], by=actor, at=AT)

    assert (file.name, file.kind, file.size) == ("Báo cáo.pdf", "pdf", len(uploads.PDF))
    assert (file.by, file.for_person, file.uploaded_at) == (actor.person, actor.for_person, AT)
    folder, _, name = file.stored.name.rpartition("/")
    assert folder == "evidence/2024/10"
    assert len(name) == 32
    assert int(name, 16)
    assert Path(file.stored.path).read_bytes() == uploads.PDF
    assert not Entry.objects.exclude(verb="assignment.issued").exists()


def test_the_same_file_twice_is_one_and_stays_another_two_weeks():
    first = FileFactory(at=AT)

    again = FileFactory(assignment=first.assignment, at=LATER)

    assert again == first
    assert again.uploaded_at == LATER
    assert len(on_the_disk()) == 1


@pytest.mark.parametrize(
    "other",
    [{"name": "Phụ lục.pdf"}, {"content": uploads.PDF + b"2"}, {"by": "somebody else"}, {"assignment": "another"}],
    ids=str,
)
def test_what_differs_is_another_file(other):
    first = FileFactory()
    given = {"assignment": first.assignment, "by": first.by} | other
    if given["by"] == "somebody else":
        given["by"] = member()
    if given["assignment"] == "another":
        given["assignment"] = AssignmentFactory()

    assert FileFactory(**given) != first


def test_a_rolled_back_upload_leaves_no_record():
    assignment = AssignmentFactory()

    with pytest.raises(RuntimeError), transaction.atomic():
        FileFactory(assignment=assignment)
        raise RuntimeError

    assert not EvidenceFile.objects.exists()
    assert len(on_the_disk()) == 1
    assert actions.clear_away_files(at=AT, real_at=disk_in(days=2)) == 1
    assert on_the_disk() == []


def test_a_draft_carries_what_its_form_says_and_no_more():
    assignment = AssignmentFactory()
    actor = Actor(assignment.responsible)
    one, other = FileFactory(assignment=assignment), FileFactory(assignment=assignment, name="Phụ lục.pdf")
    uid = uuid4()
    draft = actions.save_draft(assignment, with_files(one, other), birth=FormBirth(uid), by=actor, at=AT)
    assert set(draft.files.all()) == {one, other}

    actions.save_draft(assignment, with_files(other), birth=FormBirth(uid, 1), by=actor, at=LATER)

    assert list(draft.files.all()) == [other]
    assert EvidenceFile.objects.filter(pk=one.pk).exists()


def test_a_report_is_sent_with_its_files_and_the_record_counts_them():
    assignment = AssignmentFactory()
    file = FileFactory(assignment=assignment)
    content = with_files(file, situation=Situation.DONE)

    report = actions.submit_report(
        assignment, content, birth=FormBirth(uuid4()), by=Actor(assignment.responsible), at=AT
    )

    assert list(report.files.all()) == [file]
    assert Entry.objects.get(verb="report.submitted").details["files"] == 1


def test_the_same_report_with_the_same_file_sent_twice_is_one():
    """The browser sends the bytes again; they are the same file, so it is the same report."""
    assignment = AssignmentFactory()
    actor = Actor(assignment.responsible)
    birth = FormBirth(uuid4())

    def send():
        files = actions.keep_files(assignment, [new_file()], by=actor, at=AT)
        return actions.submit_report(assignment, with_files(*files), birth=birth, by=actor, at=AT)

    send()
    with pytest.raises(actions.AlreadySubmitted):
        send()

    assert assignment.reports.count() == 1
    assert Attachment.objects.count() == 1


def test_a_later_report_never_touches_the_files_of_one_that_was_sent():
    assignment = AssignmentFactory()
    actor = Actor(assignment.responsible)
    file = FileFactory(assignment=assignment)
    sent = ReportFactory(assignment=assignment, files={file.pk}, state=ReportState.RETURNED)

    again = actions.save_draft(assignment, with_files(file), birth=FormBirth(uuid4(), 0, sent.pk), by=actor, at=LATER)
    actions.save_draft(assignment, with_files(), birth=FormBirth(again.uid, 1, sent.pk), by=actor, at=LATER)

    assert list(sent.files.all()) == [file]
    assert list(again.files.all()) == []


@pytest.mark.parametrize("which", ["of another assignment", "not there"])
def test_a_file_that_is_not_this_assignments_is_refused(which):
    assignment = AssignmentFactory()
    file = FileFactory()
    if which == "not there":
        file.delete()
        file.pk = 999_999

    with pytest.raises(actions.FilesGone):
        actions.save_draft(
            assignment, with_files(file), birth=FormBirth(uuid4()), by=Actor(assignment.responsible), at=AT
        )

    assert not assignment.reports.exists()


def test_what_no_report_names_goes_after_two_weeks_and_not_before():
    file = FileFactory(at=AT)

    assert actions.clear_away_files(at=AT + TWO_WEEKS, real_at=disk_in(days=0)) == 0
    assert on_the_disk()

    assert actions.clear_away_files(at=AT + TWO_WEEKS + A_MOMENT, real_at=disk_in(days=0)) == 1
    assert not EvidenceFile.objects.filter(pk=file.pk).exists()
    assert on_the_disk() == []


@pytest.mark.parametrize("state", [ReportState.DRAFT, ReportState.SUBMITTED, ReportState.RETURNED])
def test_what_a_report_names_stays_for_ever(state):
    file = FileFactory(at=AT)
    ReportFactory(assignment=file.assignment, files={file.pk}, state=state)

    assert actions.clear_away_files(at=AT + 100 * TWO_WEEKS, real_at=disk_in(days=1400)) == 0

    assert Path(file.stored.path).read_bytes() == uploads.PDF


def test_what_lies_without_a_record_goes_after_a_day_and_not_before():
    FileFactory(at=AT)
    default_storage.save("evidence/2024/09/abandoned", ContentFile(b"half an upload"))

    assert actions.clear_away_files(at=AT, real_at=disk_in(days=0.9)) == 0
    assert actions.clear_away_files(at=AT, real_at=disk_in(days=1.1)) == 1

    assert len(on_the_disk()) == 1


def test_a_second_run_finds_nothing_to_do():
    FileFactory(at=AT)
    actions.clear_away_files(at=AT + 2 * TWO_WEEKS, real_at=disk_in(days=3))

    assert actions.clear_away_files(at=AT + 2 * TWO_WEEKS, real_at=timezone.now()) == 0


def test_the_job_runs_where_nothing_was_ever_uploaded():
    assert clear_away_files() == 0


def test_a_file_goes_with_its_assignment_and_its_reports():
    file = FileFactory()
    ReportFactory(assignment=file.assignment, files={file.pk})

    file.assignment.reports.all().delete()
    file.delete()

    assert not EvidenceFile.objects.exists()


def test_what_must_always_hold():
    file = FileFactory()
    report = ReportFactory(assignment=file.assignment, files={file.pk})

    for name, wrong in [
        ("a_file_is_not_empty", {"size": 0}),
        ("a_file_has_a_name", {"name": ""}),
        ("a_file_is_of_a_kind_that_is_taken", {"kind": "exe"}),
    ]:
        with refused_by(name):
            EvidenceFile.objects.filter(pk=file.pk).update(**wrong)
    with refused_by("a_report_carries_a_file_once"):
        Attachment.objects.create(report=report, file=file)
    with refused_by("what_is_stored_has_one_record"):
        other = FileFactory(name="Phụ lục.pdf", assignment=file.assignment)
        EvidenceFile.objects.filter(pk=other.pk).update(stored=file.stored.name)


def test_a_draft_that_is_saved_again_and_again_is_one_line_an_hour():
    assignment = AssignmentFactory()
    actor, colleague = Actor(assignment.responsible), Actor(member())
    uid = uuid4()

    def save(version, minutes, by=actor):
        content = ReportContent(Situation.WORKING, percent=version, results="Đã xong")
        actions.save_draft(
            assignment, content, birth=FormBirth(uid, version), by=by, at=AT + timedelta(minutes=minutes)
        )
        return Entry.objects.filter(verb="report.saved").count()

    assert save(0, minutes=0) == 1
    assert save(1, minutes=1) == 1
    assert save(2, minutes=59) == 1
    assert save(3, minutes=60) == 2
    assert save(4, minutes=61, by=colleague) == 3


def test_the_lines_of_two_drafts_are_two():
    assignment = AssignmentFactory()
    actor = Actor(assignment.responsible)
    content = ReportContent(Situation.WORKING, percent=10, results="Đã xong")
    report = actions.save_draft(assignment, content, birth=FormBirth(uuid4()), by=actor, at=AT)
    actions.submit_report(assignment, content, birth=FormBirth(report.uid, 1), by=actor, at=AT)
    actions.return_report(report, comment="Bổ sung", by=Actor(secretary()), at=AT)

    actions.save_draft(assignment, content, birth=FormBirth(uuid4(), 0, report.pk), by=actor, at=AT)

    assert Entry.objects.filter(verb="report.saved").count() == 2


def test_what_is_saved_already_changes_nothing():
    assignment = AssignmentFactory()
    actor = Actor(assignment.responsible)
    file = FileFactory(assignment=assignment)
    uid = uuid4()
    actions.save_draft(assignment, with_files(file), birth=FormBirth(uid), by=actor, at=AT)

    again = actions.save_draft(assignment, with_files(file), birth=FormBirth(uid), by=actor, at=LATER)

    assert (again.version, again.updated_at) == (1, AT)


def test_what_another_saves_word_for_word_is_his_too():
    assignment = AssignmentFactory()
    uid, colleague = uuid4(), member()
    content = ReportContent(Situation.WORKING, percent=10, results="Đã xong")
    actions.save_draft(assignment, content, birth=FormBirth(uid), by=Actor(assignment.responsible), at=AT)

    again = actions.save_draft(assignment, content, birth=FormBirth(uid, 1), by=Actor(colleague), at=LATER)

    assert (again.version, again.by) == (2, colleague)
