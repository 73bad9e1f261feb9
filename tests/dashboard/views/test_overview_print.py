"""The overview on paper: who may, and that it says what the overview says."""

from __future__ import annotations

import re
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.plan.enums import State
from tests.factories import PersonFactory, TaskFactory, focal_officer, inspector, leader, member, secretary

URL = reverse("overview_print")

pytestmark = pytest.mark.django_db


def sheets(response) -> list[str]:
    page = response.content.decode()
    return [re.sub(r"\s+", " ", sheet) for sheet in re.findall(r'<section class="sheet".*?</section>', page, re.DOTALL)]


@pytest.mark.parametrize("person", [leader, secretary, inspector])
def test_those_who_follow_everything_get_three_sheets(client_of, province, person):
    response = client_of(person()).get(URL)

    summary, matrix, overdue = sheets(response)
    assert response.status_code == HTTPStatus.OK
    assert "nhiệm vụ" in summary
    assert all(str(organisation) in matrix for organisation in province.organisations)
    assert '<h2 id="h-overdue">3 việc quá hạn</h2>' in overdue
    assert overdue.count(province.responsible.full_name) == 3


@pytest.mark.parametrize("person", [member, focal_officer, PersonFactory])
def test_for_everyone_else_it_does_not_exist(client_of, province, person):
    assert client_of(person()).get(URL).status_code == HTTPStatus.NOT_FOUND


def test_without_a_sign_in_it_leads_there(client):
    assert client.get(URL).url.startswith(reverse("account_login"))


def test_it_only_answers_to_get(client_of, province):
    assert client_of(secretary()).post(URL).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_its_sentence_is_that_of_the_overview(client_of, province):
    browser = client_of(secretary())

    def sentences(url: str) -> list[str]:
        page = browser.get(url).content.decode()
        found = re.findall(r'<p class="lead-sum[^>]*>(.*?)</p>', page, re.DOTALL)
        return [re.sub(r"<[^>]+>|\s", "", sentence) for sentence in found]

    assert sentences(URL) == sentences(reverse("overview"))
    assert len(sentences(URL)) == 2


def test_of_more_than_forty_overdue_the_longest_are_listed_and_it_says_so(client_of, province):
    for number in range(40):
        province.give(TaskFactory(), province.organisations[0], due_in=-20 - number, state=State.ASSIGNED)

    [*_others, overdue] = sheets(client_of(secretary(language="en")).get(URL))

    assert "43 assignments are overdue" in overdue
    assert "The 40 that are longest overdue:" in overdue
    assert overdue.count("<tr>") == 1 + 40


def test_a_past_day_is_said_on_every_sheet(client_of, province, clock):
    clock.shift(timedelta(days=30))

    response = client_of(secretary()).get(URL, {"as_of": "2024-10-15"})

    assert [sheet.count('datetime="2024-10-15"') > 0 for sheet in sheets(response)] == [True, True, True]
    assert response.context["back_url"] == f"{reverse('overview')}?as_of=2024-10-15"


def test_without_work_there_is_one_sheet(client_of, plan):
    TaskFactory()

    assert len(sheets(client_of(secretary()).get(URL))) == 1


def test_without_a_plan_it_says_so(client_of, today):
    page = client_of(secretary(language="en")).get(URL).content.decode()

    assert "<h1>No plan is entered yet</h1>" in page


def test_the_overview_leads_there(client_of, province):
    assert f'href="{URL}"' in client_of(secretary()).get(reverse("overview")).content.decode()
