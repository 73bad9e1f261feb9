from datetime import date

import pytest
from django.urls import reverse

from tasks_app.plan.enums import State
from tests.factories import (
    AssignmentFactory,
    IndicatorFactory,
    OrganisationFactory,
    PersonFactory,
    PlanFactory,
    member,
    read,
    secretary,
    target,
)

pytestmark = pytest.mark.django_db

URL = reverse("shortcoming_list")


@pytest.fixture
def plan():
    return PlanFactory()


@pytest.fixture
def shortcomings(plan):
    return [plan.shortcomings.create(number=number, text_vi=f"Hạn chế {number}") for number in (1, 2, 3)]


def states(response) -> list[str]:
    return [row.chip.label for row in response.context["rows"]]


def test_it_says_which_are_overcome_and_which_have_no_task(client_of, shortcomings):
    overcome, under_way, _forgotten = shortcomings
    done = AssignmentFactory(state=State.COMPLETED, submitted_on=date(2024, 9, 1)).task
    open_task = AssignmentFactory(task__key_task=done.key_task, state=State.IN_PROGRESS).task
    done.shortcomings.add(overcome, under_way)
    open_task.shortcomings.add(under_way)

    response = client_of(member()).get(URL)
    page = response.content.decode()

    assert states(response) == ["Đã khắc phục", "Đang khắc phục", "Chưa có nhiệm vụ khắc phục"]
    assert "Đã khắc phục 1 trong 3 tồn tại, hạn chế." in page
    assert "Còn 1 nội dung chưa có nhiệm vụ khắc phục." in page
    assert f'href="{reverse("task_detail", args=[open_task.pk])}"' in page


def test_its_indicators_stand_beside_it(client_of, shortcomings):
    unit = OrganisationFactory()
    indicator = IndicatorFactory(reporters=[unit])
    indicator.shortcomings.add(shortcomings[0])
    read(indicator, {unit: (60, 100)})
    target(indicator, 80)

    page = client_of(member()).get(URL).content.decode()

    assert f'href="{reverse("indicator_detail", args=[indicator.pk])}"' in page
    assert "<b>60%</b>" in page
    assert "chỉ tiêu ≥ 80%" in page


def test_a_past_day_shows_how_the_tasks_stood(client_of, shortcomings):
    done = AssignmentFactory(state=State.COMPLETED, submitted_on=date(2024, 9, 1)).task
    done.shortcomings.add(shortcomings[0])
    browser = client_of(secretary())

    assert states(browser.get(URL))[0] == "Đã khắc phục"
    assert states(browser.get(URL, {"as_of": "2024-08-31"}))[0] == "Đang khắc phục"


def test_without_any_it_says_so(client_of, plan):
    assert "Chưa có tồn tại, hạn chế nào" in client_of(member()).get(URL).content.decode()


def test_without_a_plan_it_opens(client_of):
    assert client_of(secretary()).get(URL).status_code == 200


def test_an_account_without_a_role_finds_nothing(client_of, plan):
    assert client_of(PersonFactory()).get(URL).status_code == 404


def test_the_plan_leads_here(client_of, shortcomings):
    page = client_of(member()).get(reverse("task_list")).content.decode()

    assert f'href="{URL}"' in page
    assert f'href="{reverse("indicator_list")}"' in page


def test_the_queries_do_not_grow(client_of, plan, shortcomings, constant_queries):
    browser = client_of(member())
    IndicatorFactory(reporters=[OrganisationFactory()]).shortcomings.add(shortcomings[0])

    def more():
        for number in (4, 5, 6):
            one = plan.shortcomings.create(number=number, text_vi="Hạn chế")
            AssignmentFactory().task.shortcomings.add(one)
            IndicatorFactory(reporters=[OrganisationFactory()]).shortcomings.add(one)

    constant_queries(lambda: browser.get(URL), more)
