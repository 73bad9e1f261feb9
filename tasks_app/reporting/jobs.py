from celery import shared_task

from tasks_app.common import clock
from tasks_app.common.jobs import recorded
from tasks_app.reporting import actions


@shared_task(name="reporting.open_dues")
@recorded("reporting.open_dues")
def open_dues():
    return actions.open_dues(at=clock.now())


@shared_task(name="reporting.clear_away_files")
@recorded("reporting.clear_away_files")
def clear_away_files():
    return actions.clear_away_files(at=clock.now(), real_at=clock.real_now())
