"""Lines of the log: one for each record, whatever is in it, and without what people type."""

import io
import json
import logging
import re

import pytest
from django.db import DataError, IntegrityError, OperationalError
from django.urls import reverse

from tasks_app.common import logs
from tests.deploy.site import template

NO_LINE_ENDS = ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x1b[2K", "\x85", "\u2028", "\u2029"]


@pytest.fixture(params=["json", "plain"])
def written(request):
    """What a logger of its own writes through the formatter."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.formatter(request.param))
    logger = logging.Logger("reform.test")
    logger.addHandler(handler)
    logger.is_json = request.param == "json"
    return logger, stream


@pytest.fixture(autouse=True)
def _no_names():
    logs.end()
    yield
    logs.end()


def raised(error: BaseException) -> BaseException:
    try:
        raise error
    except BaseException as caught:
        return caught


@pytest.mark.parametrize("end", NO_LINE_ENDS)
def test_nothing_in_a_message_begins_another_line(written, end):
    logger, stream = written

    logger.warning("searched for %s", f"Vinh{end}2024-10-15 CRITICAL forged")

    text = stream.getvalue()
    assert len(text.splitlines()) == 1
    assert "\x1b" not in text


@pytest.mark.parametrize("end", NO_LINE_ENDS)
def test_nothing_in_an_exception_looks_like_a_line(written, end):
    logger, stream = written

    logger.error("it failed", exc_info=raised(OSError(f"no paper{end}2024-10-15 CRITICAL forged")))

    lines = stream.getvalue().splitlines()
    assert len(lines) == 1 or all(line.startswith("  ") for line in lines[1:])


def test_a_line_says_of_which_request_it_is(written):
    logger, stream = written
    logs.begin(request_id="0123456789abcdef")
    logs.add(person=427)

    logger.warning("looked")

    if logger.is_json:
        told = json.loads(stream.getvalue())
        assert told.pop("timestamp").endswith("Z")
        assert told == {
            "event": "looked",
            "level": "warning",
            "logger": "reform.test",
            "request_id": "0123456789abcdef",
            "person": 427,
        }
    else:
        assert stream.getvalue().endswith(" warning reform.test: looked person=427 request_id=0123456789abcdef\n")


def test_the_next_request_has_nothing_of_the_one_before(written):
    logger, stream = written
    logs.begin(request_id="first", person=427)
    logs.begin(request_id="second")

    logger.warning("looked")

    assert "second" in stream.getvalue()
    assert "427" not in stream.getvalue()


def test_only_named_fields_of_a_record_are_written(written):
    logger, stream = written

    logger.warning("looked", extra={"route": "home", "request": "GET /?q=S3cret", "form": {"password": "S3cret"}})

    assert "home" in stream.getvalue()
    assert "S3cret" not in stream.getvalue()


# Addresses that are keys by themselves, with what stands for the key.
KEYS = [
    reverse("account_reset_password_from_key", args=["1a", "S3cret"]),
    reverse("invitation_accept", args=["S3cret"]),
    reverse("calendar_feed", args=["S3cret"]),
]


@pytest.mark.parametrize(
    "text",
    [
        *KEYS,
        *(f"Error handling request https://reform.example.org{key}" for key in KEYS),
        *(key.replace("cc", "%63c").replace("vi", "%76i").replace("fe", "%66e") for key in KEYS),
        "/search/?q=S3cret",
        "the file 4 of /assignments/?q=S3cret&status=overdue could not be made",
        "550 5.1.1 <S3cret@nghean.example>: Recipient address rejected",
        "cannot reach postgres://reform:S3cret@db:5432/reform",
        "redis://:S3cret@localhost:6379/0",
    ],
)
def test_keys_and_addresses_are_masked(text):
    assert "S3cret" in text
    assert "S3cret" not in logs.masked(text)


@pytest.mark.parametrize("text", ["/feeds/", "/feeds/4/renew/", "/overview/map/", "is it so? yes", "at 07:15 @ home"])
def test_what_is_no_secret_stays(text):
    assert logs.masked(text) == text


def test_what_nginx_masks_is_masked_here():
    site = template()
    lines = site[site.index("map $uri $reform_logged") :]
    nginx = [re.compile(mask) for mask in re.findall(r"^ +~(\S+) ", lines[: lines.index("}")], flags=re.MULTILINE)]

    assert len(nginx) == len(logs.KEYS_IN_ADDRESSES)
    for key in KEYS:
        assert any(mask.search(key) for mask in nginx)
        assert any(mask.search(key) for mask in logs.KEYS_IN_ADDRESSES)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError("invalid literal for int() with base 10: 'S3cret'"), ""),
        (KeyError("S3cret"), ""),
        (UnicodeDecodeError("utf-8", b"S3cret", 0, 1, "bad"), ""),
        (DataError('invalid input syntax for type integer: "S3cret"\nLINE 1: S3cret'), ""),
        (
            IntegrityError('duplicate key value violates unique constraint "a"\nDETAIL:  Key (email)=(S3cret).'),
            'duplicate key value violates unique constraint "a"',
        ),
        (
            OperationalError("connection to server at 10.0.0.4, port 5432 failed: Connection refused\n\tIs it up?"),
            "connection to server at 10.0.0.4, port 5432 failed: Connection refused",
        ),
        (PermissionError(13, "Permission denied", "/var/lib/reform/media"), None),
        (AttributeError("'Task' object has no attribute 'titel'"), "'Task' object has no attribute 'titel'"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_of_an_exception_only_what_nobody_typed_is_written(error, said):
    assert logs.message_of(type(error), str(error)) == (str(error) if said is None else said)


def test_a_mail_servers_refusal_names_recipients():
    from smtplib import SMTPRecipientsRefused

    assert logs.message_of(SMTPRecipientsRefused, "{'an@nghean.example': (550, b'no')}") == ""


def test_an_exception_says_where_and_what_was_behind_it(written):
    logger, stream = written

    def takes(password):
        try:
            int(password)
        except ValueError as error:
            raise OSError("no paper") from error

    try:
        takes(KEYS[1])
    except OSError:
        logger.exception("it failed")

    text = stream.getvalue()
    assert "S3cret" not in text
    assert text.index("ValueError") < text.index("OSError: no paper")
    assert "in takes" in text


@pytest.mark.parametrize(
    ("message", "written_so"),
    [
        ("Task x.y[4-2] succeeded in 0.01s: {'to': 'S3cret'}", "Task x.y[4-2] succeeded in 0.01s"),
        ("Task x.y[4] raised unexpected: ValueError('S3cret: a\\nb')", "Task x.y[4] raised unexpected"),
    ],
)
def test_celery_does_not_tell_results(message, written_so):
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.formatter("json"))
    handler.handle(logging.LogRecord("celery.app.trace", logging.INFO, __file__, 1, message, (), None))

    assert json.loads(stream.getvalue())["event"] == written_so
