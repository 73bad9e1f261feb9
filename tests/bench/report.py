"""Times in turns, and the table that they are told in."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

WIDTHS = (46, 11, 11, 9)


def in_turns(times: int, *acts: Callable[[], object], before: Callable[[], object] = lambda: None) -> list[float]:
    """The median seconds of each act; they take turns, so that what else the machine does meets all of them alike."""
    seconds: list[list[float]] = [[] for _ in acts]
    for _ in range(times):
        for act, its in zip(acts, seconds, strict=True):
            before()
            started = time.perf_counter()
            act()
            its.append(time.perf_counter() - started)
    return [median(its) for its in seconds]


def heading(title: str) -> None:
    say(f"\n{title}")
    say(_columns("", "ours", "bare", "ratio"))


def line(what: str, ours: float, bare: float) -> None:
    say(_columns(what, _seconds(ours), _seconds(bare), f"{ours / bare:.2f}"))


def fact(what: str, value: object) -> None:
    say(f"  {what}: {value}")


def _seconds(value: float) -> str:
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.0f} ms"


def _columns(*cells: str) -> str:
    return "  " + "".join(
        cell.rjust(width) if place else cell.ljust(width)
        for place, (cell, width) in enumerate(zip(cells, WIDTHS, strict=True))
    )


def say(text: str) -> None:
    print(text, flush=True)
