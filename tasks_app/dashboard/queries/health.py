"""Whether the machinery behind the pages does its work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tasks_app.common.models import JobRun
from tasks_app.dashboard import rules
from tasks_app.mailing.enums import Bar
from tasks_app.mailing.queries import OutboxHealth, bar_to_mail, outbox_health
from tasks_app.options.queries import options

PLANNER, SENDER = "reminders.plan_reminders", "mailing.deliver_due"


@dataclass(frozen=True)
class JobHealth:
    """``succeeded_at``: when the job last did its work, in real time; ``error``: why it has failed since."""

    succeeded_at: datetime | None
    is_late: bool
    error: str


@dataclass(frozen=True)
class Health:
    """Whether reminders are planned and mail goes out. ``bar``: why none may leave from here."""

    planner: JobHealth
    sender: JobHealth
    outbox: OutboxHealth
    bar: Bar | None = None

    @property
    def is_well(self) -> bool:
        """Whether both jobs do their work and no mail waits for too long; what a person must look at is no illness."""
        return not (self.planner.is_late or self.sender.is_late or self.outbox.is_late)


def health(*, now: datetime, real_now: datetime) -> Health:
    """Two queries, three where mail is enabled.

    Mail is due by the product's clock; jobs are judged in real time, whatever that clock shows.
    """
    runs = {run.name: run for run in JobRun.objects.filter(name__in=[PLANNER, SENDER])}
    return Health(
        planner=_job_health(runs.get(PLANNER), options().planner_is_late_after, real_now),
        sender=_job_health(runs.get(SENDER), options().sender_is_late_after, real_now),
        outbox=outbox_health(at=now),
        bar=bar_to_mail(),
    )


def _job_health(run: JobRun | None, limit: timedelta, real_now: datetime) -> JobHealth:
    succeeded_at = run.succeeded_at if run else None
    return JobHealth(succeeded_at, rules.is_late(succeeded_at, limit=limit, at=real_now), run.error if run else "")
