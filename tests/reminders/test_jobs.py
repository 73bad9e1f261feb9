from datetime import date

import pytest

from tasks_app.common.dates import at_time
from tasks_app.common.models import JobRun
from tasks_app.mailing.models import Message
from tasks_app.reminders.jobs import plan_reminders
from tests.factories import AssignmentFactory

pytestmark = pytest.mark.django_db

FRIDAY = date(2024, 10, 25)


def test_the_job_reads_the_clock_and_leaves_its_mark(clock):
    AssignmentFactory(deadline_on=FRIDAY)
    clock.move_to(at_time(FRIDAY, 7))

    assert plan_reminders() == {"day": "2024-10-25", "mails": 1, "reminders": 1}

    run = JobRun.objects.get(name="reminders.plan_reminders")
    assert (run.started_at, run.succeeded_at, run.error) == (at_time(FRIDAY, 7), at_time(FRIDAY, 7), "")


def test_a_day_of_looking_every_five_minutes_writes_one_mail(clock):
    AssignmentFactory(deadline_on=FRIDAY)

    for minutes in range(0, 24 * 60, 5):
        clock.move_to(at_time(FRIDAY, minutes // 60, minutes % 60))
        plan_reminders()

    assert [mail.created_at for mail in Message.objects.all()] == [at_time(FRIDAY, 7)]


def test_in_celery_it_has_its_own_name():
    assert plan_reminders.name == "reminders.plan_reminders"
