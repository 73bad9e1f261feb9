from celery import shared_task

from tasks_app.common import clock
from tasks_app.common.jobs import recorded
from tasks_app.options.queries import one_reading
from tasks_app.plan import actions


@shared_task(name="plan.tell_what_happened")
@recorded("plan.tell_what_happened")
@one_reading()
def tell_what_happened():
    return actions.tell_what_happened(at=clock.now())


@shared_task(name="plan.follow_calendar")
@recorded("plan.follow_calendar")
def follow_calendar():
    """Each edit of the calendar is followed at once; this finds what was written beside one."""
    return actions.follow_calendar(at=clock.now())
