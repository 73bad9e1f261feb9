"""The pictures of the user's guide: what they show, and how a screenshot becomes a small file.

A screenshot has hundreds of shades that nobody sees, a picture of the guide has few.
"""

from __future__ import annotations

import base64
import struct
import zlib
from array import array
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from playwright.sync_api import Page

from tasks_app.people.models import Delegation
from tasks_app.plan.enums import State
from tasks_app.reporting.enums import Situation
from tests.browser.pages import COORDINATOR, LEADER, MEMBER, SECRETARY, at, contribution, waiting_report, work
from tests.conftest import TODAY

TAKEN = Path(settings.BASE_DIR) / "var" / "guide"
PHONE, DESK = (390, 660), (1000, 640)
AT_MOST = 60_000  # bytes
COLOURS = 64
# The browser unpacks its own screenshot, on an empty page, which has no policy to keep.
PIXELS = """
async (png) => {
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
  context.drawImage(image, 0, 0);
  const bytes = context.getImageData(0, 0, image.width, image.height).data;
  let text = "";
  for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return [image.width, image.height, btoa(text)];
}
"""


def as_it_opens(page: Page) -> None:
    page.wait_for_load_state()


def from_the(place: str) -> Callable[[Page], None]:
    """The picture begins where an element does."""
    return lambda page: page.locator(place).first.evaluate("it => it.scrollIntoView()")


def asking_for_completion(page: Page) -> None:
    page.locator("input[name=situation][value=done] + label").click()
    from_the("#div_id_proposals")(page)


def acting(page: Page) -> None:
    page.locator("header details.menu summary").click()
    page.locator("header form[action*='/act/'] button").first.click()
    page.wait_for_load_state()


def the_deputy() -> str:
    return Delegation.objects.in_force(TODAY).order_by("pk").first().deputy.username


@dataclass(frozen=True)
class Picture:
    """``who``: the user name of the one who looks, or what says it; ``ready``: what happens before it is taken."""

    name: str
    who: str | Callable[[], str]
    path: Callable[[], str]
    size: tuple[int, int] = PHONE
    ready: Callable[[Page], None] = as_it_opens

    def __str__(self):
        return self.name

    def taken_by(self) -> str:
        return self.who() if callable(self.who) else self.who


PICTURES = [
    Picture("sign-in", "", at("account_login")),
    Picture("my-work", MEMBER, at("my_work")),
    Picture("report", MEMBER, work("assignment_detail", MEMBER, State.IN_PROGRESS), ready=from_the("#report")),
    Picture("completion", MEMBER, work("assignment_detail", MEMBER, State.IN_PROGRESS), ready=asking_for_completion),
    Picture("extension", MEMBER, work("extension_ask", MEMBER, State.RETURNED), ready=from_the("main h1")),
    Picture("contribution", COORDINATOR, contribution("contribution_edit"), ready=from_the("main h1")),
    Picture("acting", the_deputy, at("home"), ready=acting),
    Picture("my-organisations", MEMBER, at("my_organisations")),
    Picture("overview", LEADER, at("overview"), DESK, from_the(".lead-sum")),
    Picture("meeting", LEADER, at("meeting"), DESK),
    Picture("review", SECRETARY, waiting_report(situation=Situation.WORKING), DESK),
    Picture("tools", SECRETARY, at("tools"), DESK),
]


def small_png(screenshot: bytes, empty: Page) -> bytes:
    """The screenshot with its most frequent colours, every other pixel in the nearest of these."""
    width, height, packed = empty.evaluate(PIXELS, base64.b64encode(screenshot).decode())
    pixels = array("I", base64.b64decode(packed))
    frequent = [colour for colour, _ in Counter(pixels).most_common(COLOURS)]
    place = {colour: _nearest(colour, frequent) for colour in set(pixels)}
    indexes = bytes(map(place.__getitem__, pixels))
    rows = b"".join(b"\0" + indexes[at : at + width] for at in range(0, len(indexes), width))
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", b"".join(struct.pack("<I", colour)[:3] for colour in frequent)),
            _chunk(b"IDAT", zlib.compress(rows, 9)),
            _chunk(b"IEND", b""),
        )
    )


def _nearest(colour: int, frequent: list[int]) -> int:
    ours = struct.pack("<I", colour)[:3]
    distances = [sum((a - b) ** 2 for a, b in zip(ours, struct.pack("<I", one), strict=False)) for one in frequent]
    return distances.index(min(distances))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
