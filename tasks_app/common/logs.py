"""What a line of the log is: one JSON object (or, for reading along, one line of words) that no text can forge.

All loggers come through here: Django's, Celery's, gunicorn's and ours. A line names the request or the job and the
person by number. What people type, names, addresses of mail, passwords and keys are not in it; so of an exception only
its kind is written and where it happened, and its message where that kind tells of the machinery alone.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from urllib.parse import unquote

import structlog

# What a record may say beside its message. Anything else that libraries hang on one, such as a whole request, is not
# written.
FIELDS = ["route", "method", "path", "status", "milliseconds"]

# Addresses that are keys by themselves: the same as in nginx's site, which a test compares.
KEYS_IN_ADDRESSES = (
    re.compile(r"(/accounts/password/reset/key/)[^\s\"'<>]+"),
    re.compile(r"(/invitation/)[^\s\"'<>]+"),
    re.compile(r"(/feeds/)[^\s\"'<>]+(?=\.ics)"),
)
_ENCODED = re.compile(r"/[^\s\"'<>]*%[^\s\"'<>]*")
_QUERY = re.compile(r"(/[^\s?\"'<>]*\?)[^\s\"'<>]+")
_CREDENTIALS = re.compile(r"://[^\s/@]*@")
_MAIL_ADDRESS = re.compile(r"[^\s<>\"'(),;:/@\[\]]+@(?=[\w-]+\.[\w.-]+)")

_END_OF_JOB = re.compile(r"(Task \S+\[[^\]]+\] [^:]+):.*", flags=re.DOTALL)

# Exceptions whose message speaks of the machinery or of the program. All others, foremost ValueError and DataError,
# like to quote what was typed.
_SAYS_NOTHING_TYPED = {
    *("builtins.OSError", "builtins.ImportError", "builtins.AttributeError", "builtins.NameError"),
    *("django.core.exceptions.ImproperlyConfigured", "django.template.exceptions.TemplateDoesNotExist"),
    *(f"django.db.utils.{name}" for name in ("OperationalError", "InterfaceError", "IntegrityError")),
    *(f"psycopg2.{name}" for name in ("OperationalError", "InterfaceError", "IntegrityError")),
    *(f"sqlite3.{name}" for name in ("OperationalError", "IntegrityError")),
    *("redis.exceptions.RedisError", "kombu.exceptions.OperationalError"),
}
_QUOTES_ADDRESSES = "smtplib.SMTPException"  # an OSError that names recipients
_LONGEST = 300


def masked(text: str) -> str:
    """The text without keys in addresses, what follows a question mark, mail addresses and passwords of servers."""
    text = _ENCODED.sub(_decoded_if_key, text)
    for key in KEYS_IN_ADDRESSES:
        text = key.sub(r"\1***", text)
    text = _CREDENTIALS.sub("://***@", text)
    return _MAIL_ADDRESS.sub("***@", _QUERY.sub(r"\1***", text))


def _decoded_if_key(match: re.Match) -> str:
    """An address written with signs of per cent leads to the same page, so its key is one too."""
    decoded = unquote(match[0])
    return decoded if any(key.search(decoded) for key in KEYS_IN_ADDRESSES) else match[0]


def message_of(error_type: type[BaseException], text: str) -> str:
    """What may be written of an exception's message: its first line without secrets, or nothing.

    The further lines of a database's message hold the values of a row.
    """
    kinds = {f"{kind.__module__}.{kind.__qualname__}" for kind in error_type.__mro__}
    if not kinds & _SAYS_NOTHING_TYPED or _QUOTES_ADDRESSES in kinds or not text.strip():
        return ""
    return masked(text.strip().splitlines()[0][:_LONGEST])


def described(error: BaseException) -> str:
    """Where an exception came from, and those behind it, oldest first; without the values of variables."""
    parts: list[str] = []
    seen: set[int] = set()
    its: BaseException | None = error
    while its is not None and id(its) not in seen:
        seen.add(id(its))
        name = f"{type(its).__module__}.{type(its).__qualname__}".removeprefix("builtins.")
        said = message_of(type(its), str(its))
        parts.append("".join(traceback.format_tb(its.__traceback__)) + (f"{name}: {said}" if said else name))
        its = its.__cause__ or (None if its.__suppress_context__ else its.__context__)
    return "\n\n".join(reversed(parts))


# --- Steps from a record to its line ----------------------------------------------------------------------------------


def _celerys_results_left_out(logger, name, event: dict) -> dict:
    """Celery writes what a job returned, and what its exception says, into the message itself, behind a colon."""
    if event["logger"] == "celery.app.trace":
        event["event"] = _END_OF_JOB.sub(r"\1", event["event"])
    return event


def _exception_described(logger, name, event: dict) -> dict:
    info = event.pop("exc_info", None)
    error = info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        event["exception"] = described(error)
    return event


def _without_secrets(logger, name, event: dict) -> dict:
    for key, value in event.items():
        if isinstance(value, str) and key not in ("timestamp", "level", "logger"):
            event[key] = masked(value)
    return event


def _in_json(logger, name, event: dict) -> str:
    # In ASCII: whatever reads it, there is no sign in it that begins another line.
    return json.dumps(event, default=str)


def _in_words(logger, name, event: dict) -> str:
    text = "{timestamp} {level} {logger}: {event}".format(**event)
    # What is bound to a request comes in any order; sorted, its lines stand below each other.
    rest = {key: event[key] for key in sorted(event) if key not in ("timestamp", "level", "logger", "event")}
    exception = rest.pop("exception", "")
    line = _on_one_line(" ".join([text, *(f"{key}={value}" for key, value in rest.items())]))
    return "\n".join([line, *(f"  {_on_one_line(one)}" for one in exception.splitlines())])


def _on_one_line(text: str) -> str:
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


def formatter(style: str) -> logging.Formatter:
    """``style``: "json" or "plain"."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.add_log_level,
            structlog.stdlib.ExtraAdder(allow=FIELDS),
            structlog.processors.TimeStamper(fmt="iso"),
            _celerys_results_left_out,
            _exception_described,
            _without_secrets,
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            _in_json if style == "json" else _in_words,
        ],
    )


def logging_config(style: str, level: str) -> dict:
    """For ``logging.config.dictConfig``: everything through one handler, in the given style."""
    through_the_root = {"handlers": [], "propagate": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": "tasks_app.common.logs.formatter", "style": style}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # Its own handlers only write when DEBUG is on, or mail to ADMINS.
            "django": through_the_root,
            "django.server": through_the_root,
            # The line of each request says it already.
            "django.request": {"level": "ERROR"},
            "gunicorn.error": through_the_root,
            "gunicorn.access": through_the_root,
            # That a job was put on its way and arrived; the line of its end is enough.
            "celery.beat": {"level": "WARNING"},
            "celery.worker.strategy": {"level": "WARNING"},
        },
    }


# --- Of what the lines are --------------------------------------------------------------------------------------------


def begin(**names: object) -> None:
    """From here on every line of this thread is of this request or job, and of no other."""
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(**names)


def add(**names: object) -> None:
    """Said by every further line of this request or job."""
    structlog.contextvars.bind_contextvars(**names)


def end() -> None:
    structlog.contextvars.clear_contextvars()


def said_by_every_line() -> dict[str, object]:
    """What the lines of this request or job say."""
    return structlog.contextvars.get_contextvars()
