"""Whatever people do, in whatever order: what always holds of an assignment, its figures and its record."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common.dates import at_time
from tasks_app.plan import rules
from tasks_app.plan.enums import Act, Bucket, State
from tasks_app.plan.models import Assignment, DeadlineChange, StateChange
from tasks_app.plan.rules import Yardstick, timeliness
from tasks_app.reporting.models import ProgressReport
from tests.office import DEADLINE, FIRST, STEPS, Office

pytestmark = pytest.mark.django_db


@settings(
    max_examples=25,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_what_always_holds(data):
    """Mostly steps that are possible, or most histories would end before they begin; and any other in between."""
    with transaction.atomic():
        office = Office()
        day, journal = FIRST, office.journal()
        for hour in range(data.draw(st.integers(4, 10))):
            step = data.draw(st.sampled_from(office.likely() * 2 + STEPS))
            day += timedelta(days=data.draw(st.integers(0, 4)))
            taken = office.do(step, at_time(day, 9, hour))
            its_journal = office.journal()
            assert its_journal[: len(journal)] == journal, "the record was changed"
            assert len(its_journal) >= len(journal) + (taken and step not in ("accept", "return"))
            journal = its_journal
            look_at(office, day)
        transaction.set_rollback(True)


def look_at(office: Office, day: date) -> None:
    now = office.now
    changes = list(StateChange.objects.filter(assignment=now).order_by("at", "pk"))
    # The state is that of the last step, and each step begins where the one before ended.
    assert now.state == changes[-1].after
    assert [change.before for change in changes[1:]] == [change.after for change in changes[:-1]]
    # Completion is the day of the submission that was confirmed; what was returned or reopened has no credit.
    if now.state == State.COMPLETED:
        confirmed, submitted = changes[-1], changes[-2]
        assert (confirmed.act, submitted.act) == (Act.CONFIRM, Act.SUBMIT)
        assert now.completed_on == now.submitted_on == submitted.at.date() == submitted.submitted_on
    else:
        assert now.completed_on is None
    if now.state != State.SUBMITTED and now.state != State.COMPLETED:
        assert now.submitted_on is None
    # The deadline in force is the last one that was decided; the original stays.
    deadlines = list(DeadlineChange.objects.filter(assignment=now).order_by("version"))
    assert now.original_deadline_on == DEADLINE == deadlines[0].new_on
    assert now.deadline_on == deadlines[-1].new_on
    assert [one.version for one in deadlines] == list(range(1, now.deadline_version + 1))
    # In force it stands in one bucket, by the rules as by the database; otherwise in none.
    by = Yardstick(today=day, calendar=WorkingCalendar())
    buckets = [bucket for bucket in Bucket if Assignment.objects.filter(pk=now.pk).in_bucket(bucket, by).exists()]
    measured = timeliness(now.facts, by).bucket
    assert buckets == ([measured] if now.state in rules.IN_FORCE else [])
    # Nobody has decided on his own report.
    decided = ProgressReport.objects.filter(assignment=now, reviewed_by__isnull=False)
    assert all(report.reviewed_by_id != report.by_id for report in decided)
