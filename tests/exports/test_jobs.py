"""Long lists: made by a job, in the name in which they were asked for, kept for some days."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tasks_app.common.actors import Actor
from tasks_app.common.clock import now
from tasks_app.exports import actions, jobs
from tasks_app.exports.enums import FileFormat, FileState
from tasks_app.exports.models import ExportRecord
from tests.factories import AssignmentFactory, TaskFactory, delegate, leader, made, member, secretary, wanted
from tests.factories.exports import AT

pytestmark = pytest.mark.django_db


def rows_in(file) -> int:
    with file.stored.open("rb") as content:
        sheet = load_workbook(BytesIO(content.read())).active
    return sheet.max_row - int(sheet.print_title_rows.split(":")[0].strip("$"))


def test_the_file_has_what_its_person_sees():
    person = member()
    AssignmentFactory(responsible=person)
    AssignmentFactory()
    file = wanted(person)

    assert jobs.make_files() == 1

    file.refresh_from_db()
    assert (file.state, file.name, file.rows, file.written) == (
        FileState.DONE,
        "Viec-duoc-giao_2024-10-15.xlsx",
        1,
        1,
    )
    assert rows_in(file) == 1
    line = ExportRecord.objects.get()
    assert (line.what, line.rows, line.by) == ("assignment_list", 1, person)


def test_it_speaks_the_language_in_which_it_was_asked_for():
    AssignmentFactory()
    file = wanted(secretary(), language="en")

    jobs.make_files()

    file.refresh_from_db()
    assert file.name == "Assignments_2024-10-15.xlsx"


def test_a_run_with_nothing_to_do_does_nothing():
    made(secretary())

    assert jobs.make_files() == 0


def test_a_deputy_s_file_has_what_the_principal_sees():
    principal, deputy = member(), secretary()
    AssignmentFactory(responsible=principal)
    AssignmentFactory()
    file = wanted(deputy, delegation=delegate(principal, deputy), by=Actor(deputy, principal))

    jobs.make_files()

    file.refresh_from_db()
    assert rows_in(file) == 1
    line = ExportRecord.objects.get()
    assert (line.by, line.for_person) == (deputy, principal)


def test_when_the_delegation_has_ended_there_is_no_file(clock, caplog):
    principal, deputy = leader(), member()
    AssignmentFactory()
    file = wanted(deputy, delegation=delegate(principal, deputy), by=Actor(deputy, principal))
    clock.move_to(now() + timedelta(days=60))

    jobs.make_files()

    file.refresh_from_db()
    assert file.state == FileState.FAILED
    assert "could not be made" in caplog.text


def test_one_that_cannot_be_made_stops_no_other(caplog):
    AssignmentFactory()
    broken = wanted(secretary(), address="/nowhere/")
    file = wanted(secretary())

    assert jobs.make_files() == 1

    broken.refresh_from_db(), file.refresh_from_db()
    assert (broken.state, file.state) == (FileState.FAILED, FileState.DONE)


def test_progress_is_told_while_it_is_made():
    file = wanted(secretary(), rows=4000)
    taken = actions.take_next_file(at=AT)

    actions.tell_progress(taken, 1000)

    file.refresh_from_db()
    assert (file.state, file.share) == (FileState.RUNNING, 25)


def test_one_file_is_taken_up_once():
    wanted(secretary())

    assert actions.take_next_file(at=AT) is not None
    assert actions.take_next_file(at=AT) is None


def test_what_a_dead_worker_left_is_taken_up_again_and_given_up_in_the_end():
    file = wanted(secretary())
    at = AT
    for _ in range(3):
        assert actions.take_next_file(at=at) == file
        at += timedelta(minutes=16)

    assert actions.take_next_file(at=at) is None
    file.refresh_from_db()
    assert file.state == FileState.FAILED


def test_a_worker_that_was_given_up_finishes_nothing():
    wanted(secretary())
    first = actions.take_next_file(at=AT)
    second = actions.take_next_file(at=AT + timedelta(minutes=16))

    actions.finish_file(first, BytesIO(b"old"), "a.xlsx", rows=1, at=AT)
    actions.finish_file(second, BytesIO(b"new"), "b.xlsx", rows=1, at=AT)

    second.refresh_from_db()
    assert second.name == "b.xlsx"
    assert ExportRecord.objects.count() == 1


def test_files_are_kept_for_a_week():
    file = made(secretary())

    assert actions.clear_away_exports(at=AT + timedelta(days=6, hours=23)) == 0
    storage, name = file.stored.storage, file.stored.name
    assert storage.exists(name)
    assert actions.clear_away_exports(at=AT + timedelta(days=7)) == 1
    assert not storage.exists(name)


@pytest.mark.parametrize("file_format", [FileFormat.XLSX, FileFormat.CSV])
def test_a_job_and_a_page_write_the_same_forms(file_format):
    task = TaskFactory()
    AssignmentFactory(task=task)
    file = wanted(secretary(), file_format=file_format)

    jobs.make_files()

    file.refresh_from_db()
    assert file.name.endswith(f".{file_format.value}")
