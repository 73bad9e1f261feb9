"""What was measured: a line for each thing and size, as a table for people and as JSON for whoever compares runs."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median


@dataclass
class Result:
    """``size``: assignments of the province, or mails. ``ratio_sql``: our time by that of the bare statements for the
    same cells or rows. ``ratio_floor``: our rate by that of the bare thing that does the least of it (a signed-in list
    of 50 rows, an SMTP client). ``growth``: the time by that of the smallest size. ``rss_mb``: of all processes of the
    web, what they share counted once, or of the one process. None where a figure has no meaning.
    """

    name: str
    size: int
    p50_ms: float | None = None
    p95_ms: float | None = None
    rps: float | None = None
    queries: int | None = None
    sql_ms: float | None = None
    template_ms: float | None = None
    bytes: int | None = None
    rss_mb: float | None = None
    ratio_sql: float | None = None
    ratio_floor: float | None = None
    growth: float | None = None
    seconds: float | None = None

    @property
    def time(self) -> float | None:
        """In milliseconds, to compare sizes by."""
        return self.p50_ms if self.p50_ms is not None else self.seconds and self.seconds * 1000


COLUMNS = {
    "p50_ms": ("p50 ms", 9),
    "p95_ms": ("p95 ms", 9),
    "rps": ("req/s", 8),
    "queries": ("queries", 8),
    "sql_ms": ("SQL ms", 8),
    "template_ms": ("tmpl ms", 8),
    "bytes": ("bytes", 9),
    "rss_mb": ("MB", 7),
    "ratio_sql": ("× SQL", 7),
    "ratio_floor": ("× floor", 8),
    "growth": ("growth", 7),
    "seconds": ("s", 8),
}
NAME, SIZE = 26, 8


@dataclass
class Results:
    lines: list[Result] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    """Where ours and the bare statements did not find the same: then the figures say nothing."""

    def add(self, result: Result) -> Result:
        smaller = [one for one in self.lines if one.name == result.name and one.size < result.size]
        if smaller and result.time:
            result.growth = result.time / min(smaller, key=lambda one: one.size).time
        self.lines.append(result)
        return result

    def differ(self, what: str) -> None:
        say(f"NOT THE SAME: {what}")
        self.differences.append(what)

    def table(self) -> str:
        titles = "".join(title.rjust(width) for title, width in COLUMNS.values())
        head = "name".ljust(NAME) + "size".rjust(SIZE) + titles
        names = [one.name for one in self.lines]
        ordered = sorted(self.lines, key=lambda one: names.index(one.name))
        return "\n".join([head, "-" * len(head), *(_line(one) for one in ordered)])

    def write(self, path: Path) -> None:
        its = {"results": [asdict(one) for one in self.lines], "processors": os.cpu_count(), "memory_mb": memory_mb()}
        path.write_text(json.dumps(its, indent=1) + "\n")


def _line(one: Result) -> str:
    cells = [_cell(getattr(one, name), name).rjust(width) for name, (_title, width) in COLUMNS.items()]
    return one.name.ljust(NAME) + f"{one.size:,}".rjust(SIZE) + "".join(cells)


def _cell(value: float | None, name: str) -> str:
    if value is None:
        return ""
    if name in ("queries", "bytes"):
        return f"{value:,}"
    return f"{value:.2f}" if name in ("ratio_sql", "ratio_floor", "growth", "seconds") else f"{value:.1f}"


def memory_mb() -> int:
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2**20


def in_turns(
    *acts: Callable[[], object], least: int, most: int, seconds: float, before: Callable[[], object] = lambda: None
) -> list[list[float]]:
    """The seconds of each act, sorted; they take turns, so that what else the machine does meets all of them alike.

    At least ``least`` turns, then until ``seconds`` are over, at most ``most``.
    """
    found: list[list[float]] = [[] for _ in acts]
    until = time.monotonic() + seconds
    for turn in range(most):
        if turn >= least and time.monotonic() > until:
            break
        for act, its in zip(acts, found, strict=True):
            before()
            started = time.perf_counter()
            act()
            its.append(time.perf_counter() - started)
    return [sorted(its) for its in found]


def p50(seconds: list[float]) -> float:
    """In milliseconds."""
    return median(seconds) * 1000


def p95(seconds: list[float]) -> float:
    """In milliseconds."""
    return sorted(seconds)[min(len(seconds) - 1, round(len(seconds) * 0.95))] * 1000


def say(text: str) -> None:
    print(text, flush=True)
