"""Several senders and planners at once, on a real PostgreSQL."""

from collections import Counter
from datetime import timedelta
from threading import Event

import pytest
from django.core import mail
from django.db import transaction

from tasks_app.mailing import rules
from tasks_app.mailing.actions import deliver_due, queue, supersede_older
from tasks_app.mailing.actions.leases import Acceptance, hand_over, lease
from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.models import Message
from tasks_app.mailing.rendering import Rendered
from tests.at_once import at_once
from tests.factories import PersonFactory, set_options
from tests.mailing.letters import AT, composed_by, says, state_of, unwritten, waiting
from tests.smtp_sink import Step

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def test_two_senders_share_the_mails_without_one_double(sink):
    for number in range(200):
        (waiting if number % 2 else unwritten)(to_address=f"a{number}@example.vn")

    with composed_by(lambda messages, *, at: lambda message: says(message.key)):
        outcomes = at_once(*[lambda: deliver_due(at=AT)] * 2)

    assert sum(outcome.get("sent", 0) for outcome in outcomes) == 200
    assert Counter(one.recipients[0] for one in sink.accepted) == {f"a{number}@example.vn": 1 for number in range(200)}
    assert set(Message.objects.values_list("state", "attempts")) == {(MessageState.SENT, 1)}


def test_two_senders_take_different_chunks():
    for _ in range(2 * rules.CHUNK):
        waiting()

    one, two = at_once(lambda: lease("one", at=AT), lambda: lease("two", at=AT))

    assert len({message.pk for message in one + two}) == len(one) + len(two) == 2 * rules.CHUNK


def test_together_they_keep_to_the_rate():
    set_options(mail_per_minute=30)
    for _ in range(100):
        waiting()

    outcomes = at_once(*[lambda: deliver_due(at=AT)] * 4)

    assert sum(outcome.get("sent", 0) for outcome in outcomes) == len(mail.outbox) == 30


def test_a_sender_that_is_killed_between_claiming_and_sending_leaves_one_in_doubt():
    messages = [waiting() for _ in range(5)]
    leased = lease("killed", at=AT)
    hand_over("killed", None, leased[0], at=AT)
    hand_over("killed", Acceptance(leased[0], AT), leased[1], at=AT)

    later = AT + rules.CLAIM_IS_STALE_AFTER + timedelta(seconds=1)
    outcomes = at_once(*[lambda: deliver_due(at=later)] * 2)

    assert sum(outcome.get("sent", 0) for outcome in outcomes) == len(mail.outbox) == 3
    assert [state_of(one) for one in messages] == ["sent", "unknown", "sent", "sent", "sent"]


def test_what_is_superseded_at_the_moment_of_sending_is_sent_or_superseded_and_never_both(sink):
    """While the server has the first one, the rest of the chunk is taken back; the sender then goes past it."""
    person = PersonFactory()
    first = waiting(send_after=AT - timedelta(hours=1))
    old = waiting(kind="digest", to_person=person, send_after=AT - timedelta(minutes=30))
    new = waiting(kind="digest", to_person=person, to_address="new@example.vn", send_after=AT)
    done = Event()

    def take_back():
        try:
            hold.wait()
            return supersede_older(new)
        finally:
            hold.release()
            done.set()

    with sink.hold(Step.ACCEPTED) as hold:
        outcome, superseded = at_once(lambda: deliver_due(at=AT), take_back)

    assert done.is_set()
    assert (outcome, superseded) == ({"sent": 2}, 1)
    assert [state_of(one) for one in (first, old, new)] == ["sent", "superseded", "sent"]
    assert [one.recipients[0] for one in sink.accepted] == [first.to_address, "new@example.vn"]


def test_the_same_mail_put_in_twice_at_once_is_one():
    rendered = Rendered(subject="Thư", text="Thư", html="", language="vi")

    def put():
        with transaction.atomic():
            return queue(rendered, key="digest:1", kind="digest", to_address="a@example.vn", at=AT, expires_at=AT)

    results = at_once(*[put] * 4)

    assert [result for result in results if result] == list(Message.objects.all())
    assert Message.objects.count() == 1
