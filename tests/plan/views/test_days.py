"""Pages that answer for a day: which day is asked for, and addresses that keep it."""

from datetime import date

import pytest
from django.http import QueryDict

from tasks_app.common import stamps
from tasks_app.common.dates import at_time
from tasks_app.plan.enums import State
from tasks_app.plan.views import Links
from tasks_app.plan.views.days import asked_day
from tests.factories import AssignmentFactory, OrganisationFactory, PlanFactory, ReportFactory, member, secretary

TODAY = date(2024, 10, 15)
NOW = at_time(TODAY, 8)
LIST = "/assignments/"


def asked(query: str):
    return asked_day(LIST, QueryDict(query), now=NOW)


@pytest.mark.parametrize(
    ("query", "day", "wrong"),
    [
        ("", TODAY, ""),
        ("as_of=", TODAY, ""),
        ("as_of=2024-10-15", TODAY, ""),
        ("as_of=2024-06-30", date(2024, 6, 30), ""),
        ("as_of=30/06/2024", date(2024, 6, 30), ""),
        ("as_of=30.6.2024", date(2024, 6, 30), ""),
        ("as_of=2024-10-16", TODAY, "2024-10-16"),
        ("as_of=31/02/2024", TODAY, "31/02/2024"),
        ("as_of=hôm qua", TODAY, "hôm qua"),
    ],
)
def test_the_day_that_is_asked_for(query, day, wrong):
    its = asked(query)

    assert (its.day, its.wrong) == (day, wrong)
    assert its.is_past == (day < TODAY)


def test_the_form_for_another_day_keeps_the_filters_and_begins_on_the_first_page():
    its = asked("as_of=2024-06-30&status=overdue&page=3&q=s%E1%BB%91")

    assert its.kept == (("status", "overdue"), ("q", "số"))
    assert its.now_url == "/assignments/?status=overdue&q=s%E1%BB%91"


def test_a_day_that_was_not_understood_is_not_asked_for_again():
    parameters = QueryDict("as_of=x&status=overdue")

    assert asked("as_of=x").understood(parameters).dict() == {"status": "overdue"}
    assert asked("as_of=2024-06-30").understood(QueryDict("as_of=2024-06-30")).dict() == {"as_of": "2024-06-30"}


def test_addresses_of_a_past_day_keep_it():
    past = Links(date(2024, 6, 30))

    assert past.assignments(status="overdue") == "/assignments/?status=overdue&as_of=2024-06-30"
    assert past.to("task_detail", 7) == "/tasks/7/?as_of=2024-06-30"
    assert Links().assignments() == "/assignments/"
    assert Links().assignments(member=None, status="late") == "/assignments/?status=late"


@pytest.fixture
def silent(plan):
    """Due on 16 September, reported on and submitted a month later."""
    assignment = AssignmentFactory(deadline_on=date(2024, 9, 16))
    ReportFactory(assignment=assignment, at=at_time(date(2024, 10, 10), 9), percent=60)
    return assignment


def test_the_list_shows_work_as_it_stood(client_of, silent):
    page = client_of(secretary()).get(LIST, {"as_of": "2024-09-20"})

    (row,) = page.context["rows"]
    assert (row.assignment.key, row.assignment.state, row.assignment.percent) == (silent.pk, State.ASSIGNED, None)
    assert row.shown.label == "Quá hạn 4 ngày"
    assert "theo những gì đã ghi nhận đến lúc đó" in page.text
    assert f'href="/assignments/{silent.pk}/"' in page.text


def test_filters_and_their_removal_keep_the_day(client_of, silent):
    page = client_of(secretary()).get(LIST, {"as_of": "2024-09-20", "status": "overdue"})

    assert [row.assignment.key for row in page.context["rows"]] == [silent.pk]
    assert [one.name for one in page.context["filters"].applied] == ["status"]
    assert page.context["applied"][0].url == "/assignments/?as_of=2024-09-20"
    assert page.context["clear_url"] == "/assignments/?as_of=2024-09-20"
    assert '<input type="hidden" name="as_of" value="2024-09-20"' in page.text


def test_a_wrong_day_is_said_and_today_is_shown(client_of, silent):
    page = client_of(secretary()).get(LIST, {"as_of": "31/02/2024"})

    assert "“31/02/2024” không phải là một ngày" in page.text
    assert page.context["rows"][0].assignment.percent == 60


def test_nothing_is_urged_on_a_past_day(client_of, silent):
    browser = client_of(secretary())

    assert "/assignments/urge/" in browser.get(LIST, {"status": "overdue"}).text
    assert "/assignments/urge/" not in browser.get(LIST, {"status": "overdue", "as_of": "2024-09-20"}).text


def test_of_a_past_day_too_one_sees_only_what_one_may_see(client_of, silent):
    stranger = member()
    AssignmentFactory(responsible=stranger)

    for who, sees in ((silent.responsible, 1), (stranger, 1), (secretary(), 2)):
        page = client_of(who).get(LIST, {"as_of": "2024-09-20"})
        assert len(page.context["rows"]) == sees


@pytest.mark.parametrize("url", [LIST, "/tasks/", "/overview/"])
def test_a_day_before_the_plan_began_is_an_empty_page(client_of, silent, url):
    page = client_of(secretary()).get(url, {"as_of": "2023-01-01"})

    assert page.status_code == 200


def test_the_plan_of_a_past_day_counts_the_tasks_that_were_ordered_by_then(client_of, silent):
    page = client_of(secretary()).get("/tasks/", {"as_of": "2024-03-01"})

    assert page.context["total"] == 0
    assert client_of(secretary()).get("/tasks/", {"as_of": "2024-03-04"}).context["total"] == 1


def test_the_number_of_queries_is_that_of_today(client_of, silent, queries):
    browser = client_of(secretary())
    browser.get(LIST)

    def of(day: str) -> int:
        stamps.forget_all()
        return queries(lambda: browser.get(LIST, {"as_of": day}))

    one = of("2024-09-20")
    for _ in range(3):
        AssignmentFactory(task=silent.task, at=at_time(date(2024, 9, 1), 9))

    assert of("2024-09-20") == one
    stamps.forget_all()
    assert abs(one - queries(lambda: browser.get(LIST))) <= 2


@pytest.mark.parametrize("day", ["0001-01-01", "0001-03-05", "1999-12-31", "9999-12-31"])
@pytest.mark.parametrize("url", [LIST, "/overview/", "/ranking/", "/comparison/", "/overview/matrix/"])
def test_a_day_out_of_all_reason_is_said(client_of, silent, url, day):
    page = client_of(secretary()).get(url, {"as_of": day, "from": day})

    assert page.status_code == 200
    assert f"“{day}” không phải là một ngày" in page.text


def test_who_has_no_work_has_an_empty_list_and_not_everybodys(client_of, silent):
    idle, without = member(), OrganisationFactory()
    browser = client_of(secretary())

    for asked in ({"member": idle.pk}, {"organisation": without.pk}, {"member": idle.pk, "as_of": "2024-09-20"}):
        page = browser.get(LIST, asked)
        assert page.context["page_obj"].paginator.count == 0
        assert page.context["filters"].form.is_valid()
    assert client_of(idle).get(LIST, {"member": idle.pk}).context["page_obj"].paginator.count == 0


def test_a_key_that_is_none_is_left_out(client_of, silent):
    page = client_of(secretary()).get(LIST, {"organisation": "9" * 30})

    assert list(page.context["filters"].form.errors) == ["organisation"]


def test_what_is_asked_of_today_alone_is_not_carried_to_a_past_day():
    assert asked("receipt=late&status=overdue").kept == (("status", "overdue"),)


def test_numbers_of_another_plans_task_have_no_list(client_of, silent):
    of_next_year = AssignmentFactory(task__key_task__plan=PlanFactory(year=2025, starts_on=date(2025, 3, 1)))
    browser = client_of(secretary())

    assert all(share.url for share in browser.get(f"/tasks/{silent.task_id}/").context["shares"])
    assert not any(share.url for share in browser.get(f"/tasks/{of_next_year.task_id}/").context["shares"])
