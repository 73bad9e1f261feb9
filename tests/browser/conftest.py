"""One browser for a worker, a window for a test: it fails on an error in the console or a breach of the policy."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.db import connections
from django.test import Client
from django.utils import translation
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tasks_app.people.models import Person
from tests import services
from tests.conftest import TODAY
from tests.kept_world import world_on
from tests.worlds import World

SCREENSHOTS = Path(settings.BASE_DIR) / "var" / "screenshots"
WIDTHS = {1366: 900, 390: 844}
PHONE = min(WIDTHS)
LOCALES = {"vi": "vi-VN", "en": "en-GB"}
# How long something may take to come: the suite runs beside other work, and says nothing about speed.
MILLISECONDS = 20_000
# What some tests ask for: a page that is refused or missing, and a window without the worker of the offline page.
ASKED_FOR = ("the server responded with a status of", "Service Worker registration blocked")
RUN_AXE = "async ([exclude, options]) => (await axe.run(exclude.length ? { exclude } : document, options)).violations"
# The rows of a long list are made alike, and each kind of them stands among the first or in the gallery of components.
FURTHER_ROWS = ["tbody > tr:nth-child(n+9)", "ul > li:nth-child(n+9)", "ol > li:nth-child(n+9)"]
LISTEN = """
window.breaches = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.breaches.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
"""


def pytest_generate_tests(metafunc):
    """Each journey through the small province goes in both languages."""
    if {"world", "language"} <= set(metafunc.fixturenames):
        metafunc.parametrize("language", LOCALES, indirect=True)


def pytest_collection_modifyitems(items):
    """Every run hears each journey on a phone in English, with scripts and without, and at a desk in Vietnamese, with
    scripts. `make browser-all` hears the others.

    Where a journey has one width only, every run hears it in Vietnamese.
    """
    here = Path(__file__).parent
    for item in items:
        if not item.path.is_relative_to(here):
            continue
        item.add_marker(pytest.mark.browser)
        if {"world", "language"} <= set(item.fixturenames):
            its = item.callspec.params
            width = its.get("width", PHONE)
            is_spoken = its["language"] == ("en" if its.get("width") == PHONE else "vi")
            if not is_spoken or (width != PHONE and not its.get("javascript", True)):
                item.add_marker(pytest.mark.browser_all)


def said(vi: str, en: str) -> str:
    """What the pages say in the language of the test."""
    return {"vi": vi, "en": en}[translation.get_language()]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    try:
        program = os.environ.get("TEST_CHROMIUM") or services.chromium()
    except services.Missing as missing:
        pytest.skip(str(missing))
    # Playwright keeps an event loop in this thread, in which Django would refuse its database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    nowhere_else = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1, EXCLUDE localhost"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", nowhere_else])
        expect.set_options(timeout=MILLISECONDS)
        yield browser
        browser.close()
        connections.close_all()  # those of the loop, which nobody finds after it and the database would wait for


@pytest.fixture(scope="session")
def server(django_db_setup, django_db_blocker, _guards) -> Iterator[LiveServer]:
    with django_db_blocker.unblock():
        server = LiveServer("localhost")
        yield server
        server.stop()


@dataclass
class Window:
    """A page of the browser, with what went wrong on it."""

    page: Page
    base: str
    errors: list[str] = field(default_factory=list)

    def __post_init__(self):
        self.page.add_init_script(LISTEN)
        self.page.on("console", lambda message: self._hear(message))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _hear(self, message):
        if message.type in ("error", "warning") and not any(words in message.text for words in ASKED_FOR):
            self.errors.append(message.text)

    def open(self, path: str) -> int:
        return self.page.goto(self.base + path).status

    @property
    def breaches(self) -> list[str]:
        return self.page.evaluate("window.breaches")

    @property
    def sideways(self) -> int:
        """By how many pixels the page is wider than the window."""
        return self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@dataclass
class Device:
    """Somebody's browser with one page, on which address after address is looked at: a new page is a new process."""

    context: BrowserContext
    width: int
    window: Window

    @classmethod
    def of(cls, browser: Browser, base: str, *, width: int, **asked) -> Device:
        context = signed_in(browser, base, width=width, **asked)
        return cls(context, width, Window(context.new_page(), base))

    def anew(self) -> Window:
        """Its page as it was in the beginning, whatever the last one to look has made of it."""
        self.window.errors.clear()
        self.window.page.emulate_media(media="screen", color_scheme="light")
        self.window.page.set_viewport_size({"width": self.width, "height": WIDTHS[self.width]})
        return self.window


def objections(window: Window, options: dict | None = None, *, whole: bool = False) -> str:
    """A line for each element that axe objects to, also by WCAG 2.2's rule for targets of 24 px; of long lists the
    first eight rows, unless the ``whole`` page is asked for.

    What the print sheet links to, the overview does with targets of full size.
    """
    is_paper = window.page.evaluate("document.documentElement.matches('.paper')")
    options = options or {"rules": {"target-size": {"enabled": not is_paper}}}
    if not window.page.evaluate("'axe' in window"):
        window.page.evaluate(AXE_SCRIPT)
    # What passed would be described too, which takes as long again as finding what did not.
    exclude = [] if whole else FURTHER_ROWS
    found = window.page.evaluate(RUN_AXE, [exclude, options | {"resultTypes": ["violations"]}])
    return "\n".join(f"{one['id']}: {node['target']} {node['html'][:200]}" for one in found for node in one["nodes"])


@pytest.fixture
def world(transactional_db) -> World:
    """The small province, built for each test: the browser sees only what is committed."""
    with translation.override("vi"):
        return world_on(TODAY)


@pytest.fixture
def language(request, _vietnamese) -> Iterator[str]:
    """What windows ask for of people who have not chosen a language, and what names and labels are read in."""
    its = getattr(request, "param", "vi")
    with translation.override(its):
        yield its


@pytest.fixture
def window(browser, language) -> Iterator[Callable[..., Window]]:
    """``window(server.url, who="thuky01", width=390)``: a window of someone who has signed in already."""
    opened: list[BrowserContext] = []

    def open_window(base: str, **asked) -> Window:
        opened.append(signed_in(browser, base, **{"locale": LOCALES[language]} | asked))
        return Window(opened[-1].new_page(), base)

    yield open_window
    for context in opened:
        context.close()


def signed_in(
    browser: Browser,
    base: str,
    *,
    who: str = "",
    width: int = 1366,
    height: int = 0,
    javascript: bool = True,
    worker: bool = False,
    locale: str = LOCALES["vi"],
) -> BrowserContext:
    """The device of someone who has signed in already, or of nobody."""
    context = browser.new_context(
        viewport={"width": width, "height": height or WIDTHS[width]},
        locale=locale,
        java_script_enabled=javascript,
        has_touch=width < 600,
        # It would ask the server for its page at any time, also while a test clears its database.
        service_workers="allow" if worker else "block",
        reduced_motion="reduce",  # colours on their way from one to another would be measured half-way
    )
    context.set_default_timeout(MILLISECONDS)
    if who:
        client = Client()
        client.force_login(Person.objects.get(username=who))
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": base}])
    return context
