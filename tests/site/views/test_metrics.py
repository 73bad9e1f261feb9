"""The figures of /metrics: for whom, which, and that a scrape costs the same whatever there is."""

import re
from datetime import timedelta
from http import HTTPStatus

import pytest
import yaml
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from reform.celery import TIMETABLE
from tasks_app.common.models import JobRun
from tasks_app.mailing.enums import MessageState
from tests.deploy.site import PRODUCTION
from tests.factories import MessageFactory, member

URL = reverse("metrics")
TOKEN = "a-key-of-the-watcher"
LABELS = ["route", "method", "status", "job_name", "state"]
FIGURE = re.compile(r"\breform_[a-z_]+")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _is_on(settings):
    settings.METRICS_TOKEN = TOKEN


def asked(client, token: str = TOKEN):
    return client.get(URL, headers={"authorization": f"Bearer {token}"})


def told(client) -> dict[tuple, float]:
    """By name and labels."""
    return {
        (sample.name, *(sample.labels[name] for name in LABELS if name in sample.labels)): sample.value
        for family in text_string_to_metric_families(asked(client).content.decode())
        for sample in family.samples
    }


def test_without_its_key_there_is_no_such_page(client, client_of):
    assert client.get(URL).status_code == HTTPStatus.NOT_FOUND
    assert asked(client, "another").status_code == HTTPStatus.NOT_FOUND
    assert asked(client, "").status_code == HTTPStatus.NOT_FOUND
    assert client_of(member()).get(URL).status_code == HTTPStatus.NOT_FOUND
    assert asked(client).status_code == HTTPStatus.OK


@pytest.mark.parametrize("given", ["", TOKEN])
def test_it_is_off_by_default(client, settings, given):
    settings.METRICS_TOKEN = ""

    assert asked(client, given).status_code == HTTPStatus.NOT_FOUND


def test_wrong_method(client):
    assert client.post(URL, headers={"authorization": f"Bearer {TOKEN}"}).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_requests_are_counted_by_the_name_of_their_address(client, client_of):
    browser = client_of(member())
    names = [
        ("reform_requests_total", "my_work", "GET", "200"),
        ("reform_requests_total", "assignment_detail", "GET", "404"),
        ("reform_requests_total", "", "GET", "404"),
        ("reform_request_seconds_count", "my_work"),
    ]
    before = told(client)

    browser.get(reverse("my_work"))
    for pk in (1, 2, 3):
        browser.get(reverse("assignment_detail", args=[pk]))
    browser.get("/nowhere/")

    after = told(client)
    assert [after[name] - before.get(name, 0) for name in names] == [1, 3, 1, 1]


def test_an_invented_method_is_no_name_of_its_own(client):
    client.generic("BREW", "/nowhere/")

    assert ("reform_requests_total", "", "other", "404") in told(client)
    assert not any("BREW" in name for name in told(client))


def test_refused_sign_ins_are_counted(client):
    name = ("reform_sign_in_failures_total",)
    before = told(client)[name]

    client.post(reverse("account_login"), {"login": "nobody", "password": "wrong"})

    assert told(client)[name] == before + 1


def test_requests_that_the_database_fails_are_counted(client, client_of, monkeypatch):
    def get(self, request):
        raise DatabaseError

    name = ("reform_database_errors_total",)
    before = told(client)[name]
    monkeypatch.setattr("tasks_app.reporting.views.MyWork.get", get)
    browser = client_of(member())
    browser.raise_request_exception = False
    browser.get(reverse("my_work"))

    assert told(client)[name] == before + 1


def test_jobs_are_told_from_their_ledger(client):
    now = timezone.now()
    JobRun.objects.create(name="mailing.deliver_due", started_at=now, succeeded_at=now, runs=7, failures=2, seconds=3.5)
    JobRun.objects.create(name="plan.tell_what_happened", started_at=now, runs=1, failures=1)

    its = told(client)

    assert its["reform_job_runs_total", "mailing.deliver_due"] == 7
    assert its["reform_job_failures_total", "mailing.deliver_due"] == 2
    assert its["reform_job_seconds_total", "mailing.deliver_due"] == 3.5
    assert its["reform_job_last_success_timestamp_seconds", "mailing.deliver_due"] == now.timestamp()
    assert its["reform_job_failures_total", "plan.tell_what_happened"] == 1
    assert ("reform_job_last_success_timestamp_seconds", "plan.tell_what_happened") not in its
    periods = {name[1]: value for name, value in its.items() if name[0] == "reform_job_period_seconds"}
    assert periods == TIMETABLE


def test_the_outbox_is_told(client):
    now = timezone.now()
    MessageFactory(created_at=now - timedelta(minutes=61), expires_at=now + timedelta(days=1))
    for state in (MessageState.FAILED, MessageState.UNKNOWN, MessageState.UNKNOWN, MessageState.CANCELLED):
        MessageFactory(state=state)

    its = told(client)

    states = {name[1]: value for name, value in its.items() if name[0] == "reform_outbox_messages"}
    assert states == {"waiting": 1, "sending": 0, "failed": 1, "unknown": 2}
    assert its[("reform_outbox_oldest_seconds",)] == 61 * 60


def test_a_scrape_costs_the_same_whatever_there_is(client, constant_queries):
    def more():
        for number in range(20):
            JobRun.objects.create(name=f"test.job{number}", started_at=timezone.now())
            MessageFactory(expires_at=timezone.now() + timedelta(days=1))

    MessageFactory(expires_at=timezone.now() + timedelta(days=1))
    constant_queries(lambda: asked(client), more, below=8)


def test_without_its_database_it_says_so(client, monkeypatch):
    def refuse(**_):
        raise DatabaseError

    monkeypatch.setattr("tasks_app.site.views.figures.machinery", refuse)

    its = told(client)

    assert its[("reform_database_up",)] == 0
    assert ("reform_sign_in_failures_total",) in its


def test_every_figure_of_the_alerts_exists(client):
    """Those of a replica are there where one is; the rules are written so that they are silent where none is."""
    JobRun.objects.create(name="mailing.deliver_due", started_at=timezone.now(), succeeded_at=timezone.now())
    client.get("/nowhere/")
    rules = yaml.safe_load((PRODUCTION / "prometheus" / "reform.rules.yml").read_text(encoding="utf-8"))
    its = {name[0] for name in told(client)} | {"reform_replica_up", "reform_replica_lag_seconds"}

    alerts = [rule for group in rules["groups"] for rule in group["rules"]]
    for rule in alerts:
        assert set(rule) == {"alert", "expr", "for", "labels", "annotations"}
        assert rule["labels"]["severity"] in ("page", "ticket")
        assert {"summary", "summary_vi"} <= set(rule["annotations"])
        named = set(FIGURE.findall(rule["expr"]))
        assert named
        assert named <= its
        assert rule["expr"].count("(") == rule["expr"].count(")")
    assert len(alerts) == len({rule["alert"] for rule in alerts})
