"""Work without a connection, from the download to the report."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tasks_app.reporting.models import ProgressReport
from tests.browser.conftest import WIDTHS, objections, said
from tests.exports.workbooks import PERCENT, RESULTS, TASK, Filled
from tests.worlds import World

pytestmark = [pytest.mark.parametrize("width", WIDTHS), pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_workbook_is_taken_along_filled_in_and_brought_back(
    window, live_server, world: World, width, javascript, tmp_path
):
    here = window(live_server.url, who="member", width=width, javascript=javascript)
    page = here.page
    here.open(reverse("my_work"))
    page.click(f'main a[href="{reverse("offline_work")}"]')
    with page.expect_download() as coming:
        page.click(f'form[action="{reverse("offline_download")}"] button')

    book = Filled(Path(coming.value.path()).read_bytes())
    task, percent, results = said(TASK, "Task"), said(PERCENT, "Progress (%)"), said(RESULTS, "What was done")
    row = next(number for number in range(book.number) if book[number, task] == world.overdue.task.title)
    book[row, percent], book[row, results] = 65, "Đã họp với UBND huyện Đô Lương"
    filled = tmp_path / "Việc.xlsx"
    filled.write_bytes(book.content)

    page.set_input_files("input[name=workbook]", filled)
    page.click('form[enctype="multipart/form-data"] button')
    expect(page.locator("main")).to_contain_text("Đã họp với UBND huyện Đô Lương")
    if javascript:
        assert objections(here) == ""
        assert here.sideways <= 0
    page.check("input[name^=send-]")
    page.click("main .dock button")
    expect(page.locator("main")).to_contain_text(said("Đã gửi", "Sent"))

    report = ProgressReport.objects.get(assignment=world.overdue)
    assert (report.percent, report.results, str(report.state)) == (65, "Đã họp với UBND huyện Đô Lương", "submitted")
    if javascript:
        assert here.errors == []
        assert here.breaches == []
        assert here.sideways <= 0
