"""The frame of every test: the day is Tuesday 15 October 2024, 08:00 in Nghệ An, and the page speaks Vietnamese."""

import gc
import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from time import monotonic
from typing import TypeVar

import hypothesis
import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import connection, models, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import translation

from deploy import messages
from tasks_app.common import stamps
from tasks_app.common.dates import at_time
from tasks_app.people.middleware import BEGAN
from tasks_app.people.models import Person
from tests import factories
from tests.database_image import empty_what_is_full, migrate_once
from tests.kept_world import world_on
from tests.services import PAGES_BESIDE_POSTGRESQL
from tests.worlds import World

pytest_plugins = ["tests.guards"]

Built = TypeVar("Built")

TODAY = date(2024, 10, 15)
TESTS = Path(__file__).parent
FOLDERS_OF_PARTS = {"browser", "faults"}  # a conftest.py of theirs marks all that they hold
STANDS = {"standing_world", "standing_province"}  # fixtures whose rows stay until the module ends
PAGES = "views"  # the folders of what is tried of single pages
PAGE_QUERIES = 22  # a page stays below this, however many rows it shows

# The same examples in every run: a suite that fails now and then is soon ignored.
hypothesis.settings.register_profile("suite", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("suite")


def pytest_configure(config):
    """What the pages say comes from the catalogue as it is now; once, before the workers begin."""
    if not hasattr(config, "workerinput"):
        messages.compile_catalogue()


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """What is collected stays: no garbage is looked for meanwhile, and none among it afterwards."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_ignore_collect(collection_path, config):
    """Modules that hold nothing of the part are not opened: all of them take each worker some twenty seconds."""
    part = config.option.markexpr
    if collection_path.parent == TESTS and collection_path.name in FOLDERS_OF_PARTS:
        return f"not {collection_path.name}" in part.split(" and ") or None
    asked = part.partition(" and ")[0]
    if asked.isidentifier() and collection_path.name.startswith("test_"):
        may_mark = [collection_path, *collection_path.parent.glob("conftest.py")]
        return not any(f"mark.{asked}" in file.read_text() for file in may_mark) or None
    return None


def pytest_collection_modifyitems(config, items):
    """A test runs beside each database that could make it fail, as docs/decisions.md says.

    In each module the tests that ask for what stands come last: it stays until the module ends.
    """
    place = {item.path: number for number, item in reversed(list(enumerate(items)))}
    items.sort(key=lambda item: (place[item.path], not STANDS.isdisjoint(item.fixturenames)))
    kept = {item for item in items if runs_beside(connection.vendor, item)}
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = [item for item in items if item in kept]


def runs_beside(vendor: str, item: pytest.Item) -> bool:
    """What asks no database, or says itself that it is the same beside both, runs in the part of SQLite alone. There
    every page is opened by everybody and every form sent; what each says and does in detail is tried beside PostgreSQL
    instead, where that has a part in the run."""
    is_beside_both = _asks_the_database(item) and not item.get_closest_marker("one_database")
    if vendor == "postgresql":
        return is_beside_both
    return not (is_beside_both and item.path.parent.name == PAGES and os.environ.get(PAGES_BESIDE_POSTGRESQL))


def _asks_the_database(item) -> bool:
    return bool(item.get_closest_marker("django_db")) or "db" in item.fixturenames


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    with pytest.MonkeyPatch.context() as patch:
        migrate_once(patch)
        empty_what_is_full(patch)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Keys of each table begin at a thousand of its own.

    A key that is written with a separator of thousands, or one that is taken for another table's, shows at once.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for place, model in enumerate(apps.get_app_config("tasks_app").get_models(), start=1):
            if not isinstance(model._meta.pk, models.AutoField):
                continue
            table, first = model._meta.db_table, place * 1000 + 1
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, first - 1])
            else:
                cursor.execute(f'ALTER TABLE "{table}" ALTER COLUMN "{model._meta.pk.column}" RESTART WITH {first}')


@pytest.fixture(scope="session", autouse=True)
def _files_of_the_suite(tmp_path_factory):
    """Uploads lie in a folder of this run."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield


@pytest.fixture(autouse=True)
def clock():
    """Time stands still; ``clock.move_to(at_time(day, hour))`` moves it."""
    with time_machine.travel(at_time(TODAY, 8), tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def _just_started(monkeypatch):
    """A process of tests is old enough that the jobs should have run, for whoever asks how it is."""
    monkeypatch.setattr("tasks_app.site.views.frame.STARTED", monotonic())


@pytest.fixture(autouse=True)
def _vietnamese():
    """A test that left another language active must not decide what the next one reads."""
    with translation.override("vi"):
        yield


@pytest.fixture(autouse=True)
def _empty_cache():
    """Counted sign-ins and the like end with the test; queries are counted as in a process that has just begun."""
    stamps.forget_all()
    yield
    cache.clear()


@pytest.fixture
def console_in_english(settings):
    """Commands are asked and answer in English, as with CONSOLE_LANGUAGE=en."""
    settings.CONSOLE_LANGUAGE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture
def plan(db):
    return factories.PlanFactory()


@contextmanager
def standing(django_db_blocker, build: Callable[[], Built]) -> Iterator[Built]:
    """What ``build`` puts into the database stays in a transaction around those of the tests, for as long as this."""
    around = transaction.atomic()
    around._from_testcase = True  # as Django's own: the guards look for transactions of the product
    with (
        django_db_blocker.unblock(),
        time_machine.travel(at_time(TODAY, 8), tick=False),
        translation.override("vi"),
        around,
    ):
        built = build()
        connection.check_constraints()  # once, instead of at the end of every test
        yield built
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def standing_world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """The small province, made once for a module."""
    with standing(django_db_blocker, lambda: world_on(TODAY)) as world:
        yield world


@pytest.fixture
def world(standing_world, db) -> World:
    """The small province that most pages are tried in; see tests/worlds.py. Each test has objects of its own.

    A module whose tests commit has to build one for each of them (tests/browser/conftest.py).
    """
    return pickle.loads(pickle.dumps(standing_world))


@pytest.fixture(scope="module")
def standing_sessions(standing_world, django_db_blocker) -> dict[int, str]:
    """The sessions of the standing world's people by their keys, for modules that ask thousands of times as somebody.

    Only what a test does in its own transaction is undone, so these stay as they are.
    """
    with django_db_blocker.unblock(), time_machine.travel(at_time(TODAY, 8), tick=False):
        people = [one for one in vars(standing_world).values() if isinstance(one, Person)]
        return {person.pk: signed_in(person).cookies[settings.SESSION_COOKIE_NAME].value for person in people}


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    session = client.session
    session[BEGAN] = int(person.last_login.timestamp())  # as a session has it that began on the page
    session.save()
    return client


@pytest.fixture
def client_of(db) -> Callable[[Person], Client]:
    """The browser of a person who has signed in."""
    return signed_in


def client_with(sessions: dict[int, str]) -> Callable[[Person], Client]:
    """As ``client_of``, where the person has signed in before (``standing_sessions``); who has not does so now."""

    def sign_in(person: Person) -> Client:
        if person.pk not in sessions:
            return signed_in(person)
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = sessions[person.pk]
        return client

    return sign_in


@pytest.fixture
def queries(db) -> Callable[[Callable], int]:
    """How many queries an act takes: ``queries(lambda: client.get(url))``."""

    def count(act: Callable) -> int:
        with CaptureQueriesContext(connection) as captured:
            act()
        return len(captured)

    return count


def _after_a_write(queries, act: Callable) -> int:
    """Of a page that finds nothing kept any more."""
    stamps.forget_all()
    return queries(act)


@pytest.fixture
def constant_queries(queries) -> Callable:
    """``constant_queries(lambda: client.get(url), more_rows)``: as many queries after ``more_rows()`` as before."""

    def check(act: Callable, more_rows: Callable, *, below: int = PAGE_QUERIES) -> None:
        act()  # what is read once in a process, such as content types, is not a page's
        before = _after_a_write(queries, act)
        more_rows()
        after = _after_a_write(queries, act)
        assert after == before, f"{before} queries became {after} with more rows"
        assert after < below

    return check
