from celery import shared_task

from tasks_app.common import clock
from tasks_app.common.jobs import recorded
from tasks_app.people import actions


@shared_task(name="people.clear_away_sessions")
@recorded("people.clear_away_sessions")
def clear_away_sessions():
    """Sessions past their end go; returns how many."""
    return actions.clear_away_sessions(at=clock.now())
