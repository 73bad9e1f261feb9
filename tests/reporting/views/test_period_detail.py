from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.plan.enums import State
from tasks_app.reporting.actions import close_period
from tasks_app.reporting.enums import ReportState
from tests.factories import (
    AssignmentFactory,
    DueFactory,
    LocalityFactory,
    PeriodFactory,
    ReportFactory,
    leader,
    member,
    secretary,
)

pytestmark = pytest.mark.django_db

IN_TIME, LATE = at_time(date(2024, 9, 18), 9), at_time(date(2024, 9, 23), 9)


@pytest.fixture
def period(plan):
    return PeriodFactory()


def url_of(period):
    return reverse("period_detail", args=[period.pk])


def answered(period, *, at=IN_TIME, state=ReportState.SUBMITTED):
    due = DueFactory(period=period)
    ReportFactory(assignment=due.assignment, due=due, at=at, state=state)
    return due.assignment


def test_what_was_owed_and_came_in(client_of, period):
    in_time, late = answered(period), answered(period, at=LATE, state=ReportState.ACCEPTED)
    silent = DueFactory(period=period).assignment
    stopped = DueFactory(period=period, assignment=AssignmentFactory(state=State.SUSPENDED)).assignment

    response = client_of(leader()).get(url_of(period))

    rows = {row.assignment: (row.state, row.is_late) for row in response.context["page_obj"]}
    its = response.context["figures"]
    assert rows == {
        in_time: ("waiting", False),
        late: ("accepted", True),
        silent: ("missing", False),
        stopped: ("lifted", False),
    }
    assert (its.owed, its.sent, its.late, its.missing, its.lifted, its.in_force) == (4, 2, 1, 1, 1, 3)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [("missing", 1), ("late", 1), ("sent", 2), ("waiting", 2), ("accepted", 0), ("nonsense", 3), ("", 3)],
)
def test_every_figure_leads_to_its_list(client_of, period, asked, expected):
    answered(period)
    answered(period, at=LATE)
    DueFactory(period=period)

    response = client_of(leader()).get(url_of(period), {"report": asked})

    assert len(response.context["page_obj"]) == expected


def test_a_closed_period_shows_its_frozen_figures(client_of, period):
    DueFactory(period=period)
    by = secretary()
    close_period(period, by=Actor(by), at=at_time(date(2024, 9, 27), 9))
    AssignmentFactory()  # issued on 4 March by the record, but entered only now

    response = client_of(by).get(url_of(period))

    page = response.content.decode()
    assert response.context["figures"].in_force == 1
    assert "Số liệu này đã được chốt" in page
    assert reverse("period_close", args=[period.pk]) not in page


def test_only_the_secretariat_may_close_and_move(client_of, period):
    assert reverse("period_close", args=[period.pk]) in client_of(secretary()).get(url_of(period)).content.decode()
    assert reverse("period_close", args=[period.pk]) not in client_of(leader()).get(url_of(period)).content.decode()


@pytest.mark.parametrize("is_closed", [False, True])
def test_more_rows_cost_no_more_queries(client_of, period, constant_queries, is_closed):
    answered(period)
    answered(period)
    if is_closed:
        close_period(period, by=Actor(secretary()), at=at_time(date(2024, 9, 27), 9))
    browser = client_of(leader())

    constant_queries(lambda: browser.get(url_of(period)), lambda: [answered(period) for _ in range(4)])


def test_wrong_role(client_of, period):
    assert client_of(member()).get(url_of(period)).status_code == HTTPStatus.NOT_FOUND


def test_a_group_narrows_the_list(client_of, period):
    DueFactory(period=period)
    of_a_locality = DueFactory(period=period, assignment=AssignmentFactory(organisation=LocalityFactory())).assignment
    browser = client_of(leader())

    response = browser.get(url_of(period), {"group": "localities"})

    assert [row.assignment for row in response.context["page_obj"]] == [of_a_locality]
    assert len(browser.get(url_of(period), {"group": "gossip"}).context["page_obj"]) == 2
    assert "bỏ qua" in browser.get(url_of(period), {"group": "gossip"}).content.decode()
    nothing = browser.get(url_of(period), {"group": "localities", "report": "sent"}).content.decode()
    assert 'class="empty' in nothing


def test_it_is_narrowed_to_the_reports_of_an_organisation(client_of, period):
    its, other = answered(period, at=LATE), answered(period, at=LATE)
    browser = client_of(leader())

    found = browser.get(url_of(period), {"organisation": its.organisation_id, "report": "late"})
    nothing = browser.get(url_of(period), {"organisation": its.organisation_id, "report": "missing"})
    wrong = browser.get(url_of(period), {"organisation": "x"})

    assert [row.assignment for row in found.context["page_obj"]] == [its]
    assert f"Chỉ gồm báo cáo của {its.organisation}" in found.content.decode()
    assert list(nothing.context["page_obj"]) == []
    assert {row.assignment for row in wrong.context["page_obj"]} == {its, other}
