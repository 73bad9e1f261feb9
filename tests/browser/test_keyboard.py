"""Each journey with the keyboard alone: Tab, Enter, Space and the arrows; what has the focus is seen all the time."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tasks_app.plan.models import Task
from tasks_app.reporting.enums import ExtensionState, ReportState
from tasks_app.reporting.models import Extension, ProgressReport
from tests.browser.conftest import PHONE, WIDTHS, objections, said
from tests.browser.test_journeys import PASSWORD, press_with_alt
from tests.factories import ReportFactory
from tests.worlds import World

pytestmark = pytest.mark.django_db(transaction=True)

MOST_TABS = 120
# What is wrong with how the focus is seen: "" where nothing is. A choice lies hidden behind its label.
SEEN = """
() => {
  const focused = document.activeElement;
  if (focused === document.body || focused.id === "main") return "";
  const shown = focused.matches(".btn-check") ? focused.nextElementSibling : focused;
  const box = shown.getClientRects()[0];
  if (!box) return `not shown: ${shown.outerHTML.slice(0, 200)}`;
  const outline = getComputedStyle(shown);
  if (outline.outlineStyle === "none" || parseFloat(outline.outlineWidth) < 2) {
    return `no outline: ${shown.outerHTML.slice(0, 200)}`;
  }
  const across = [0.1, 0.5, 0.9].map((part) => box.left + box.width * part);
  const down = [0.2, 0.5, 0.8].map((part) => box.top + box.height * part);
  const isSeen = across.some((x) => down.some((y) => {
    const there = document.elementFromPoint(x, y);
    return there && (shown.contains(there) || there.contains(shown) && !there.matches(".dock, .nav-app"));
  }));
  return isSeen ? "" : `covered: ${shown.outerHTML.slice(0, 200)}`;
}
"""


class Keys:
    """A person with a keyboard before a page."""

    def __init__(self, page: Page):
        self.page = page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.sees_the_focus()

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def has(self, selector: str) -> bool:
        return self.page.evaluate("(selector) => document.activeElement.matches(selector)", selector)

    def sees_the_focus(self) -> None:
        assert self.page.evaluate(SEEN) == ""

    def tab_to(self, selector: str, key: str = "Tab") -> None:
        for _ in range(MOST_TABS):
            if self.has(selector):
                return
            self.press(key)
        raise AssertionError(f"Tab does not come to {selector}")

    def fill(self, name: str, text: str) -> None:
        self.tab_to(f"[name={name}]")
        self.page.keyboard.press("Control+A")
        self.type(text)

    def choose(self, name: str, value: str) -> None:
        """A choice of several: Tab comes to the first or the chosen one, the arrows go on."""
        self.tab_to(f"[name={name}]")
        for _ in range(6):
            if self.has(f"[value={value}]:checked"):
                return
            self.press("Space" if self.has(f"[value={value}]") else "ArrowRight")
        raise AssertionError(f"the arrows do not come to {name}={value}")

    def enter(self, selector: str, key: str = "Tab") -> None:
        """Go to a link or a button and press it; the next page opens."""
        self.tab_to(selector, key)
        self.go("Enter")

    def go(self, key: str) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
        self.page.wait_for_load_state()
        self.sees_the_focus()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_member_from_the_sign_in_to_the_sign_out(width, world: World, window, live_server):
    world.member.set_password(PASSWORD)
    world.member.save()
    here = window(live_server.url, width=width)
    keys = Keys(here.page)
    here.open("/")

    keys.fill("login", "member")
    keys.fill("password", PASSWORD)
    keys.go("Enter")
    keys.press("Tab")
    assert keys.has(".skip")
    keys.page.keyboard.press("Enter")
    assert keys.has("#main")

    keys.enter(f'main a[href^="{reverse("report_edit", args=[world.overdue.pk])}"]')
    keys.choose("situation", "done")
    keys.fill("results", "Đã xong")
    keys.enter("button[name=submit]")
    assert keys.has(".note[role=alert]")
    keys.press("Tab")
    assert keys.has(".note a")
    keys.page.keyboard.press("Enter")
    assert keys.has("[aria-invalid=true]")
    keys.sees_the_focus()
    keys.choose("situation", "working") if keys.has("[name=situation]") else keys.fill("evidence_number", "125/BC-TN")
    keys.fill("evidence_on", "14/10/2024")
    keys.enter("button[name=submit]")
    assert keys.has("main .note[role=status]")
    assert ProgressReport.objects.get(assignment=world.overdue).state == ReportState.SUBMITTED

    here.open(reverse("assignment_detail", args=[world.own.pk]))
    keys.enter(f'main a[href="{reverse("extension_ask", args=[world.own.pk])}"]')
    keys.fill("deadline_on", "15/11/2024")
    keys.enter("main form [type=submit]")
    assert keys.has(".note[role=alert]")
    keys.fill("reason", "Chờ số liệu của 04 xã")
    keys.enter("main form [type=submit]")
    assert keys.has("main .note[role=status]")
    assert Extension.objects.filter(assignment=world.own).exists()

    if width < 600:
        keys.tab_to("details.menu summary", "Shift+Tab")
        keys.press("Enter")
        keys.tab_to(".menu .language button")
    else:
        keys.tab_to(".language button", "Shift+Tab")
    keys.go("Enter")
    expect(keys.page.locator("html")).to_have_attribute("lang", said("en", "vi"))
    keys.tab_to("details.menu summary")
    keys.press("Enter")
    keys.tab_to("form[data-sign-out] button")
    keys.go("Enter")
    expect(keys.page.locator("input[name=login]")).to_be_visible()
    assert here.errors == []


@pytest.mark.parametrize("width", WIDTHS)
def test_a_secretary_reviews_three_reports_and_opens_what_is_overdue(width, world: World, window, live_server):
    third = ReportFactory(assignment=world.overdue, by=world.officer, state=ReportState.SUBMITTED, percent=50)
    here = window(live_server.url, who="secretary", width=width)
    keys = Keys(here.page)
    here.open(reverse("report_list"))
    keys.enter('main a[href*="/review/"]')

    for _ in range(3):
        keys.choose("decision", "accept")
        keys.enter("main form.dock [type=submit]")
        assert keys.has("main .note")
    third.refresh_from_db()
    assert third.state == ReportState.ACCEPTED
    expect(keys.page.locator("main")).to_contain_text(
        said("Hôm nay đã trả lời 3 báo cáo", "3 reports were answered today")
    )

    here.open(reverse("assignment_list"))
    if width == PHONE:
        keys.tab_to("#fold")
        keys.press("Space")
    keys.tab_to("#id_status")
    keys.page.keyboard.press(said("Q", "O"))  # as a choice is found by its letter
    keys.enter("form.filters [type=submit]")
    assert "status=overdue" in keys.page.url
    list_url = keys.page.url
    keys.enter(f'main a[href="{reverse("assignment_detail", args=[world.overdue.pk])}"]')
    keys.page.go_back()
    assert keys.page.url == list_url
    expect(keys.page.locator("#id_status")).to_have_value("overdue")

    here.open(reverse("matrix"))
    keys.tab_to("table.hm .c a")
    keys.press("ArrowDown", "ArrowUp", "ArrowLeft")
    assert keys.has("table.hm th a")
    keys.press("ArrowRight")
    keys.go("Enter")
    assert reverse("assignment_list") in keys.page.url
    assert here.errors == []


@pytest.mark.parametrize("width", WIDTHS)
def test_a_leader_decides_on_an_extension(width, world: World, window, live_server):
    here = window(live_server.url, who="leader", width=width)
    keys = Keys(here.page)
    here.open(reverse("extension_list"))

    keys.enter(f'main a[href^="{reverse("extension_detail", args=[world.proposal.pk])}"]')
    keys.choose("decision", "refuse")
    keys.enter("main form [type=submit]")
    assert keys.has(".note[role=alert]")
    keys.fill(
        "decision_comment" if keys.page.locator("[name=decision_comment]").count() else "comment", "Đã đủ thời gian"
    )
    keys.enter("main form [type=submit]")

    assert keys.has("main .note[role=status]")
    world.proposal.refresh_from_db()
    assert world.proposal.state == ExtensionState.REFUSED
    assert here.errors == []


def test_a_secretary_makes_a_task_in_a_draft_plan(world: World, window, live_server):
    here = window(live_server.url, who="secretary")
    keys = Keys(here.page)
    here.open(reverse("plan_editor", args=[world.draft_plan.year]))

    keys.enter(f'main a[href="{reverse("plan_task_new", args=[world.draft_plan.year])}"]')
    keys.tab_to("[name=key_task]")
    keys.press("ArrowDown")
    keys.enter("main form button.btn-primary")
    assert keys.has(".note[role=alert]")
    keys.fill("title_vi", "Rà soát thủ tục nội bộ")
    keys.fill("deliverable_vi", "Báo cáo rà soát")
    keys.fill("deadline_words_vi", "trước ngày 15/6")
    with keys.page.expect_navigation():  # what is expected below may stand on the page before, too
        press_with_alt(keys.page, "s")
    expect(keys.page.locator("main .note[role=status]:not([hidden])")).to_be_visible()
    keys.enter("main form button.btn-primary")

    assert Task.objects.filter(title_vi="Rà soát thủ tục nội bộ").exists()
    assert here.errors == []


def test_the_single_keys(world: World, window, live_server):
    here = window(live_server.url, who="secretary")
    page, keys = here.page, Keys(here.page)
    here.open(f"{reverse('assignment_list')}?status=overdue")

    keys.press("j", "j")
    assert keys.has("tbody tr:nth-child(2) th a")
    keys.press("k")
    assert keys.has("tbody tr:nth-child(1) th a")
    page.keyboard.press("x")
    expect(page.locator("tbody tr:nth-child(1) [type=checkbox]")).to_be_checked()
    page.keyboard.press("?")
    expect(page.locator("dialog h1")).to_be_focused()
    assert objections(here) == ""
    page.keyboard.press("j")
    expect(page.locator("dialog h1")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    assert keys.has("tbody tr:nth-child(1) th a")
    page.locator("[name=q]").last.focus()
    keys.type("gt?")
    expect(page.locator("[name=q]").last).to_have_value("gt?")
    page.locator("main").focus()
    page.keyboard.press("g")
    keys.go("t")
    assert page.url.endswith(reverse("overview"))
    page.keyboard.press("/")
    assert keys.has(".find [name=q]")
    page.locator("main").focus()
    page.set_viewport_size({"width": 1000, "height": 800})  # the field has no room, so there is a link
    keys.go("/")
    assert keys.has("main [name=q]")
    assert page.url.endswith(reverse("search"))

    page.locator("main").focus()
    page.keyboard.press("?")
    page.locator("#single-keys").uncheck()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    here.open(reverse("assignment_list"))
    page.keyboard.press("j")
    assert keys.has("body")
    press_with_alt(page, "0")
    expect(page.locator("dialog h1")).to_be_focused()
    expect(page.locator("#single-keys")).not_to_be_checked()
    assert here.errors == []


def test_the_sheet_without_scripts_and_the_address_to_copy(world: World, window, live_server, settings):
    here = window(live_server.url, who="secretary", javascript=False)
    page = here.page
    here.open(f"{reverse('matrix')}?group=units")

    page.click("footer a[accesskey='0']")
    expect(page.locator("h1")).to_have_text(said("Phím tắt", "Keyboard shortcuts"))
    expect(page.locator("#single-keys")).to_be_hidden()
    page.go_back()
    page.click(".at-top .copy-link summary")
    expect(page.locator(".at-top .copy-link input")).to_have_value(
        f"{settings.SITE_URL}{reverse('matrix')}?group=units&as_of=2024-10-15"
    )


def test_a_link_and_a_text_are_copied(world: World, window, live_server, settings):
    here = window(live_server.url, who="secretary")
    page = here.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    here.open(f"{reverse('assignment_list')}?status=overdue")

    page.click(".at-top .copy-link button")
    expect(page.locator(".at-top .copy-link [data-copied]")).to_have_text(said("Đã chép", "Copied"))
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{settings.SITE_URL}{reverse('assignment_list')}?status=overdue"

    page.click("form[action*='/exports/text/'] button:visible")
    expect(page.locator("h1")).to_have_text(said("Văn bản gửi Zalo", "Text for Zalo"))
    assert objections(here) == ""
    page.click("[data-copy] button")
    expect(page.locator("[data-copy] [data-copied]")).to_have_text(said("Đã chép", "Copied"))
    head = said("VIỆC QUÁ HẠN đến ngày 15/10/2024", "OVERDUE on 15 Oct 2024")
    assert page.evaluate("navigator.clipboard.readText()").startswith(head)
    assert here.errors == []
    assert here.breaches == []
