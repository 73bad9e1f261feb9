"""A list leaves the product in a real browser: at once, and made by a job while one waits for it."""

from io import BytesIO
from pathlib import Path

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from playwright.sync_api import expect

from tasks_app.exports import jobs
from tasks_app.exports.models import ExportRecord
from tests.browser.conftest import WIDTHS, said
from tests.factories import set_options
from tests.worlds import World

pytestmark = [pytest.mark.parametrize("width", WIDTHS), pytest.mark.django_db(transaction=True)]


def test_the_secretary_takes_out_what_is_overdue(world: World, window, live_server, width):
    here = window(live_server.url, who="secretary", width=width, javascript=width > 600)
    here.open(f"{reverse('assignment_list')}?status=overdue")
    shown = here.page.locator("tbody tr").count()

    with here.page.expect_download() as download:
        here.page.get_by_role("button", name="Excel").locator("visible=true").click()

    file = download.value
    assert file.suggested_filename.endswith("_2024-10-15.xlsx")
    sheet = load_workbook(BytesIO(Path(file.path()).read_bytes())).active
    assert sheet.max_row - int(sheet.print_title_rows.split(":")[0].strip("$")) == shown
    assert ExportRecord.objects.first().query == "status=overdue"
    assert here.sideways <= 0


def test_a_long_list_waits_under_my_files(world: World, window, live_server, width):
    set_options(export_rows=1)
    here = window(live_server.url, who="secretary", width=width, javascript=width > 600)
    here.open(reverse("assignment_list"))

    here.page.get_by_role("button", name="CSV").locator("visible=true").click()
    expect(here.page).to_have_url(here.base + reverse("export_list"))
    expect(here.page.locator("main")).to_contain_text(said("Đang chờ", "Waiting"))
    jobs.make_files()
    here.page.get_by_role("link", name=said("Xem tiến độ tạo tệp", "See how far it is")).click()

    with here.page.expect_download() as download:
        here.page.get_by_role("link", name=".csv").click()
    assert Path(download.value.path()).read_bytes().startswith(b"\xef\xbb\xbf")
    assert here.sideways <= 0
