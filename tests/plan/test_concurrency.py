"""Two colleagues at once, on a real PostgreSQL."""

from datetime import date

import pytest

from tasks_app.calendar.actions import enter_days
from tasks_app.calendar.enums import DayKind
from tasks_app.calendar.rules import SpecialDay
from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.plan import actions
from tasks_app.plan.enums import Act, Answer, State
from tasks_app.plan.models import ContributionEntry, Phase, Receipt
from tasks_app.plan.rules import Basis, Given
from tests.at_once import at_once
from tests.factories import AssignmentFactory, OrganisationFactory, member, secretary

AT = at_time(date(2024, 10, 15), 9)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def kinds(results):
    return sorted(type(result).__name__ for result in results)


def test_two_receipts_at_once_are_one():
    assignment = AssignmentFactory()
    one, other = Actor(assignment.responsible), Actor(member())

    results = at_once(
        lambda: actions.receive_assignment(assignment, by=one, at=AT),
        lambda: actions.receive_assignment(assignment, by=other, at=AT),
    )

    assert kinds(results) == ["AlreadyReceived", "Receipt"]
    assert Receipt.objects.count() == Entry.objects.filter(verb="assignment.received").count() == 1


def contribution():
    return AssignmentFactory(coordinating=[OrganisationFactory()]).contributions.get()


def given(to, text):
    by = Actor(member())
    return lambda: actions.give_contribution(to, Given(Answer.GIVEN, text), seen=0, by=by, at=AT)


def test_two_contributions_at_once_and_one_is_shown_the_other():
    to = contribution()

    results = at_once(given(to, "Bản thứ nhất"), given(to, "Bản thứ hai"))

    assert kinds(results) == ["ContributionConflict", "ContributionEntry"]
    kept = ContributionEntry.objects.get()
    assert [error.theirs for error in results if isinstance(error, actions.ContributionConflict)] == [kept]


def test_the_same_contribution_sent_twice_at_once_is_one():
    to = contribution()

    results = at_once(given(to, "Cùng một bản"), given(to, "Cùng một bản"))

    assert kinds(results) == ["AlreadyGiven", "ContributionEntry"]
    assert ContributionEntry.objects.count() == 1


def test_a_day_off_and_a_decision_at_once_leave_one_phase_that_knows_both():
    """Due on Monday 16 September, which turns out to be off while the work is stopped."""
    assignment = AssignmentFactory(deadline_on=date(2024, 9, 16))
    monday = SpecialDay(date(2024, 9, 16), DayKind.DAY_OFF, "Ngày nghỉ")
    by, basis = Actor(secretary()), Basis("1-CV/BCĐ", date(2024, 10, 1))

    results = at_once(
        lambda: enter_days([monday], by=by, at=AT),
        lambda: actions.decide(assignment, Act.SUSPEND, reason="Chờ", basis=basis, by=by, at=AT),
    )

    assert kinds(results) == ["Assignment", "list"], results
    assignment.refresh_from_db()
    (now,) = Phase.objects.filter(assignment=assignment, valid_to__isnull=True)
    assert now.holds_of(assignment)
    assert (now.state, now.counts_until_on) == (State.SUSPENDED, date(2024, 9, 17))
