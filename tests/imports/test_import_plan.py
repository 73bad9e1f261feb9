"""The plan's appendix from the command line."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from tasks_app.plan.enums import State
from tasks_app.plan.models import Assignment, Plan, Task
from tests.imports import office_files
from tests.imports.province import province

__all__ = ["province"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]


@pytest.fixture
def appendix(tmp_path):
    return office_files.workbook(office_files.appendix, tmp_path / "phu-luc.xlsx")


def run(file, **options) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("import_plan", file, year=2025, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_what_would_be_entered_is_said_as_json(appendix):
    out, err = run(appendix, dry_run=True, json=True)

    rows = json.loads(out)["rows"]
    assert [row["row"] for row in rows] == [8, 9, 12, 13, 14]
    assert rows[0] == {
        "row": 8,
        "key_task": 1,
        "content": "Rà soát nhân lực làm cải cách hành chính",
        "lead": "Sở Nội vụ",
        "coordinating": ["Sở Tài chính", "Sở Thông tin và Truyền thông"],
        "deliverable": "Báo cáo",
        "deadline": "2025-06-30",
        "deadline_words": "Quý II",
        "verdict": "ok",
        "messages": [],
    }
    assert (rows[4]["lead"], rows[4]["verdict"]) == (None, "error")
    assert "Sở Vũ trụ" in rows[4]["messages"][0]
    assert "5" in err
    assert not Plan.objects.filter(year=2025).exists()


def test_the_good_rows_become_drafts_of_a_new_plan(appendix):
    _out, err = run(appendix)

    plan = Plan.objects.get(year=2025)
    tasks = Task.objects.filter(key_task__plan=plan)
    assert plan.is_draft
    assert plan.wording_is_provisional
    assert [one.short_vi for one in plan.key_tasks.all()] == ["NGUỒN LỰC, CHUYỂN ĐỔI SỐ", "Rà soát kế hoạch"]
    assert [task.number for task in tasks] == ["1.1", "1.2", "2.1", "2.2"]
    assert all(task.issued_on is None for task in tasks)
    assert Assignment.objects.filter(task=tasks[0]).get().state == State.DRAFT
    assert Assignment.objects.filter(task=tasks[2]).count() == 20  # every locality but Cửa Lò, which is in Vinh by then
    assert "4" in err


def test_a_repetition_enters_nothing_again(appendix):
    run(appendix)
    out, _err = run(appendix, json=True)

    assert Task.objects.filter(key_task__plan__year=2025).count() == 4
    assert [row["verdict"] for row in json.loads(out)["rows"]] == ["warning"] * 4 + ["error"]


def test_rows_without_a_key_task_go_where_they_are_told(tmp_path):
    run(office_files.workbook(office_files.plain, tmp_path / "ke-hoach.xlsx"), key_task=2, motto="Một phương châm")

    plan = Plan.objects.get(year=2025)
    assert (plan.motto_vi, plan.wording_is_provisional) == ("Một phương châm", False)
    assert [task.number for task in Task.objects.filter(key_task__plan=plan)] == ["2.1", "2.2"]


@pytest.mark.parametrize("name", ["ke-hoach.xls", "khong-co.xlsx"])
def test_a_file_that_cannot_be_read_ends_with_2(name, tmp_path):
    if name.endswith(".xls"):
        (tmp_path / name).write_bytes(b"<html></html>")

    with pytest.raises(SystemExit) as ended:
        run(tmp_path / name, json=True)

    assert ended.value.code == 2


def test_a_file_without_a_table_ends_with_2(tmp_path):
    with pytest.raises(SystemExit) as ended:
        run(office_files.workbook(office_files.no_table, tmp_path / "danh-sach.xlsx"))

    assert ended.value.code == 2


def test_messages_are_english_on_request(appendix):
    out, _err = run(appendix, dry_run=True, json=True, language="en")

    assert "No organisation is known as" in json.loads(out)["rows"][4]["messages"][0]
