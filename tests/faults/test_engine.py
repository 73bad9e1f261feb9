"""Real workers and beats: several of them, killed, and without their Redis or their database for a while."""

from datetime import timedelta

from reform.celery import TIMETABLE
from tasks_app.common.models import JobRun
from tasks_app.journal.models import Entry
from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.models import Message
from tasks_app.reminders.queries import PLANNED
from tests.faults.conftest import PLANNED_AT, SENT_AT
from tests.faults.database import crash, held_at_writing
from tests.faults.ledger import Tally, check
from tests.faults.processes import embedded, environment, kill, set_clock, until
from tests.smtp_sink import Step

# The clock of workers and beats stands at 08:00 until it is set.
IN_THE_MORNING, AFTER_THE_LEASES = SENT_AT + timedelta(minutes=45), SENT_AT + timedelta(minutes=70)
PLANNER, SENDER = "reminders.plan_reminders", "mailing.deliver_due"
LAST_JOB = list(TIMETABLE)[-1]


def is_done() -> bool:
    """The day has been planned, and everything has left the outbox."""
    unsent = Message.objects.filter(state__in=[MessageState.WAITING, MessageState.SENDING])
    return Entry.objects.filter(verb=PLANNED).exists() and not unsent.exists()


def all_sent(sink, due) -> int:
    """Everything that was due has come once; returns how many mails that is."""
    tally = check(sink.message_ids, due=due)
    assert tally.states == {MessageState.SENT: tally.accepted}
    return tally.accepted


def test_two_beats_and_two_workers(engine, sink, due):
    set_clock(IN_THE_MORNING)
    engine.worker()
    engine.worker()
    engine.beat()
    engine.beat()

    def goes_on():
        engine.deliver_job(SENDER)
        return is_done()

    until(goes_on, "all mails are sent")

    assert all_sent(sink, due) > 10


def test_the_same_jobs_delivered_three_times_at_once(engine, sink, due):
    set_clock(IN_THE_MORNING)
    for _ in range(3):
        engine.deliver_job(PLANNER)
    sink.behaviour.seconds = 0.02  # long enough for the senders to meet
    worker = engine.worker(concurrency=3)
    until(lambda: Entry.objects.filter(verb=PLANNED).exists(), "the day is planned")
    until(lambda: engine.log(worker).count("succeeded in") == 3, "all planners have ended")
    for _ in range(3):
        engine.deliver_job(SENDER)
    until(lambda: engine.log(worker).count("succeeded in") == 6, "all senders have ended")

    assert all_sent(sink, due) > 10


def test_a_worker_is_killed_while_it_sends_and_another_goes_on(engine, forker, sink, due):
    forker.run("plan", at=PLANNED_AT)
    planned = Message.objects.count()
    first = engine.worker(concurrency=1)
    with sink.hold(Step.ACCEPTED) as hold:
        engine.deliver_job(SENDER)
        hold.wait()
        kill(first)

    set_clock(AFTER_THE_LEASES)
    engine.worker(concurrency=1)
    engine.deliver_job(SENDER)
    until(is_done, "the other worker sends what is left")

    tally = check(sink.message_ids, due=due)
    assert tally == Tally({MessageState.UNKNOWN: 1, MessageState.SENT: planned - 1}, planned)


def test_the_process_of_a_job_is_killed_and_its_worker_runs_it_again(engine, forker, sink, due):
    """``acks_late`` and ``reject_on_worker_lost``: the job comes back to the same worker at once."""
    forker.run("plan", at=PLANNED_AT)
    planned = Message.objects.count()
    worker = engine.worker(concurrency=1)
    with sink.hold(Step.ACCEPTED) as hold:
        engine.deliver_job(SENDER)
        hold.wait()
        engine.kill_children(worker)
    until(lambda: "succeeded in" in engine.log(worker), "the job comes back")
    check(sink.message_ids, due=due, underway=1)

    set_clock(AFTER_THE_LEASES)
    engine.deliver_job(SENDER)
    until(is_done, "the same worker sends what is left")

    tally = check(sink.message_ids, due=due)
    assert tally == Tally({MessageState.UNKNOWN: 1, MessageState.SENT: planned - 1}, planned)
    assert worker.poll() is None


def test_redis_forgets_the_jobs_that_wait(engine, sink, due):
    """The outbox is the queue: the next look of beat finds all of it."""
    set_clock(IN_THE_MORNING)
    for job in (PLANNER, SENDER) * 3:
        engine.deliver_job(job)
    assert engine.forget() == 6
    engine.worker()
    engine.beat()

    def goes_on():
        engine.deliver_job(SENDER)
        return is_done()

    until(goes_on, "all mails are sent")

    assert all_sent(sink, due) > 10


def test_the_database_crashes_under_workers(engine, sink, due):
    set_clock(IN_THE_MORNING)
    worker = engine.worker()
    engine.deliver_job(PLANNER)
    until(lambda: Entry.objects.filter(verb=PLANNED).exists(), "the day is planned")
    crash()
    engine.deliver_job(SENDER)

    until(is_done, "the same worker sends all mails")

    assert all_sent(sink, due) > 10
    assert worker.poll() is None


def test_without_redis_one_process_does_all_of_it(tmp_path, sink, due):
    """Each start looks at every job once; those after one whose session was ended have to find the database again."""
    variables = environment(tmp_path, sink_url=sink.url, day=SENT_AT.date())
    with held_at_writing("tasks_app_reminder") as held, embedded(tmp_path, variables) as beat:
        held.wait()
        held.end()
        until(lambda: JobRun.objects.filter(name=LAST_JOB, succeeded_at__isnull=False).exists(), "the last job is done")
        assert beat.poll() is None
    assert not Entry.objects.filter(verb=PLANNED).exists()

    with embedded(tmp_path, variables):
        until(lambda: Entry.objects.filter(verb=PLANNED).exists(), "the day is planned")
    set_clock(AFTER_THE_LEASES)
    with embedded(tmp_path, variables):
        until(is_done, "all mails are sent")

    assert all_sent(sink, due) > 10
