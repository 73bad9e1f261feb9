"""Every page for every role that may open it, in both languages, at a desk by day and by night, on a phone, and
without scripts. An hour of looking: `make browser-all`; a part of it: `make browser-all ARGS='-k "leader and en"'`.

A page that is built the same for two roles, of the same elements with the same classes and only other words, is looked
at for one of them in each language; what frames it is on each role's other pages.
"""

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command

from tasks_app.people.models import Person
from tests.browser.conftest import LOCALES, SCREENSHOTS, WIDTHS, Device, Window, objections
from tests.browser.measures import (
    IS_A_SHEET,
    ZOOMED,
    loses_spaced_text,
    moving,
    shortcomings_of_a_phone,
    sideways_at,
    useless_forms,
    wrong_in_the_head,
)
from tests.browser.pages import (
    ADMINISTRATOR,
    COORDINATOR,
    INSPECTOR,
    LEADER,
    MEMBER,
    OFFICER,
    PAGES,
    SECRETARY,
    Page,
    add_morning,
)
from tests.conftest import TODAY
from tests.demonstration import stand

ROLES = {
    "member": MEMBER,
    "leader": LEADER,
    "secretariat": SECRETARY,
    "officer": OFFICER,
    "coordinator": COORDINATOR,
    "inspector": INSPECTOR,
    "administrator": ADMINISTRATOR,
    "nobody": "",
}
DESK, PHONE = WIDTHS
# Of what a page is built, without its words: elements with classes and what else decides on how they look and what they
# are called. Rows, items and the like that are built alike count once, in whatever order they come.
BUILT_OF = """
() => {
  const said = ["role", "type", "disabled", "hidden", "open", "aria-current", "aria-expanded", "aria-hidden"];
  const named = ["aria-label", "title", "alt"];
  const of = (one) => {
    const parts = [...one.childNodes].map((its) => its.nodeType === 1 ? of(its) : its.textContent.trim() ? "#" : "");
    const kinds = [...new Set(parts.filter(Boolean))];
    const told = said.filter((name) => one.hasAttribute(name)).map((name) => `${name}=${one.getAttribute(name)}`);
    const has = named.filter((name) => one.hasAttribute(name));
    const within = one.matches("tbody, ul, ol, dl, select, svg, g") ? kinds.sort() : kinds;
    return `<${one.localName} ${[...one.classList].sort()} ${told} ${has}>${within.join("")}</>`;
  };
  return of(document.querySelector("main"));
}
"""
# axe looks at a page of a role at the desk in one language and on the phone in the other; `make test` at both widths.
AT_THE_DESK = "vi"
CONTRAST = {"runOnly": ["color-contrast"]}
MILLISECONDS = 60_000  # it runs beside other work, and says nothing about speed

pytestmark = pytest.mark.browser_all


@pytest.fixture(scope="module")
def db(server, django_db_blocker) -> Iterator[None]:
    """As in test_pages: the demonstration stands in the database, and these tests only look."""
    with django_db_blocker.unblock():
        stand()
        add_morning(TODAY)
        yield
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(scope="module")
def visit(browser, server, db) -> Iterator[Callable[..., Window]]:
    """The page on a device of a role, which has been there before: its parts are loaded already.

    One role's devices at a time: each keeps connections open, and behind each the server has one to the database.
    """
    devices: dict[tuple, Device] = {}

    def open_page(who: str, language: str, width: int, *, javascript: bool = True) -> Window:
        its = who, language, width, javascript
        if its not in devices:
            for other in [one for one in devices if one[0] != who]:
                devices.pop(other).context.close()
            devices[its] = Device.of(
                browser, server.url, who=who, width=width, locale=LOCALES[language], javascript=javascript
            )
            devices[its].context.set_default_timeout(MILLISECONDS)
        return devices[its].anew()

    yield open_page
    for device in devices.values():
        device.context.close()


@pytest.fixture(scope="session")
def seen(tmp_path_factory, worker_id) -> Path:
    """An empty folder that the workers of a run share, with a file for each build that one has begun to look at."""
    its = tmp_path_factory.getbasetemp()
    folder = (its if worker_id == "master" else its.parent) / "seen"
    folder.mkdir(exist_ok=True)
    return folder


def is_new(here: Window, page: Page, language: str, seen: Path) -> bool:
    built = f"{page.name} {language} {here.page.evaluate(BUILT_OF)}"
    try:
        (seen / sha256(built.encode()).hexdigest()).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def opened(here: Window, page: Page, who: str, path: str) -> bool:
    """Whether it is there for this person; who it was made for has to see it."""
    status = here.open(path)
    its = urlsplit(here.page.url)
    is_there = status == page.status and f"{its.path}?{its.query}".startswith(path.rstrip("?"))
    assert is_there or who != page.who
    return is_there


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("page", PAGES, ids=str)
@pytest.mark.parametrize("role", ROLES)
def test_a_page(page: Page, role: str, language: str, visit, seen):
    who, path = ROLES[role], page.path()
    Person.objects.filter(username=who).update(language=language)
    name = f"{page.name}-{role}-{language}"

    desk = visit(who, language, DESK)
    if not (opened(desk, page, who, path) and is_new(desk, page, language, seen)):
        return
    keep(desk, f"{name}-{DESK}")
    found = [*desk.breaches, *desk.errors]  # before axe, as in test_pages
    found += [objections(desk, whole=True) if language == AT_THE_DESK else "", *wrong_in_the_head(desk)]
    desk.page.emulate_media(color_scheme="dark")
    found += [objections(desk, options=CONTRAST, whole=True), *sideways_at(desk, ZOOMED)]

    phone = visit(who, language, PHONE)
    opened(phone, page, who, path)
    keep(phone, f"{name}-{PHONE}")
    found += [*phone.breaches, *phone.errors]
    found += [
        objections(phone, whole=True) if language != AT_THE_DESK else "",
        *moving(phone),
        *sideways_at(phone, PHONE),
    ]
    found += [] if phone.page.evaluate(IS_A_SHEET) else loses_spaced_text(phone)
    found += shortcomings_of_a_phone(phone)

    bare = visit(who, language, DESK, javascript=False)
    opened(bare, page, who, path)
    found += [*useless_forms(bare), *sideways_at(bare, DESK), *sideways_at(bare, PHONE), *useless_forms(bare)]

    assert [one for one in found if one] == []


def keep(here: Window, name: str) -> None:
    folder = SCREENSHOTS / "all"
    folder.mkdir(parents=True, exist_ok=True)
    here.page.screenshot(path=folder / f"{name}.jpg", full_page=True, type="jpeg", quality=70)
