"""Celery's app and the whole timetable."""

import os
from datetime import timedelta

from celery import Celery
from celery.signals import beat_init, task_postrun, task_prerun

from tasks_app.common import logs

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reform.settings")

app = Celery("reform")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["tasks_app"], related_name="jobs")

# Every job looks for what is due by itself and may run late or twice, so a period is only how often it looks.
TIMETABLE = {
    # job: seconds
    "exports.make_files": 20,
    "imports.take_over": 20,
    "mailing.deliver_due": 60,
    "plan.tell_what_happened": 120,
    "reminders.plan_reminders": 300,
    "dashboard.say_that_all_is_well": 300,
    "reporting.open_dues": 600,
    "reorganisations.apply_due": 600,
    "site.gather_stamps": 60 * 60,
    "plan.follow_calendar": 6 * 60 * 60,
    "reporting.clear_away_files": 6 * 60 * 60,
    "exports.clear_away_exports": 6 * 60 * 60,
    "people.clear_away_sessions": 6 * 60 * 60,
    "audit.take_out_old": 24 * 60 * 60,
}

app.conf.beat_schedule = {
    # A run that nobody took before the next one is due is dropped: after an outage of the workers one look is enough.
    job: {"task": job, "schedule": seconds, "options": {"expires": seconds}}
    for job, seconds in TIMETABLE.items()
}


@beat_init.connect
def look_at_once(sender, **_):
    """Beat would wait a whole period after every start before its first look; what an outage has missed is due now."""
    for entry in sender.scheduler.schedule.values():
        entry.last_run_at = entry.default_now() - timedelta(days=1)


@task_prerun.connect
def name_the_job(task_id, task, **_):
    """Every line of the log that a job writes says of which it is."""
    logs.begin(job=task.name, job_id=task_id)


@task_postrun.connect
def forget_the_job(**_):
    logs.end()


@task_prerun.connect
@task_postrun.connect
def drop_dead_connections(**_):
    """The web does this at every request. Without it, an eager beat whose PostgreSQL session was ended never recovers.

    A job called inside a transaction (in a test, or eagerly by a command) keeps the connection it stands on.
    """
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
