"""A small province with work that is due, a mail server, and the processes that do the jobs."""

import os
from datetime import date
from pathlib import Path

import pytest

from tasks_app.common.dates import at_time
from tasks_app.mailing.actions import allow_mail
from tasks_app.management.province import Size, make_province
from tests.faults.ledger import Key, due_keys
from tests.faults.processes import MARKER, Engine, Forker, environment
from tests.faults.web import Web
from tests.smtp_sink import Behaviour, SmtpSink

DAY = date(2024, 10, 15)
PLANNED_AT, SENT_AT = at_time(DAY, 7), at_time(DAY, 7, 15)


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.faults)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(autouse=True)
def clock():
    """The real one: these tests look at other processes, and give every moment as an argument."""


@pytest.fixture(scope="session")
def mail_server():
    with SmtpSink(keeps_content=False) as sink:
        yield sink


@pytest.fixture
def sink(mail_server):
    """The mail server, empty and well-behaved."""
    mail_server.accepted.clear()
    mail_server.behaviour = Behaviour()
    yield mail_server
    mail_server.refuse()
    mail_server.listen()


@pytest.fixture
def mails_here(settings, sink):
    """What this process sends goes to the mail server too."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = sink.host, sink.port
    settings.EMAIL_TIMEOUT = 1


@pytest.fixture
def due(transactional_db) -> set[Key]:
    """A province on its day; what its people are to be reminded of."""
    allow_mail(marker=MARKER, at=PLANNED_AT)
    make_province(Size(assignments=150, people=48, organisations=12, secretaries=5, finished=0.3), day=DAY)
    found = due_keys(DAY)
    assert len(found) > 50
    return found


@pytest.fixture(scope="session")
def forker(mail_server, django_db_setup, tmp_path_factory):
    folder = tmp_path_factory.mktemp("forker")
    with Forker(folder, environment(folder, sink_url=mail_server.url, day=DAY)) as forker:
        yield forker


@pytest.fixture(scope="session")
def pages(mail_server, django_db_setup, tmp_path_factory):
    """The pages on the database of the tests; the day's clock stands at 08:00 until it is set."""
    folder = tmp_path_factory.mktemp("web")
    variables = environment(folder, sink_url=mail_server.url, day=DAY, redis_url=os.environ["TEST_REDIS_URL"])
    with Web(folder, variables) as web:
        yield web


@pytest.fixture
def variables(tmp_path, sink):
    """Of an installation that has Redis."""
    return environment(tmp_path, sink_url=sink.url, day=DAY, redis_url=os.environ["TEST_REDIS_URL"])


@pytest.fixture
def engine(tmp_path, variables, transactional_db):
    with Engine(tmp_path, variables) as engine:
        yield engine
