"""A file is kept, put right, taken over and undone: what holds then, what was recorded, what is refused."""

from datetime import date, timedelta

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.imports import actions, jobs, queries
from tasks_app.imports.enums import ImportState, Part, Verdict
from tasks_app.imports.models import Import
from tasks_app.journal.models import Entry
from tasks_app.plan.models import Plan, Task
from tasks_app.planning.actions import PlanningRefused, create_plan, edit_task
from tasks_app.planning.queries import given_of_task
from tasks_app.planning.rules import PlanDetails
from tests import factories
from tests.imports import office_files
from tests.imports.province import province
from tests.imports.uploads import upload

__all__ = ["province"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]

DAY = date(2024, 10, 15)
AT = at_time(DAY, 9)
LATER = at_time(DAY, 10)


@pytest.fixture
def secretary():
    return factories.secretary()


@pytest.fixture
def plan(secretary):
    return create_plan(PlanDetails(2025, "Kỷ cương, trách nhiệm"), by=Actor(secretary), at=AT)


@pytest.fixture
def appendix(plan, secretary, tmp_path):
    path = office_files.workbook(office_files.appendix, tmp_path / "phu-luc.xlsx")
    return upload(path, plan, by=secretary, at=AT)


def tasks(plan: Plan) -> list[str]:
    return [f"{task.number} {task.title_vi}" for task in Task.objects.filter(key_task__plan=plan)]


def correct(row, secretary, cells, **more):
    said = {"key_task": row.key_task, "day": None, "is_left": False, "seen": row.version} | more
    return actions.correct_row(row, cells, known=queries.known_of(row.of_import), **said)


def test_what_was_read_is_kept_and_nothing_of_the_plan_changes(appendix, plan):
    assert appendix.state == ImportState.READ
    assert [(row.number, row.key_task, row.verdict) for row in appendix.rows.all()] == [
        (8, 1, Verdict.OK),
        (9, 1, Verdict.OK),
        (12, 2, Verdict.OK),
        (13, 2, Verdict.OK),
        (14, 2, Verdict.ERROR),
    ]
    assert appendix.titles == {"1": "NGUỒN LỰC, CHUYỂN ĐỔI SỐ", "2": "Rà soát kế hoạch"}
    assert tasks(plan) == []


def test_good_rows_are_taken_over_and_a_bad_one_stays_behind(appendix, plan, secretary):
    its = actions.take_over(appendix, by=Actor(secretary), at=LATER)

    assert its.state == ImportState.TAKEN
    assert tasks(plan) == [
        "1.1 Rà soát nhân lực làm cải cách hành chính",
        "1.2 Bố trí kinh phí",
        "2.1 Đánh giá kế hoạch",
        "2.2 Công bố thủ tục",
    ]
    task = Task.objects.get(key_task__plan=plan, key_task__number=1, order=2)
    (work,) = task.assignments.all()
    assert (work.organisation.name_vi, task.deadline_on, task.deliverable_vi) == (
        "Sở Tài chính",
        date(2025, 6, 15),
        "Tờ trình",
    )
    assert [one.name_vi for one in work.coordinating.all()] == ["Sở Thông tin và Truyền thông"]
    assert its.rows.get(number=14).task is None
    entry = Entry.objects.get(verb="import.taken_over")
    assert (entry.by, entry.details["tasks"]) == (secretary, 4)


def test_a_repetition_takes_nothing_over(appendix, plan, secretary):
    actions.take_over(appendix, by=Actor(secretary), at=LATER)

    with pytest.raises(actions.IsSettled):
        actions.take_over(appendix, by=Actor(secretary), at=LATER)
    assert len(tasks(plan)) == 4


def test_nothing_stays_where_planning_refuses(appendix, plan, secretary):
    Plan.objects.filter(pk=plan.pk).update(published_at=AT, closed_at=AT)

    with pytest.raises(PlanningRefused):
        actions.take_over(appendix, by=Actor(secretary), at=LATER)

    assert tasks(plan) == []
    assert Import.objects.get().state == ImportState.READ


def test_a_row_is_put_right(appendix, plan, secretary):
    row = appendix.rows.get(number=14)

    row = correct(row, secretary, {Part.LEAD: "Sở Nội vụ", Part.DEADLINE: "Quý III"})

    assert (row.verdict, row.version) == (Verdict.OK, 2)
    actions.take_over(appendix, by=Actor(secretary), at=LATER)
    assert "2.3 Sắp xếp tổ chức" in tasks(plan)


def test_a_day_that_was_chosen_goes_before_the_words(appendix, plan, secretary):
    row = correct(appendix.rows.get(number=14), secretary, {Part.LEAD: "Sở Nội vụ"}, day=date(2025, 10, 1))
    actions.take_over(appendix, by=Actor(secretary), at=LATER)

    task = appendix.rows.get(pk=row.pk).task
    assert (task.deadline_on, task.deadline_words_vi, task.deadline_is_confirmed) == (
        date(2025, 10, 1),
        "Quý III và IV",
        True,
    )


def test_who_saw_an_earlier_version_is_told(appendix, secretary):
    row = appendix.rows.get(number=14)
    correct(row, secretary, {Part.LEAD: "Sở Nội vụ"})

    with pytest.raises(actions.EditedMeanwhile):
        correct(row, secretary, {Part.LEAD: "Sở Tư pháp"}, seen=1)


def test_a_row_that_is_left_out_stays_behind(appendix, plan, secretary):
    for row in appendix.rows.exclude(number=8):
        correct(row, secretary, {}, is_left=True)
    actions.take_over(appendix, by=Actor(secretary), at=LATER)

    assert tasks(plan) == ["1.1 Rà soát nhân lực làm cải cách hành chính"]


def test_where_nothing_is_left_to_take_over_it_is_said(appendix, secretary):
    for row in appendix.rows.all():
        correct(row, secretary, {}, is_left=True)

    with pytest.raises(actions.NothingToTake):
        actions.take_over(appendix, by=Actor(secretary), at=LATER)


def test_what_the_plan_has_already_is_left_out_to_begin_with(appendix, plan, secretary, tmp_path):
    actions.take_over(appendix, by=Actor(secretary), at=LATER)

    again = upload(office_files.workbook(office_files.appendix, tmp_path / "lai.xlsx"), plan, by=secretary, at=LATER)

    assert [row.is_left for row in again.rows.all()] == [True] * 4 + [False]


def test_columns_that_were_named_are_remembered(plan, secretary, tmp_path):
    path = office_files.workbook(office_files.hidden_and_repeated, tmp_path / "ke-hoach.xlsx")
    its = upload(path, plan, by=secretary, at=AT)
    assert its.columns["deadline"] == 3
    columns = {Part(part): column for part, column in its.columns.items()} | {Part.DEADLINE: 2}

    actions.name_columns(its, columns, known=queries.known_of(its), at=AT)

    assert its.rows.first().cells["deadline"] == "Quý I"
    assert upload(path, plan, by=secretary, at=LATER).columns["deadline"] == 2


# --- Undo -------------------------------------------------------------------------------------------------------------


def test_what_was_taken_over_is_undone_within_a_day(appendix, plan, secretary):
    its = actions.take_over(appendix, by=Actor(secretary), at=LATER)

    assert actions.undo_import(its, by=Actor(secretary), at=LATER + timedelta(hours=23)) == 4

    assert tasks(plan) == []
    assert not plan.key_tasks.exists()
    assert Import.objects.get().state == ImportState.UNDONE
    assert Entry.objects.filter(verb="import.undone").count() == 1
    with pytest.raises(actions.IsSettled):
        actions.undo_import(its, by=Actor(secretary), at=LATER)


def test_after_a_day_it_is_too_late(appendix, plan, secretary):
    its = actions.take_over(appendix, by=Actor(secretary), at=LATER)

    with pytest.raises(actions.TooLate):
        actions.undo_import(its, by=Actor(secretary), at=LATER + timedelta(days=1, seconds=1))
    assert len(tasks(plan)) == 4


def test_what_was_touched_since_is_named_and_nothing_is_undone(appendix, plan, secretary):
    its = actions.take_over(appendix, by=Actor(secretary), at=LATER)
    task = Task.objects.get(key_task__plan=plan, key_task__number=2, order=1)
    given = given_of_task(task)
    edit_task(
        task,
        type(given)(**vars(given) | {"deliverable_vi": "Báo cáo đánh giá"}),
        by=Actor(secretary),
        at=LATER + timedelta(minutes=1),
    )

    with pytest.raises(actions.WasTouched, match=r"2\.1"):
        actions.undo_import(its, by=Actor(secretary), at=LATER + timedelta(hours=1))
    assert len(tasks(plan)) == 4


# --- Many rows --------------------------------------------------------------------------------------------------------


def test_many_rows_are_taken_over_by_a_job(appendix, plan, secretary, settings):
    settings.IMPORT_ROWS_AT_ONCE = 3

    its = actions.take_over(appendix, by=Actor(secretary), at=LATER)
    assert (its.state, tasks(plan)) == (ImportState.WAITING, [])

    assert jobs.take_over() == 1
    assert Import.objects.get().state == ImportState.TAKEN
    assert len(tasks(plan)) == 4
    assert Entry.objects.get(verb="import.taken_over").by == secretary
    assert jobs.take_over() == 0


def test_what_a_job_cannot_take_over_can_be_looked_through_again(appendix, plan, secretary, settings):
    settings.IMPORT_ROWS_AT_ONCE = 3
    actions.take_over(appendix, by=Actor(secretary), at=LATER)
    Plan.objects.filter(pk=plan.pk).update(published_at=AT, closed_at=AT)

    assert jobs.take_over() == 0

    its = Import.objects.get()
    assert its.state == ImportState.READ
    assert its.refusal


def test_one_whose_worker_has_died_is_taken_up_again(appendix, secretary, settings):
    settings.IMPORT_ROWS_AT_ONCE = 3
    actions.take_over(appendix, by=Actor(secretary), at=LATER)
    actions.take_next(at=LATER)

    assert actions.take_next(at=LATER + timedelta(minutes=5)) is None
    assert actions.take_next(at=LATER + timedelta(minutes=16)) is not None
