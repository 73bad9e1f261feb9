from celery import shared_task

from tasks_app.common import clock
from tasks_app.common.jobs import recorded
from tasks_app.reporting import actions


@shared_task(name="reporting.open_dues")
@recorded("reporting.open_dues")
def open_dues():
    return actions.open_dues(at=clock.now())
