"""What every job shares: a mark of its runs, by which the health page judges."""

from collections.abc import Callable
from functools import wraps

from tasks_app.common import clock
from tasks_app.common.models import JobRun


def recorded(name: str) -> Callable:
    """Decorate a job: its last start, its last success and the error since then are kept, in real time."""

    def decorate(job: Callable) -> Callable:
        @wraps(job)
        def run(*args, **kwargs):
            JobRun.objects.update_or_create(name=name, defaults={"started_at": clock.real_now()})
            try:
                result = job(*args, **kwargs)
            except Exception as error:
                JobRun.objects.filter(name=name).update(error=f"{type(error).__name__}: {error}")
                raise
            JobRun.objects.filter(name=name).update(succeeded_at=clock.real_now(), error="")
            return result

        return run

    return decorate
