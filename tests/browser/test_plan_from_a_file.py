"""The secretary takes the appendix of a plan from a workbook, puts a row right, takes it over and undoes it."""

import pytest
from django.urls import reverse

from tasks_app.imports.enums import ImportState
from tasks_app.imports.models import Import
from tasks_app.plan.models import Task
from tests.imports import office_files
from tests.worlds import World

pytestmark = pytest.mark.django_db(transaction=True)


def appended(world: World):
    def fill(sheet) -> None:
        for row in (
            ("TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Sản phẩm", "Thời hạn"),
            (1, "Rà soát hồ sơ", world.unit.name_vi, "Báo cáo", "trước ngày 15/6"),
            (2, "Tập huấn nghiệp vụ", "Sở Vũ trụ", "Lớp tập huấn", "Quý III"),
        ):
            sheet.append(row)

    return fill


@pytest.mark.parametrize("javascript", [True, False], ids=["with-scripts", "without-scripts"])
def test_a_file_becomes_drafts_and_is_undone(world: World, window, live_server, tmp_path, javascript):
    path = office_files.workbook(appended(world), tmp_path / "danh-muc.xlsx")
    here = window(live_server.url, who="secretary", javascript=javascript)
    page = here.page
    here.open(reverse("plan_editor", args=[world.draft_plan.year]))
    page.click(f"main a[href^='{reverse('import_list')}']")
    page.set_input_files("[name=file]", path)
    press(page)
    press(page)  # the columns are as they were taken
    its = Import.objects.get(name="danh-muc.xlsx")
    assert "Sở Vũ trụ" in page.inner_text("main")

    page.click(f"main td a.small[href='{reverse('import_row', args=[its.pk, 3])}']")
    page.select_option("[name=lead]", world.other_unit.name_vi)
    press(page)
    press(page)
    titles = Task.objects.filter(key_task__plan=world.draft_plan).values_list("title_vi", flat=True)
    assert {"Rà soát hồ sơ", "Tập huấn nghiệp vụ"} <= set(titles)

    with page.expect_navigation():
        page.click(f"form[action='{reverse('import_undo', args=[its.pk])}'] button")
    its.refresh_from_db()
    assert its.state == ImportState.UNDONE
    assert "Rà soát hồ sơ" not in set(titles.all())


def press(page) -> None:
    with page.expect_navigation():
        page.click("main form button.btn-primary")
