"""What people open all day, at two sizes of the province, beside the bare database and a bare signed-in list.

Over the wire: the time of one who asks alone, in turns with the bare statements; the requests a second of four who ask
at once, in turns with the bare list. From within: queries, the time of the database, the time of the templates.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field

from tests.bench import statements
from tests.bench.database import DAY, ROOT, Database, open_here
from tests.bench.inside import write
from tests.bench.results import Result, Results, in_turns, p50, p95, say
from tests.bench.same import differences
from tests.bench.web import OURS, Asking, Server, cookie_of, prepare_assets, rate, served

SIZES = (10_000, 50_000)
PAST = "2024-06-30"
LEAST, MOST, SECONDS = 8, 60, 3.0  # turns of a page, and after how many seconds there are enough
SLICES, SLICE = 2, 1.0  # of the requests a second, in turns with those of the bare list
PROFILES = ROOT / "var" / "bench"


@dataclass(frozen=True)
class Page:
    name: str
    path: str
    who: str = "secretary"
    bare: list[str] = field(default_factory=list)
    on: str = ""
    """The day of the board, where it is a past one."""
    after_write: bool = False
    """Whether somebody writes before each time that it is asked for, so that nothing of the work is kept."""


def pages(assignment: int) -> list[Page]:
    return [
        Page("my_work", "/my-work/", "member"),
        Page("overview", "/overview/", bare=statements.OVERVIEW),
        Page("overview_after_write", "/overview/", bare=statements.OVERVIEW, after_write=True),
        Page("matrix", "/overview/matrix/", bare=statements.MATRIX),
        Page("matrix_after_write", "/overview/matrix/", bare=statements.MATRIX, after_write=True),
        Page("list_filtered", "/assignments/?status=overdue", bare=statements.LIST_FILTERED),
        Page("assignment", f"/assignments/{assignment}/"),
        Page("review_queue", "/reports/"),
        Page("as_of_board", f"/overview/?as_of={PAST}", bare=statements.AS_OF_BOARD, on=PAST),
    ]


def run(database: Database, _sink, results: Results) -> None:
    prepare_assets(database.server)
    for size in SIZES:
        _measure(database.believable(size), size, results)


def _measure(url: str, size: int, results: Results) -> None:
    open_here(url)
    people, assignment = _people(), _assignment()
    for difference in differences(DAY, PAST):
        results.differ(f"{size:,} assignments, {difference}")
    inside = _from_within(url, people, pages(assignment))
    with served(url, OURS) as ours, served(url, "tests.bench.floor") as floor:
        cookies = {who: cookie_of(person) for who, person in people.items()}
        results.add(Result("web_before", size, rss_mb=ours.memory))
        _floors(floor, cookies["secretary"], size, results)
        for page in pages(assignment):
            its = inside[page.name]
            results.add(_page(page, size, ours, floor, cookies, its))
        results.add(Result("web_after", size, rss_mb=ours.memory))


def _floors(floor: Server, cookie: str, size: int, results: Results) -> None:
    for name, path in (("floor_empty", "/empty/"), ("floor_list", "/rows/")):
        asking = Asking(floor, cookie)
        asking.get(path)
        [seconds] = in_turns(lambda its=asking, at=path: its.get(at), least=LEAST, most=MOST, seconds=2)
        number, took = rate(floor, cookie, path, SLICE)
        results.add(
            Result(name, size, p50(seconds), p95(seconds), number / took, bytes=asking.get(path), rss_mb=floor.memory)
        )


def _page(page: Page, size: int, ours: Server, floor: Server, cookies: dict[str, str], inside: dict) -> Result:
    cookie, asking = cookies[page.who], Asking(ours, cookies[page.who])
    for _ in range(4):  # the worker behind this connection has read what it reads once
        transferred = asking.get(page.path)
    acts = [lambda: asking.get(page.path)]
    if page.bare:
        fetch = _Bare(page)
        acts.append(fetch)
    before = write if page.after_write else lambda: None
    seconds, *bare = in_turns(*acts, least=LEAST, most=MOST, seconds=SECONDS, before=before)
    asking.close()
    rates = {} if page.after_write else _rates((ours, page.path, cookie), (floor, "/rows/", cookies["secretary"]))
    result = Result(
        page.name,
        size,
        p50(seconds),
        p95(seconds),
        rates.get("ours"),
        inside["queries"],
        inside["sql_ms"],
        inside["template_ms"],
        transferred,
        ours.memory,
        ratio_sql=p50(seconds) / p50(bare[0]) if bare else None,
        ratio_floor=rates["ours"] / rates["floor"] if rates else None,
    )
    say(f"  {page.name}: {result.p50_ms:.1f} ms")
    return result


def _rates(ours: tuple[Server, str, str], floor: tuple[Server, str, str]) -> dict[str, float]:
    """The requests a second of (server, path, cookie), in turns."""
    counts = {"ours": [0, 0.0], "floor": [0, 0.0]}
    for _ in range(SLICES):
        for name, (server, path, cookie) in (("ours", ours), ("floor", floor)):
            number, took = rate(server, cookie, path, SLICE)
            counts[name][0] += number
            counts[name][1] += took
    return {name: number / took for name, (number, took) in counts.items()}


class _Bare:
    """Fetches all rows of a page's statements, on the connection of this process."""

    def __init__(self, page: Page):
        from datetime import date

        from django.db import connection

        from tasks_app.plan.models import Plan

        self._connection, self._statements = connection, page.bare
        plan = Plan.objects.values_list("pk", flat=True).get(year=DAY.year)
        self._values = statements.values(plan, date.fromisoformat(page.on) if page.on else DAY)

    def __call__(self) -> None:
        for statement in self._statements:
            with self._connection.cursor() as cursor:
                cursor.execute(statement, self._values)
                cursor.fetchall()


def _people() -> dict:
    """The member with most open work of his own, and a secretary."""
    from django.db.models import Count

    from tasks_app.people.enums import Role
    from tasks_app.people.models import Person

    of_role = {role: Person.objects.filter(appointments__role=role) for role in (Role.MEMBER, Role.SECRETARIAT)}
    busiest = of_role[Role.MEMBER].annotate(number=Count("assignments")).order_by("-number", "pk").first()
    return {"member": busiest, "secretary": of_role[Role.SECRETARIAT].order_by("pk").first()}


def _assignment() -> int:
    """One that has a story: an overdue one with reports, contributions and a moved deadline."""
    from tasks_app.plan.enums import State
    from tasks_app.plan.models import Assignment

    told = Assignment.objects.filter(state=State.IN_PROGRESS, contributions__isnull=False, counts_until_on__lt=DAY)
    return told.order_by("-deadline_version", "pk").values_list("pk", flat=True).first()


def _from_within(url: str, people: dict, asked: list[Page]) -> dict[str, dict]:
    """In a process of its own, so that what is measured is not what measures. Profiles are kept under var/bench/."""
    PROFILES.mkdir(parents=True, exist_ok=True)
    asks = [[page.name, page.path, people[page.who].pk, page.after_write] for page in asked]
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.inside", json.dumps(asks), str(PROFILES)],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])
