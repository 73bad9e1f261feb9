"""What every job shares: a ledger of its runs, by which the health page judges and which the metrics tell."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.db.models import F

from tasks_app.common import clock
from tasks_app.common.models import JobRun


def recorded(name: str) -> Callable:
    """Decorate a job: its last start, its last success and the error since then are kept, in real time, with how often
    it has run, how often it failed and how long all runs took."""

    def decorate(job: Callable) -> Callable:
        @wraps(job)
        def run(*args, **kwargs):
            began = clock.real_now()
            JobRun.objects.update_or_create(name=name, defaults={"started_at": began})
            try:
                result = job(*args, **kwargs)
            except Exception as error:
                _note(name, began, failures=F("failures") + 1, error=f"{type(error).__name__}: {error}")
                raise
            _note(name, began, succeeded_at=clock.real_now(), error="")
            return result

        return run

    return decorate


def _note(name: str, began: datetime, **fields) -> None:
    seconds = max(0.0, (clock.real_now() - began).total_seconds())  # a clock may be set back
    JobRun.objects.filter(name=name).update(runs=F("runs") + 1, seconds=F("seconds") + seconds, **fields)
