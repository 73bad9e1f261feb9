"""What is measured of each page beside axe, in the window that it is open in: each measure names what falls short.

By the rules of WCAG 2.2: reflow (1.4.10), text spacing (1.4.12), target size (2.5.8), page titled (2.4.2), headings
(1.3.1), and what ``prefers-reduced-motion`` asks.
"""

from __future__ import annotations

from tests.browser.conftest import Window

NARROW, ZOOMED = 320, 683  # 1280 px at 400 %, 1366 px at 200 %
TALL = 900
FINGER = 44  # on phones, for what the house rules name
SPACED = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }
"""

# Words that a person would have to see and cannot: cut off by a box that neither grows nor scrolls.
CUT_OFF = """
() => [...document.querySelectorAll("body *")].filter((one) => {
  if (!one.checkVisibility() || one.closest("svg, .visually-hidden, .visually-hidden-focusable")) return false;
  const style = getComputedStyle(one);
  if (style.overflowX !== "hidden" && style.overflowY !== "hidden") return false;
  return one.innerText && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
}).map((one) => one.outerHTML.slice(0, 120))
"""
SPACE = """
(css) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet]; }
"""
UNSPACE = "() => { document.adoptedStyleSheets = []; }"
# Pressed with a finger; a link within a sentence is as high as its line.
SMALL = """
(least) => [...document.querySelectorAll(
  ".btn, .form-control, .form-select, .nav-app a, .top summary, .crumbs a, .pages a, .tick, .tabs a"
)].filter((one) => one.checkVisibility() && !one.closest(".visually-hidden"))
  .map((one) => [one, one.getBoundingClientRect()])
  .filter(([one, box]) => box.width > 1 && box.height < least - .5)
  .map(([one, box]) => `${Math.round(box.height)} px: ${one.outerHTML.slice(0, 120)}`)
"""
MOVING = """
() => [...document.querySelectorAll("body, body *")].filter((one) => {
  const style = getComputedStyle(one);
  const lasts = (times) => times.split(",").some((time) => parseFloat(time) > .01);
  return lasts(style.transitionDuration) || (style.animationName !== "none" && lasts(style.animationDuration));
}).map((one) => one.outerHTML.slice(0, 100)).slice(0, 5)
"""
# The two that DESIGN.md names: the print sheet, and under 400 px the screens for a hall.
IS_A_SHEET = "document.documentElement.matches('.paper, .meet')"
HEAD = """
() => {
  const [own, product] = document.title.split(" – ").map((part) => part.trim());
  const links = document.querySelector(".nav-app");
  const heads = document.querySelectorAll("h1");
  return [
    heads.length === 1 ? "" : `${heads.length} headings of the first order`,
    innerWidth < 992 || !links || links.scrollWidth <= links.clientWidth + 1 ? "" : "the navigation is cut off",
    own && product ? "" : `the title says "${document.title}"`,
  ].filter(Boolean);
}
"""


def sideways_at(here: Window, width: int) -> list[str]:
    """What scrolls sideways with the window this wide."""
    here.page.set_viewport_size({"width": width, "height": TALL})
    by = here.sideways
    return [f"{by} px too wide at {width} px: {widest(here)}"] if by > 0 else []


def widest(here: Window) -> list[str]:
    """The innermost elements that reach over the right edge, for whoever mends it."""
    return here.page.evaluate("""
        () => [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility()
            && one.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !one.querySelector("*"))
          .slice(0, 4).map((one) => one.outerHTML.slice(0, 100))
    """)


def loses_spaced_text(here: Window) -> list[str]:
    """What is cut off, or scrolls sideways, once a reader spaces letters, words, lines and paragraphs out."""
    before = set(here.page.evaluate(CUT_OFF))
    here.page.evaluate(SPACE, SPACED)
    cut = [one for one in here.page.evaluate(CUT_OFF) if one not in before]
    cut += [f"{here.sideways} px too wide with text spaced out: {widest(here)}"] if here.sideways > 0 else []
    here.page.evaluate(UNSPACE)
    return cut


def small_for_fingers(here: Window) -> list[str]:
    return here.page.evaluate(SMALL, FINGER)


def moving(here: Window) -> list[str]:
    """What still moves for people who asked for less of it; every window of the tests asks."""
    return here.page.evaluate(MOVING)


def wrong_in_the_head(here: Window) -> list[str]:
    return here.page.evaluate(HEAD)


def shortcomings_of_a_phone(here: Window) -> list[str]:
    """Everything of a page on a phone, and on one that is narrower still; leaves the window narrow."""
    narrow = [] if here.page.evaluate(IS_A_SHEET) else sideways_at(here, NARROW)
    return [*small_for_fingers(here), *narrow]


def useless_forms(here: Window) -> list[str]:
    """The forms that show a field, folded or not, and that nothing can send."""
    here.page.evaluate("() => document.querySelectorAll('.fold').forEach((one) => { one.checked = true; })")
    return here.page.evaluate("""
        () => [...document.forms].filter((one) => one.checkVisibility()
            && [...one.elements].some((its) => its.type !== "hidden" && its.checkVisibility())
            && ![...one.elements].some((its) => its.matches("button:not([type=button]), input[type=submit]")
              && !its.disabled && its.checkVisibility()))
          .map((one) => one.outerHTML.slice(0, 150))
    """)
