from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.dates import at_time
from tasks_app.reporting.enums import ExtensionState, Recommendation
from tests.factories import AssignmentFactory, ExtensionFactory, LocalityFactory, inspector, leader, member, secretary

pytestmark = pytest.mark.django_db

URL = "/extensions/"


def test_both_queues_with_days_and_flags(client_of):
    late = ExtensionFactory(
        assignment=AssignmentFactory(deadline_on=date(2024, 10, 7)),
        deadline_on=date(2024, 11, 15),
        at=at_time(date(2024, 10, 9), 9),
    )
    against = ExtensionFactory(state=ExtensionState.PROPOSED, recommendation=Recommendation.REFUSE)

    page = client_of(leader()).get(URL).content.decode()

    for expected in (
        reverse("extension_detail", args=[late.pk]),
        reverse("extension_detail", args=[against.pk]),
        "đề nghị sau khi hết hạn",
        "đề xuất không phê duyệt",
        "07/10/2024",
        "15/11/2024",
        "4 ngày",
        "2 đề nghị đang chờ",
    ):
        assert expected in page


@pytest.mark.parametrize(("who", "number"), [(secretary, 2), (leader, 1)])
def test_the_navigation_says_how_many_wait_for_one_s_step(client_of, who, number):
    ExtensionFactory()
    ExtensionFactory()
    ExtensionFactory(state=ExtensionState.PROPOSED)

    [item] = [item for item in client_of(who()).get(URL).context["frame"].nav if item.url == URL]

    assert (item.badge, item.current) == (number, True)


@pytest.mark.parametrize("who", [member, inspector])
def test_who_answers_no_requests_has_no_link(client_of, who):
    frame = client_of(who()).get(reverse("task_list")).context["frame"]

    assert URL not in [item.url for item in frame.nav]


def test_nothing_waits(client_of):
    page = client_of(secretary()).get(URL).content.decode()

    assert "Không có đề nghị nào đang chờ" in page


def test_the_overview_leads_there(client_of):
    ExtensionFactory()
    ExtensionFactory(state=ExtensionState.PROPOSED)

    figures = client_of(leader()).get(reverse("overview")).context["other_figures"]

    assert [(one.label, one.value, one.context) for one in figures if one.url == URL] == [
        ("Gia hạn chờ quyết định", 1, "thêm 1 đề nghị đang chờ đề xuất")
    ]


def test_the_number_of_queries_is_constant(client_of, constant_queries):
    browser = client_of(leader())
    ExtensionFactory()
    ExtensionFactory(state=ExtensionState.PROPOSED)

    def more():
        for state in (ExtensionState.REQUESTED, ExtensionState.PROPOSED, ExtensionState.APPROVED):
            ExtensionFactory(state=state)

    constant_queries(lambda: browser.get(URL), more)


def test_wrong_role(client_of):
    assert client_of(member()).get(URL).status_code == HTTPStatus.NOT_FOUND


def test_wrong_method(client_of):
    assert client_of(leader()).post(URL).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_a_group_narrows_the_queue_and_nothing_of_it_is_told_from_nothing_at_all(client_of):
    ExtensionFactory()
    locality = LocalityFactory()
    of_a_locality = ExtensionFactory(
        assignment=AssignmentFactory(organisation=locality, deadline_on=date(2024, 10, 18))
    )
    browser = client_of(leader())

    narrowed = browser.get(URL, {"group": "localities"})

    assert [line.extension for line in narrowed.context["queue"].for_proposal] == [of_a_locality]
    assert browser.get(URL, {"group": "gossip"}).context["queue"].total == 2
    of_a_locality.delete()
    assert "Không có đề nghị phù hợp" in browser.get(URL, {"group": "localities"}).content.decode()
