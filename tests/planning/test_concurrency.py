"""Two at the same moment, on a real PostgreSQL."""

from datetime import date

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.plan.enums import State
from tasks_app.plan.models import Assignment, Task
from tasks_app.planning import actions
from tasks_app.planning.queries import given_of_task
from tasks_app.planning.rules import KeyTaskGiven, PlanDetails, TaskGiven
from tests.at_once import at_once
from tests.factories import CommitteeFactory, OrganisationFactory, member, secretary

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

AT = at_time(date(2025, 2, 17), 9)
GIVEN = TaskGiven("Rà soát", deliverable_vi="Báo cáo", deadline_kind="exact", deadline_on=date(2025, 6, 30))


@pytest.fixture
def who():
    CommitteeFactory()
    return {"by": Actor(secretary()), "at": AT}


@pytest.fixture
def task(who) -> Task:
    plan = actions.create_plan(PlanDetails(2025, "Phương châm"), **who)
    key_task = actions.add_key_task(plan, KeyTaskGiven("Thủ tục", "Thủ tục"), **who)
    return actions.add_task(key_task, GIVEN, **who)


def test_two_who_give_a_task_to_the_same_give_it_once(task, who):
    units, answering = [OrganisationFactory(), OrganisationFactory()], member()

    def give():
        return len(actions.give_task(task, units, responsible=answering, **who))

    assert sorted(at_once(give, give)) == [0, 2]
    assert Assignment.objects.count() == 2


def test_of_two_who_edit_a_task_one_is_told(task, who):
    seen = given_of_task(task).mark

    def edit(title):
        return lambda: actions.edit_task(task, TaskGiven(title), seen=seen, **who).title_vi

    answers = at_once(edit("Một"), edit("Hai"))

    assert sum(isinstance(one, actions.EditedMeanwhile) for one in answers) == 1


def test_of_two_who_publish_one_does(task, who):
    plan = task.key_task.plan
    actions.give_task(task, [OrganisationFactory()], responsible=member(), **who)

    def publish():
        return actions.publish_plan(plan, **who).year

    answers = at_once(publish, publish)

    assert sorted(type(one) for one in answers if one != 2025) == [actions.PlanIsOut]
    assert Assignment.objects.get().state_changes.count() == 1


def test_what_is_given_while_the_plan_is_published_goes_out_as_well(task, who):
    plan, answering = task.key_task.plan, member()
    actions.give_task(task, [OrganisationFactory()], responsible=answering, **who)

    at_once(
        lambda: actions.publish_plan(plan, **who).year,
        lambda: len(actions.give_task(task, [OrganisationFactory()], responsible=answering, **who)),
    )

    assert set(Assignment.objects.values_list("state", flat=True)) == {State.ASSIGNED}


def test_two_who_add_tasks_number_them_apart(task, who):
    def add():
        return actions.add_task(task.key_task, GIVEN, **who).number

    assert sorted(at_once(add, add)) == ["1.2", "1.3"]
