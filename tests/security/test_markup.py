"""What somebody typed is a text wherever it is shown: no element, no attribute, no statement of a template."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import docx
import pytest
from django.core import mail as post
from django.test import Client
from lxml import etree

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.documents.enums import Letterhead
from tasks_app.documents.rules import Printing
from tasks_app.mailing.actions import deliver_due
from tasks_app.management.commands.export_report import unstored
from tasks_app.people.notices import invitation_mail
from tasks_app.plan.actions import tell, tell_what_happened
from tasks_app.plan.enums import Happening
from tasks_app.reminders.actions import urge_together
from tests.architecture.test_urls import browser_of, path_of
from tests.conftest import TODAY
from tests.security.conftest import written_fields
from tests.security.pages import read
from tests.uploads import read_out
from tests.urls_and_roles import ADDRESSES, Address

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SHORT = '"><svg/onload=1>'
LONG = SHORT + "'onfocus=1 '{{7*7}}{%x%}</script></title></textarea>"
RAW = re.compile(r"<svg/onload|'onfocus=1 '49|</script></title>")
SEES_MOST = ("secretary", "administrator", "member", "other_member", "officer", "leader", "nobody", "anonymous")


@pytest.fixture(scope="module")
def mischief():
    return lambda longest: SHORT if longest and longest < len(LONG) else LONG


def pages() -> list[tuple[Address, str]]:
    """Each page as the one who sees most of it."""
    rows = [row for row in ADDRESSES if row.method == "GET" and 200 in row.answers.values()]
    return [(row, next(one for one in SEES_MOST if row.answers[one] == 200)) for row in rows]


def told_by(content: bytes) -> list[str]:
    """Attributes that act, wherever in a page, and what stands in it unescaped."""
    acting = [
        f"{element.tag} {name}"
        for element in read(content).iter()
        if element.attrib
        for name in element.attrib
        if name.lower().startswith("on")
    ]
    return acting + RAW.findall(content.decode())


def test_most_of_what_is_written_was_found():
    assert len(list(written_fields())) > 100


@pytest.mark.parametrize(("address", "person"), pages(), ids=str)
def test_a_page_shows_it_as_a_text(address, person, province, client_of):
    response = browser_of(person, province, client_of).get(path_of(address, province))
    content = read_out(response) if response.streaming else response.content

    assert response.status_code == 200
    kind = response.headers.get("Content-Type", "")
    if kind.startswith("text/html"):
        assert told_by(content) == []
    elif kind.startswith("text/calendar"):
        lines = content.decode().replace("\r\n ", "").split("\r\n")
        assert {line.partition(":")[0].partition(";")[0] for line in lines if line} <= CALENDAR_LINES


CALENDAR_LINES = {
    *("BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "NAME", "X-WR-CALNAME", "X-WR-TIMEZONE", "TZID"),
    *("REFRESH-INTERVAL", "X-PUBLISHED-TTL", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "URL"),
    *("SEQUENCE", "LAST-MODIFIED", "STATUS", "TRANSP", "LOCATION", "COLOR", "CATEGORIES", "CLASS", "TRIGGER", "ACTION"),
    *("TZOFFSETFROM", "TZOFFSETTO", "TZNAME", "DURATION"),
}


def test_it_is_shown_on_most_pages(province, client_of):
    """Else the pages above would show nothing of it and pass."""
    few = ("assignment_list", "assignment_detail", "task_list", "overview", "matrix", "person_list", "search")
    for address, person in pages():
        if address.name in few:
            content = browser_of(person, province, client_of).get(path_of(address, province)).content.decode()
            assert "svg/onload" in content or address.name == "search", address


def test_a_mail_shows_it_as_a_text(province):
    by, at = Actor(province.secretary), at_time(TODAY, 8)
    urge_together([province.overdue, province.overseen], message=LONG, by=by, at=at)
    for assignment, happening in zip([province.own, province.overdue, province.overseen] * 9, Happening, strict=False):
        tell(assignment, happening, to=[assignment.responsible], by=by, at=at)
    tell_what_happened(at=at_time(TODAY, 9))
    while deliver_due(at=at_time(TODAY, 10)):
        pass
    letter = invitation_mail(province.member, url="https://reform.example.org/", by=by, until=TODAY)
    htmls = [mail.alternatives[0][0] for mail in post.outbox] + [letter.html]

    assert len(htmls) > 3
    assert any("svg/onload" in html for html in htmls)
    for html in htmls:
        assert told_by(html.encode()) == []
    for mail in post.outbox:
        assert "\n" not in mail.subject
        assert "&lt;" not in mail.body  # a text is no page: it is shown as it was typed


def document_texts(content: bytes) -> str:
    with zipfile.ZipFile(BytesIO(content)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))  # well-formed
    document = docx.Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


@pytest.mark.parametrize("letterhead", Letterhead)
def test_a_word_file_has_it_word_for_word(letterhead, province):
    content, _rows = unstored(province.plan, TODAY, Printing(letterhead, "vi"))

    said = document_texts(content)
    assert SHORT in said
    assert "{{7*7}}" in said
    assert "'49" not in said


@pytest.mark.parametrize("name", ["follow_up", "follow_up_all", "letter_list", "conclusion_notice"])
def test_letters_and_sheets_have_it_word_for_word(name, province, client_of):
    address = next(row for row in ADDRESSES if row.name == name and row.method == "GET")
    browser = client_of(province.secretary)
    form = {"letterhead": "party", "language": "vi", "answer_by": "30/10/2024"}
    response = browser.post(path_of(address, province), form)
    content = read_out(response)
    assert response.status_code == 200
    with zipfile.ZipFile(BytesIO(content)) as package:
        inner = [package.read(one) for one in package.namelist() if one.endswith(".docx")]
    for one in inner or [content]:
        assert "svg/onload" in document_texts(one)


def test_a_stranger_is_shown_what_he_asked_for_as_a_text():
    for path in (f"/nowhere/{LONG}", f"/accounts/login/?next={LONG}", f"/?q={LONG}"):
        assert told_by(Client().get(path, follow=True).content) == []
