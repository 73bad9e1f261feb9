"""Boards that are read from a replica: a real one, by streaming, that lags, goes away and comes back."""

import os
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db import DatabaseError, connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tasks_app.common import clock as product_clock
from tasks_app.common import metrics, stamps
from tasks_app.common import replica as ours
from tasks_app.people.models import Person
from tests.conftest import TODAY
from tests.faults.processes import until
from tests.services import replica as replica_server
from tests.worlds import build_world

BOARDS = ["overview", "locality_map", "matrix", "ranking", "comparison", "organisation_list", "member_list"]


@pytest.fixture(scope="session")
def server(django_db_setup):
    with replica_server(os.environ["DATABASE_URL"]) as server:
        yield server


@pytest.fixture
def replica(server, transactional_db, settings):
    """Beside the primary, as DATABASE_REPLICA_URL names it."""
    settings.DEMO_DAY = TODAY
    product_clock.forget()
    address = urlsplit(server.url)
    connections.settings[ours.REPLICA] = connections.settings["default"] | {
        "HOST": address.hostname,
        "PORT": address.port,
        "NAME": connection.settings_dict["NAME"],
        "OPTIONS": {"connect_timeout": 2},
    }
    settings.DATABASE_ROUTERS = ["tasks_app.common.replica.ReplicaRouter"]
    ours.watch.forget()
    yield let_in(connections[ours.REPLICA])
    connections[ours.REPLICA].close()
    del connections[ours.REPLICA]
    del connections.settings[ours.REPLICA]
    product_clock.forget()


def let_in(its):
    """Django's tests refuse databases that were not there when they began."""

    def connect():
        if its.connection is None:
            with its.wrap_database_errors:
                its.connect()

    its.ensure_connection = connect
    return its


@pytest.fixture
def browser(replica):
    """A secretary's, once the replica knows her."""
    its = Client()
    its.person = build_world(TODAY).secretary
    its.force_login(its.person)
    follow()
    return its


def follow() -> None:
    """Until the replica has all that is committed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_lsn()")
        (written,) = cursor.fetchone()

    def has_it():
        with connections[ours.REPLICA].cursor() as cursor:
            cursor.execute("SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", [written])
            return cursor.fetchone()[0]

    until(has_it, "the replica follows")


def asks_who_it_is(sql: str, person: Person) -> bool:
    return "django_session" in sql or f'"person_id" = {person.pk}' in sql or f'person"."id" = {person.pk}' in sql


@contextmanager
def asked():
    """The queries of the primary and of the replica."""
    with CaptureQueriesContext(connection) as primary, CaptureQueriesContext(connections[ours.REPLICA]) as replica:
        found = ([], [])
        yield found
        found[0].extend(query["sql"] for query in primary)
        # How far it is behind is looked at every few seconds.
        found[1].extend(query["sql"] for query in replica if "pg_is_in_recovery" not in query["sql"])


@pytest.mark.parametrize("name", BOARDS)
def test_a_board_is_read_from_the_replica_and_who_asks_from_the_primary(browser, name):
    browser.get(reverse(name))
    stamps.forget_all()
    with asked() as (primary, replica):
        there = browser.get(reverse(name))
    browser.cookies[ours.WROTE] = "1"
    stamps.forget_all()
    with asked() as (primary_alone, none):
        here = browser.get(reverse(name))

    assert there.status_code == here.status_code == 200
    assert len(replica) > 2
    assert none == []
    # Each is asked for its own stamps.
    assert len(primary_alone) <= len(primary) + len(replica) <= len(primary_alone) + 1
    assert not [sql for sql in replica if asks_who_it_is(sql, browser.person)]
    assert any(asks_who_it_is(sql, browser.person) for sql in primary)


def test_no_other_page_is(browser):
    with asked() as (_primary, replica):
        for name in ("assignment_list", "task_list", "my_work", "report_list"):
            browser.get(reverse(name))

    assert replica == []


def test_who_has_just_written_reads_the_primary(browser):
    answer = browser.post(reverse("set_language"), {"language": "en"})
    assert answer.cookies[ours.WROTE]["max-age"] == ours.OWN_WRITES_FOR.total_seconds()
    with asked() as (_primary, replica):
        browser.get(reverse("overview"))
    assert replica == []

    del browser.cookies[ours.WROTE]  # as the browser does when it is over
    with asked() as (_primary, replica):
        browser.get(reverse("overview"))
    assert replica


def test_a_board_of_a_file_is_read_there_too(browser):
    with asked() as (_primary, replica):
        answer = browser.post(reverse("page_export", args=["xlsx"]), {"address": reverse("ranking")})

    assert b"".join(answer).startswith(b"PK")
    assert replica
    assert not [sql for sql in replica if asks_who_it_is(sql, browser.person)]


def test_one_that_lags_is_passed_by(browser, monkeypatch, caplog):
    monkeypatch.setattr(ours, "MOST_LAG", timedelta(0))
    with connections[ours.REPLICA].cursor() as cursor:
        cursor.execute("SELECT pg_wal_replay_pause()")
        try:
            browser.post(reverse("set_language"), {"language": "en"})
            del browser.cookies[ours.WROTE]
            until(lambda: ours.replica_state().lag, "something has come that is not replayed")
            ours.watch.forget()
            with asked() as (_primary, replica):
                page = browser.get(reverse("overview"))
        finally:
            cursor.execute("SELECT pg_wal_replay_resume()")

    assert page.status_code == 200
    assert replica == []
    assert "boards are read from the primary" in caplog.text


def test_one_that_dies_under_a_page_costs_nothing_but_a_line(browser, server, caplog):
    browser.get(reverse("overview"))  # there is a connection, and it was well
    before = metrics.REPLICA_FAILURES._value.get()
    server.stop()
    try:
        pages = [browser.get(reverse("overview")).status_code for _ in range(3)]
        state = ours.replica_state()
        health = browser.get(reverse("healthz")).json()["checks"]["replica"]
    finally:
        server.start()

    assert pages == [200] * 3
    assert state == ours.ReplicaState(answers=False, lag=None)
    assert health["ok"] is False
    assert metrics.REPLICA_FAILURES._value.get() == before + 1
    lines = [record.message for record in caplog.records if record.name == ours.__name__]
    assert lines == ["boards are read from the primary, not from the replica: OperationalError"]

    ours.watch.forget()  # after some seconds it is looked at again
    with asked() as (_primary, replica):
        browser.get(reverse("overview"))
    assert replica
    assert browser.get(reverse("healthz")).json()["checks"]["replica"]["ok"] is True


def test_a_server_that_follows_nobody_is_no_replica(replica):
    """Such as one that was made a primary: what is written elsewhere never comes to it."""
    replica.close()
    connections.settings[ours.REPLICA] = connections.settings["default"]
    del connections[ours.REPLICA]
    let_in(connections[ours.REPLICA])

    assert ours.replica_state() == ours.ReplicaState(answers=True, lag=None)


def test_it_takes_no_writes(replica):
    with pytest.raises(DatabaseError, match="read-only"), replica.cursor() as cursor:
        cursor.execute("DELETE FROM django_session")
