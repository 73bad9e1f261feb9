"""Templates speak through the catalogue, and carry nothing that the Content-Security-Policy refuses."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.template.base import DebugLexer, TokenType

from deploy import messages
from tasks_app.people.middleware import ACCOUNT, IN_NOBODYS_NAME

TEMPLATES = Path(settings.BASE_DIR) / "templates"
PAGES = sorted(path for path in TEMPLATES.rglob("*") if path.suffix in (".html", ".txt"))
NAMES = [path.relative_to(TEMPLATES).as_posix() for path in PAGES]
SPOKEN_ATTRIBUTES = {"title", "alt", "placeholder", "aria-label", "aria-description", "label", "summary"}
SKIPPED = {"blocktranslate": "endblocktranslate", "blocktrans": "endblocktrans", "comment": "endcomment"}
# Names that are the same in every language.
NAMES_OF_THEMSELVES = {"Tiếng Việt", "English", "CCHC", "Alt", "Excel", "CSV", "Word", "PDF"}
AS_IT_STANDS = ("code", "kbd")  # what is typed as it stands, and what is printed on a key
# Examples of what users enter, for those who build the pages.
SAMPLES = {"components/gallery.html"}
# Mail programs read no stylesheets.
MAILS = ("emails/", "account/email/")
LETTERS = re.compile(r"[^\W\d_]{2,}")
# A block that stands inside a tag holds an attribute, which looks like text where the tag is in another template.
ATTRIBUTE = re.compile(r'^class="[\w -]*"$')
ENTITY = re.compile(r"&\w+;")
KEY = re.compile(r"(?:^|[._])(?:pk|id|version)$")
NO_KEYS = {"auto_id", "label_id"}  # the ids of elements, which are words
FORM = re.compile(r"(<form\b(?:{%.*?%}|{{.*?}}|[^>])*>)(.*?)</form>", re.DOTALL | re.IGNORECASE)
ADDRESS = re.compile(r"""action="{% url ['"](\w+)['"]""")
MARKED = '{% include "people/written_as.html" %}'


def untranslated_source(source: str) -> str:
    """The source without what Django fills in, and without what is translated."""
    kept, until = [], None
    for token in DebugLexer(source).tokenize():
        if token.token_type == TokenType.BLOCK:
            name = token.contents.split(None, 1)[0]
            if until is None:
                until = SKIPPED.get(name)
            elif name == until:
                until = None
        elif token.token_type == TokenType.TEXT and until is None:
            kept.append(token.contents)
    return "".join(kept)


class Reader(HTMLParser):
    """Collects what a person would read or hear, and what the policy would refuse."""

    def __init__(self):
        super().__init__(convert_charrefs=False)
        self.spoken: list[str] = []
        self.refused: list[str] = []
        self.inside: str | None = None
        self.code = 0  # how deep in what stands so in every language

    def handle_starttag(self, tag, attributes):
        self.inside = tag if tag in ("script", "style") else None
        self.code += tag in AS_IT_STANDS
        for name, value in attributes:
            if name in SPOKEN_ATTRIBUTES and tag != "path":
                self.spoken.append(value or "")
            if name == "style" or name.startswith("on") or (value or "").startswith("javascript:"):
                self.refused.append(f"{tag} {name}={value}")

    def handle_endtag(self, tag):
        self.inside = None
        self.code -= tag in AS_IT_STANDS

    def handle_data(self, data):
        if self.inside and data.strip():
            self.refused.append(f"inline {self.inside}")
        elif not self.inside and not self.code:
            self.spoken.append(data)


def read(source: str) -> Reader:
    reader = Reader()
    reader.feed(untranslated_source(source))
    reader.close()
    return reader


def sentences(source: str) -> list[str]:
    texts = (ATTRIBUTE.sub("", ENTITY.sub(" ", " ".join(text.split()))) for text in read(source).spoken)
    return [text for text in texts if LETTERS.search(text) and text.strip() not in NAMES_OF_THEMSELVES]


def test_a_bare_sentence_is_found():
    said = '<code>curl x</code><p title="Close">Hello</p>'
    source = "{% load i18n %}" + said + '{% translate "Fine" %}{% blocktranslate %}Good{% endblocktranslate %}'

    assert sentences(source) == ["Close", "Hello"]


@pytest.mark.parametrize("name", [name for name in NAMES if name not in SAMPLES])
def test_every_sentence_goes_through_the_catalogue(name):
    assert sentences((TEMPLATES / name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".html") and not name.startswith(MAILS)])
def test_no_page_carries_inline_script_or_style(name):
    assert read((TEMPLATES / name).read_text(encoding="utf-8")).refused == []


def unmarked_forms(source: str) -> list[str]:
    """The forms that write, as their first tag, without the mark that says in whose name they were opened."""
    return [
        " ".join(head.split())
        for head, inside in FORM.findall(source)
        if 'method="post"' in head.lower() and MARKED not in inside and not _is_in_nobodys_name(head)
    ]


def _is_in_nobodys_name(head: str) -> bool:
    address = ADDRESS.search(head)
    return bool(address) and (address[1] in IN_NOBODYS_NAME or address[1].startswith(ACCOUNT))


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('<form method="get"></form>', 0),
        ('<form method="post">{% csrf_token %}</form>', 1),
        ("""<form method="post" action="{% url 'report_edit' 5 %}"></form>""", 1),
        ("""<form{% if a > b %} class="x"{% endif %} METHOD="POST">\n</form>""", 1),
        ("""<form method="post">{% include "people/written_as.html" %}</form><form method="post"></form>""", 1),
        ("""<form method="post">{% include "people/written_as.html" %}</form>""", 0),
        ("""<form method="post" action="{% url 'act_for' 5 %}"></form>""", 0),
        ("""<form method="post" action="{% url "account_logout" %}"></form>""", 0),
    ],
)
def test_a_form_without_its_mark_is_found(source, found):
    assert len(unmarked_forms(source)) == found


SENT_AGAIN = "site/too_often.html"  # whole, and so with the mark that it had


@pytest.mark.parametrize("name", [one for one in NAMES if not one.startswith(("account/", SENT_AGAIN, *MAILS))])
def test_every_form_that_writes_says_in_whose_name_it_was_opened(name):
    assert unmarked_forms((TEMPLATES / name).read_text(encoding="utf-8")) == []


def separated_keys(source: str) -> list[str]:
    """The keys and versions that would be written as numbers are for people, "1.018", and not be found again."""
    written = [token.contents for token in DebugLexer(source).tokenize() if token.token_type == TokenType.VAR]
    return [
        name
        for name, _, filters in (each.partition("|") for each in written)
        if KEY.search(name.strip()) and "unlocalize" not in filters and name.strip().rpartition(".")[2] not in NO_KEYS
    ]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('<input value="{{ period.pk }}">', 1),
        ('<input value="{{ period.organisation_id|add:1 }}">', 1),
        ('<input value="{{ pk }}">', 1),
        ('<input value="{{ period.pk|unlocalize }}">', 0),
        ('<input id="{{ field.auto_id }}">{{ row.kind }}', 0),
    ],
)
def test_a_key_with_a_separator_is_found(source, found):
    assert len(separated_keys(source)) == found


@pytest.mark.parametrize("name", NAMES)
def test_no_key_is_written_with_a_separator(name):
    assert separated_keys((TEMPLATES / name).read_text(encoding="utf-8")) == []


def test_no_text_lacks_its_translation():
    assert messages.problems() == []
