"""Which plan counts, and whose work is whose."""

from datetime import date

import pytest

from tasks_app.people.models import Person
from tasks_app.people.queries import Standing, standing
from tasks_app.plan import queries
from tasks_app.plan.enums import State, TaskStatus
from tasks_app.plan.models import Assignment
from tasks_app.plan.permissions import can_see_assignment
from tasks_app.plan.queries import members_of_work, organisations_of, tasks_with, with_words
from tests.factories import (
    AssignmentFactory,
    KeyTaskFactory,
    LocalityFactory,
    OrganisationFactory,
    PlanFactory,
    TaskFactory,
    focal_officer,
)

pytestmark = pytest.mark.django_db


def whose(person: Person, today: date) -> Standing:
    return standing(person, on=today)


# --- The plan ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2023, 12, 31), 2024),  # the first to come
        (date(2024, 1, 15), 2024),
        (date(2025, 1, 19), 2024),  # that of 2025 is not issued yet
        (date(2025, 1, 20), 2025),
        (date(2026, 6, 1), 2025),  # that of 2026 is not entered yet
    ],
)
def test_the_plan_in_force_on_a_day(day, year):
    PlanFactory(year=2024)
    PlanFactory(year=2025, starts_on=date(2025, 1, 20))

    assert queries.current_plan(on=day).year == year


def test_before_any_plan_is_entered_there_is_none(today):
    assert queries.current_plan(on=today) is None


def test_a_plan_measures_with_its_own_settings(today, plan):
    plan.deadlines_roll, plan.soon_days = False, 3

    by = queries.yardstick(plan, today=today)

    assert (by.today, by.rolls, by.soon_days) == (today, False, 3)


def test_tasks_come_in_the_order_of_the_plan(plan):
    second, first = KeyTaskFactory(number=2), KeyTaskFactory(number=1)
    b, a, c = (
        TaskFactory(key_task=second, order=1),
        TaskFactory(key_task=first, order=2),
        TaskFactory(key_task=first, order=1),
    )
    TaskFactory(key_task__plan=PlanFactory(year=2025))

    assert list(queries.tasks_of(plan)) == [c, a, b]
    assert [task.number for task in queries.tasks_of(plan)] == ["1.1", "1.2", "2.1"]


def test_how_each_task_stands():
    states = [(1, State.COMPLETED), (1, State.COMPLETED), (2, State.COMPLETED), (2, State.ASSIGNED), (3, State.DRAFT)]

    assert queries.status_of_tasks(states) == {1: TaskStatus.DONE, 2: TaskStatus.IN_PROGRESS, 3: None}


# --- Whose work -------------------------------------------------------------------------------------------------------


def test_a_member_answers_for_his_own_work(world, today):
    assert set(queries.own_assignments(whose(world.member, today))) == {world.own, world.overdue}


def test_a_focal_officer_answers_for_the_work_that_his_organisation_leads(world, today):
    assert set(queries.own_assignments(whose(world.officer, today))) == {world.own, world.overdue}


def test_a_member_oversees_the_work_of_his_localities(world, today):
    assert set(queries.overseen_assignments(whose(world.member, today))) == {world.overseen}


def test_work_that_is_not_in_force_is_nobodys(world, today):
    Assignment.objects.filter(pk=world.overdue.pk).update(state=State.SUSPENDED)
    Assignment.objects.filter(pk=world.overseen.pk).update(state=State.CANCELLED)

    assert set(queries.own_assignments(whose(world.member, today))) == {world.own}
    assert set(queries.overseen_assignments(whose(world.member, today))) == set()


def test_a_coordinating_organisation_sees_what_it_contributes_to(world, today):
    officer = focal_officer(world.locality)

    assert set(queries.visible_assignments(whose(officer, today))) == {world.own, world.overseen}
    assert set(queries.own_assignments(whose(officer, today))) == {world.overseen}


EVERYTHING = {"own", "overdue", "overseen", "other", "completed", "draft"}


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("member", {"own", "overdue", "overseen"}),
        ("other_member", {"overseen", "other", "completed"}),
        ("officer", {"own", "overdue", "overseen"}),
        ("leader", EVERYTHING),
        ("secretary", EVERYTHING),
        ("inspector", EVERYTHING),
        ("administrator", EVERYTHING),
        ("nobody", set()),
        ("inactive", set()),
    ],
)
def test_who_sees_what(world, today, who, sees):
    person = whose(getattr(world, who), today)
    visible = {name for name in EVERYTHING if getattr(world, name) in queries.visible_assignments(person)}

    assert visible == sees


@pytest.mark.parametrize(
    "who", ["member", "other_member", "officer", "leader", "secretary", "inspector", "administrator", "nobody"]
)
def test_the_list_and_the_permission_agree(world, today, who):
    """What is listed can be opened, and what can be opened is listed."""
    person = whose(getattr(world, who), today)

    listed = set(queries.visible_assignments(person))
    assert listed == {assignment for assignment in Assignment.objects.all() if can_see_assignment(person, assignment)}


def test_who_lost_every_role_sees_nothing_even_of_what_names_him(world, today):
    world.member.appointments.update(valid_to=date(2024, 9, 30))
    person = whose(world.member, today)

    assert not can_see_assignment(person, world.own)
    assert list(queries.visible_assignments(person)) == []


def test_oversight_that_ended_shows_nothing(world, today):
    world.member.oversights.update(valid_to=date(2024, 9, 30))

    assert world.overseen not in queries.visible_assignments(whose(world.member, today))


def test_a_row_needs_no_further_query(world, today, django_assert_num_queries):
    AssignmentFactory(organisation=LocalityFactory())
    person = whose(world.secretary, today)

    with django_assert_num_queries(1):
        for assignment in queries.visible_assignments(person):
            assert str(assignment), assignment.responsible.full_name
            assert assignment.task.key_task.plan.year


# --- Words and whose --------------------------------------------------------------------------------------------------


def test_a_word_finds_tasks_by_their_words_and_by_their_number(plan):
    first = KeyTaskFactory(plan=plan, number=1)
    by_title = TaskFactory(key_task=first, order=1, title_vi="Số hóa hồ sơ")
    by_number = TaskFactory(key_task=first, order=3, title_vi="Kiểm tra công vụ")
    TaskFactory(key_task=first, order=13, title_vi="Cải cách tài chính")

    assert set(tasks_with("so")) == {by_title}
    assert set(tasks_with("1.3")) == {by_number}


def test_every_word_has_to_be_in_the_task_or_in_the_organisation(plan):
    digital = TaskFactory(title_vi="Số hóa hồ sơ")
    do_luong = LocalityFactory(name_vi="Huyện Đô Lương")
    both = AssignmentFactory(task=digital, organisation=do_luong)
    AssignmentFactory(task=digital)
    AssignmentFactory(organisation=do_luong)

    assert list(with_words(Assignment.objects.all(), "ĐÔ LƯƠNG số hóa")) == [both]
    assert with_words(Assignment.objects.all(), "  ").count() == 3
    assert not with_words(Assignment.objects.all(), "do luong khong co").exists()


def test_whose_work_it_is(plan):
    one, other = AssignmentFactory(), AssignmentFactory()
    OrganisationFactory()
    mine = Assignment.objects.filter(pk=one.pk)

    assert set(organisations_of(Assignment.objects.all())) == {one.organisation, other.organisation}
    assert list(organisations_of(mine)) == [one.organisation]
    assert list(members_of_work(mine)) == [one.responsible]
