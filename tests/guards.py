"""What the suite refuses by itself, in every test, whatever the test is about."""

from __future__ import annotations

import re
import socket
import sys
import threading
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path

import pytest
from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.template import Engine, engines
from django.template.base import Node, Origin, Template
from django.urls import Resolver404, resolve

from tasks_app.common import stamps
from tasks_app.common.models import Stamp

OUR_TEMPLATES = Path(settings.BASE_DIR) / "templates"
ADMIN_TEMPLATES = OUR_TEMPLATES / "admin"  # frames around Django's own, which query while they are rendered
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# What allauth keeps in the session while a page is opened. Of the link of a forgotten password: the key, out of the
# address, which others may read. Of the sign-in: one that was begun and not finished in time is forgotten.
KEPT_IN_SESSION = (
    "GET /accounts/password/reset/key/",
    "GET /accounts/login/",
    "GET /accounts/2fa/authenticate/",
)
# The way back from the single sign-on: OpenID Connect prescribes a GET. It writes once, in the browser that began it.
BACK_FROM_SIGN_ON = "GET /accounts/sign-on/callback/"
# What machines fetch by a token or a secret address: that something left the product is kept although they only read,
# in the log of exports and nowhere else. URL names; one that ends with ":" stands for everything in that namespace.
MACHINE_ADDRESSES = ("calendar_feed", "api:")
LOG_OF_EXPORTS = 'INSERT INTO "tasks_app_exportrecord"'
# Pages that show the personal data of somebody else: who opened them is kept once a day, as RFC 9110 (9.2.1) leaves
# room for, and nothing else is written by them.
PERSONAL_DATA = (
    *("person_detail", "person_edit", "reminder_preview", "message_list", "message_detail"),
    *("admin:tasks_app_person_change", "admin:tasks_app_message_changelist", "admin:tasks_app_message_change"),
)
LOG_OF_VIEWS = ('INSERT INTO "tasks_app_dataview"', 'INSERT OR IGNORE INTO "tasks_app_dataview"')
WRITING = frozenset({"INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE", "TRUNCATE"})


class GuardError(AssertionError):
    """Something that no page, no template and no action may do."""


@pytest.fixture(scope="session", autouse=True)
def _guards(django_test_environment):
    """On for the whole session, and after Django has put its own test tools in place."""
    with pytest.MonkeyPatch.context() as patch:
        _refuse_strangers(patch)
        _watch_queries(patch)
        _watch_requests(patch)
        _watch_templates(patch)
        _watch_what_is_kept(patch)
        _refuse_undefined_variables(patch)
        _refuse_mail_outside_transactions(patch)
        yield


# --- The database: templates do not query, GET does not write ---------------------------------------------------------


class _Watched(threading.local):
    """What this thread is in the middle of; the live server answers in threads of its own."""

    request: str | None = None
    may_log: tuple[str, ...] = ()
    template: str | None = None


_now = _Watched()


@contextmanager
def _during(**what):
    before = dict(vars(_now))
    vars(_now).update(what)
    try:
        yield
    finally:
        vars(_now).clear()
        vars(_now).update(before)


def _watch_queries(patch) -> None:
    for name in ("execute", "executemany"):

        def watched(self, sql, params=None, original=getattr(CursorWrapper, name)):
            _look_at(str(sql))
            return original(self, sql, params)

        patch.setattr(CursorWrapper, name, watched)


def _look_at(sql: str) -> None:
    if _now.template:
        raise GuardError(f"the template {_now.template} queries: {sql[:300]}")
    if _now.request and sql.split(None, 1)[0].upper() in WRITING:
        if _now.request.startswith(KEPT_IN_SESSION) and "django_session" in sql:
            return
        if _now.request == BACK_FROM_SIGN_ON:
            return
        if _now.may_log and sql.startswith(_now.may_log):
            return
        raise GuardError(f"{_now.request} writes: {sql[:300]}")


def _watch_requests(patch) -> None:
    original = BaseHandler.get_response

    def get_response(self, request):
        if request.method not in SAFE_METHODS:
            return original(self, request)
        with _during(request=f"{request.method} {request.path}", may_log=_logs_of(request.path_info)):
            return original(self, request)

    patch.setattr(BaseHandler, "get_response", get_response)


def _logs_of(path: str) -> tuple[str, ...]:
    """How what an address may write although it is only read begins."""
    try:
        name = resolve(path).view_name or ""
    except Resolver404:
        return ()
    if name in PERSONAL_DATA:
        return LOG_OF_VIEWS
    is_for_machines = any(name == one or (one.endswith(":") and name.startswith(one)) for one in MACHINE_ADDRESSES)
    return (LOG_OF_EXPORTS,) if is_for_machines else ()


def _watch_templates(patch) -> None:
    original = Template._render

    def _render(self, context):
        if _now.template or not _is_ours(self.origin):
            return original(self, context)
        with _during(template=str(self.origin)):
            return original(self, context)

    patch.setattr(Template, "_render", _render)


def _is_ours(origin: Origin) -> bool:
    """Written by us: the admin's lists query while they are rendered, and that is not ours to mend."""
    path = Path(str(origin.name))
    if path.is_relative_to(ADMIN_TEMPLATES):
        return False
    return not path.is_absolute() or path.is_relative_to(OUR_TEMPLATES)


# --- What is kept in the process goes by its own tables alone ---------------------------------------------------------

_TABLE = re.compile(r'"(tasks_app_[a-z]+)"')


def _watch_what_is_kept(patch) -> None:
    """A query that is kept by the stamps of some parts may read the tables of these parts, and no other."""
    original, part_of = stamps._Store.get, {table: part for table, (part, _) in stamps.tables().items()}

    def get(self, key, load):
        parts = {part for part, _stamp in key[0]}

        def watched():
            read = set()

            def look(execute, sql, *its):
                read.update(_TABLE.findall(str(sql)))
                return execute(sql, *its)

            with connection.execute_wrapper(look):
                answer = load()
            read.discard(Stamp._meta.db_table)
            if strangers := {table for table in read if part_of.get(table) not in parts}:
                raise GuardError(f"kept by the stamps of {sorted(parts)}, but read from {sorted(strangers)}")
            return answer

        return original(self, key, watched)

    patch.setattr(stamps._Store, "get", get)


# --- Templates say what they need -------------------------------------------------------------------------------------


class _Undefined(str):
    """Django asks ``"%s" in string_if_invalid`` and then formats it with the variable: here it is caught."""

    __slots__ = ()

    def __contains__(self, part):
        return True

    def __mod__(self, variable):
        origin = _rendered_origin()
        if origin and not _is_ours(origin):
            return ""
        raise GuardError(f"{variable} is not defined in {origin}")


def _rendered_origin() -> Origin | None:
    """The template that holds the node that is rendered now: with inheritance it is not the one that was asked for."""
    frame = sys._getframe()
    while frame:
        if frame.f_code is Node.render_annotated.__code__:
            return getattr(frame.f_locals["self"], "origin", None)
        frame = frame.f_back
    return None


def _refuse_undefined_variables(patch) -> None:
    """In every engine: Django makes a new one when a test changes a setting such as DEBUG."""
    original, undefined = Engine.__init__, _Undefined("%s")

    def make(self, *args, **kwargs):
        original(self, *args, **kwargs)
        self.string_if_invalid = undefined

    patch.setattr(Engine, "__init__", make)
    patch.setattr(engines["django"].engine, "string_if_invalid", undefined)


# --- Mail is written with the change that it tells of -----------------------------------------------------------------


class _TransactionOfOurs:
    """The transaction module without pytest-django's own transaction, which would hide that the code opened none."""

    def __getattr__(self, name):
        return getattr(transaction, name)

    @staticmethod
    def get_connection(using=None):
        return _ConnectionOfOurs()


class _ConnectionOfOurs:
    @property
    def in_atomic_block(self) -> bool:
        return any(not block._from_testcase for block in connection.atomic_blocks)


def _refuse_mail_outside_transactions(patch) -> None:
    from tasks_app.mailing.actions import outbox

    patch.setattr(outbox, "transaction", _TransactionOfOurs())


# --- The network ends at this machine ---------------------------------------------------------------------------------


def _refuse_strangers(patch) -> None:
    for name in ("connect", "connect_ex"):

        def checked(self, address, original=getattr(socket.socket, name)):
            if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(address[0]):
                raise GuardError(f"a connection to {address[0]}:{address[1]}")
            return original(self, address)

        patch.setattr(socket.socket, name, checked)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
