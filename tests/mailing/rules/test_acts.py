"""What may be done with a mail, by what became of it."""

import pytest

from tasks_app.mailing.enums import Act, MessageState, Notice
from tasks_app.mailing.rules import POSSIBLE, is_possible

ACTS = {
    "waiting": "cancelled",
    "sending": "",
    "sent": "came_back",
    "failed": "sent_again settled",
    "unknown": "sent_again arrived not_arrived came_back settled",
    "expired": "sent_again",
    "superseded": "sent_again",
    "cancelled": "sent_again",
    "returned": "sent_again settled",
}


@pytest.mark.parametrize("state", MessageState)
def test_what_is_possible_in_a_state(state):
    assert {act.value for act in Act if is_possible(act, state=state, kind=Notice.URGING)} == set(ACTS[state].split())


def test_every_act_is_possible_somewhere():
    assert set(POSSIBLE) == set(Act)


@pytest.mark.parametrize(
    ("kind", "state", "is_so"),
    [
        (Notice.DIGEST, MessageState.SUPERSEDED, False),  # the later one says it all
        (Notice.DIGEST, MessageState.FAILED, True),
        (Notice.NOTIFICATION, MessageState.SUPERSEDED, True),
        ("account", MessageState.FAILED, False),
    ],
)
def test_only_what_still_means_something_is_sent_again(kind, state, is_so):
    assert is_possible(Act.SEND_AGAIN, state=state, kind=kind) == is_so


def test_nothing_is_set_aside_twice():
    assert not is_possible(Act.SETTLE, state=MessageState.FAILED, kind=Notice.DIGEST, is_settled=True)
    assert is_possible(Act.SEND_AGAIN, state=MessageState.FAILED, kind=Notice.DIGEST, is_settled=True)
