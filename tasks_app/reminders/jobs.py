from celery import shared_task

from tasks_app.common import clock
from tasks_app.common.jobs import recorded
from tasks_app.reminders import actions


@shared_task(name="reminders.plan_reminders")
@recorded("reminders.plan_reminders")
def plan_reminders():
    return actions.plan_when_it_is_time(at=clock.now())
