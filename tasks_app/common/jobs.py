"""What every job shares: a mark of its last run, by which the health page judges."""

from collections.abc import Callable
from functools import wraps

from tasks_app.common import clock
from tasks_app.common.models import JobRun


def recorded(name: str) -> Callable:
    """Decorate a job: the start, the end and the error of its last run are kept in real time."""

    def decorate(job: Callable) -> Callable:
        @wraps(job)
        def run(*args, **kwargs):
            JobRun.objects.update_or_create(
                name=name, defaults={"started_at": clock.real_now(), "finished_at": None, "error": ""}
            )
            try:
                result = job(*args, **kwargs)
            except Exception as error:
                JobRun.objects.filter(name=name).update(error=f"{type(error).__name__}: {error}")
                raise
            JobRun.objects.filter(name=name).update(finished_at=clock.real_now())
            return result

        return run

    return decorate
