"""A link that is weak, or gone: light pages, nothing lost, and a page that says what can wait."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.test.testcases import LiveServerThread
from django.urls import reverse
from playwright.sync_api import Page, expect

from tasks_app.plan.enums import State
from tasks_app.reporting.models import ProgressReport
from tests.browser.conftest import Window, objections, said
from tests.factories import AssignmentFactory
from tests.worlds import World

pytestmark = pytest.mark.django_db(transaction=True)

REASON = "Đi công tác tại huyện Kỳ Sơn"
# As a phone has it at the end of a valley.
WEAK = {"offline": False, "latency": 600, "downloadThroughput": 300_000 / 8, "uploadThroughput": 300_000 / 8}
FIRST_BYTES, LATER_BYTES, REQUESTS = 150_000, 40_000, 10
KEPT = """
async () => {
  const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const kept = await Promise.all(caches_.map((cache) => cache.keys()));
  return kept.flat().map((request) => new URL(request.url).pathname);
}
"""
WORKER_STANDS = """
() => new Promise((done) => {
  if (navigator.serviceWorker.controller) done();
  else navigator.serviceWorker.addEventListener("controllerchange", () => done());
})
"""
# A phone in a valley has a network, and nothing comes through it.
THINKS_IT_IS_ONLINE = "Object.defineProperty(Navigator.prototype, 'onLine', { get: () => true })"
DRAWN = "getComputedStyle(document.querySelector('.btn-primary')).backgroundColor"
COMPRESSED = {
    "staticfiles": {"BACKEND": "reform.storage.StaticStorage"},
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
}


class Meter:
    """What a window has fetched since the last look: addresses and bytes on the wire."""

    def __init__(self, page: Page):
        self.page = page
        self.link = page.context.new_cdp_session(page)
        self.link.send("Network.enable")
        self.addresses: dict[str, str] = {}
        self.bytes: dict[str, int] = {}
        self.link.on("Network.requestWillBeSent", self._asked)
        self.link.on("Network.loadingFinished", self._came)

    def _asked(self, event):
        if event["request"]["url"].startswith("http"):
            self.addresses[event["requestId"]] = event["request"]["url"]

    def _came(self, event):
        self.bytes[event["requestId"]] = event["encodedDataLength"]

    def weaken(self):
        self.link.send("Network.emulateNetworkConditions", WEAK)

    def take(self) -> tuple[list[str], int]:
        """The addresses that were really fetched, and their bytes; then it begins anew."""
        self.page.wait_for_load_state("networkidle")  # fonts come after the page
        fetched = [address for key, address in self.addresses.items() if self.bytes.get(key)]
        total = sum(self.bytes.values())
        self.addresses.clear()
        self.bytes.clear()
        return fetched, total


@pytest.fixture
def own_server(db, transactional_db, tmp_path):
    """A server that delivers static files as an installation does, fingerprinted and compressed; it can be stopped."""
    with override_settings(STORAGES=COMPRESSED, STATIC_ROOT=tmp_path, WHITENOISE_AUTOREFRESH=False):
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["admin"])
        thread = LiveServerThread("localhost", lambda application: application)
        thread.daemon = True
        thread.start()
        thread.is_ready.wait()
        assert not thread.error
        yield thread
        thread.terminate()


def address(server: LiveServerThread) -> str:
    return f"http://{server.host}:{server.port}"


def test_my_work_is_light_and_a_report_goes_through(world: World, window, own_server):
    AssignmentFactory.create_batch(25, responsible=world.member)
    here = window(address(own_server), who="member", width=390)
    meter = Meter(here.page)
    meter.weaken()

    assert here.open(reverse("home")) == 200
    fetched, size = meter.take()
    assert size < FIRST_BYTES
    assert len(fetched) <= REQUESTS, fetched

    assert here.open(reverse("report_edit", args=[world.overdue.pk])) == 200
    here.page.fill("[name=results]", "Đã số hóa xong hồ sơ của mười hai xã")
    here.page.fill("[name=percent]", "60")
    fetched, size = meter.take()
    assert size < LATER_BYTES
    here.page.click("button[name=submit]")
    expect(here.page.locator("main .note[role=status]:visible").first).to_be_visible()
    fetched, size = meter.take()
    assert size < LATER_BYTES
    assert ProgressReport.objects.get(assignment=world.overdue).percent == 60
    assert here.errors == []


def test_every_board_is_light_once_the_parts_are_there(world: World, window, own_server):
    here = window(address(own_server), who="secretary")
    meter = Meter(here.page)
    here.open(reverse("overview"))
    meter.take()

    for page in ("assignment_list", "task_list", "report_list", "matrix", "ranking", "overview"):
        assert here.open(reverse(page)) == 200
        fetched, size = meter.take()
        assert size < LATER_BYTES, page
        assert len(fetched) <= 2, fetched


def test_a_page_that_takes_long_says_that_it_is_on_its_way(world: World, window, live_server):
    here = window(live_server.url, who="member", width=390)
    here.open(reverse("my_work"))
    note = here.page.locator("[data-loading]")
    expect(note).to_be_hidden()

    here.page.evaluate("dispatchEvent(new Event('beforeunload'))")  # while it really leaves, nobody may look at a page

    expect(note).to_be_visible()
    expect(note).to_have_text(said("Đang tải…", "Loading…"))
    assert objections(here) == ""
    here.page.evaluate("dispatchEvent(new Event('pageshow'))")
    expect(note).to_be_hidden()


# --- A form that was sent and did not arrive --------------------------------------------------------------------------


def fill_in(here: Window, world: World) -> str:
    path = reverse("assignment_decide", args=[world.overdue.pk, "suspend"])
    assert here.open(path) == 200
    expect(here.page.locator("[data-sent-note]")).to_be_hidden()
    here.page.fill("[name=reason]", REASON)
    return path


def send(page: Page) -> None:
    page.locator("main form[method=post] button.btn-primary").click()


def is_offered(page: Page) -> None:
    note = page.locator("[data-sent-note]")
    expect(note).to_be_visible()
    note.locator("[data-keep-restore]").click()
    expect(page.locator("[name=reason]")).to_have_value(REASON)
    expect(note).to_be_hidden()


def test_without_a_connection_a_form_stays_where_it_is(world: World, window, live_server):
    here = window(live_server.url, who="secretary", width=390)
    path = fill_in(here, world)
    here.page.context.set_offline(True)

    send(here.page)

    expect(here.page.locator("[data-sent-offline]")).to_be_visible()
    expect(here.page.locator("[data-sent-offline]")).to_be_focused()
    expect(here.page.locator("[name=reason]")).to_have_value(REASON)
    here.page.context.set_offline(False)
    expect(here.page.locator("[data-sent-offline]")).to_be_hidden()
    assert here.page.url == here.base + path


def test_what_was_lost_on_the_way_is_offered_again(world: World, window, live_server):
    """The connection breaks while the form is under way, and the browser shows a page of its own."""
    here = window(live_server.url, who="secretary")
    path = fill_in(here, world)
    cut = lambda route: route.abort() if route.request.method == "POST" else route.continue_()  # noqa: E731
    here.page.route("**/*", cut)
    with here.page.expect_event("requestfailed"):
        send(here.page)
    here.page.unroute("**/*")

    here.open(path)

    is_offered(here.page)


def test_what_the_server_failed_on_is_offered_again(world: World, window, live_server):
    here = window(live_server.url, who="secretary")
    path = fill_in(here, world)
    broken = {"status": 502, "body": "Bad gateway", "content_type": "text/html"}
    here.page.route("**/*", lambda r: r.fulfill(**broken) if r.request.method == "POST" else r.continue_())
    with here.page.expect_navigation():
        send(here.page)
    here.page.unroute("**/*")

    here.open(reverse("home"))
    here.open(path)

    is_offered(here.page)


def test_what_came_back_with_its_faults_and_then_arrived_is_forgotten(world: World, window, live_server):
    here = window(live_server.url, who="secretary")
    path = fill_in(here, world)
    with here.page.expect_navigation() as answer:
        send(here.page)
    assert answer.value.status == 422
    expect(here.page.locator("[data-sent-note]")).to_be_hidden()
    expect(here.page.locator("[name=reason]")).to_have_value(REASON)

    here.page.fill("[name=document]", "112-CV/BCĐ")
    here.page.fill("[name=document_on]", "14/10/2024")
    with here.page.expect_navigation():
        send(here.page)

    world.overdue.refresh_from_db()
    assert world.overdue.state == State.SUSPENDED
    assert here.page.evaluate("Object.keys(sessionStorage)") == []
    here.open(path)
    expect(here.page.locator("[data-sent-note]")).to_be_hidden()


def test_signing_out_forgets_what_was_sent(world: World, window, live_server):
    here = window(live_server.url, who="secretary")
    path = fill_in(here, world)
    here.page.route("**/*", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    with here.page.expect_event("requestfailed"):
        send(here.page)
    here.page.unroute("**/*")
    here.open(path)
    expect(here.page.locator("[data-sent-note]")).to_be_visible()

    here.page.locator("details.menu summary").click()
    here.page.locator("form[data-sign-out] button").click()
    here.page.wait_for_url("**/accounts/login/**")

    assert here.page.evaluate("Object.keys(sessionStorage)") == []


# --- No connection at all ---------------------------------------------------------------------------------------------


def test_without_a_server_a_page_says_what_can_wait(language, world: World, window, own_server):
    world.member.language = language
    world.member.save()
    here = window(address(own_server), who="member", width=390, worker=True)
    here.open(reverse("home"))
    here.page.evaluate(WORKER_STANDS)
    here.open(reverse("my_work"))  # by way of the worker, which hears the language
    here.page.context.set_offline(True)

    here.open(reverse("assignment_list"))

    expect(here.page.locator("h1")).to_have_text(said("Không có kết nối", "No connection"))
    assert here.page.evaluate("document.documentElement.lang") == language
    assert here.page.evaluate(DRAWN) != "rgba(0, 0, 0, 0)"
    assert here.sideways <= 0
    kept = here.page.evaluate(KEPT)
    assert {reverse("offline", args=["vi"]), reverse("offline", args=["en"])} <= set(kept)
    assert [path for path in kept if not path.startswith(("/static/", "/offline/", "/spoken"))] == []


def test_a_form_that_meets_no_server_is_offered_again(world: World, window, own_server):
    here = window(address(own_server), who="secretary", worker=True)
    here.page.add_init_script(THINKS_IT_IS_ONLINE)
    here.open(reverse("home"))
    here.page.evaluate(WORKER_STANDS)
    path = fill_in(here, world)
    here.page.context.set_offline(True)

    send(here.page)

    expect(here.page.locator("h1")).to_have_text(said("Không có kết nối", "No connection"))
    here.page.locator("[data-back]").click()
    expect(here.page).to_have_url(here.base + path)  # the browser has that page still
    is_offered(here.page)

    here.page.context.set_offline(False)
    here.page.fill("[name=document]", "112-CV/BCĐ")
    here.page.fill("[name=document_on]", "14/10/2024")
    with here.page.expect_navigation():
        send(here.page)
    world.overdue.refresh_from_db()
    assert world.overdue.state == State.SUSPENDED
    here.open(path)
    expect(here.page.locator("[data-sent-note]")).to_be_hidden()
