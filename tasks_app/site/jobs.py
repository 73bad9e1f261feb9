from celery import shared_task

from tasks_app.common import stamps
from tasks_app.common.jobs import recorded


@shared_task(name="site.gather_stamps")
@recorded("site.gather_stamps")
def gather_stamps():
    """The rows that an hour's writing has left become one for each part of the data; returns how many there were."""
    return stamps.gather()
