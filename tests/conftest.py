"""The frame of every test: the day is Tuesday 15 October 2024, 08:00 in Nghệ An, and the page speaks Vietnamese."""

from collections.abc import Callable
from datetime import date

import hypothesis
import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import translation

from deploy import messages
from tasks_app.common.dates import at_time
from tasks_app.people.models import Person
from tests import factories
from tests.worlds import World, build_world

pytest_plugins = ["tests.guards"]

TODAY = date(2024, 10, 15)
PAGE_QUERIES = 20  # a page stays below this, however many rows it shows

# The same examples in every run: a suite that fails now and then is soon ignored.
hypothesis.settings.register_profile("suite", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("suite")


def pytest_configure(config):
    """What the pages say comes from the catalogue as it is now; once, before the workers begin."""
    if not hasattr(config, "workerinput"):
        messages.compile_catalogue()


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
def _vietnamese():
    """A test that left another language active must not decide what the next one reads."""
    with translation.override("vi"):
        yield


@pytest.fixture(autouse=True)
def _empty_cache():
    """Counted sign-ins and the like end with the test."""
    yield
    cache.clear()


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture
def plan(db):
    return factories.PlanFactory()


@pytest.fixture
def world(db) -> World:
    """The small province that most pages are tried in; see tests/worlds.py."""
    return build_world(TODAY)


@pytest.fixture
def client_of(db) -> Callable[[Person], Client]:
    """The browser of a person who has signed in."""

    def sign_in(person: Person) -> Client:
        client = Client()
        client.force_login(person)
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


@pytest.fixture
def constant_queries(queries) -> Callable:
    """``constant_queries(lambda: client.get(url), more_rows)``: as many queries after ``more_rows()`` as before."""

    def check(act: Callable, more_rows: Callable, *, below: int = PAGE_QUERIES) -> None:
        act()  # what is read once in a process, such as content types, is not a page's
        before = queries(act)
        more_rows()
        after = queries(act)
        assert after == before, f"{before} queries became {after} with more rows"
        assert after < below

    return check
