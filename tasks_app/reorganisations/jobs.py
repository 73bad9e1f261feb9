from celery import shared_task

from tasks_app.common import clock
from tasks_app.common.jobs import recorded
from tasks_app.reorganisations import actions


@shared_task(name="reorganisations.apply_due")
@recorded("reorganisations.apply_due")
def apply_due():
    """At the first look of a day those whose day it is take effect."""
    return actions.apply_due(at=clock.now())
