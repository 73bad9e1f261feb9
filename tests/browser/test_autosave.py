"""A draft is saved while somebody types, and the device's own copy gives way to it."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Page, expect

from tasks_app.journal.models import Entry
from tasks_app.plan.enums import State
from tasks_app.plan.models import Assignment
from tasks_app.reporting.enums import ReportState
from tasks_app.reporting.models import ProgressReport
from tests import uploads
from tests.browser.conftest import Window, said
from tests.factories import ReportFactory
from tests.worlds import World

pytestmark = pytest.mark.django_db(transaction=True)

TYPED = "Đã rà soát tại mười hai đơn vị"
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('keep:'))"


@pytest.fixture
def here(world: World, window, live_server) -> Window:
    here = window(live_server.url, who="member")
    here.page.clock.install()
    here.open(reverse("report_edit", args=[world.overdue.pk]))
    return here


def type_and_wait(page: Page, text: str = TYPED, *, ends: int | None = 200) -> None:
    """Type, and let the pause after the last key go by; ``ends``: how the server answers, None: it is not asked."""
    if ends is None:
        page.fill("[name=results]", text)
        page.clock.run_for(5_000)
        return
    with page.expect_response(lambda response: response.request.method == "POST") as answer:
        page.fill("[name=results]", text)
        page.clock.run_for(5_000)
    assert answer.value.status == ends


def note(page: Page):
    return page.locator("[data-autosave-words]")


def draft_of(world: World) -> ProgressReport:
    return ProgressReport.objects.get(assignment=world.overdue)


def test_what_is_typed_is_saved_and_the_buttons_go_on_from_there(world, here):
    page = here.page
    type_and_wait(page)

    expect(note(page)).to_have_text(said("Đã lưu nháp lúc 08:00.", "Draft saved at 08:00."))
    assert (draft_of(world).results, draft_of(world).version) == (TYPED, 1)
    assert page.evaluate(KEPT) == []
    type_and_wait(page, TYPED + " và hai xã")
    expect(page.locator("[name=version]")).to_have_value("2")
    page.fill("[name=percent]", "60")
    page.click("button[name=submit]")
    page.wait_for_load_state()

    report = draft_of(world)
    assert (report.state, report.results, report.percent) == (ReportState.SUBMITTED, TYPED + " và hai xã", 60)
    assert Entry.objects.filter(verb="report.saved").count() == 1
    assert here.errors == []


def test_a_form_that_nobody_touched_is_not_saved(world, here):
    here.page.clock.run_for(600_000)
    here.open(reverse("my_work"))

    assert not ProgressReport.objects.filter(assignment=world.overdue).exists()


def test_what_is_put_back_to_what_it_was_is_not_saved(world, here):
    before = here.page.locator("[name=results]").input_value()
    here.page.fill("[name=results]", before + "!")
    type_and_wait(here.page, before, ends=None)

    assert not ProgressReport.objects.filter(assignment=world.overdue).exists()


def test_what_is_typed_last_is_saved_when_the_page_is_left(world, here):
    page = here.page
    page.fill("[name=results]", TYPED)

    with page.expect_request(lambda request: request.method == "POST" and "report" in request.url):
        page.evaluate(
            "Object.defineProperty(document, 'visibilityState', { value: 'hidden' });"
            "document.dispatchEvent(new Event('visibilitychange'))"
        )

    expect(note(page)).to_have_text(said("Đã lưu nháp lúc 08:00.", "Draft saved at 08:00."))
    assert draft_of(world).results == TYPED


def test_a_conflict_stops_it_and_loses_no_letter(world, here):
    page = here.page
    page.fill("[name=percent]", "60")
    theirs = ReportFactory(assignment=world.overdue, by=world.officer, state=ReportState.DRAFT, results="Của họ")

    type_and_wait(page, ends=409)

    expect(note(page)).to_contain_text(
        said("hãy bấm “Lưu nháp” để xem cả hai bản", "press “Save draft” to see both versions")
    )
    type_and_wait(page, TYPED + "!", ends=None)
    theirs.refresh_from_db()
    assert theirs.results == "Của họ"
    expect(page.locator("[name=results]")).to_have_value(TYPED + "!")
    page.click("button[name=draft]")
    page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text(said("Báo cáo này có hai bản", "Two versions of this report"))
    expect(page.locator("[name=results]")).to_have_value(TYPED + "!")
    # While two versions are on the page nothing is saved by itself.
    type_and_wait(page, TYPED + "!!", ends=None)
    theirs.refresh_from_db()
    assert theirs.results == "Của họ"


def test_work_that_was_stopped_meanwhile_is_said_and_no_other_version_is_promised(world, here):
    Assignment.objects.filter(pk=world.overdue.pk).update(state=State.SUSPENDED)

    type_and_wait(here.page, ends=409)

    expect(note(here.page)).to_contain_text(f"“{State.SUSPENDED.label}”")
    expect(note(here.page)).not_to_contain_text(said("cả hai bản", "both versions"))
    expect(here.page.locator("[name=results]")).to_have_value(TYPED)


def test_after_the_session_it_says_so_and_the_text_is_offered_again(world, here, live_server, window):
    page = here.page
    Session.objects.all().delete()

    type_and_wait(page, ends=302)

    expect(note(page)).to_contain_text(said("Phiên đăng nhập đã kết thúc", "The session has ended"))
    expect(page.locator("[name=results]")).to_have_value(TYPED)
    assert not ProgressReport.objects.filter(assignment=world.overdue).exists()
    assert len(page.evaluate(KEPT)) == 1


def test_a_broken_link_is_said_and_tried_again(world, here):
    page = here.page
    page.route("**/report/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.fill("[name=results]", TYPED)
    page.clock.run_for(5_000)
    expect(note(page)).to_contain_text(said("Hiện chưa lưu được bản nháp", "The draft could not be saved just now"))
    assert len(page.evaluate(KEPT)) == 1

    page.unroute("**/report/")
    page.clock.run_for(31_000)

    expect(note(page)).to_have_text(said("Đã lưu nháp lúc 08:00.", "Draft saved at 08:00."))
    assert draft_of(world).results == TYPED
    here.errors.clear()  # the console speaks of the broken link


def test_the_button_waits_for_a_draft_that_is_on_its_way(world, here):
    """On a slow link the button is pressed while the draft is still being saved: it must not meet itself."""
    page = here.page
    held = []
    page.route("**/report/", lambda route: held.append(route) if not held else route.continue_())
    page.fill("[name=percent]", "60")
    page.fill("[name=results]", "Mới được một nửa")
    page.clock.run_for(5_000)
    page.wait_for_timeout(0)
    page.fill("[name=results]", TYPED)

    page.click("button[name=submit]", no_wait_after=True)
    assert not ProgressReport.objects.filter(assignment=world.overdue, state=ReportState.SUBMITTED).exists()
    with page.expect_navigation():
        held[0].continue_()
        page.clock.run_for(1_000)

    report = draft_of(world)
    assert (report.state, report.results) == (ReportState.SUBMITTED, TYPED)


def test_a_file_that_is_too_large_is_not_sent_over_a_slow_link(world, here, settings):
    settings.UPLOAD_FILE_BYTES = 1_000
    here.open(reverse("report_edit", args=[world.overdue.pk]))
    page = here.page

    page.set_input_files(
        "[name=uploads]",
        [
            {"name": "to.pdf", "mimeType": "application/pdf", "buffer": uploads.PDF * 100},
            {"name": "vừa.pdf", "mimeType": "application/pdf", "buffer": uploads.PDF},
        ],
    )

    expect(page.locator("[data-upload-note]")).to_contain_text(
        said("“to.pdf” chưa được thêm vì quá lớn", "“to.pdf” was not added: too large")
    )
    assert page.evaluate("[...document.querySelector('[name=uploads]').files].map((file) => file.name)") == ["vừa.pdf"]
