"""How long a command takes to begin: `manage.py check`, and the same with no page of ours behind the addresses."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.bench.database import ROOT, Database
from tests.bench.results import Result, Results, in_turns, p50, p95

TURNS = 5
EMPTY = """
from django.conf import settings
from django.core.management import execute_from_command_line
settings.ROOT_URLCONF = "tests.bench.floor"
execute_from_command_line(["manage.py", "check"])
"""


def run(database: Database, _sink, results: Results) -> None:
    def ours():
        _run("manage.py", "check", url=database.server)

    def empty():
        _run("-c", EMPTY, url=database.server)

    ours(), empty()  # what is compiled once
    its, bare = in_turns(ours, empty, least=TURNS, most=TURNS, seconds=0)
    results.add(Result("start_up", 0, p50(its), p95(its), ratio_floor=p50(bare) / p50(its)))
    results.add(Result("floor_start_up", 0, p50(bare), p95(bare)))


def _run(*arguments: str, url: str) -> None:
    environment = os.environ | {"DATABASE_URL": url}
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, check=True, capture_output=True)
