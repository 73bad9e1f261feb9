"""What a person does with a mail: what changes, what is recorded, and what is refused."""

import re
from datetime import date, timedelta

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.mailing import actions
from tasks_app.mailing.actions import ActRefused, deliver_due
from tasks_app.mailing.actions.acts import NobodyReadsIt, NothingToSend, NotPossible
from tasks_app.mailing.actions.leases import hand_over, lease
from tasks_app.mailing.enums import MessageState, Notice
from tasks_app.mailing.models import Message
from tasks_app.mailing.rules import is_possible
from tests.at_once import at_once
from tests.factories import PersonFactory, member, secretary
from tests.mailing.letters import AT, composed_by, says, state_of, waiting

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(hours=3)
LEAVES, EXPIRES = LATER + timedelta(minutes=5), at_time(date(2024, 10, 16), 16, 30)


def ended(state, **given) -> Message:
    return waiting(
        **({"kind": Notice.URGING, "state": state, "attempts": 3, "last_error": "550 No", "claimed_at": AT} | given)
    )


def again(message, by=None):
    by = by or Actor(secretary())
    return actions.send_again(message, by=by, at=LATER, leaves_at=LEAVES, expires_at=EXPIRES)


ACTS = {
    "sent_again": again,
    "cancelled": lambda message: actions.cancel(message, by=Actor(secretary()), at=LATER),
    "arrived": lambda message: actions.mark_arrived(message, by=Actor(secretary()), at=LATER),
    "not_arrived": lambda message: actions.mark_not_arrived(message, by=Actor(secretary()), at=LATER),
    "came_back": lambda message: actions.mark_returned(message, reason="hết chỗ", by=Actor(secretary()), at=LATER),
    "settled": lambda message: actions.settle(message, by=Actor(secretary()), at=LATER),
}
AFTERWARDS = {
    "sent_again": "waiting",
    "cancelled": "cancelled",
    "arrived": "sent",
    "not_arrived": "expired",
    "came_back": "returned",
    "settled": None,
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", MessageState)
def test_each_is_done_and_recorded_where_it_is_possible_and_refused_elsewhere(act, state):
    message = ended(state)
    possible = is_possible(act, state=state, kind=Notice.URGING)

    if possible:
        ACTS[act](message)
    else:
        with pytest.raises(NotPossible, match=re.escape(str(state.label))):
            ACTS[act](message)

    assert state_of(message) == (AFTERWARDS[act] or state if possible else state)
    entries = Entry.objects.filter(subject_kind="message", subject_id=message.pk)
    assert [(entry.verb, entry.at, entry.details["was"]) for entry in entries] == (
        [(f"message.{act}", LATER, state)] if possible else []
    )


@pytest.mark.parametrize("act", ["sent_again", "cancelled", "arrived", "not_arrived", "came_back", "settled"])
def test_twice_is_once(act):
    message = ended("waiting" if act == "cancelled" else "unknown")

    ACTS[act](message)
    with pytest.raises(ActRefused):
        ACTS[act](message)

    assert Entry.objects.filter(verb=f"message.{act}").count() == 1


def test_what_is_sent_again_begins_anew_and_goes_to_the_address_of_today(mailoutbox):
    person, by = PersonFactory(email="moi@example.vn"), secretary()
    message = ended("failed", to_person=person, to_address="cu@example.vn", settled_at=AT, settled_by=by)

    again(message, by=Actor(by))

    message.refresh_from_db()
    assert (message.to_address, message.attempts, message.last_error) == ("moi@example.vn", 0, "")
    assert (message.due_at, message.send_after, message.expires_at) == (LEAVES, LEAVES, EXPIRES)
    assert (message.settled_at, message.settled_by, message.claimed_by) == (None, None, "")
    assert deliver_due(at=LATER) == {}
    assert deliver_due(at=LEAVES) == {"sent": 1}
    assert [mail.to for mail in mailoutbox] == [["moi@example.vn"]]


def test_what_is_composed_when_it_leaves_is_composed_anew(mailoutbox):
    message = ended("failed", kind=Notice.DIGEST, text="as of yesterday", html="<p>as of yesterday</p>")

    with composed_by(lambda messages, *, at: lambda message: says("as of today"), kind=Notice.DIGEST):
        again(message)
        message.refresh_from_db()
        assert (message.composed_at, message.text) == (None, "")
        deliver_due(at=LEAVES)

    assert [mail.body for mail in mailoutbox] == ["as of today\n"]


def test_what_was_never_written_and_is_not_composed_cannot_be_sent_again():
    message = ended("failed", composed_at=None, subject="", text="", html="")

    with pytest.raises(NothingToSend):
        again(message)

    assert state_of(message) == "failed"


def test_nothing_is_sent_again_to_an_account_that_is_closed():
    message = ended("failed", to_person=PersonFactory(is_active=False))

    with pytest.raises(NobodyReadsIt):
        again(message)

    assert state_of(message) == "failed"


def test_an_unknown_one_that_arrived_was_sent_when_it_was_tried():
    message = ended("unknown")

    ACTS["arrived"](message)

    message.refresh_from_db()
    assert (message.sent_at, message.last_error) == (AT, "")


def test_an_unknown_one_that_did_not_arrive_is_settled_with_that():
    message, by = ended("unknown"), secretary()

    actions.mark_not_arrived(message, by=Actor(by), at=LATER)

    message.refresh_from_db()
    assert (message.settled_at, message.settled_by) == (LATER, by)


def test_what_came_back_keeps_when_it_was_sent_and_says_why():
    message = ended("sent", sent_at=AT)

    ACTS["came_back"](message)

    message.refresh_from_db()
    assert (message.sent_at, message.last_error) == (AT, "hết chỗ")
    assert Entry.objects.get(verb="message.came_back").details["reason"] == "hết chỗ"


def test_both_names_are_kept():
    message, assistant, principal = ended("failed"), secretary(), secretary()

    actions.settle(message, by=Actor(assistant, principal), at=LATER)

    entry = Entry.objects.get(verb="message.settled")
    assert (entry.by, entry.for_person) == (assistant, principal)
    assert state_of(message) == "failed"
    assert (message.settled_at, message.settled_by) == (LATER, assistant)


def test_what_is_cancelled_at_the_moment_of_sending_is_not_sent(mailoutbox):
    """A sender has leased it and has not come to it."""
    message = waiting(kind=Notice.URGING, to_person=member())
    lease("one", at=AT)

    ACTS["cancelled"](message)

    assert not hand_over("one", None, message, at=AT)
    assert state_of(message) == "cancelled"


# --- At once ----------------------------------------------------------------------------------------------------------


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_send_it_again_at_once_send_it_once(mailoutbox):
    message = ended("failed")

    results = at_once(lambda: again(message), lambda: again(message), lambda: deliver_due(at=LEAVES))
    deliver_due(at=LEAVES)

    assert sum(isinstance(result, NotPossible) for result in results) == 1
    assert (state_of(message), len(mailoutbox)) == ("sent", 1)
    assert Entry.objects.filter(verb="message.sent_again").count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_mail_is_cancelled_or_sent_and_never_both(sink):
    messages = [waiting(kind=Notice.URGING) for _ in range(20)]

    def cancel_all():
        cancelled = 0
        for message in reversed(messages):
            try:
                ACTS["cancelled"](message)
            except NotPossible:
                continue
            cancelled += 1
        return cancelled

    outcome, cancelled = at_once(lambda: deliver_due(at=AT), cancel_all)

    assert outcome.get("sent", 0) == len(sink.accepted) == Message.objects.filter(state="sent").count()
    assert cancelled == Message.objects.filter(state="cancelled").count() == 20 - len(sink.accepted)
