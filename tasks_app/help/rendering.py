"""A text of docs/, written in Markdown for readers of the repository, becomes the content of a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

IN_ENGLISH = "\n## English\n"
LEVEL_2, LEVEL_3 = "\n## ", "\n### "
NOTE = re.compile(r"^\*\(English below\.\)\*\s*", re.MULTILINE)
NOT_IN_A_SLUG = re.compile(r"[^\w\- ]")


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # it takes a moment, and only these pages need it

    return MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True)
class Picture:
    url: str
    width: int
    height: int


@dataclass(frozen=True)
class Chapter:
    anchor: str
    title: str


@dataclass(frozen=True)
class Rendered:
    title: str
    html: str
    chapters: tuple[Chapter, ...]


def slug(heading: str) -> str:
    """The anchor that readers of the repository get for a heading."""
    return NOT_IN_A_SLUG.sub("", heading.lower()).replace(" ", "-")


def headings(source: str) -> list[str]:
    """The titles of the chapters, in order."""
    tokens = _parser().parse(source)
    return [after.content for token, after in pairwise(tokens) if _opens(token, "h2")]


def rendered(
    source: str,
    *,
    anchors: Sequence[str] = (),
    picture: Callable[[str], Picture],
    link: Callable[[str], str],
) -> Rendered:
    """The HTML of a text, its first heading apart.

    ``anchors``: of its chapters in order, where they are not made of its own words, so that an address holds in both
    languages. ``picture``: of a path in the text; ``link``: where an address of the text leads on the page, "" where
    nobody of the page gets there, and its words stand alone.
    """
    _, heading, _, *tokens = _parser().parse(source)
    named = iter(anchors or map(slug, headings(source)))
    chapters = []
    for token, after in pairwise(tokens):
        if _opens(token, "h2"):
            chapters.append(Chapter(next(named), after.content))
            token.attrSet("id", chapters[-1].anchor)
        elif token.type == "th_open":
            token.attrSet("scope", "col")
        elif token.type == "table_open":
            token.attrSet("class", "table")
    own = {f"#{slug(one.title)}": f"#{one.anchor}" for one in chapters}
    for token in tokens:
        if token.children:
            token.children = _put_right(token.children, picture, lambda to: own.get(unquote(to)) or link(to))
    return Rendered(heading.content, _parser().renderer.render(tokens, _parser().options, {}), tuple(chapters))


def part_in(language: str, source: str) -> str:
    """Of a text that says everything twice, Vietnamese first, the part in one language under its half of the title.

    Chapters of the English half are headings of the third level there. What is for operators is left out.
    """
    title, _, rest = source.partition("\n")
    vietnamese, english = title.removeprefix("# ").split(" · ")
    before, _, after = rest.partition(IN_ENGLISH)
    if language == "en":
        return f"# {english}\n{after.partition(LEVEL_2)[0].replace(LEVEL_3, LEVEL_2)}"
    return f"# {vietnamese}\n{NOTE.sub('', before)}"


def _opens(token: Token, tag: str) -> bool:
    return token.nesting == 1 and token.tag == tag


def _put_right(children: list[Token], picture, link) -> list[Token]:
    kept, leads_nowhere = [], False
    for token in children:
        if token.type == "image":
            its = picture(token.attrGet("src"))
            token.attrs |= {"src": its.url, "width": its.width, "height": its.height}
            token.attrs |= {"loading": "lazy", "decoding": "async"}
        elif token.type == "link_open":
            to = link(token.attrGet("href"))
            leads_nowhere = not to
            token.attrSet("href", to)
        if not (leads_nowhere and token.type in ("link_open", "link_close")):
            kept.append(token)
    return kept
