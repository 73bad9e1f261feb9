"""Two at once, on a real PostgreSQL."""

from datetime import date

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.mailing.models import Message
from tasks_app.reminders import actions
from tasks_app.reminders.models import Reminder, Urging
from tests.at_once import at_once
from tests.factories import AssignmentFactory, focal_officer, secretary
from tests.reminders.ledger import PLAIN, digests

DAY = date(2024, 10, 25)
AT = at_time(DAY, 7)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def people_with_work(number):
    for _ in range(number):
        assignment = AssignmentFactory(deadline_on=DAY)
        focal_officer(assignment.organisation)
        AssignmentFactory(responsible=assignment.responsible, deadline_on=date(2024, 10, 29))


def test_two_planners_write_one_mail_a_person_and_every_line_once():
    people_with_work(4)

    results = at_once(*[lambda: actions.plan_reminders(day=DAY, at=AT, calendar=PLAIN)] * 2)

    assert sum(result.mails for result in results) == len(digests()) == 8
    assert sum(result.reminders for result in results) == Reminder.objects.count() == 12
    assert {line.message.to_person_id == line.recipient_id for line in Reminder.objects.select_related("message")} == {
        True
    }


def test_two_runs_of_the_job_at_once_plan_the_day_once():
    people_with_work(2)

    at_once(*[lambda: actions.plan_when_it_is_time(at=AT)] * 2)

    assert len(digests()) == 4
    assert actions.plan_when_it_is_time(at=AT)["skipped"] == "planned before"


def test_a_button_pressed_twice_at_once_is_one_urging():
    assignment = AssignmentFactory(deadline_on=date(2024, 10, 10))
    by = Actor(secretary())

    results = at_once(*[lambda: actions.urge(assignment, by=by, at=AT)] * 2)

    assert sorted(type(result).__name__ for result in results) == ["AlreadyUrged", "Urged"]
    assert (Urging.objects.count(), Message.objects.count()) == (1, 1)


def test_a_confirmation_that_is_sent_twice_at_once_urges_once():
    together = [AssignmentFactory(deadline_on=date(2024, 10, 10)) for _ in range(3)]
    by = Actor(secretary())

    results = at_once(
        lambda: actions.urge_together(together, by=by, at=AT),
        lambda: actions.urge_together(together[::-1], by=by, at=AT),
    )

    assert sorted(len(result.urgings) for result in results) == [0, 3]
    assert (Urging.objects.count(), Message.objects.count()) == (3, 3)


def test_two_who_urge_the_same_at_once_both_do():
    together = [AssignmentFactory(deadline_on=date(2024, 10, 10)) for _ in range(3)]
    one, other = Actor(secretary()), Actor(secretary())

    results = at_once(
        lambda: actions.urge_together(together, by=one, at=AT),
        lambda: actions.urge_together(together[::-1], by=other, at=AT),
    )

    assert [len(result.urgings) for result in results] == [3, 3]
    assert (Urging.objects.count(), Message.objects.count()) == (6, 6)
