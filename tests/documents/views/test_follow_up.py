"""The follow-up sheet: one page, the figures of the member's page, and only for who may see him."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.documents.queries.follow_up import ROWS
from tasks_app.exports.models import ExportRecord
from tasks_app.plan.enums import Bucket, State
from tests.documents.papers import paper, papers, rows_of, text_of
from tests.factories import AssignmentFactory, LocalityFactory, focal_officer, member, oversee, secretary

ASKED = {"letterhead": "party", "language": "vi"}
ALL = reverse("follow_up_all")

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(today):
    """A member with work in three of the shares, who oversees a locality with overdue work."""
    person, place = member(), LocalityFactory()
    oversee(person, place)
    for days, state in ((-20, State.IN_PROGRESS), (3, State.IN_PROGRESS), (40, State.ASSIGNED)):
        AssignmentFactory(responsible=person, deadline_on=today + timedelta(days=days), state=state)
    AssignmentFactory(organisation=place, deadline_on=today - timedelta(days=6), state=State.IN_PROGRESS)
    return person


def url_of(person) -> str:
    return reverse("follow_up", args=[person.pk])


def test_the_sheet_has_the_figures_of_his_page(client_of, person):
    browser = client_of(secretary())
    tally = browser.get(reverse("member_detail", args=[person.pk])).context["part"].tally

    sheet = paper(browser.post(url_of(person), ASKED))

    (figures,) = rows_of(sheet, "Tỷ lệ hoàn thành")
    assert figures[:5] == [str(tally.total), *(str(tally.in_bucket(bucket)) for bucket in Bucket)]
    assert len(rows_of(sheet, "Thời hạn")) == 3
    assert [row[3] for row in rows_of(sheet, "Đơn vị, địa phương")] == ["1"]
    assert str(person) in text_of(sheet)


@pytest.mark.parametrize("query", ["", "?as_of=2024-10-10"])
def test_it_is_of_the_day_that_is_asked_for(client_of, person, query):
    browser = client_of(secretary())
    tally = browser.get(reverse("member_detail", args=[person.pk]) + query).context["part"].tally

    (figures,) = rows_of(paper(browser.post(url_of(person) + query, ASKED)), "Tỷ lệ hoàn thành")

    assert figures[0] == str(tally.total)


def test_what_one_page_does_not_hold_is_counted(client_of, person, today):
    for _ in range(ROWS):
        AssignmentFactory(responsible=person, deadline_on=today - timedelta(days=1), state=State.IN_PROGRESS)

    sheet = paper(client_of(secretary()).post(url_of(person), ASKED))

    assert len(rows_of(sheet, "Thời hạn")) == ROWS
    assert "và 3 việc khác" in text_of(sheet)


def test_he_takes_his_own_and_it_is_logged(client_of, person):
    response = client_of(person).post(url_of(person), ASKED)

    assert response.status_code == HTTPStatus.OK
    line = ExportRecord.objects.get()
    assert (line.what, line.thing, line.by, line.rows) == ("follow_up_sheet", person.pk, person, 3)


@pytest.mark.parametrize("other", [member, focal_officer])
def test_nobody_takes_another_s(client_of, person, other):
    browser = client_of(other())

    assert browser.get(url_of(person)).status_code == HTTPStatus.NOT_FOUND
    assert browser.post(url_of(person), ASKED).status_code == HTTPStatus.NOT_FOUND
    assert browser.post(ALL, ASKED).status_code == HTTPStatus.NOT_FOUND


def test_who_was_never_on_the_committee_has_none(client_of):
    assert client_of(secretary()).get(url_of(focal_officer())).status_code == HTTPStatus.NOT_FOUND


def test_those_of_all_members_come_in_one_archive(client_of, person):
    browser = client_of(secretary())
    names = [str(line.its.person) for line in browser.get(reverse("member_list")).context["lines"]]

    found = papers(browser.post(ALL, ASKED))

    assert str(person) in names
    said = {name: text_of(sheet) for name, sheet in found.items()}
    assert len(said) == len(names)
    assert all(any(name in text for text in said.values()) for name in names)


def test_an_unknown_paper_is_refused(client_of, person):
    response = client_of(secretary()).post(url_of(person), ASKED | {"letterhead": "church"})

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_before_a_plan_is_entered_there_is_a_page(client_of):
    assert client_of(secretary()).get(ALL).status_code == HTTPStatus.OK
