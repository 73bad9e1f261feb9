from datetime import timedelta
from http import HTTPStatus

import pytest
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone

from tasks_app.common.models import JobRun
from tasks_app.dashboard.queries import PLANNER, SENDER
from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.models import MailPermit
from tasks_app.site.views import frame as views
from tests.factories import MessageFactory

URL = reverse("healthz")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def just_started(monkeypatch):
    """However long the suite has run."""
    monkeypatch.setattr(views, "STARTED", views.monotonic())


@pytest.fixture
def up_for_a_day(just_started, monkeypatch):
    monkeypatch.setattr(views, "STARTED", views.monotonic() - timedelta(days=1).total_seconds())


def planned(ago: timedelta, sender_ago: timedelta = timedelta(0)):
    for name, its in ((PLANNER, ago), (SENDER, sender_ago)):
        JobRun.objects.create(name=name, started_at=timezone.now() - its, succeeded_at=timezone.now() - its)


def test_well_right_after_a_fresh_start(client):
    response = client.get(URL)

    assert response.status_code == HTTPStatus.OK
    assert response.json()["status"] == "ok"
    assert set(response.json()["checks"]) == {"database", "broker", "mail", "reminders", "delivery", "outbox"}


def test_a_planner_that_never_ran_is_found(client, up_for_a_day):
    response = client.get(URL)

    assert response.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert response.json()["checks"]["reminders"]["ok"] is False


@pytest.mark.parametrize(
    ("ago", "status"),
    [(timedelta(minutes=30), HTTPStatus.OK), (timedelta(minutes=31), HTTPStatus.SERVICE_UNAVAILABLE)],
)
def test_the_age_of_the_planners_last_success_decides(client, up_for_a_day, ago, status):
    planned(ago)

    response = client.get(URL)

    assert response.status_code == status
    assert response.json()["checks"]["reminders"]["age_seconds"] == ago.total_seconds()


@pytest.mark.parametrize(
    ("ago", "status"),
    [(timedelta(minutes=15), HTTPStatus.OK), (timedelta(minutes=16), HTTPStatus.SERVICE_UNAVAILABLE)],
)
def test_the_age_of_the_senders_last_success_decides(client, up_for_a_day, ago, status):
    planned(timedelta(0), sender_ago=ago)

    response = client.get(URL)

    assert response.status_code == status
    assert response.json()["checks"]["delivery"]["age_seconds"] == ago.total_seconds()


def test_a_planner_that_only_fails_is_found(client, up_for_a_day):
    planned(timedelta(minutes=31))
    JobRun.objects.update(started_at=timezone.now(), error="ValueError: no")

    response = client.get(URL)

    assert response.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert response.json()["checks"]["reminders"]["ok"] is False
    assert "ValueError" not in response.content.decode()


@pytest.mark.parametrize(
    ("ago", "status"),
    [(timedelta(minutes=60), HTTPStatus.OK), (timedelta(minutes=61), HTTPStatus.SERVICE_UNAVAILABLE)],
)
def test_the_age_of_the_oldest_unsent_message_decides(client, up_for_a_day, ago, status):
    planned(timedelta(0))
    now = timezone.now()
    MessageFactory(created_at=now - ago, expires_at=now + timedelta(days=1))

    response = client.get(URL)

    assert response.status_code == status
    assert response.json()["checks"]["outbox"]["age_seconds"] == ago.total_seconds()


def test_mail_that_is_tried_in_vain_is_found_and_told_when_it_is_given_up(client, up_for_a_day):
    planned(timedelta(0))
    now = timezone.now()
    message = MessageFactory(
        due_at=now - timedelta(hours=2), send_after=now + timedelta(minutes=30), expires_at=now + timedelta(minutes=1)
    )
    assert client.get(URL).json()["checks"]["outbox"]["ok"] is False

    message.state = MessageState.EXPIRED
    message.save()

    response = client.get(URL)
    assert response.status_code == HTTPStatus.OK
    assert response.json()["checks"]["outbox"] == {
        "ok": True,
        "detail": "limit 3600 s, failed: 0, unknown: 0, expired unsent: 1, last delivered: never",
        "age_seconds": None,
    }


def test_what_a_person_must_look_at_and_the_last_delivery_are_told(client, up_for_a_day):
    planned(timedelta(0))
    now = timezone.now()
    for state in (MessageState.FAILED, MessageState.UNKNOWN, MessageState.UNKNOWN):
        MessageFactory(state=state)
    MessageFactory(state=MessageState.SENT, sent_at=now - timedelta(hours=2))
    MessageFactory(state=MessageState.SENT, sent_at=now - timedelta(hours=1))

    outbox = client.get(URL).json()["checks"]["outbox"]

    last = (now - timedelta(hours=1)).isoformat(timespec="seconds")
    assert outbox["ok"] is True
    assert outbox["detail"] == f"limit 3600 s, failed: 1, unknown: 2, expired unsent: 0, last delivered: {last}"


@pytest.mark.parametrize(
    ("enabled", "allowed", "ok", "detail"),
    [
        (False, "", True, "to files"),
        (True, "here", True, "allowed"),
        (True, "there", False, "another_installation"),
        (True, "", False, "nobody_allowed"),
    ],
)
def test_an_installation_that_may_not_mail_is_found_at_once(client, settings, enabled, allowed, ok, detail):
    settings.MAIL_ENABLED, settings.MAIL_MARKER = enabled, "here"
    if allowed:
        MailPermit.objects.create(pk=1, marker=allowed, at=timezone.now())

    response = client.get(URL)

    assert response.status_code == (HTTPStatus.OK if ok else HTTPStatus.SERVICE_UNAVAILABLE)
    assert response.json()["checks"]["mail"] == {"ok": ok, "detail": detail, "age_seconds": None}


def test_a_database_that_does_not_answer_is_found(client, monkeypatch):
    def refuse():
        raise DatabaseError

    monkeypatch.setattr(views.connection, "cursor", refuse)

    for name in ("healthz", "readyz"):
        response = client.get(reverse(name))
        assert response.status_code == HTTPStatus.SERVICE_UNAVAILABLE
        assert response.json()["checks"]["database"] == {"ok": False, "detail": "DatabaseError", "age_seconds": None}


def test_a_broker_that_does_not_answer_is_found(client, settings, monkeypatch):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(views.current_app.conf, "broker_url", settings.REDIS_URL)

    response = client.get(URL)

    assert response.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert response.json()["checks"]["broker"]["ok"] is False


def test_readyz_asks_the_database_alone(client, up_for_a_day):
    response = client.get(reverse("readyz"))

    assert response.status_code == HTTPStatus.OK
    assert set(response.json()["checks"]) == {"database"}


@pytest.mark.parametrize("name", ["healthz", "readyz"])
def test_a_watcher_may_ask_for_the_head_alone(client, name):
    response = client.head(reverse(name))

    assert (response.status_code, response.content) == (HTTPStatus.OK, b"")


def test_wrong_method(client):
    assert client.post(URL).status_code == HTTPStatus.METHOD_NOT_ALLOWED
