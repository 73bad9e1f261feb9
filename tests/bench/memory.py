"""How much memory a run of the planner takes, as the province grows: each in a process of its own."""

import json
import os
import subprocess
import sys

from tests.bench.database import DAY, ROOT, Database
from tests.bench.report import say

SIZES = (5_000, 50_000)
PLAN = """
import datetime, json, resource, django
django.setup()
from tasks_app.common.dates import at_time
from tasks_app.reminders import actions
from tasks_app.reminders.models import Reminder
day = datetime.date.fromisoformat("{day}")
Reminder.objects.count()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
actions.plan_reminders(day=day, at=at_time(day, 7))
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([before, after, Reminder.objects.count()]))
"""


def run(database: Database, sink) -> None:
    say("\nMemory of the planner")
    for assignments in SIZES:
        url = database.province(
            f"memory{assignments}",
            assignments=assignments,
            people=1_050,
            organisations=500,
            overdue=0.1,
            contributed=0,
            delegated=0,
            extended=0,
            periodic=0,
        )
        done = subprocess.run(
            [sys.executable, "-c", PLAN.format(day=DAY)],
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": url},
            capture_output=True,
            text=True,
            check=True,
        )
        before, after, lines = json.loads(done.stdout)
        say(
            f"  {assignments:>6} assignments, {lines:>6} lines written: {(after - before) / 1024:.0f} MB"
            f" more than the {before / 1024:.0f} MB of the process"
        )
