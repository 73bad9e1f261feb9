"""The page of a key task: who may, what it says, and the lists behind its numbers."""

from __future__ import annotations

from datetime import date, timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.dates import at_time
from tasks_app.plan.enums import State, TaskStatus
from tasks_app.plan.models import Shortcoming
from tests.dashboard.lists import listed, numbered_links, page_of
from tests.factories import (
    AssignmentFactory,
    IndicatorFactory,
    PersonFactory,
    TaskFactory,
    assignments_in_bulk,
    focal_officer,
    inspector,
    leader,
    member,
    read,
    secretary,
)

pytestmark = pytest.mark.django_db


def url_of(number: int, query: str = "") -> str:
    return reverse("key_task_detail", args=[number]) + query


@pytest.mark.parametrize("person", [member, focal_officer, leader, secretary, inspector])
def test_everyone_with_a_role_reads_it(client_of, province, person):
    context = client_of(person()).get(url_of(1)).context

    assert context["figures"].tally.total == 8
    assert len(context["tasks"]) == 2


@pytest.mark.parametrize("person", [member, focal_officer])
def test_who_follows_less_than_the_province_gets_no_lists_and_no_names_of_those_behind(client_of, province, person):
    response = client_of(person()).get(url_of(1))

    assert response.context["behind"] == []
    assert not any(url.startswith(reverse("assignment_list")) for url in numbered_links(page_of(response)))
    assert province.organisations[3].name not in page_of(response)


def test_an_account_without_a_role_finds_nothing_here(client_of, province):
    assert client_of(PersonFactory()).get(url_of(1)).status_code == HTTPStatus.NOT_FOUND


def test_a_number_that_the_plan_does_not_have(client_of, province):
    assert client_of(secretary()).get(url_of(7)).status_code == HTTPStatus.NOT_FOUND


def test_without_a_plan_there_is_none(client_of):
    assert client_of(secretary()).get(url_of(1)).status_code == HTTPStatus.NOT_FOUND


def test_without_a_sign_in_it_leads_there(client, province):
    assert client.get(url_of(1)).url.startswith(reverse("account_login"))


def test_it_only_answers_to_get(client_of, province):
    assert client_of(secretary()).post(url_of(1)).status_code == HTTPStatus.METHOD_NOT_ALLOWED


@pytest.mark.parametrize("number", [1, 2])
def test_every_number_leads_to_a_list_of_exactly_so_many(client_of, province, number):
    browser = client_of(secretary())

    links = numbered_links(page_of(browser.get(url_of(number))))

    assert len(links) > 12
    assert {url: listed(browser, url) for url in links} == links


def test_the_same_of_a_past_day(client_of, province, clock):
    clock.shift(timedelta(days=40))
    browser = client_of(secretary())

    links = numbered_links(page_of(browser.get(url_of(2, "?as_of=2024-10-15"))))

    assert len(links) > 12
    assert {url: listed(browser, url) for url in links} == links


def test_a_task_is_never_greener_than_the_least_of_its_work(client_of, province):
    """Four of the first task's are given: three completed, one open. The fourth task is all done."""
    browser = client_of(secretary())

    first, second = (browser.get(url_of(number)).context["tasks"] for number in (1, 2))

    assert [one.row.status for one in first] == [TaskStatus.IN_PROGRESS, TaskStatus.IN_PROGRESS]
    assert [(one.row.status, one.row.done, one.row.total) for one in second] == [
        (TaskStatus.IN_PROGRESS, 0, 4),
        (TaskStatus.DONE, 1, 1),
        (None, 0, 0),
    ]


def test_those_with_most_overdue_work_come_first_and_no_more_than_ten(client_of, province):
    task = province.tasks[2]
    worst = province.organisations[3]
    for _ in range(2):
        province.give(TaskFactory(key_task=task.key_task), worst, due_in=-9, state=State.ASSIGNED)
    assignments_in_bulk(12, task=task, responsible=province.responsible, deadline_on=date(2024, 9, 2))

    context = client_of(secretary()).get(url_of(2)).context

    assert next(line.organisation for line, _url in context["behind"]) == worst
    assert len(context["behind"]) == 10
    assert context["figures"].overdue_organisations == 15


def test_a_past_day_counts_what_was_recorded_by_then(client_of, province, clock):
    clock.move_to(at_time(date(2024, 11, 20), 8))
    TaskFactory(key_task=province.tasks[0].key_task, issued_on=date(2024, 11, 1))
    late = AssignmentFactory(task=province.tasks[0], at=at_time(date(2024, 11, 18), 8))
    browser = client_of(secretary())

    now, then = (browser.get(url_of(1, query)).context for query in ("", "?as_of=2024-10-15"))

    assert (now["figures"].tally.total, then["figures"].tally.total) == (9, 8)
    assert (len(now["tasks"]), len(then["tasks"])) == (3, 2)
    assert late.task == province.tasks[0]


def test_the_shortcomings_that_its_tasks_answer(client_of, province):
    first, second, _third, *_others = province.tasks
    slow = Shortcoming.objects.create(plan=province.plan, number=2, text_vi="Số hóa còn chậm")
    Shortcoming.objects.create(plan=province.plan, number=1, text_vi="Chưa có ai lo")
    second.shortcomings.add(slow)
    first.shortcomings.add(slow)

    context = client_of(member()).get(url_of(1)).context

    assert context["shortcomings"] == [(slow, [first, second])]


def test_the_number_of_queries_does_not_grow(client_of, province, constant_queries):
    key_task = province.tasks[0].key_task

    def more_rows():
        for number in range(3):
            task = TaskFactory(key_task=key_task)
            task.shortcomings.add(Shortcoming.objects.create(plan=province.plan, number=number + 2, text_vi="Chậm"))
            assignments_in_bulk(20, task=task, responsible=province.responsible, deadline_on=date(2024, 9, 2))

    province.tasks[0].shortcomings.add(Shortcoming.objects.create(plan=province.plan, number=1, text_vi="Chậm"))
    browser = client_of(secretary())

    constant_queries(lambda: browser.get(url_of(key_task.number)), more_rows)


def test_the_indicators_that_measure_it(client_of, province):
    definition, other = IndicatorFactory(), IndicatorFactory()
    definition.key_tasks.add(province.tasks[0].key_task)
    other.key_tasks.add(province.tasks[2].key_task)
    read(definition, {province.organisations[0]: (90, 100)})

    rows = client_of(member()).get(url_of(1)).context["indicators"]

    assert [(row.definition, row.its.value) for row in rows] == [(definition, "90%")]
