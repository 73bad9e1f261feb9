from celery import shared_task

from tasks_app.audit import actions
from tasks_app.common import clock
from tasks_app.common.jobs import recorded
from tasks_app.options.queries import options


@shared_task(name="audit.take_out_old")
@recorded("audit.take_out_old")
def take_out_old():
    """What the log has kept for as long as the settings say leaves it; returns how many lines."""
    return sum(actions.take_out_old(options(), at=clock.now()).values())
