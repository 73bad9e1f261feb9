"""Main pages in colours that the system forces on them: what tells things apart is still there without ours."""

import pytest

from tests.browser.conftest import WIDTHS
from tests.worlds import World

pytestmark = pytest.mark.django_db(transaction=True)

# A thing that only a background or a shadow of ours set apart from its surroundings has none now.
INVISIBLE = """
() => [...document.querySelectorAll("main :is(.btn, .chip, .bar .f, .hm .c), .nav-app [aria-current]")]
  .filter((one) => one.checkVisibility()).filter((one) => {
    const style = getComputedStyle(one);
    if (one.matches(".f")) return style.fill === "none";
    return style.borderTopWidth === "0px" && style.outlineStyle === "none" && style.borderBottomWidth === "0px";
  }).map((one) => one.outerHTML.slice(0, 120))
"""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["/my-work/", "/overview/", "/overview/matrix/", "/assignments/"])
def test_it_can_be_read_and_pressed(path, width, world: World, window, live_server):
    here = window(live_server.url, who="leader", width=width)
    here.page.emulate_media(forced_colors="active")

    assert here.open(path) == 200

    assert here.page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert here.page.evaluate(INVISIBLE) == []
    assert here.sideways <= 0
