"""A text for a chat group: short enough for its messages, cut between lines and never within one."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

LONGEST = 2000  # characters that a message of Zalo holds
AT_MOST_PARTS = 10  # nobody reads more messages than these; the list itself has the rest
NUMBERED = " (99/99)"


@dataclass(frozen=True)
class Block:
    """Lines under a heading, such as the work of one organisation."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Text:
    """``parts`` are copied one by one; ``rows``: how many lines of blocks they hold."""

    title: str
    parts: tuple[str, ...]
    rows: int


def in_parts(
    head: tuple[str, ...],
    blocks: Iterable[Block],
    foot: str,
    *,
    left_out: Callable[[int], str],
    limit: int = LONGEST,
    at_most: int = AT_MOST_PARTS,
) -> tuple[list[str], int]:
    """The messages, and how many lines they hold. Each begins with ``head``, numbered where there are several.

    The last ends with ``foot``. A heading is said again where its lines go on in the next one. What goes into no
    message is counted by ``left_out``.
    """
    lines = [(plain(block.heading), plain(line)) for block in blocks for line in block.lines]
    head, foot = tuple(plain(line) for line in head), plain(foot)
    frame = sum(len(line) + 1 for line in head) + len(NUMBERED) + len(foot) + 2
    bodies, placed = _bodies(lines, limit - frame - len(left_out(len(lines))) - 2, at_most)
    if placed < len(lines):
        bodies[-1] += "\n\n" + plain(left_out(len(lines) - placed))
    parts = []
    for number, body in enumerate(bodies, 1):
        numbered = f" ({number}/{len(bodies)})" if len(bodies) > 1 else ""
        last = f"\n\n{foot}" if number == len(bodies) else ""
        parts.append("\n".join((head[0] + numbered, *head[1:])) + body + last)
    return parts, placed


def _bodies(lines: list[tuple[str, str]], room: int, at_most: int) -> tuple[list[str], int]:
    """The lines under their headings, as many in a body as there is room for."""
    bodies, heading = [""], None
    for placed, (its_heading, line) in enumerate(lines):
        fresh = f"\n\n{its_heading}\n{line}"
        added = f"\n{line}" if its_heading == heading else fresh
        if bodies[-1] and len(bodies[-1]) + len(added) > room:
            if len(bodies) == at_most:
                return bodies, placed
            bodies.append("")
            added = fresh
        bodies[-1] += added
        heading = its_heading
    return bodies, len(lines)


def plain(text: str) -> str:
    """In NFC and on one line: what is pasted looks the same and is found again."""
    return " ".join(unicodedata.normalize("NFC", text).split())
