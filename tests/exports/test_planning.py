"""The plan of a year as a file: what its page shows, with those who have each task."""

from datetime import date

import pytest
from django.urls import reverse

from tasks_app.common import stamps
from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.plan.models import Plan
from tasks_app.planning import actions
from tasks_app.planning.rules import TaskGiven
from tests.conftest import PAGE_QUERIES
from tests.exports.files import rows, taken_out
from tests.factories import KeyTaskFactory, OrganisationFactory, PlanFactory, member, secretary

pytestmark = pytest.mark.django_db

AT = at_time(date(2024, 10, 15), 7)


@pytest.fixture
def by() -> Actor:
    return Actor(secretary())


@pytest.fixture
def draft() -> Plan:
    return PlanFactory(year=2025, published_at=None)


def add(plan: Plan, by: Actor, title: str, number: int):
    task = actions.add_task(KeyTaskFactory(plan=plan), TaskGiven(title, deadline_words_vi="Quý II"), by=by, at=AT)
    units = [OrganisationFactory() for _ in range(number)]
    if units:
        actions.give_task(task, units[1:] or units, responsible=member(), coordinating=units[:1], by=by, at=AT)
    return task


def test_there_is_a_row_for_each_organisation_and_one_for_a_task_of_nobody(client_of, draft, by):
    given, open_one = add(draft, by, "Việc đã giao", 3), add(draft, by, "Việc chưa giao", 0)

    found = rows(taken_out(client_of(by.person), reverse("plan_editor", args=[2025])))

    assert [(row["Nhiệm vụ"], row["Cơ quan, đơn vị"] or "") for row in found] == [
        *((given.title_vi, one.organisation.name_vi) for one in given.assignments.order_by("organisation__order")),
        (open_one.title_vi, ""),
    ]
    assert found[0]["Cơ quan phối hợp"].startswith("Sở Thử nghiệm")
    assert found[0]["Thời hạn theo văn bản"] == "Quý II"


def test_a_large_plan_costs_as_many_queries_as_a_small_one(client_of, draft, by, queries):
    browser, address = client_of(by.person), reverse("plan_editor", args=[2025])
    add(draft, by, "Một", 3)
    taken_out(browser, address)
    stamps.forget_all()
    small = queries(lambda: taken_out(browser, address))
    for title in ("Hai", "Ba"):
        add(draft, by, title, 3)

    stamps.forget_all()
    assert queries(lambda: taken_out(browser, address)) <= small < 2 * PAGE_QUERIES
