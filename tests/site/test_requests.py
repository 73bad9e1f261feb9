"""Around every page: the number of its request, its line in the log, and that nothing typed gets into one."""

import io
import json
import logging
from contextlib import contextmanager

import pytest
from django.core.exceptions import SuspiciousOperation
from django.db import IntegrityError, OperationalError
from django.test import Client
from django.urls import reverse

from reform.celery import app
from tasks_app.common import logs
from tasks_app.common.jobs import recorded
from tasks_app.people.models import Person
from tests.factories import member, secretary

pytestmark = pytest.mark.django_db

CANARY = "Can4ry-7f3"
GIVEN = "0123456789abcdef0123456789abcdef"
PASSWORD = "mot-mat-khau-dai-2024"


@contextmanager
def all_lines():
    """All that the loggers write meanwhile, as in production but from the lowest level on."""
    stream, found = io.StringIO(), []
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.formatter("json"))
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield found
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
        found += [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.fixture(autouse=True)
def _no_names():
    yield
    logs.end()


def of_requests(lines: list[dict]) -> list[dict]:
    return [line for line in lines if line["event"] == "request"]


def test_a_request_has_a_line_and_its_answer_the_number(client_of):
    person = member()
    browser = client_of(person)

    with all_lines() as lines:
        answer = browser.get(reverse("my_work"), {"as_of": CANARY})

    (line,) = of_requests(lines)
    assert line["request_id"] == answer["X-Request-ID"]
    assert len(line["request_id"]) == 32
    assert {key: line[key] for key in ("route", "method", "path", "status", "person")} == {
        "route": "my_work",
        "method": "GET",
        "path": "/my-work/",
        "status": 200,
        "person": person.pk,
    }
    assert line["milliseconds"] >= 0
    assert CANARY not in json.dumps(lines)


def test_what_answers_no_page_is_a_line_too(client):
    with all_lines() as lines:
        client.get("/nowhere/")

    (line,) = of_requests(lines)
    assert (line["route"], line["status"]) == ("", 404)
    assert "person" not in line


def test_every_request_has_another_number(client):
    assert client.get("/nowhere/")["X-Request-ID"] != client.get("/nowhere/")["X-Request-ID"]


@pytest.mark.parametrize(
    ("trusted", "given", "is_taken"),
    [
        ("X-Forwarded-Proto", GIVEN, True),
        ("X-Forwarded-Proto", "9f0e4a52-6f0c-4f7e-9d5c-0f6a2b1c3d4e", True),
        ("", GIVEN, False),
        ("X-Forwarded-Proto", f"{GIVEN}\n2024 CRITICAL forged", False),
        ("X-Forwarded-Proto", "an.nguyen@nghean.example", False),
        ("X-Forwarded-Proto", "abc", False),
        ("X-Forwarded-Proto", "a" * 65, False),
        ("X-Forwarded-Proto", "", False),
    ],
)
def test_a_proxys_number_is_taken_if_it_is_trusted_and_well_formed(client, settings, trusted, given, is_taken):
    settings.TLS_PROXY = trusted

    answer = client.get("/nowhere/", headers={"x-request-id": given})

    assert (answer["X-Request-ID"] == given) == is_taken
    assert "\n" not in answer["X-Request-ID"]


@pytest.mark.parametrize("name", ["healthz", "readyz"])
def test_what_machines_ask_all_day_makes_no_noise(client, name):
    with all_lines() as lines:
        client.get(reverse(name))

    assert [line["level"] for line in of_requests(lines)] == ["debug"]


# --- What fails -------------------------------------------------------------------------------------------------------


def failing(monkeypatch, error: Exception):
    def get(self, request, *args, **kwargs):
        raise error

    monkeypatch.setattr("tasks_app.reporting.views.MyWork.get", get)


def test_a_page_that_fails_says_the_code_by_which_its_lines_are_found(client_of, monkeypatch):
    failing(monkeypatch, ValueError(CANARY))
    person = member()
    browser = client_of(person)
    browser.raise_request_exception = False

    with all_lines() as lines:
        answer = browser.get(reverse("my_work"))

    assert answer.status_code == 500
    code = answer["X-Request-ID"][:8]
    assert f'Mã sự cố: <code class="num">{code}</code>' in answer.content.decode()
    (failed,) = [line for line in lines if line["logger"] == "django.request"]
    assert failed["request_id"].startswith(code)
    assert failed["person"] == person.pk
    assert failed["exception"].endswith("ValueError")
    assert "in get" in failed["exception"]


def test_a_page_that_fails_without_its_database_still_says_so(client, monkeypatch):
    """The error page asks for nothing."""
    client.raise_request_exception = False
    monkeypatch.setattr("tasks_app.people.middleware.PersonMiddleware.__call__", lambda self, request: 1 / 0)

    assert client.get("/").status_code == 500


@pytest.mark.parametrize(
    "error",
    [
        ValueError(CANARY),
        KeyError(CANARY),
        IntegrityError(f"UNIQUE constraint failed\nDETAIL: Key (email)=({CANARY})"),
        OperationalError(f"no server\nLINE 1: {CANARY}"),
        SuspiciousOperation(CANARY),
    ],
    ids=lambda error: type(error).__name__,
)
def test_nothing_typed_gets_into_the_lines_of_what_fails(client_of, monkeypatch, error):
    failing(monkeypatch, error)
    browser = client_of(member())
    browser.raise_request_exception = False

    with all_lines() as lines:
        browser.get(
            f"{reverse('my_work')}?q={CANARY}",
            headers={"cookie": f"other={CANARY}", "referer": f"https://x/invitation/{CANARY}/", "x-other": CANARY},
        )

    assert lines
    assert CANARY not in json.dumps(lines)


# --- What is typed ----------------------------------------------------------------------------------------------------


@pytest.fixture
def person(db) -> Person:
    its = secretary(username="an", email=f"{CANARY}@nghean.example", full_name=f"Nguyễn Văn {CANARY}")
    its.set_password(PASSWORD)
    its.save()
    return its


def test_nothing_typed_gets_into_the_lines_of_the_pages(person):
    """Signing in, wrongly and rightly; forms, searches and keys; addresses that do not exist."""
    browser = Client(raise_request_exception=False)
    with all_lines() as lines:
        browser.post(reverse("account_login"), {"login": CANARY, "password": CANARY})
        browser.post(reverse("account_login"), {"login": person.email, "password": CANARY})
        browser.post(reverse("account_login"), {"login": "an", "password": PASSWORD})
        browser.post(reverse("account_reset_password"), {"email": person.email})
        browser.get(reverse("account_reset_password_from_key", args=["1a", f"{CANARY}-1"]), follow=True)
        browser.get(reverse("invitation_accept", args=[CANARY]))
        browser.post(reverse("invitation_accept", args=[CANARY]), {"password1": CANARY, "password2": CANARY})
        browser.get(reverse("calendar_feed", args=[CANARY]))
        browser.get(f"/feeds/{CANARY}.ics".replace("feeds", "%66eeds"))
        browser.get(reverse("search"), {"q": CANARY})
        browser.get(reverse("assignment_list"), {"q": CANARY, "organisation": CANARY, "page": CANARY})
        browser.get(reverse("overview"), {"as_of": CANARY})
        browser.get("/api/", headers={"authorization": f"Bearer {CANARY}"})
        browser.get("/nowhere/", {"q": CANARY})
        browser.post(reverse("set_language"), {"language": CANARY, "next": f"/{CANARY}"})
        browser.post(reverse("page_export", args=["csv"]), {"address": f"/assignments/?q={CANARY}"}).getvalue()
        browser.get(reverse("metrics"), headers={"authorization": f"Bearer {CANARY}"})
        Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": CANARY, "password": CANARY})

    assert len(of_requests(lines)) > 17
    assert any(line.get("person") == person.pk for line in lines)
    text = json.dumps(lines)
    assert PASSWORD not in text
    assert CANARY not in text
    assert "Nguyễn" not in text.encode().decode("unicode_escape")


# --- Jobs -------------------------------------------------------------------------------------------------------------


@app.task(name="test.looks")
@recorded("test.looks")
def looks(fails: bool):
    logging.getLogger("reform.test").warning("looking")
    if fails:
        raise ValueError(CANARY)
    return CANARY


@pytest.mark.parametrize("fails", [False, True])
def test_a_job_names_itself_in_every_line(fails):
    """As beat runs it without Redis; its arguments, what it returned and what went wrong inside stay inside."""
    with all_lines() as lines:
        done = looks.apply(kwargs={"fails": fails})

    assert done.failed() == fails
    ours = [line for line in lines if "job" in line]
    assert {(line["job"], line["job_id"]) for line in ours} == {("test.looks", done.id)}
    assert [line["event"] for line in ours if line["logger"] == "reform.test"] == ["looking"]
    (last,) = [line for line in ours if line["logger"] == "celery.app.trace" and line["level"] != "debug"]
    assert last["event"].startswith(f"Task test.looks[{done.id}] {'raised unexpected' if fails else 'succeeded'}")
    assert last.get("exception", "").endswith("ValueError") == fails
    assert CANARY not in json.dumps(lines)
    assert logs.said_by_every_line() == {}
