"""Two thousand digests to a mail server, from nothing planned until the last is marked, against a bare SMTP loop.

The bare loop has its messages ready, keeps no record, and uses one connection. Ours plans them, leases, composes, sends
and marks, in two processes as two workers would.
"""

import json
import os
import smtplib
import subprocess
import sys
import time
from statistics import median

from tests.bench.database import DAY, ROOT, Database, empty_outbox, open_here
from tests.bench.report import fact, heading, in_turns, line, say

RECIPIENTS, WORKERS, TIMES = 2_000, 2, 3
OVERDUE = 0.1
WORKER = """
import datetime, json, sys, django
django.setup()
from tasks_app.common.dates import at_time
from tasks_app.mailing.actions import deliver_due
from tasks_app.mailing.models import Message
day = datetime.date.fromisoformat("{day}")
Message.objects.count()
print("ready", flush=True)
for line in sys.stdin:
    outcome = deliver_due(at=at_time(day, 7, 15))
    print(json.dumps(outcome), flush=True)
"""


def run(database: Database, sink) -> None:
    url = database.province(
        "delivery",
        assignments=8_000,
        people=RECIPIENTS + 50,
        organisations=1_000,
        overdue=OVERDUE,
        delegated=0,
        periodic=0,
    )
    open_here(url)
    workers = [_Worker() for _ in range(WORKERS)]
    ours = _Ours(workers)
    try:
        ours.run()  # once before, for what is loaded only once
        wire = _wire()
        planning, sending = [], []

        def measured():
            ours.run()
            planning.append(ours.planning)
            sending.append(ours.sending)

        whole, bare = in_turns(TIMES, measured, lambda: _bare_loop(sink, wire), before=empty_outbox)
    finally:
        for worker in workers:
            worker.end()
    heading(f"Delivery: {len(wire)} digests, {WORKERS} workers")
    line("planned, composed, sent and marked", whole, bare)
    line("of which planning", median(planning), bare)
    line("of which composing, sending and marking", median(sending), bare)
    sizes = sorted(len(content) for _sender, _to, content in wire)
    fact("bytes of a mail (least, median, most)", f"{sizes[0]}, {sizes[len(sizes) // 2]}, {sizes[-1]}")
    fact("lines of the ledger", ours.lines)
    accepted = len(sink.accepted)
    if accepted != (1 + 2 * TIMES) * len(wire):
        say(f"  NOT THE SAME MAILS: the server took {accepted}, not {(1 + 2 * TIMES) * len(wire)}")


class _Worker:
    def __init__(self):
        self._process = subprocess.Popen(
            [sys.executable, "-c", WORKER.format(day=DAY)],
            cwd=ROOT,
            env=os.environ,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._process.stdout.readline()

    def start(self) -> None:
        self._process.stdin.write("deliver\n")
        self._process.stdin.flush()

    def outcome(self) -> dict[str, int]:
        return json.loads(self._process.stdout.readline())

    def end(self) -> None:
        self._process.communicate(timeout=30)


class _Ours:
    def __init__(self, workers: list[_Worker]):
        self._workers = workers
        self.planning = self.sending = 0.0
        self.lines = 0

    def run(self) -> None:
        from tasks_app.common.dates import at_time
        from tasks_app.reminders.actions import plan_reminders
        from tasks_app.reminders.models import Reminder

        started = time.perf_counter()
        plan_reminders(day=DAY, at=at_time(DAY, 7))
        planned = time.perf_counter()
        for worker in self._workers:
            worker.start()
        outcomes = [worker.outcome() for worker in self._workers]
        self.planning, self.sending = planned - started, time.perf_counter() - planned
        self.lines = Reminder.objects.count()
        if any(set(outcome) - {"sent"} for outcome in outcomes):
            say(f"  NOT ALL SENT: {outcomes}")


def _wire() -> list[tuple[str, str, bytes]]:
    """What went over the wire, as bytes: (sender, recipient, content)."""
    from django.conf import settings
    from django.core.mail import EmailMultiAlternatives

    from tasks_app.mailing.models import Message

    found = []
    for message in Message.objects.all():
        mail = EmailMultiAlternatives(
            message.subject, message.text, settings.DEFAULT_FROM_EMAIL, [message.to_address], headers=message.headers
        )
        mail.attach_alternative(message.html, "text/html")
        found.append((settings.DEFAULT_FROM_EMAIL, message.to_address, mail.message().as_bytes(linesep="\r\n")))
    return found


def _bare_loop(sink, wire: list[tuple[str, str, bytes]]) -> None:
    with smtplib.SMTP("127.0.0.1", sink.port) as client:
        for sender, to, content in wire:
            client.sendmail(sender, [to], content)
