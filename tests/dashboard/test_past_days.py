"""A past day is asked: what the boards say of it is what they said at its end, whatever was done since."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import date, timedelta
from itertools import chain, product, repeat

import pytest
from django.db import transaction
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import Phase as Stage
from hypothesis import strategies as st

from tasks_app.calendar.actions import DayIsEntered, enter_days
from tasks_app.calendar.enums import DayKind
from tasks_app.calendar.rules import SpecialDay
from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.dashboard.queries import board, first_to_review, progress_over_year, waiting_extensions_on
from tasks_app.organisations.models import Organisation
from tasks_app.people.queries import standing
from tasks_app.plan.enums import Bucket, State, Status
from tasks_app.plan.forms import AssignmentFilter
from tasks_app.plan.models import Assignment, DeadlineChange, Phase, StateChange
from tasks_app.plan.queries import PlanDay, plan_day, visible_on
from tasks_app.plan.rules import IN_FORCE, Facts, timeliness
from tests.factories import KeyTaskFactory, LocalityFactory, OrganisationFactory, TaskFactory, member, secretary
from tests.office import FIRST, STEPS, Office

pytestmark = pytest.mark.django_db


class Committee:
    """Four assignments under two key tasks, of a unit and a locality, with the people who move them."""

    def __init__(self):
        first, second = KeyTaskFactory(), KeyTaskFactory()
        tasks = [TaskFactory(key_task=first), TaskFactory(key_task=second), TaskFactory(key_task=second)]
        unit, locality = OrganisationFactory(), LocalityFactory()
        places = [(tasks[0], unit), (tasks[0], locality), (tasks[1], unit), (tasks[2], locality)]
        self.offices = [Office(task=task, organisation=one) for task, one in places]
        self.plan = first.plan
        self.secretary = secretary()

    def close_a_day(self, day: date, *, at) -> None:
        said = SpecialDay(day, DayKind.DAY_OFF, "Ngày nghỉ")
        enter_days([said], by=Actor(self.secretary), at=at)

    def on(self, day: date, *, today: date) -> PlanDay:
        return plan_day(self.plan, day, today=today)

    def seen(self, day: PlanDay) -> dict:
        """All that the boards say of a day."""
        reports, waiting = first_to_review(day, 5)
        return {
            "board": board(day),
            "progress": progress_over_year(day),
            "reports": ([report.pk for report in reports], waiting),
            "extensions": waiting_extensions_on(day),
            "list": {status: self.listed(day, status=status.value) for status in Status if status in day_statuses},
        }

    def listed(self, day: PlanDay, **asked) -> list[int]:
        """The primary keys of the assignments in the list of that day."""
        filters = AssignmentFilter(
            QueryDict("&".join(f"{name}={value}" for name, value in asked.items())),
            visible_on(day, standing(self.secretary, on=day.day)),
            by=day.by,
            plan=self.plan,
            choices={
                "key_task": [(one.number, str(one)) for one in self.plan.key_tasks.all()],
                "organisation": [(one.assignment.organisation_id, "") for one in self.offices],
            },
        )
        assert filters.form.is_valid()
        return sorted(row.key for row in filters.qs)


day_statuses = [status for status in Status if status != Status.OUT_OF_FORCE]


@settings(
    max_examples=12,
    phases=[Stage.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_no_later_act_changes_what_a_day_said(data):
    with transaction.atomic():
        committee = Committee()
        day, seen = FIRST, {}
        for _ in range(data.draw(st.integers(4, 9))):
            for hour in range(data.draw(st.integers(0, 4))):
                office = data.draw(st.sampled_from(committee.offices))
                office.do(data.draw(st.sampled_from(office.likely() * 2 + STEPS)), at_time(day, 9, hour))
            if data.draw(st.integers(0, 5)) == 0:
                free = day + timedelta(days=data.draw(st.integers(-20, 20)))
                with suppress(DayIsEntered):
                    committee.close_a_day(free, at=at_time(day, 16))
            seen[day] = committee.seen(committee.on(day, today=day))
            day += timedelta(days=data.draw(st.integers(1, 6)))

        for past, said in seen.items():
            then = committee.on(past, today=day)
            assert committee.seen(then) == said, past
            agree(committee, then)
            assert said["board"].tally.counts == folded_one_by_one(committee, then)
        transaction.set_rollback(True)


def agree(committee: Committee, day: PlanDay) -> None:
    """The buckets add up, and sentence, matrix and lists say the same."""
    figures = board(day)
    assert sum(figures.tally.in_bucket(bucket) for bucket in Bucket) == figures.tally.total
    assert figures.tally.total == len(committee.listed(day))
    for bucket in Bucket:
        assert figures.tally.in_bucket(bucket) == len(committee.listed(day, bucket=bucket.value))
    for line in figures.units + figures.localities:
        for key_task, cell in zip(figures.key_tasks, line.cells, strict=True):
            asked = {"organisation": line.organisation.pk, "key_task": key_task.key_task.number}
            assert (cell.total if cell else 0) == len(committee.listed(day, **asked))
    by_organisation = Counter()
    for line in figures.units + figures.localities:
        by_organisation.update(line.tally.counts)
    by_key_task = Counter()
    for line in figures.key_tasks:
        by_key_task.update(line.tally.counts)
    assert by_organisation == by_key_task == Counter(figures.tally.counts)


def folded_one_by_one(committee: Committee, day: PlanDay) -> dict:
    """The same from the dated facts of each assignment, by the rule, without any phase."""
    end = at_time(day.day + timedelta(days=1))
    statuses = Counter()
    for assignment in Assignment.objects.of_plan(committee.plan):
        steps = StateChange.objects.filter(assignment=assignment, at__lt=end).order_by("at", "pk")
        moves = DeadlineChange.objects.filter(assignment=assignment, at__lt=end).order_by("version")
        if not steps:
            continue
        last = steps.last()
        completed_on = last.submitted_on if last.after == State.COMPLETED else None
        phase = day.assignments().get(**{"assignment" if day.is_past else "pk": assignment.pk})
        facts = Facts(last.after, moves.last().new_on, last.submitted_on, completed_on, phase.counts_until_on)
        if last.after in IN_FORCE:
            statuses[timeliness(facts, day.by).status] += 1
    return statuses


# --- One by one -------------------------------------------------------------------------------------------------------


def test_before_it_was_issued_work_is_on_no_board():
    committee = Committee()

    before = board(committee.on(FIRST - timedelta(days=1), today=FIRST))

    assert (before.tally.total, before.units, before.localities) == (0, (), ())


def test_a_day_off_that_is_entered_later_saves_nobody_on_the_day_before():
    """Due on Monday the 16th and silent: overdue on Tuesday. That Monday turns out to have been off."""
    committee = Committee()
    tuesday, wednesday = date(2024, 9, 17), date(2024, 9, 18)
    assert board(committee.on(tuesday, today=tuesday)).tally.overdue == 4

    committee.close_a_day(date(2024, 9, 16), at=at_time(wednesday, 9))
    committee.close_a_day(date(2024, 9, 17), at=at_time(wednesday, 9))

    assert board(committee.on(wednesday, today=wednesday)).tally.overdue == 0
    assert board(committee.on(tuesday, today=wednesday)).tally.overdue == 4


def test_a_reopened_completion_stays_in_the_figures_of_its_days():
    committee = Committee()
    office = committee.offices[0]
    for step, day in (("done", 3), ("accept", 4), ("reopen", 10)):
        assert office.do(step, at_time(FIRST + timedelta(days=day), 9))

    completed = [board(committee.on(FIRST + timedelta(days=day), today=date(2024, 10, 15))) for day in (3, 4, 9, 10)]

    assert [one.tally.completed for one in completed] == [0, 1, 1, 0]


def test_two_steps_of_one_day_leave_the_last():
    committee = Committee()
    office = committee.offices[0]
    for hour, step in enumerate(("done", "accept"), 8):
        assert office.do(step, at_time(FIRST, hour))

    day = committee.on(FIRST, today=FIRST + timedelta(days=1))

    assert day.assignments().get(assignment=office.assignment).state == State.COMPLETED
    assert day.assignments().count() == 4


@pytest.mark.parametrize("is_past", [False, True])
def test_a_past_day_takes_as_many_queries_as_today(province, queries, is_past):
    day = plan_day(province.plan, province.today, today=province.today + timedelta(days=is_past))

    assert queries(lambda: board(day)) == 1 + 4


def test_today_and_the_same_day_asked_later_are_the_same_board(province):
    now = board(plan_day(province.plan, province.today, today=province.today))
    later = board(plan_day(province.plan, province.today, today=province.today + timedelta(days=1)))

    assert now == later
    assert now.tally.total == 13


# --- The Government's report of 2017 ----------------------------------------------------------------------------------

# Report 1270/BC-TCTTTg: completed on time, completed late, within the deadline, overdue; of all that was given.
GOVERNMENT_2017 = {
    Bucket.COMPLETED_ON_TIME: 14_068,
    Bucket.COMPLETED_LATE: 1_983,
    Bucket.PENDING: 5_640,
    Bucket.OVERDUE: 223,
}
DUE, AHEAD = date(2024, 9, 16), date(2024, 12, 30)
OF_BUCKET = {
    Bucket.COMPLETED_ON_TIME: {"state": State.COMPLETED, "deadline_on": DUE, "completed_on": DUE},
    Bucket.COMPLETED_LATE: {"state": State.COMPLETED, "deadline_on": DUE, "completed_on": date(2024, 9, 17)},
    Bucket.PENDING: {"state": State.IN_PROGRESS, "deadline_on": AHEAD, "completed_on": None},
    Bucket.OVERDUE: {"state": State.ASSIGNED, "deadline_on": DUE, "completed_on": None},
}


@pytest.fixture
def government_2017(plan):
    """21,914 assignments that stand as the Government counted its own."""
    tasks, responsible = [TaskFactory() for _ in range(22)], member()
    template = OrganisationFactory.build()
    organisations = Organisation.objects.bulk_create(
        Organisation(key=f"body-{n}", kind=template.kind, name_vi=f"Cơ quan {n}", order=n) for n in range(1_000)
    )
    stood = chain.from_iterable(repeat(OF_BUCKET[bucket], number) for bucket, number in GOVERNMENT_2017.items())
    made = Assignment.objects.bulk_create(
        Assignment(
            task=task,
            organisation=organisation,
            first_organisation=organisation,
            responsible=responsible,
            counts_until_on=its["deadline_on"],
            submitted_on=its["completed_on"],
            **its,
        )
        for (task, organisation), its in zip(product(tasks, organisations), stood, strict=False)
    )
    Phase.objects.bulk_create(Phase.of(one, since=FIRST) for one in made)
    return plan


def test_the_governments_figures_of_2017_are_reproduced(government_2017):
    """On the day itself, and asked for a day later."""
    day = date(2024, 10, 15)
    for today in (day, day + timedelta(days=1)):
        tally = board(plan_day(government_2017, day, today=today)).tally

        assert {bucket: tally.in_bucket(bucket) for bucket in Bucket} == GOVERNMENT_2017
        assert tally.total == 21_914
        assert (tally.completed, tally.completion_rate) == (16_051, 98.6)
