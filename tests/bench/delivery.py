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
from tests.bench.results import Result, Results, in_turns, p50, say

ASSIGNMENTS, RECIPIENTS, WORKERS, TIMES = 8_000, 2_000, 2, 3
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


def run(database: Database, sink, results: Results) -> None:
    url = database.province(
        "delivery",
        assignments=ASSIGNMENTS,
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
        sending = []

        def measured():
            ours.run()
            sending.append(ours.sending)

        whole, bare = in_turns(
            measured, lambda: _bare_loop(sink, wire), least=TIMES, most=TIMES, seconds=0, before=empty_outbox
        )
    finally:
        for worker in workers:
            worker.end()
    number, sizes = len(wire), sorted(len(content) for _sender, _to, content in wire)
    for name, seconds in (("deliver_mail", median(sending)), ("plan_and_deliver", p50(whole) / 1000)):
        its = Result(name, number, rps=number / seconds, ratio_floor=p50(bare) / 1000 / seconds, seconds=seconds)
        results.add(its)
    results.add(Result("floor_smtp", number, rps=number / p50(bare) * 1000, seconds=p50(bare) / 1000))
    say(f"  deliver_mail: {number} digests of {sizes[len(sizes) // 2]} bytes, {ours.lines} lines of the ledger")
    accepted = len(sink.accepted)
    if accepted != (1 + 2 * TIMES) * number:
        results.differ(f"the mail server took {accepted} mails, not {(1 + 2 * TIMES) * number}")


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
        self.sending = 0.0
        self.lines = 0

    def run(self) -> None:
        from tasks_app.common.dates import at_time
        from tasks_app.reminders.actions import plan_reminders
        from tasks_app.reminders.models import Reminder

        plan_reminders(day=DAY, at=at_time(DAY, 7))
        planned = time.perf_counter()
        for worker in self._workers:
            worker.start()
        outcomes = [worker.outcome() for worker in self._workers]
        self.sending = time.perf_counter() - planned
        self.lines = Reminder.objects.count()
        if any(set(outcome) - {"sent"} for outcome in outcomes):
            raise RuntimeError(f"not all was sent: {outcomes}")


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
