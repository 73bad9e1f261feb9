"""Two senders at once, on a real PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection, transaction

from tasks_app.common.dates import at_time
from tasks_app.mailing.actions import deliver_due, queue
from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.models import Message
from tasks_app.mailing.rendering import Rendered
from tests.factories import MessageFactory

AT = at_time(date(2024, 10, 15), 7, 15)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def at_once(act, times=2):
    barrier = Barrier(times)

    def run(_):
        try:
            barrier.wait(timeout=10)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def test_two_senders_send_each_mail_once():
    for number in range(40):
        MessageFactory(to_address=f"a{number}@example.vn", created_at=AT)

    outcomes = at_once(lambda: deliver_due(at=AT))

    assert sum(outcome.get("sent", 0) for outcome in outcomes) == 40
    assert sorted(message.to[0] for message in mail.outbox) == sorted(f"a{number}@example.vn" for number in range(40))
    assert set(Message.objects.values_list("state", "attempts")) == {(MessageState.SENT, 1)}


def test_the_same_mail_put_in_twice_at_once_is_one():
    rendered = Rendered(subject="Thư", text="Thư", html="", language="vi")

    def put():
        with transaction.atomic():
            return queue(rendered, key="digest:1", kind="digest", to_address="a@example.vn", at=AT, expires_at=AT)

    results = at_once(put, times=4)

    assert [result for result in results if result] == list(Message.objects.all())
    assert Message.objects.count() == 1
