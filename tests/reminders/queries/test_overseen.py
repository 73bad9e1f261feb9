"""What a member oversees."""

from datetime import date

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.people.queries import standing
from tasks_app.plan.enums import State, Status
from tasks_app.reminders import queries
from tasks_app.reminders.actions import urge
from tasks_app.reminders.models import Urging
from tests.factories import (
    AssignmentFactory,
    LocalityFactory,
    member,
    oversee,
    secretary,
)
from tests.reminders.ledger import PLAIN

pytestmark = pytest.mark.django_db

TODAY = date(2024, 10, 15)


def overseen(person):
    return queries.my_organisations(standing(person, on=TODAY), today=TODAY, calendar=PLAIN)


def test_only_what_is_overseen_today():
    here, before = LocalityFactory(), LocalityFactory()
    person = member(oversees=[here])
    oversee(person, before, until=date(2024, 6, 30))
    member(oversees=[LocalityFactory()])

    assert [one.organisation for one in overseen(person)] == [here]


def test_organisations_with_most_overdue_work_come_first():
    calm, busy = LocalityFactory(), LocalityFactory()
    person = member(oversees=[calm, busy])
    AssignmentFactory(organisation=calm, deadline_on=date(2024, 12, 31))
    AssignmentFactory(organisation=busy, deadline_on=date(2024, 10, 1))

    assert [(one.organisation, one.overdue) for one in overseen(person)] == [(busy, 1), (calm, 0)]


def test_open_work_comes_the_longest_overdue_first_and_completed_work_is_only_counted():
    here = LocalityFactory()
    person = member(oversees=[here])

    def one(**given):
        return AssignmentFactory(organisation=here, **given)

    soon = one(deadline_on=date(2024, 10, 18))
    overdue = one(deadline_on=date(2024, 10, 10))
    long_overdue = one(deadline_on=date(2024, 9, 2))
    later = one(deadline_on=date(2024, 12, 31))
    waiting = one(state=State.SUBMITTED, submitted_on=date(2024, 10, 11), deadline_on=date(2024, 10, 16))
    one(state=State.COMPLETED, submitted_on=date(2024, 10, 1))
    one(state=State.CANCELLED)

    [mine] = overseen(person)

    assert [work.assignment for work in mine.pressing] == [long_overdue, overdue, soon]
    assert [work.assignment for work in mine.other] == [waiting, later]
    assert [work.can_be_urged for work in mine.other] == [False, True]
    assert mine.total == 6
    assert {share.label: share.count for share in mine.shares}[str(Status.DONE.label)] == 1


def test_urgings_are_counted():
    here = LocalityFactory()
    person = member(oversees=[here])
    assignment = AssignmentFactory(organisation=here, deadline_on=date(2024, 10, 10))
    urge(assignment, by=Actor(secretary()), at=at_time(date(2024, 10, 11), 9))
    urge(assignment, by=Actor(person), at=at_time(date(2024, 10, 14), 9))

    [work] = overseen(person)[0].pressing
    assert work.urged == queries.Urged(times=2, last_on=date(2024, 10, 14), by_me_today=False)

    urge(assignment, by=Actor(person), at=at_time(TODAY, 9))
    [work] = overseen(person)[0].pressing
    assert work.urged == queries.Urged(times=3, last_on=TODAY, by_me_today=True)
    assert overseen(person)[0].urgings == Urging.objects.count() == 3
