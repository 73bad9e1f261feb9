"""What is recorded of a ladder that was written, and what two writers meet."""

from datetime import date

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.models import Message
from tasks_app.reminders.actions import LadderChanged, LadderRefused, reset_ladder, write_ladder
from tasks_app.reminders.enums import Subject
from tasks_app.reminders.models import EditedLadder, LadderStage
from tasks_app.reminders.queries import ladders
from tasks_app.reminders.rules import DEFAULT_LADDERS, Ladder, Stage
from tests.at_once import at_once
from tests.factories import AssignmentFactory, secretary
from tests.reminders.ledger import plan, stages

TUESDAY = date(2024, 10, 15)
AT, LATER = at_time(TUESDAY, 9), at_time(TUESDAY, 10)
ONE, OTHER = Ladder((Stage(-3),)), Ladder((Stage(-4), Stage(2)), then=Stage(7, to_secretariat=True))


@pytest.fixture
def by(db) -> Actor:
    return Actor(secretary())


def write(ladder: Ladder, by: Actor, *, seen=None, at=AT):
    return write_ladder(Subject.WORK, ladder, seen=seen, by=by, at=at)


def test_old_and_new_are_recorded(by):
    write(ONE, by)
    row = write(OTHER, by, seen=AT, at=LATER)

    assert ladders()[Subject.WORK] == OTHER
    assert (row.by, row.at) == (by.person, LATER)
    old, new = Entry.objects.filter(verb="reminders.ladder_written").latest("at").details["changed"]["ladder"]
    assert [stage["offset"] for stage in old["stages"]] == [-3]
    assert ([stage["offset"] for stage in new["stages"]], new["then"]["offset"]) == ([-4, 2], 7)
    assert (EditedLadder.objects.count(), LadderStage.objects.count()) == (1, 3)


def test_the_default_again_is_recorded_too(by):
    write(ONE, by)

    assert reset_ladder(Subject.WORK, seen=AT, by=by, at=LATER)

    assert ladders() == DEFAULT_LADDERS
    old, new = Entry.objects.get(verb="reminders.ladder_reset").details["changed"]["ladder"]
    assert ([stage["offset"] for stage in old["stages"]], len(new["stages"])) == ([-3], 7)
    assert not reset_ladder(Subject.WORK, seen=AT, by=by, at=LATER)


@pytest.mark.parametrize("seen", [None, at_time(TUESDAY, 8)])
def test_what_was_written_since_is_not_overwritten(by, seen):
    write(ONE, by)

    for act in (
        lambda: write(OTHER, by, seen=seen, at=LATER),
        lambda: reset_ladder(Subject.WORK, seen=seen, by=by, at=LATER),
    ):
        with pytest.raises(LadderChanged, match="đã sửa quy tắc này"):
            act()

    assert ladders()[Subject.WORK] == ONE


def test_a_ladder_that_was_put_back_since_is_not_written_over(by):
    write(ONE, by)
    reset_ladder(Subject.WORK, seen=AT, by=by, at=LATER)

    with pytest.raises(LadderChanged, match="đưa về mặc định"):
        write(OTHER, by, seen=AT)


@pytest.mark.parametrize(
    ("ladder", "why"),
    [
        (Ladder((Stage(61),)), "−60 đến 60"),
        (Ladder((Stage(1), Stage(1))), "Hai mốc trùng ngày"),
        (Ladder((Stage(1, note_vi="{nothing}"),)), "{nothing}"),
        (Ladder((Stage(1),), then=Stage(0)), "Nhập 1 trở lên"),
    ],
)
def test_what_cannot_be_is_refused_whoever_asks(by, ladder, why):
    with pytest.raises(LadderRefused, match=why):
        write(ladder, by)

    assert not EditedLadder.objects.exists()
    assert not Entry.objects.filter(verb__startswith="reminders.ladder").exists()


def test_what_was_said_is_not_said_again(by):
    AssignmentFactory(deadline_on=date(2024, 10, 18))
    plan(TUESDAY)  # five days before it was reached; this is three before
    Message.objects.update(state=MessageState.SENT, composed_at=AT, sent_at=AT)
    write(Ladder((Stage(-5), Stage(0))), by)

    assert stages(date(2024, 10, 16)) == []
    assert stages(date(2024, 10, 18)) == [0]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_who_write_at_once_the_second_is_told():
    first, second = Actor(secretary()), Actor(secretary())

    results = at_once(lambda: write(ONE, first), lambda: write(OTHER, second, at=LATER))

    assert sorted(type(result).__name__ for result in results) == ["EditedLadder", "LadderChanged"]
    row = EditedLadder.objects.get()
    assert ladders()[Subject.WORK] == (ONE if row.at == AT else OTHER)
    seen = row.at

    results = at_once(
        lambda: write(Ladder((Stage(5),)), first, seen=seen, at=at_time(TUESDAY, 11)),
        lambda: reset_ladder(Subject.WORK, seen=seen, by=second, at=at_time(TUESDAY, 12)),
    )

    assert len([result for result in results if isinstance(result, LadderChanged)]) == 1
