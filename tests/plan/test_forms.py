"""Filters and orders of lists: what SQL finds is what the rules say of each assignment."""

from datetime import timedelta

import pytest
from django.http import QueryDict

from tasks_app.plan.enums import Bucket, State, Status
from tasks_app.plan.forms import AssignmentFilter, TaskFilter
from tasks_app.plan.models import Assignment, Phase
from tasks_app.plan.queries import group_choices, in_order, yardstick
from tasks_app.plan.rules import WORST_FIRST, timeliness
from tests.factories import (
    AssignmentFactory,
    KeyTaskFactory,
    LocalityFactory,
    OrganisationFactory,
    TaskFactory,
    group_of,
    key_unit,
    member,
)

pytestmark = pytest.mark.django_db

STATES = {
    # state: days from today on which it was sent
    State.ASSIGNED: None,
    State.IN_PROGRESS: None,
    State.RETURNED: -30,
    State.SUBMITTED: -12,
    State.COMPLETED: -12,
}


@pytest.fixture
def by(plan, today):
    return yardstick(plan, today=today)


@pytest.fixture
def assignments(plan, today) -> list[Assignment]:
    """Every state in force with deadlines before, on and after every border, on working days and days off."""
    task, responsible = TaskFactory(), member()
    made = []
    for state, sent in STATES.items():
        for distance in (-20, -12, -10, -3, -2, 0, 4, 7, 8, 60, None):
            made.append(
                AssignmentFactory(
                    task=task,
                    responsible=responsible,
                    state=state,
                    submitted_on=today + timedelta(days=sent) if sent else None,
                    deadline_on=None if distance is None else today + timedelta(days=distance),
                )
            )
    for number, one in enumerate(made):
        one.percent = None if number % 5 == 0 else number
    Assignment.objects.bulk_update(made, ["percent"])
    return made


def filtered(by, choices=(), *, plan=None, **asked) -> AssignmentFilter:
    data = QueryDict(mutable=True)
    data.update(asked)
    return AssignmentFilter(data, Assignment.objects.order_by("pk"), by=by, choices=dict(choices), plan=plan)


def found(by, choices=(), *, plan=None, **asked) -> list[Assignment]:
    return list(filtered(by, choices, plan=plan, **asked).qs)


# --- Status, bucket, state, deadline ----------------------------------------------------------------------------------


def test_a_status_finds_what_the_rule_calls_so(assignments, by):
    expected = {
        status: [one for one in assignments if timeliness(one.facts, by).status == status] for status in WORST_FIRST
    }

    assert {status: found(by, status=status.value) for status in WORST_FIRST} == expected
    assert all(expected.values())


def test_a_bucket_finds_what_the_rule_puts_there(assignments, by):
    expected = {bucket: [one for one in assignments if timeliness(one.facts, by).bucket == bucket] for bucket in Bucket}

    assert {bucket: found(by, bucket=bucket.value) for bucket in Bucket} == expected
    assert all(expected.values())


def test_without_a_state_asked_for_only_work_in_force_is_found(assignments, by):
    AssignmentFactory(state=State.SUSPENDED)
    AssignmentFactory(state=State.DRAFT)

    assert found(by) == assignments


def test_a_state_out_of_force_can_be_asked_for(assignments, by):
    suspended = AssignmentFactory(state=State.SUSPENDED)

    assert found(by, {"state": State.choices}, state="suspended") == [suspended]


def test_work_with_and_without_a_deadline(assignments, by):
    without = [one for one in assignments if one.deadline_on is None]

    assert found(by, deadline="none") == without
    assert len(found(by, deadline="with")) == len(assignments) - len(without)


# --- Whose, and of what -----------------------------------------------------------------------------------------------


def test_groups(by, plan):
    unit, watched = AssignmentFactory(), AssignmentFactory()
    locality = AssignmentFactory(organisation=LocalityFactory())
    key_unit(plan, watched.organisation)
    group_of(unit.organisation, locality.organisation, key="pilots")
    choices = {"group": group_choices(plan, on=by.today)}

    assert [key for key, _name in choices["group"]] == ["key_units", "units", "localities", "pilots"]
    assert found(by, choices, plan=plan, group="key_units") == [watched]
    assert found(by, choices, plan=plan, group="units") == [unit, watched]
    assert found(by, choices, plan=plan, group="localities") == [locality]
    assert found(by, choices, plan=plan, group="pilots") == [unit, locality]
    assert found(by, choices, plan=plan, group="gossip") == [unit, watched, locality]


def test_key_task_task_organisation_and_member_narrow_together(by):
    one, other = AssignmentFactory(), AssignmentFactory()
    choices = {
        "key_task": [(one.task.key_task.number, "1"), (other.task.key_task.number, "2")],
        "task": [(one.task_id, "1.1")],
        "organisation": [(one.organisation_id, "A"), (other.organisation_id, "B")],
        "member": [(one.responsible_id, "A"), (other.responsible_id, "B")],
    }

    assert found(by, choices, key_task=str(one.task.key_task.number)) == [one]
    assert found(by, choices, task=str(one.task_id)) == [one]
    assert found(by, choices, organisation=str(other.organisation_id)) == [other]
    assert found(by, choices, member=str(other.responsible_id)) == [other]
    assert found(by, choices, member=str(other.responsible_id), organisation=str(one.organisation_id)) == []


# --- Search -----------------------------------------------------------------------------------------------------------


def test_work_that_an_organisation_contributes_to_is_found_by_it(by):
    """On a past day as well, where the rows are phases."""
    unit = OrganisationFactory()
    its = AssignmentFactory(coordinating=[unit, OrganisationFactory()])
    AssignmentFactory(organisation=unit)
    choices = {"coordinating": [(unit.pk, unit.name)]}
    asked = QueryDict(f"coordinating={unit.pk}")

    now = AssignmentFilter(asked, Assignment.objects.all(), by=by, choices=choices)
    then = AssignmentFilter(asked, Phase.objects.on(by.today), by=by, choices=choices)

    assert list(now.qs) == [its]
    assert [phase.assignment for phase in then.qs] == [its]


@pytest.mark.parametrize(
    "words",
    ["quy chau", "Quỳ Châu", "QUY", "chau quy", "  quỳ   số hóa ", "so hoa ho so", "digit files", "2.3", "chau 2.3"],
)
def test_words_are_found_with_and_without_their_marks_in_task_and_organisation(by, words):
    task = TaskFactory(
        key_task=KeyTaskFactory(number=2), order=3, title_vi="Số hóa hồ sơ", title_en="Digitise the files"
    )
    wanted = AssignmentFactory(task=task, organisation=LocalityFactory(name_vi="Huyện Quỳ Châu", name_en="Quy Chau"))
    AssignmentFactory(
        task__key_task=task.key_task,
        task__title_vi="Kiểm tra công vụ",
        organisation=LocalityFactory(name_vi="Huyện Quế Phong"),
    )

    assert found(by, q=words) == [wanted]


def test_d_with_a_stroke_is_found_as_d(by):
    wanted = AssignmentFactory(organisation=LocalityFactory(name_vi="Huyện Đô Lương"))

    assert found(by, q="do luong") == [wanted]


@pytest.mark.parametrize("words", ["%", "_", "\\", "'", "quy%", "không có", "9.9"])
def test_signs_of_the_database_are_only_signs(by, words):
    AssignmentFactory(organisation=OrganisationFactory(name_vi="Sở Tư pháp"))

    assert found(by, q=words) == []


def test_an_empty_search_finds_everything(by):
    assignment = AssignmentFactory()

    assert found(by, q="   ") == [assignment]


# --- What is not known ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked",
    [
        {"status": "late-ish"},
        {"status": "out_of_force"},
        {"bucket": "x"},
        {"state": "x"},
        {"deadline": "x"},
        {"group": "x"},
        {"key_task": "99999999999999999999"},
        {"organisation": "-1"},
        {"member": "abc"},
        {"task": "1 OR 1=1"},
        {"sort": "password"},
        {"q": "x" * 101},
        {"q": "a\0b"},
    ],
)
def test_a_value_that_is_not_known_is_left_out_and_said(by, asked):
    assignment = AssignmentFactory()

    filters = filtered(by, **asked)

    assert list(filters.qs) == [assignment]
    assert list(filters.form.errors) == list(asked)
    assert filters.applied == []


def test_what_is_on_is_named_in_words(by):
    filters = filtered(by, {"key_task": [(1, "1. Số hóa")]}, q="quy", key_task="1", status="overdue", sort="-days")

    assert filters.form.is_valid()
    assert [(one.name, one.value) for one in filters.applied] == [
        ("q", "“quy”"),
        ("key_task", "1. Số hóa"),
        ("status", str(Status.OVERDUE.label)),
    ]


# --- Order ------------------------------------------------------------------------------------------------------------


def ordered(by, sort: str) -> list[Assignment]:
    return list(in_order(Assignment.objects.all(), sort, by))


def test_the_worst_come_first_and_then_the_nearest_deadline(assignments, by):
    def key(one):
        return (
            WORST_FIRST.index(timeliness(one.facts, by).status),
            one.deadline_on is None,
            one.deadline_on or by.today,
            one.organisation.order,
        )

    assert ordered(by, "") == sorted(assignments, key=key)


@pytest.mark.parametrize(("sort", "field"), [("deadline", "deadline_on"), ("percent", "percent")])
def test_what_is_missing_comes_last_either_way(assignments, by, sort, field):
    values = [getattr(one, field) for one in assignments if getattr(one, field) is not None]

    for sign, backwards in (("", False), ("-", True)):
        in_turn = [getattr(one, field) for one in ordered(by, sign + sort)]
        assert in_turn[: len(values)] == sorted(values, reverse=backwards)
        assert set(in_turn[len(values) :]) == {None}


def test_the_most_days_past_the_deadline_come_first(assignments, by):
    """Days are counted until the clock stopped, from the day until which the deadline counts."""
    late = [timeliness(one.facts, by).calendar_days for one in ordered(by, "-days")]
    dated = [days for days in late if days is not None]

    assert dated == sorted(dated)
    assert late[: len(dated)] == dated


def test_by_task_and_by_organisation(by):
    second, first = KeyTaskFactory(number=2), KeyTaskFactory(number=1)
    b = AssignmentFactory(task__key_task=second, task__order=1, organisation__order=1)
    a = AssignmentFactory(task__key_task=first, task__order=2, organisation__order=2)
    c = AssignmentFactory(task__key_task=first, task__order=10, organisation__order=3)

    assert ordered(by, "task") == [a, c, b]
    assert ordered(by, "-task") == [b, c, a]
    assert ordered(by, "organisation") == [b, a, c]
    assert ordered(by, "-organisation") == [c, a, b]


def test_equal_rows_keep_their_places_from_page_to_page(by, plan):
    task, organisation = TaskFactory(), OrganisationFactory()
    for _ in range(3):
        AssignmentFactory(organisation=organisation)
    AssignmentFactory(task=task)

    assert in_order(Assignment.objects.all(), "", by).query.order_by[-1] == "pk"


# --- Tasks ------------------------------------------------------------------------------------------------------------


def test_tasks_are_asked_for_by_key_task_status_and_quarter(today):
    filters = TaskFilter(QueryDict("key_task=1&status=done&due=quarter"), key_tasks=[(1, "1. Số hóa")], today=today)

    assert filters.is_valid()
    assert {one.name: one.value for one in filters.applied}.keys() == {"key_task", "status", "due"}
    assert filters.cleaned_data["due"] == "quarter"
    assert [one.name for one in filters.applied] == ["key_task", "status", "due"]
    assert "IV" in filters.applied[2].value


@pytest.mark.parametrize("asked", ["key_task=7", "status=x", "due=year"])
def test_an_unknown_value_is_no_filter_of_tasks(today, asked):
    filters = TaskFilter(QueryDict(asked), key_tasks=[(1, "1. Số hóa")], today=today)

    assert len(filters.errors) == 1
    assert filters.applied == []
