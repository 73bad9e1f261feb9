"""Urging letters: to whom, about what, and that nobody else can make them."""

from __future__ import annotations

import unicodedata
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.exports.models import ExportRecord
from tasks_app.plan.enums import State
from tasks_app.reminders.actions import urge
from tests.documents.papers import paper, papers, rows_of, text_of
from tests.factories import (
    AssignmentFactory,
    LocalityFactory,
    OrganisationFactory,
    PersonFactory,
    TaskFactory,
    inspector,
    leader,
    member,
    secretary,
)

URL = reverse("letter_list")
ASKED = {"letterhead": "state", "language": "vi", "answer_by": "22/10/2024"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(today):
    """Two pieces of overdue work of a unit, one of a locality, and what is none."""
    unit = OrganisationFactory(name_vi="Sở Tư pháp & Đất đai <1>")
    longer = AssignmentFactory(organisation=unit, deadline_on=today - timedelta(days=20), state=State.IN_PROGRESS)
    AssignmentFactory(organisation=unit, deadline_on=today - timedelta(days=6), state=State.IN_PROGRESS)
    AssignmentFactory(organisation=LocalityFactory(), deadline_on=today - timedelta(days=6), state=State.IN_PROGRESS)
    AssignmentFactory(deadline_on=today + timedelta(days=6), state=State.IN_PROGRESS)
    return longer


def test_the_page_lists_who_has_overdue_work(client_of, late):
    rows = client_of(secretary()).get(URL).context["rows"]

    assert [(row.its.organisation.is_locality, len(row.its.lines), row.its.longest) for row in rows] == [
        (False, 2, 20),
        (True, 1, 6),
    ]


def test_a_letter_says_what_is_overdue_to_whom_and_by_when_an_answer_is_asked_for(client_of, late, today):
    urge(late, by=Actor(secretary()), at=at_time(today, 8))

    response = client_of(secretary()).post(URL, ASKED | {"organisation": late.organisation_id})

    letter = paper(response)
    assert "CV_Don-doc_So-Tu-phap-Dat-dai-1_2024-10-15.docx" in response["Content-Disposition"]
    said = text_of(letter)
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Sở Tư pháp & Đất đai <1>", "22/10/2024", "2 việc"):
        assert words in said
    rows = rows_of(letter, "Số ngày quá hạn")
    assert [row[3] for row in rows] == ["20", "6"]
    assert late.task.title in rows[0][1]
    assert rows[0][4] == "1 lần, gần nhất 15/10/2024"


def test_all_letters_come_in_one_archive(client_of, late):
    found = papers(client_of(secretary()).post(URL, ASKED))

    assert len(found) == 2
    assert all(name.isascii() and name.endswith("_2024-10-15.docx") for name in found)
    line = ExportRecord.objects.get()
    assert (line.what, line.file_format, line.rows, line.thing) == ("urging_letter", "zip", 3, None)


@pytest.mark.parametrize(("letterhead", "words"), [("party", "ĐẢNG CỘNG SẢN VIỆT NAM"), ("state", "SỞ NỘI VỤ")])
def test_on_either_paper(client_of, late, letterhead, words):
    asked = ASKED | {"letterhead": letterhead, "organisation": late.organisation_id}

    assert words in text_of(paper(client_of(secretary()).post(URL, asked)))


def test_in_english(client_of, late):
    asked = ASKED | {"language": "en", "organisation": late.organisation_id}

    assert "SOCIALIST REPUBLIC OF VIET NAM" in text_of(paper(client_of(secretary()).post(URL, asked)))


def test_names_that_came_from_a_phone_are_printed_as_they_look(client_of, today):
    name = "Huyện Đô Lương"
    unit = LocalityFactory(name_vi=unicodedata.normalize("NFD", name))
    AssignmentFactory(organisation=unit, deadline_on=today - timedelta(days=6), state=State.IN_PROGRESS)

    letter = paper(client_of(secretary()).post(URL, ASKED | {"organisation": unit.pk}))

    assert name in text_of(letter)


def test_a_past_day_has_its_own_letters(client_of, late):
    browser = client_of(secretary())

    assert browser.get(f"{URL}?as_of=2024-09-20").context["rows"] == []
    assert browser.post(f"{URL}?as_of=2024-09-20", ASKED).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("answer_by", ["", "15/10/2024", "01/01/2024", "x"])
def test_there_has_to_be_time_to_answer(client_of, late, answer_by):
    response = client_of(secretary()).post(URL, ASKED | {"answer_by": answer_by})

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not ExportRecord.objects.exists()


def test_who_has_nothing_overdue_gets_no_letter(client_of, late):
    asked = ASKED | {"organisation": OrganisationFactory().pk}

    assert client_of(secretary()).post(URL, asked).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("person", [member, leader, inspector, PersonFactory])
def test_for_everyone_else_it_does_not_exist(client_of, late, person):
    browser = client_of(person())

    assert browser.get(URL).status_code == HTTPStatus.NOT_FOUND
    assert browser.post(URL, ASKED).status_code == HTTPStatus.NOT_FOUND


def test_without_a_plan_there_is_nothing_to_urge(client_of):
    assert client_of(secretary()).get(URL).status_code == HTTPStatus.OK


def test_the_number_of_letters_costs_no_queries(client_of, constant_queries, today):
    browser, task = client_of(secretary()), TaskFactory()

    def one_more():
        AssignmentFactory(task=task, deadline_on=today - timedelta(days=6), state=State.IN_PROGRESS)

    one_more()
    constant_queries(lambda: browser.get(URL), one_more)
