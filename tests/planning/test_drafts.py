"""What is not out yet does not exist for anybody but the secretariat and administrators."""

import pytest
from django.urls import reverse

from tasks_app.people.queries import standing
from tasks_app.plan.models import Assignment
from tasks_app.plan.permissions import can_see_assignment
from tasks_app.plan.queries import tasks_asked_for, tasks_of, visible_assignments

pytestmark = pytest.mark.django_db

MAKERS = ("secretary", "administrator")
OTHERS = ("leader", "inspector", "member", "other_member", "officer", "nobody")


@pytest.mark.parametrize("role", MAKERS)
def test_who_makes_plans_sees_their_work(world, today, role):
    who = standing(getattr(world, role), on=today)

    assert visible_assignments(who).filter(pk=world.draft_work.pk).exists()
    assert can_see_assignment(who, world.draft_work)


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_does(world, today, role):
    who = standing(getattr(world, role), on=today)

    assert not visible_assignments(who).filter(pk=world.draft_work.pk).exists()
    assert not can_see_assignment(who, world.draft_work)


def test_not_even_who_will_answer_for_it(world, today):
    Assignment.objects.filter(pk=world.draft_work.pk).update(responsible=world.member)
    who = standing(world.member, on=today)

    assert not visible_assignments(who).filter(pk=world.draft_work.pk).exists()


@pytest.mark.parametrize("page", ["task_list", "assignment_list", "overview", "search", "my_work", "ranking"])
def test_no_page_of_the_plan_in_force_tells_of_it(client_of, world, page):
    for role in ("secretary", "leader"):
        answer = client_of(getattr(world, role)).get(reverse(page), {"q": "dự thảo"}, follow=True)

        assert world.draft_task.title_vi not in answer.content.decode()


def test_a_draft_of_the_plan_in_force_is_not_among_its_tasks(world):
    world.draft_task.key_task = world.own.task.key_task
    world.draft_task.order = 90
    world.draft_task.save()

    assert world.draft_task not in tasks_of(world.plan)
    assert world.draft_task not in tasks_asked_for(world.plan, text="dự thảo")
