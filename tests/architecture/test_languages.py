"""Each page speaks one language: the page list of the browser, read in Vietnamese and in English."""

import re
from functools import cache

import pytest
from django.test import Client
from django.utils import translation

from deploy import messages
from tasks_app.people.models import Person
from tests.architecture.test_templates import ENTITY, LETTERS, Reader
from tests.browser.pages import PAGES, Page, add_morning
from tests.demonstration import demonstration

__all__ = ["demonstration"]

pytestmark = pytest.mark.django_db

HOLE = re.compile(messages.PLACEHOLDER)
FILLED = ".{1,30}?"  # a number, a day, a name; a longer text around known words is what a person wrote
MARKUP = re.compile(r"<[^>]+>")


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


def test_a_text_of_the_other_language_is_found():
    assert said_only_in("en").fullmatch("My work")
    assert said_only_in("vi").fullmatch("Việc của tôi")
    assert not said_only_in("vi").fullmatch("My work")


def test_what_says_that_it_is_in_another_language_is_left_out():
    page = (
        '<html lang="en"><p>One</p><p lang="vi">Hai <b>ba</b></p><div lang="vi">Bốn<div>Năm</div>Sáu</div><p>Seven</p>'
    )

    assert spoken(page) == ["One", "Seven"]


@pytest.mark.usefixtures("province")
@pytest.mark.parametrize(("language", "other"), [("vi", "en"), ("en", "vi")])
@pytest.mark.parametrize("page", [page for page in PAGES if page.name != "gallery"], ids=str)
def test_a_page_speaks_one_language(page, language, other):
    with translation.override(None):
        texts = read(page, language)

    assert texts
    assert [text for text in texts if said_only_in(other).fullmatch(text)] == []
