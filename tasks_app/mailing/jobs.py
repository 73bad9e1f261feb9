from celery import shared_task

from tasks_app.common import clock
from tasks_app.common.jobs import recorded
from tasks_app.mailing import actions
from tasks_app.options.queries import one_reading


@shared_task(name="mailing.deliver_due")
@recorded("mailing.deliver_due")
@one_reading()
def deliver_due():
    return actions.deliver_due(at=clock.now())
