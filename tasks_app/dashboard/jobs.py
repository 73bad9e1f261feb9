from celery import shared_task
from django.conf import settings

from tasks_app.common import clock
from tasks_app.common.jobs import recorded
from tasks_app.dashboard import actions, queries


@shared_task(name="dashboard.say_that_all_is_well")
@recorded("dashboard.say_that_all_is_well")
def say_that_all_is_well():
    if not settings.DEADMAN_URL:
        return False
    health = queries.health(now=clock.now(), real_now=clock.real_now())
    return actions.say_that_all_is_well(settings.DEADMAN_URL, health)
