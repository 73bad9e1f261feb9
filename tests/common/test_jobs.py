"""The mark of a job's runs, by which the health page judges."""

import pytest
from django.utils import timezone

from tasks_app.common.jobs import recorded
from tasks_app.common.models import JobRun

pytestmark = pytest.mark.django_db


@recorded("test.job")
def job(works: bool = True) -> str:
    if not works:
        raise OSError("no paper")
    return "done"


def mark() -> tuple:
    run = JobRun.objects.get()
    return run.name, run.started_at, run.succeeded_at, run.error


def test_a_run_that_ended_well():
    assert job() == "done"
    assert mark() == ("test.job", timezone.now(), timezone.now(), "")


def test_a_run_that_failed_still_fails_and_is_marked():
    with pytest.raises(OSError, match="no paper"):
        job(works=False)
    assert mark() == ("test.job", timezone.now(), None, "OSError: no paper")


def test_a_failing_run_leaves_the_last_success(clock):
    job()
    succeeded_at = timezone.now()
    clock.shift(60)
    with pytest.raises(OSError, match="no paper"):
        job(works=False)

    assert mark() == ("test.job", timezone.now(), succeeded_at, "OSError: no paper")


def test_how_often_it_ran_and_failed_and_how_long_it_took_is_counted(clock):
    @recorded("test.job")
    def slow(works: bool) -> None:
        clock.shift(1.5)
        if not works:
            raise OSError("no paper")

    slow(works=True)
    slow(works=True)
    with pytest.raises(OSError, match="no paper"):
        slow(works=False)

    run = JobRun.objects.get()
    assert (run.runs, run.failures, run.seconds) == (3, 1, 4.5)


def test_the_error_stays_while_the_next_run_works():
    @recorded("test.job")
    def look() -> str:
        return JobRun.objects.get().error

    with pytest.raises(OSError, match="no paper"):
        job(works=False)

    assert look() == "OSError: no paper"


def test_a_run_that_succeeds_ends_the_error(clock):
    with pytest.raises(OSError, match="no paper"):
        job(works=False)
    clock.shift(60)
    job()

    assert mark() == ("test.job", timezone.now(), timezone.now(), "")
