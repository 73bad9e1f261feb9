"""The glossary explains what chips say, and every word that a page asks for."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import translation

from tasks_app.help.wording import GLOSSARY
from tasks_app.help.wording.glossary import OF_SECTION
from tasks_app.plan.enums import State, Status
from tasks_app.reporting.enums import ReportState

TEMPLATES = Path(settings.BASE_DIR) / "templates"
ASKED = re.compile(r"{% terms? ((?:\"\w+\" ?)+)%}")
SHOWN_OUT_OF_FORCE = (State.DRAFT, State.SUSPENDED, State.CANCELLED, State.CARRIED_OVER)


def asked_for() -> set[str]:
    sources = (path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html"))
    return {key for source in sources for keys in ASKED.findall(source) for key in re.findall(r"\w+", keys)}


def test_every_word_that_a_page_asks_for_is_explained():
    assert asked_for()
    assert asked_for() - set(GLOSSARY) == set()


def test_each_word_has_one_place():
    assert len(GLOSSARY) == sum(len(terms) for terms in OF_SECTION.values())


@pytest.mark.parametrize("status", Status)
def test_every_status_is_explained_under_its_own_key(status):
    assert GLOSSARY[status.value].name == status.label


@pytest.mark.parametrize("shown", [*SHOWN_OUT_OF_FORCE, *ReportState], ids=str)
def test_so_is_everything_else_that_a_chip_says(shown):
    assert str(shown.label) in {str(term.name) for term in GLOSSARY.values()}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_explanation_is_one_or_two_sentences(language):
    with translation.override(language):
        long = [term.key for term in GLOSSARY.values() if len(re.findall(r"\.(?:\s|$|”)", str(term.explained))) > 3]

    assert long == []


def test_a_word_that_nobody_explains_is_an_error():
    with pytest.raises(KeyError):
        Template('{% load help %}{% term "nonsense" %}').render(Context())


def test_a_link_says_what_it_is_about():
    html = Template('{% load help %}{% term "overdue" %}').render(Context())

    assert 'href="/help/glossary/#overdue"' in html
    assert "“Quá hạn” nghĩa là gì" in html
