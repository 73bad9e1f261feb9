"""A watcher outside hears from us as long as reminders are planned and mail goes out, and otherwise nothing."""

import threading
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.cache import cache
from django.utils import timezone

from tasks_app.common.models import JobRun
from tasks_app.dashboard import actions
from tasks_app.dashboard.jobs import say_that_all_is_well
from tasks_app.dashboard.queries import PLANNER, SENDER
from tasks_app.mailing.enums import MessageState
from tests.factories import MessageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def watcher(settings):
    """Its ``asked`` counts; it answers with ``status`` after ``seconds``."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            server.asked.append(self.path)
            time.sleep(server.seconds)
            self.send_response(server.status)
            self.end_headers()

        def log_message(self, *_):
            """Nothing on the screen."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.asked, server.status, server.seconds = [], 200, 0
    settings.DEADMAN_URL = f"http://127.0.0.1:{server.server_port}/ping"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def both_ran(*, planner=timedelta(0), sender=timedelta(0)):
    for name, ago in ((PLANNER, planner), (SENDER, sender)):
        JobRun.objects.create(name=name, started_at=timezone.now() - ago, succeeded_at=timezone.now() - ago)


def test_it_hears_that_all_is_well(watcher):
    both_ran()

    assert say_that_all_is_well() is True
    assert watcher.asked == ["/ping"]


def test_it_hears_so_once_in_five_minutes_however_many_look(watcher):
    both_ran()

    assert [say_that_all_is_well() for _ in range(3)] == [True, False, False]
    cache.clear()  # five minutes later
    assert say_that_all_is_well() is True

    assert len(watcher.asked) == 2


@pytest.mark.parametrize("late", [{"planner": timedelta(minutes=31)}, {"sender": timedelta(minutes=16)}])
def test_it_hears_nothing_while_a_job_does_not_do_its_work(watcher, late):
    both_ran(**late)

    assert say_that_all_is_well() is False
    assert watcher.asked == []


def test_it_hears_nothing_before_both_jobs_have_run(watcher):
    assert say_that_all_is_well() is False
    assert watcher.asked == []


def test_it_hears_nothing_while_mail_waits_for_too_long(watcher):
    both_ran()
    now = timezone.now()
    MessageFactory(created_at=now - timedelta(minutes=61), expires_at=now + timedelta(hours=1))

    assert say_that_all_is_well() is False
    assert watcher.asked == []


def test_what_a_person_must_look_at_is_no_alarm(watcher):
    both_ran()
    MessageFactory(state=MessageState.FAILED)

    assert say_that_all_is_well() is True


@pytest.mark.parametrize("trouble", ["status", "seconds"])
def test_a_watcher_in_trouble_is_asked_again_the_next_time_and_stops_nothing(watcher, trouble, monkeypatch, caplog):
    both_ran()
    monkeypatch.setattr(actions, "SECONDS_TO_ANSWER", 0.1)
    setattr(watcher, trouble, {"status": 500, "seconds": 0.3}[trouble])
    assert say_that_all_is_well() is False
    assert "the watcher was not reached" in caplog.text

    watcher.status, watcher.seconds = 200, 0
    assert say_that_all_is_well() is True


def test_where_nobody_watches_nobody_is_asked(settings):
    both_ran()
    settings.DEADMAN_URL = ""

    assert say_that_all_is_well() is False
