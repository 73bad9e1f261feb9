"""Errors are reported where a service is named, with the number of the incident and without what was typed."""

import gzip
import json
import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import brotli
import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
CANARY = "Can4ry-7f3"
UNPACK = {"gzip": gzip.decompress, "br": brotli.decompress, "": bytes}

pytestmark = pytest.mark.one_database


@pytest.fixture(autouse=True)
def clock():
    """The real one: another process reports."""


@contextmanager
def sink():
    """A service that takes envelopes, and what it was sent: heads and bodies."""
    received = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.append((dict(self.headers), UNPACK[self.headers.get("Content-Encoding", "")](body)))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://public@127.0.0.1:{server.server_port}/1", received
    finally:
        server.shutdown()
        server.server_close()


def run(tmp_path, *arguments: str, **variables: str) -> str:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    its = {"ENV_FILE": os.devnull, "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "reform.settings"}
    its |= {"DATABASE_URL": "sqlite://:memory:"}
    command = [sys.executable, *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=kept | its | variables, capture_output=True, text=True, check=True, timeout=120
    )
    # Of what failed; what a line of the code says itself is said.
    assert CANARY not in done.stderr.replace(f"not taken: {CANARY}", "")
    return done.stdout


def events(received) -> list[dict]:
    found = []
    for _headers, body in received:
        _envelope, *items = body.splitlines()
        found += [json.loads(item) for kind, item in zip(items[::2], items[1::2], strict=True) if b'"event"' in kind]
    return found


def test_a_view_and_a_job_that_fail_are_reported_without_what_was_typed(tmp_path):
    with sink() as (dsn, received):
        request_id, job_id = run(tmp_path, "-m", "tests.site.failing", CANARY, SENTRY_DSN=dsn).split()

    assert CANARY not in str(received)
    told = {(event.get("logger"), event["tags"].get("job", "")): event for event in events(received)}
    assert set(told) == {(None, ""), ("reform.test", ""), (None, "test.fails")}

    view = told[None, ""]
    assert view["tags"] == {"request_id": request_id}
    assert (view["environment"], view["release"]) == ("embedded", ROOT.name)
    assert view["request"] == {"method": "POST", "url": "http://testserver/invitation/***"}
    (error,) = view["exception"]["values"]
    assert (error["type"], error["value"]) == ("ValueError", "")
    assert "fails" in [frame["function"] for frame in error["stacktrace"]["frames"]]
    assert not any("vars" in frame for frame in error["stacktrace"]["frames"])

    assert told["reform.test", ""]["logentry"] == {"message": "not taken: %s"}
    assert told[None, "test.fails"]["tags"] == {"job": "test.fails", "job_id": job_id}
    assert set(view) <= {
        *("event_id", "timestamp", "level", "platform", "exception", "transaction", "release", "environment"),
        *("server_name", "sdk", "tags", "request"),
    }


def test_where_no_service_is_named_its_library_is_not_even_loaded(tmp_path):
    code = "import django, sys; django.setup(); print('sentry_sdk' in sys.modules)"

    assert run(tmp_path, "-c", code) == "False\n"


def test_a_service_that_does_not_answer_stops_nothing(tmp_path):
    told = run(tmp_path, "-m", "tests.site.failing", CANARY, SENTRY_DSN="http://public@127.0.0.1:9/1")

    assert len(told.split()) == 2
