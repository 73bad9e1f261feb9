"""What a page does in its process: `python -m tests.bench.inside PAGES FOLDER`, PAGES as JSON
[[name, path, person, whether somebody writes before each time]].

Prints JSON: name -> queries, milliseconds of the database and of the templates, each in the median of several times.
A profile of each is written to FOLDER.
"""

from __future__ import annotations

import cProfile
import json
import pstats
import sys
import time
from pathlib import Path
from statistics import median

import django

TIMES, SHOWN = 5, 40


class Watch:
    """Counts queries, and the time that they and the outermost templates take."""

    def __init__(self):
        self.queries, self.sql, self.template, self._depth = 0, 0.0, 0.0, 0

    def query(self, execute, *arguments):
        started = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            self.queries += 1
            self.sql += time.perf_counter() - started

    def rendering(self, render):
        def timed(template, context):
            self._depth += 1
            started = time.perf_counter()
            try:
                return render(template, context)
            finally:
                self._depth -= 1
                if not self._depth:
                    self.template += time.perf_counter() - started

        return timed


def look(client, path: str) -> Watch:
    from django.db import connection
    from django.template.base import Template

    watch, render = Watch(), Template.render
    Template.render = watch.rendering(render)
    try:
        with connection.execute_wrapper(watch.query):
            answer = client.get(path)
            answer.getvalue() if answer.streaming else answer.content
    finally:
        Template.render = render
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")
    return watch


def write() -> None:
    """As a report does: how the work stands is counted anew, and comes out the same."""
    from django.db.models import F

    from tasks_app.plan.models import Assignment

    Assignment.objects.filter(pk=Assignment.objects.order_by("pk").values("pk")[:1]).update(percent=F("percent"))


def profile(client, path: str, target: Path) -> None:
    """Of one time more; who wants it after a write has written."""
    its = cProfile.Profile()
    its.runcall(client.get, path)
    with target.open("w") as written:
        for order in ("cumulative", "tottime"):
            pstats.Stats(its, stream=written).sort_stats(order).print_stats(SHOWN)


def main() -> None:
    asked, folder = json.loads(sys.argv[1]), Path(sys.argv[2])
    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from tasks_app.common import clock
    from tasks_app.people.middleware import BEGAN
    from tasks_app.people.models import Person

    settings.ALLOWED_HOSTS = ["*"]
    found, size = {}, connection.settings_dict["NAME"]
    for name, path, person, is_after_write in asked:
        client = Client()
        client.force_login(Person.objects.get(pk=person))
        session = client.session
        session[BEGAN] = int(clock.now().timestamp())
        session.save()
        watches = []
        for _ in range(2 + TIMES):
            if is_after_write:
                write()
            watches.append(look(client, path))
        del watches[:2]  # what is read once in a process
        found[name] = {
            "queries": watches[-1].queries,
            "sql_ms": median(one.sql for one in watches) * 1000,
            "template_ms": median(one.template for one in watches) * 1000,
        }
        if is_after_write:
            write()
        profile(client, path, folder / f"{size}-{name}.txt")
    print(json.dumps(found))


if __name__ == "__main__":
    main()
