"""Each page, mail, document and file speaks one language: the page list of the browser and what leaves the product,
read in Vietnamese and in English."""

import csv
import re
from datetime import date, timedelta
from functools import cache
from http import HTTPStatus
from io import BytesIO, StringIO

import docx
import pytest
from django.core import mail as post
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation

from deploy import messages
from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.documents.enums import Letterhead
from tasks_app.documents.rules import Printing
from tasks_app.mailing.actions import deliver_due
from tasks_app.mailing.models import Message
from tasks_app.management.commands.export_report import unstored
from tasks_app.organisations.models import Organisation
from tasks_app.people.models import Person
from tasks_app.people.notices import invitation_mail
from tasks_app.plan.actions import tell, tell_what_happened
from tasks_app.plan.enums import Happening, State
from tasks_app.plan.models import Assignment, Plan
from tasks_app.reminders.actions import urge_together
from tasks_app.reorganisations.notices import takeover_mail
from tests.architecture.test_templates import ENTITY, LETTERS, Reader
from tests.browser.pages import MEMBER, PAGES, SECRETARY, Page, add_morning, of_the_province
from tests.demonstration import demonstration
from tests.exports.files import content, taken_out

__all__ = ["demonstration"]

# Words are the same beside both databases; beside PostgreSQL the browser opens all of these pages.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

HOLE = re.compile(messages.PLACEHOLDER)
LANGUAGES = pytest.mark.parametrize(("language", "other"), [("vi", "en"), ("en", "vi")])
# What is written as the other language writes it: decimals, months; and days as machines write them.
MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
MISWRITTEN = {
    "vi": re.compile(rf"\d\.\d+ ?%|\d{{1,2}} {MONTH}[a-z]* \d{{4}}|\b20\d\d-\d\d-\d\d\b|\d,\d{{3}},\d{{3}}"),
    "en": re.compile(r"\d,\d+ ?%|\b20\d\d-\d\d-\d\d\b|\d\.\d{3}\.\d{3}"),
}
QUOTED = re.compile("“[^”]*”")  # what a person wrote, in the language that he chose
FILLED = ".{1,30}?"  # a number, a day, a name; a longer text around known words is what a person wrote
MARKUP = re.compile(r"<[^>]+>")


# The log says whom something was given to by the names that were written down then.
KEPT_AS_WRITTEN = {"audit-log", "audit-log-secretary"}


class PageReader(Reader):
    """Leaves out what says itself that it is in another language, such as the text of a mail."""

    def __init__(self):
        super().__init__()
        self.foreign: list[str] = []

    def handle_starttag(self, tag, attributes):
        if self.foreign:
            self.foreign += [tag] * (tag == self.foreign[0])
        elif tag != "html" and "lang" in dict(attributes):
            self.foreign = [tag]
        else:
            super().handle_starttag(tag, attributes)

    def handle_endtag(self, tag):
        if tag in self.foreign:
            self.foreign.pop()
        super().handle_endtag(tag)

    def handle_data(self, data):
        if not self.foreign:
            super().handle_data(data)


def spoken(html: str) -> list[str]:
    """What a person reads or hears on a page, piece by piece."""
    reader = PageReader()
    reader.feed(html)
    texts = (" ".join(ENTITY.sub(" ", text).split()) for text in reader.spoken)
    return [text for text in texts if LETTERS.search(text)]


def pieces(text: str) -> list[str]:
    """A text of the catalogue as it stands on a page: between its tags, with anything for what is filled in."""
    cut = [" ".join(piece.split()) for piece in MARKUP.split(text)]
    return [piece for piece in cut if LETTERS.search(HOLE.sub("", piece))]


@cache
def said_only_in(language: str) -> re.Pattern:
    """All texts that are English only, or Vietnamese only, as one pattern for a whole piece."""
    english, vietnamese = set(), set()
    for entry in messages.stored():
        if entry.id:
            english.update(piece for one in _texts(entry.id) for piece in pieces(one))
            vietnamese.update(piece for one in _texts(entry.string) for piece in pieces(one))
    only = english - vietnamese if language == "en" else vietnamese - english
    patterns = (FILLED.join(map(re.escape, HOLE.split(one))) for one in only)
    return re.compile("|".join(f"(?:{pattern})" for pattern in sorted(patterns)))


def _texts(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else text


def read(page: Page, language: str) -> list[str]:
    client = Client(headers={"accept-language": language})
    if page.who:
        Person.objects.filter(username=page.who).update(language=language)
        client.force_login(Person.objects.get(username=page.who))
    response = client.get(page.path())
    assert response.status_code == page.status
    html = response.content.decode()
    assert f'<html lang="{language}"' in html
    return spoken(html)


@pytest.fixture(scope="module")
def province(demonstration, django_db_blocker):
    with django_db_blocker.unblock():
        add_morning(demonstration)
        for page in PAGES:
            page.path()  # what some of them make before they are opened, such as next year's draft: here once for all


def test_a_text_of_the_other_language_is_found():
    assert said_only_in("en").fullmatch("My work")
    assert said_only_in("vi").fullmatch("Việc của tôi")
    assert not said_only_in("vi").fullmatch("My work")


def test_what_says_that_it_is_in_another_language_is_left_out():
    page = (
        '<html lang="en"><p>One</p><p lang="vi">Hai <b>ba</b></p><div lang="vi">Bốn<div>Năm</div>Sáu</div><p>Seven</p>'
    )

    assert spoken(page) == ["One", "Seven"]


def amiss(texts: list[str], language: str) -> list[str]:
    """Those of the texts of a language that are of the other, or written as the other writes."""
    other = {"vi": "en", "en": "vi"}[language]
    return [text for text in texts if said_only_in(other).fullmatch(text) or MISWRITTEN[language].search(text)]


@pytest.mark.parametrize(
    ("language", "wrong", "right"),
    [
        ("vi", "đạt 69.5%", "đạt 69,5%"),
        ("vi", "hạn 15 Oct 2024", "hạn 15/10/2024"),
        ("vi", "hạn 2024-10-15", "văn bản 2024-10"),
        ("vi", "1,234,567 hồ sơ", "1.234.567 hồ sơ, việc 5.3"),
        ("en", "69,5% done", "69.5% done"),
        ("en", "by 2024-10-15", "by 15 Oct 2024"),
        ("en", "Việc của tôi", "My work"),
    ],
)
def test_what_is_amiss_is_found(language, wrong, right):
    assert amiss([wrong, right], language) == [wrong]


@pytest.mark.usefixtures("province")
@LANGUAGES
@pytest.mark.parametrize("page", [page for page in PAGES if page.name != "gallery"], ids=str)
def test_a_page_speaks_one_language(page, language, other):
    with translation.override(None):
        texts = read(page, language)

    names = set(Organisation.objects.values_list("name_vi", flat=True)) if page.name in KEPT_AS_WRITTEN else set()
    assert texts
    assert amiss([text for text in texts if text not in names], language) == []


# --- What is shown when something fails -------------------------------------------------------------------------------


@pytest.mark.parametrize("template", ["400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"])
@LANGUAGES
def test_what_fails_says_so_in_one_language(template, language, other):
    """As Django renders them when nothing else works: without a request, without the database."""
    with translation.override(language):
        texts = spoken(render_to_string(template))

    assert len(texts) > 3
    assert amiss(texts, language) == []


@pytest.mark.parametrize(("asked", "spoken_to"), [("", "vi"), ("en-GB,en", "en"), ("fr", "vi"), ("vi,en;q=0.8", "vi")])
@pytest.mark.parametrize("path", ["/accounts/login/", "/nowhere/", "/accounts/password/reset/"])
def test_before_the_sign_in_the_browser_decides(asked, spoken_to, path):
    response = Client(headers={"accept-language": asked}).get(path)

    assert f'<html lang="{spoken_to}"' in response.content.decode()


@pytest.mark.usefixtures("province")
def test_a_page_that_breaks_speaks_the_language_of_its_reader(monkeypatch):
    client = Client(raise_request_exception=False)
    client.force_login(Person.objects.get(username=MEMBER))
    Person.objects.filter(username=MEMBER).update(language="en")
    monkeypatch.setattr("tasks_app.reporting.views.MyWork.get", lambda *_args: 1 / 0)

    response = client.get(reverse("my_work"))

    assert response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert '<html lang="en"' in response.content.decode()


# --- What leaves the product ------------------------------------------------------------------------------------------


def mails(language: str) -> list[str]:
    """Everything that is read of one mail of each kind, each to somebody who reads this language."""
    Person.objects.update(language=language)
    Message.objects.update(language=language)  # a reminder speaks as was chosen when it was planned
    by = Actor(Person.objects.get(username=SECRETARY))
    at = at_time(date(2024, 10, 15), 8)
    open_work = list(
        Assignment.objects.filter(state=State.IN_PROGRESS, deadline_on__lt=at.date()).order_by("deadline_on", "pk")
    )
    urge_together(open_work[:2], message="", by=by, at=at)
    Client(headers={"accept-language": language}).post(
        reverse("account_reset_password"), {"email": Person.objects.get(username=MEMBER).email}
    )
    for assignment, happening in zip(open_work, Happening, strict=False):
        tell(assignment, happening, to=[assignment.responsible], by=by, at=at)
    tell_what_happened(at=at + timedelta(minutes=30))
    while deliver_due(at=at + timedelta(minutes=40)):
        pass
    reorganisation = of_the_province(2024)
    reorganisation.applied_on = reorganisation.day
    texts = []
    for its in (
        takeover_mail(by.person, reorganisation, [], is_demonstration=True),
        invitation_mail(by.person, url="https://reform.example.org/", by=by, until=at.date()),
    ):
        texts += [its.subject, *its.text.splitlines(), *spoken(its.html)]
    for mail in post.outbox:
        [(html, _type)] = mail.alternatives
        texts += [mail.subject, *QUOTED.sub("", mail.body).splitlines(), *spoken(QUOTED.sub("", html))]
    return [" ".join(text.split()) for text in texts if LETTERS.search(text)]


@pytest.mark.usefixtures("province")
@LANGUAGES
def test_a_mail_speaks_one_language(language, other):
    texts = mails(language)

    for kind in ("Reminder, %(weekday)s %(date)s", "Urging", "Notification", "Your account", "Choose a new password"):
        with translation.override(language):
            assert any(text.startswith(translation.gettext(kind).split("%")[0]) for text in texts), kind
    assert amiss(texts, language) == []
    prefix = {"vi": "[Nhiệm vụ CCHC] ", "en": "[Reform tasks] "}[language]
    assert {mail.subject.startswith(prefix) for mail in post.outbox} == {True}


def words(content: bytes) -> list[str]:
    document = docx.Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    texts = [*(one.text for one in document.paragraphs), *cells]
    return [" ".join(text.split()) for text in texts if LETTERS.search(text)]


@pytest.mark.usefixtures("province")
@LANGUAGES
@pytest.mark.parametrize("letterhead", Letterhead)
def test_a_report_speaks_one_language(letterhead, language, other):
    plan = Plan.objects.get(year=2024)

    content, _rows = unstored(plan, date(2024, 10, 15), Printing(letterhead, language))

    texts = words(content)
    assert len(texts) > 100
    assert amiss(texts, language) == []


@pytest.mark.usefixtures("province")
@LANGUAGES
@pytest.mark.parametrize("page", ["assignment_list", "organisation_list", "indicator_list", "reminder_ledger"])
def test_a_list_as_a_file_speaks_one_language(page, language, other):
    person = Person.objects.get(username=SECRETARY)
    Person.objects.filter(pk=person.pk).update(language=language)
    client = Client()
    client.force_login(person)

    rows = list(csv.reader(StringIO(content(taken_out(client, reverse(page), "csv")).decode("utf-8-sig"))))
    texts = [cell for row in rows for cell in row if LETTERS.search(cell)]
    assert len(texts) > 10
    assert [text for text in texts if said_only_in(other).fullmatch(text)] == []  # days and figures are for programs
