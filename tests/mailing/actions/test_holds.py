"""Mail about work is held back for a while: what waits, what leaves all the same, and when it leaves again."""

from datetime import timedelta

import pytest

from tasks_app.common.actors import Actor
from tasks_app.journal.models import Entry
from tasks_app.mailing.actions import deliver_due, end_hold, hold_mail
from tasks_app.mailing.actions.holds import AlreadyHeld, HeldTooLong, HoldIsOver
from tasks_app.mailing.actions.leases import hand_over, lease
from tasks_app.mailing.enums import MessageState, Notice
from tasks_app.mailing.models import Hold, Message
from tasks_app.options.rules import Options
from tests.at_once import at_once
from tests.factories import PersonFactory, secretary
from tests.mailing.letters import AT, state_of, waiting

pytestmark = pytest.mark.django_db

TOMORROW = AT + timedelta(days=1)


def hold(person=None, *, until=TOMORROW, at=AT, by=None, reason="Chuyển máy chủ thư"):
    return hold_mail(person=person, reason=reason, ends_at=until, by=by or Actor(secretary()), at=at)


def test_it_is_kept_and_recorded():
    person, by = PersonFactory(), secretary()

    made = hold(person, by=Actor(by))

    made.refresh_from_db()
    assert (made.person, made.by, made.starts_at, made.ends_at, made.ended_at) == (person, by, AT, TOMORROW, None)
    entry = Entry.objects.get(verb="hold.made")
    assert (entry.subject_id, entry.by, entry.details["person"]) == (made.pk, by, person.pk)
    assert (entry.details["reason"], entry.details["until"]) == ("Chuyển máy chủ thư", TOMORROW.isoformat())


@pytest.mark.parametrize("kind", Notice)
def test_while_everything_is_held_no_mail_about_work_leaves_and_those_about_accounts_do(mailoutbox, kind):
    hold()
    held, account = waiting(kind=kind, to_person=PersonFactory()), waiting(kind="account", to_person=PersonFactory())

    assert deliver_due(at=AT) == {"sent": 1}

    assert (state_of(held), state_of(account)) == (MessageState.WAITING, MessageState.SENT)


def test_a_person_who_is_held_gets_none_and_the_others_do(mailoutbox):
    person = PersonFactory()
    hold(person)
    held = waiting(kind=Notice.DIGEST, to_person=person)
    others = [waiting(kind=Notice.DIGEST, to_person=PersonFactory()), waiting(kind=Notice.DIGEST)]

    assert deliver_due(at=AT) == {"sent": 2}

    assert (state_of(held), [state_of(one) for one in others]) == ("waiting", ["sent", "sent"])


def test_it_leaves_when_the_hold_is_over(mailoutbox):
    hold()
    waiting(kind=Notice.DIGEST, expires_at=TOMORROW + timedelta(hours=1))

    assert deliver_due(at=TOMORROW - timedelta(minutes=1)) == {}
    assert deliver_due(at=TOMORROW) == {"sent": 1}


def test_it_leaves_when_the_hold_is_ended(mailoutbox):
    made = hold()
    waiting(kind=Notice.DIGEST)
    by = secretary()

    end_hold(made, by=Actor(by), at=AT + timedelta(minutes=1))

    made.refresh_from_db()
    assert made.ended_at == AT + timedelta(minutes=1)
    assert Entry.objects.get(verb="hold.ended").by == by
    assert deliver_due(at=AT + timedelta(minutes=1)) == {"sent": 1}


def test_what_was_held_too_long_to_be_of_use_does_not_go_out(mailoutbox):
    made = hold()
    message = waiting(kind=Notice.DIGEST, expires_at=AT + timedelta(hours=1))
    end_hold(made, by=Actor(secretary()), at=AT + timedelta(hours=2))

    assert deliver_due(at=AT + timedelta(hours=2)) == {}

    assert (state_of(message), mailoutbox) == (MessageState.EXPIRED, [])


@pytest.mark.parametrize("who", ["everybody", "him", "another"])
def test_what_a_sender_has_leased_is_taken_back_from_it(who):
    person = PersonFactory()
    message = waiting(kind=Notice.DIGEST, to_person=person)
    account = waiting(kind="account", to_person=person)
    lease("one", at=AT)

    hold({"everybody": None, "him": person, "another": PersonFactory()}[who])

    assert hand_over("one", None, message, at=AT) == (who == "another")
    assert hand_over("one", None, account, at=AT)


def test_the_same_is_not_held_twice():
    person = PersonFactory()
    hold(), hold(person)

    with pytest.raises(AlreadyHeld, match="16/10/2024"):
        hold()
    with pytest.raises(AlreadyHeld):
        hold(person, until=TOMORROW + timedelta(days=1))

    assert Hold.objects.count() == Entry.objects.filter(verb="hold.made").count() == 2


def test_after_one_that_ran_out_another_can_be_made():
    first = hold()

    hold(at=TOMORROW, until=TOMORROW + timedelta(days=1))

    first.refresh_from_db()
    assert first.ended_at == TOMORROW


def test_mail_is_not_held_for_ever():
    hold(PersonFactory(), until=AT + timedelta(days=Options().held_at_most))

    with pytest.raises(HeldTooLong):
        hold(until=AT + timedelta(days=Options().held_at_most) + timedelta(seconds=1))


@pytest.mark.parametrize("at", [AT + timedelta(minutes=2), TOMORROW])
def test_a_hold_that_is_over_is_not_ended_again(at):
    made = hold()
    if at < TOMORROW:
        end_hold(made, by=Actor(secretary()), at=AT + timedelta(minutes=1))

    with pytest.raises(HoldIsOver):
        end_hold(made, by=Actor(secretary()), at=at)

    assert Entry.objects.filter(verb="hold.ended").count() == (1 if at < TOMORROW else 0)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_hold_the_same_at_once_hold_it_once():
    results = at_once(hold, hold)

    assert sorted(type(result).__name__ for result in results) == ["AlreadyHeld", "Hold"]
    assert Hold.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_hold_and_a_sender_at_once(sink):
    """What the sender had not begun with when the hold was made waits."""
    for _ in range(60):
        waiting(kind=Notice.DIGEST)

    at_once(lambda: deliver_due(at=AT), hold)
    sent = len(sink.accepted)

    assert Message.objects.filter(state="sent").count() == sent
    assert deliver_due(at=AT + timedelta(hours=1)) == {}
    assert (len(sink.accepted), Message.objects.filter(state="waiting", claimed_by="").count()) == (sent, 60 - sent)
