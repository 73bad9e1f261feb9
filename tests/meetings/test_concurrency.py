"""Two secretaries at once, on a real PostgreSQL."""

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.meetings import actions
from tasks_app.meetings.models import AgendaItem, Meeting
from tasks_app.meetings.queries import texts_of
from tasks_app.meetings.rules import ItemGiven, mark_of
from tasks_app.plan.models import SourceDocument
from tests.at_once import at_once
from tests.factories import KeyTaskFactory, OrganisationFactory, member, secretary
from tests.factories.meetings import DAY, decision, held_meeting

AT = at_time(DAY, 10)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def test_of_two_who_write_the_conclusion_the_second_is_told():
    one, other = Actor(secretary()), Actor(secretary())
    its = held_meeting(by=one)
    seen = mark_of(texts_of(its))

    results = at_once(
        lambda: actions.write_conclusion(its, {None: "Một"}, seen=seen, by=one, at=AT),
        lambda: actions.write_conclusion(its, {None: "Hai"}, seen=seen, by=other, at=AT),
    )

    assert sorted(type(result).__name__ for result in results) == ["EditedMeanwhile", "Meeting"]
    assert Meeting.objects.get().conclusion == next(one.conclusion for one in results if isinstance(one, Meeting))


def test_two_decisions_at_once_share_one_notice():
    one, other = Actor(secretary()), Actor(secretary())
    its, key_task, to, who = held_meeting(by=one), KeyTaskFactory(), OrganisationFactory(), member()

    results = at_once(
        lambda: decision(its, key_task, to, who, by=one), lambda: decision(its, key_task, to, who, by=other)
    )

    assert len({result.task.order for result in results}) == 2
    assert SourceDocument.objects.get().tasks.count() == 2


def test_items_added_at_once_stand_one_after_the_other():
    one, other = Actor(secretary()), Actor(secretary())
    its = held_meeting(by=one)

    at_once(
        lambda: actions.add_item(its, ItemGiven("Một"), by=one, at=AT),
        lambda: actions.add_item(its, ItemGiven("Hai"), by=other, at=AT),
    )

    assert list(AgendaItem.objects.values_list("order", flat=True)) == [1, 2]


def test_a_meeting_is_concluded_once():
    one, other = Actor(secretary()), Actor(secretary())
    its = held_meeting(by=one)
    actions.write_conclusion(its, {None: "Kết luận"}, by=one, at=AT)

    results = at_once(
        lambda: actions.conclude_meeting(its, by=one, at=AT), lambda: actions.conclude_meeting(its, by=other, at=AT)
    )

    assert sorted(type(result).__name__ for result in results) == ["Meeting", "NotPossibleNow"]
    assert Entry.objects.filter(verb="meeting.concluded").count() == 1
