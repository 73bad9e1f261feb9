"""What must always hold, and the database judging as the rules do."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.plan import rules
from tasks_app.plan.enums import Bucket, DeadlineKind, State, Status
from tasks_app.plan.models import (
    Assignment,
    AssignmentQuerySet,
    Clause,
    DeadlineChange,
    Holder,
    Responsible,
    Shortcoming,
    SourceDocument,
)
from tasks_app.plan.rules import Yardstick
from tests.calendar.days import CALENDAR_2024
from tests.constraints import refused_by
from tests.factories import (
    ISSUED_AT,
    ISSUED_ON,
    AssignmentFactory,
    KeyTaskFactory,
    OrganisationFactory,
    TaskFactory,
    member,
)

pytestmark = pytest.mark.django_db

SUBMITTED_OR_COMPLETED = [State.SUBMITTED, State.COMPLETED]

# --- Constraints ------------------------------------------------------------------------------------------------------


def changed(assignment: Assignment, **fields) -> None:
    Assignment.objects.filter(pk=assignment.pk).update(**fields)


def test_a_task_is_given_to_an_organisation_once():
    assignment = AssignmentFactory()

    with refused_by("a_task_is_given_to_an_organisation_once"):
        AssignmentFactory(task=assignment.task, organisation=assignment.organisation)


def test_a_task_may_be_given_to_several_organisations(plan):
    task = TaskFactory()
    AssignmentFactory(task=task)
    AssignmentFactory(task=task)

    assert task.assignments.count() == 2


def test_a_completed_assignment_has_a_completion_day():
    assignment = AssignmentFactory(state=State.COMPLETED)

    with refused_by("a_completed_assignment_and_only_it_has_a_completion_day"):
        changed(assignment, completed_on=None)


@pytest.mark.parametrize("state", [state for state in State if state != State.COMPLETED])
def test_only_a_completed_assignment_has_a_completion_day(state):
    assignment = AssignmentFactory(state=state)

    with refused_by("a_completed_assignment_and_only_it_has_a_completion_day"):
        changed(assignment, completed_on=ISSUED_ON)


@pytest.mark.parametrize("state", SUBMITTED_OR_COMPLETED)
def test_what_waits_or_is_confirmed_has_a_submission_day(state):
    assignment = AssignmentFactory(state=state)

    with refused_by("a_submission_day_stands_while_it_waits_and_when_confirmed"):
        changed(assignment, submitted_on=None)


@pytest.mark.parametrize("state", [state for state in State if state not in SUBMITTED_OR_COMPLETED])
def test_nothing_else_has_a_submission_day(state):
    assignment = AssignmentFactory(state=state)

    with refused_by("a_submission_day_stands_while_it_waits_and_when_confirmed"):
        changed(assignment, submitted_on=ISSUED_ON)


def test_progress_ends_at_100_percent():
    with refused_by("progress_is_between_0_and_100_percent"):
        changed(AssignmentFactory(), percent=101)


@pytest.mark.parametrize("kind", [DeadlineKind.REGULAR, DeadlineKind.ON_REQUEST])
def test_a_regular_task_has_no_deadline(kind):
    with refused_by("only_regular_and_on_request_tasks_have_no_deadline"):
        TaskFactory(deadline_kind=kind, deadline_on=date(2024, 12, 31))


def test_any_other_task_has_a_deadline():
    with refused_by("only_regular_and_on_request_tasks_have_no_deadline"):
        TaskFactory(deadline_kind=DeadlineKind.QUARTER, deadline_on=None)


def test_numbers_are_given_once():
    task = TaskFactory()
    plan = task.key_task.plan
    Shortcoming.objects.create(plan=plan, number=1, text_vi="Tồn tại")

    with refused_by("a_task_has_its_number_once_under_a_key_task"):
        TaskFactory(key_task=task.key_task, order=task.order)
    with refused_by("a_key_task_has_its_number_once_in_a_plan"):
        KeyTaskFactory(plan=plan, number=task.key_task.number)
    with refused_by("a_shortcoming_has_its_number_once_in_a_plan"):
        Shortcoming.objects.create(plan=plan, number=1, text_vi="Hạn chế")


def test_a_clause_has_its_code_once_in_a_document():
    document = SourceDocument.objects.create(key="notice", title_vi="Thông báo")
    Clause.objects.create(document=document, code="1a", text_vi="Nội dung")

    with refused_by("a_clause_has_its_code_once_in_a_document"):
        Clause.objects.create(document=document, code="1a", text_vi="Khác")


def test_dated_facts_stand_once_at_a_time():
    assignment = AssignmentFactory(coordinating=[OrganisationFactory()])
    contribution = assignment.contributions.get()

    with refused_by("an_assignment_has_one_lead_organisation_at_a_time"):
        Holder.objects.create(assignment=assignment, organisation=OrganisationFactory(), valid_from=ISSUED_ON)
    with refused_by("an_assignment_has_one_responsible_member_at_a_time"):
        Responsible.objects.create(assignment=assignment, member=member(), valid_from=ISSUED_ON)
    with refused_by("an_organisation_contributes_once_to_an_assignment"):
        assignment.contributions.create(organisation=contribution.organisation)
    with refused_by("a_deadline_has_each_version_once"):
        DeadlineChange.objects.create(assignment=assignment, version=1, at=ISSUED_AT)


# --- The database judges as the rules do ------------------------------------------------------------------------------

# Around Tết, the swapped days of spring, a plain week and both ends of the year.
DEADLINES = [
    None,
    *(date(2024, 2, 6) + timedelta(days=n) for n in range(0, 11, 2)),
    *(date(2024, 4, 26) + timedelta(days=n) for n in range(11)),
    *(date(2024, 10, 8) + timedelta(days=n) for n in range(18)),
    date(2023, 12, 30),
    date(2024, 1, 1),
    date(2024, 12, 28),
    date(2024, 12, 31),
    date(2025, 1, 4),
]
DAYS = [
    date(2024, 1, 2),
    date(2024, 2, 15),
    date(2024, 4, 30),
    date(2024, 5, 4),
    *(date(2024, 10, 11) + timedelta(days=n) for n in range(5)),
    date(2024, 12, 31),
    date(2025, 1, 2),
]


@pytest.fixture
def grid() -> None:
    """An assignment for every state, deadline and distance between deadline and submission that could matter."""
    task, responsible = TaskFactory(), member()
    cells = [
        (state, deadline, (deadline or date(2024, 10, 15)) + timedelta(days=distance))
        for state in State
        for deadline in DEADLINES
        for distance in ([-1, 0, 1, 2, 3, 8] if state in SUBMITTED_OR_COMPLETED else [0])
    ]
    template = OrganisationFactory.build()
    organisations = type(template).objects.bulk_create(
        type(template)(key=f"cell-{n}", kind=template.kind, name_vi=f"Ô {n}") for n in range(len(cells))
    )
    Assignment.objects.bulk_create(
        Assignment(
            task=task,
            organisation=organisation,
            first_organisation=organisation,
            responsible=responsible,
            state=state,
            deadline_on=deadline,
            counts_until_on=deadline,
            submitted_on=stopped_on if state in SUBMITTED_OR_COMPLETED else None,
            completed_on=stopped_on if state == State.COMPLETED else None,
            carried_to=task if state == State.CARRIED_OVER else None,
        )
        for (state, deadline, stopped_on), organisation in zip(cells, organisations, strict=True)
    )


def follow(by: Yardstick) -> None:
    """The deadlines are good until the days that this yardstick says."""
    for deadline in DEADLINES:
        if deadline:
            Assignment.objects.filter(deadline_on=deadline).update(counts_until_on=by.counts_until(deadline))


def possible(by: Yardstick) -> AssignmentQuerySet:
    """Those that can be so on the yardstick's day: nothing was submitted in the future."""
    return Assignment.objects.exclude(submitted_on__gt=by.today)


def by_rules(by: Yardstick) -> dict:
    found = {value: set() for value in [*Status, *Bucket]}
    for assignment in possible(by):
        measured = rules.timeliness(assignment.facts, by)
        found[measured.status].add(assignment.pk)
        if measured.bucket:
            found[measured.bucket].add(assignment.pk)
    return found


def by_database(by: Yardstick) -> dict:
    return {
        value: set(which(value, by).values_list("pk", flat=True))
        for values, which in ((Status, possible(by).in_status), (Bucket, possible(by).in_bucket))
        for value in values
    }


def by_expression(by: Yardstick) -> dict:
    found = {status: set() for status in Status}
    for pk, status in possible(by).with_status(by).values_list("pk", "status"):
        found[status].add(pk)
    return found


def in_statuses(found: dict) -> dict:
    return {status: found[status] for status in Status}


@pytest.mark.usefixtures("grid")
@pytest.mark.parametrize("rolls", [True, False])
def test_the_database_counts_what_the_rules_count(rolls):
    for today in DAYS:
        by = Yardstick(today=today, calendar=CALENDAR_2024, rolls=rolls)
        follow(by)
        assert by_database(by) == by_rules(by), today
        assert by_expression(by) == in_statuses(by_rules(by)), today


@pytest.mark.usefixtures("grid")
@settings(max_examples=10, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    today=st.dates(date(2024, 1, 1), date(2025, 3, 1)),
    days_off=st.frozensets(st.dates(date(2023, 12, 20), date(2025, 3, 1)), max_size=40),
    worked=st.frozensets(st.sampled_from([date(2024, 10, 12), date(2024, 10, 13), date(2024, 5, 4)])),
    rolls=st.booleans(),
    soon_days=st.integers(0, 14),
)
def test_the_database_and_the_rules_agree_under_any_calendar(today, days_off, worked, rolls, soon_days):
    calendar = WorkingCalendar(days_off=days_off, worked=worked)
    by = Yardstick(today=today, calendar=calendar, rolls=rolls, soon_days=soon_days)
    follow(by)

    assert by_database(by) == by_rules(by)
    assert by_expression(by) == in_statuses(by_rules(by))


@pytest.mark.usefixtures("grid")
def test_in_force_are_the_states_of_the_table():
    assert set(Assignment.objects.in_force().values_list("state", flat=True)) == rules.IN_FORCE
