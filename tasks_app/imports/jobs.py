from celery import shared_task
from django.utils import translation

from tasks_app.common import clock, logs
from tasks_app.common.jobs import recorded
from tasks_app.imports import actions
from tasks_app.planning.actions import PlanningRefused


@shared_task(name="imports.take_over")
@recorded("imports.take_over")
def take_over():
    """Take over the files with many rows that wait for it, one after the other; returns how many."""
    taken = 0
    while its := actions.take_next(at=clock.now()):
        logs.add(plan_file=its.pk)
        with translation.override(its.by.language):
            try:
                actions.finish_taking(its, at=clock.now())
                taken += 1
            except (actions.ImportRefused, PlanningRefused) as refused:
                actions.give_back(its, str(refused))
    return taken
