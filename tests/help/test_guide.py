"""The user's guide says the same in both languages, and everything that it names is there."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tasks_app.help.enums import Topic
from tasks_app.help.queries import about, guide
from tasks_app.help.rendering import headings
from tests.browser.pictures import AT_MOST, PICTURES

GUIDE = Path(settings.BASE_DIR) / "docs" / "guide"
LANGUAGES = ["vi", "en"]
NAMED = re.compile(r"!\[[^\]]+\]\(pictures/([\w-]+\.png)\)")
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)]+)\)")


def source(language: str) -> str:
    return (GUIDE / f"{language}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_is_taken_named_and_there(language):
    taken = sorted(f"{language}-{picture.name}.png" for picture in PICTURES)

    assert sorted(NAMED.findall(source(language))) == taken
    assert sorted(path.name for path in (GUIDE / "pictures").glob(f"{language}-*")) == taken


def test_there_are_no_other_files():
    assert len(list((GUIDE / "pictures").iterdir())) == len(PICTURES) * len(LANGUAGES)


def test_pictures_are_light_enough_for_a_weak_link():
    assert [path.name for path in (GUIDE / "pictures").iterdir() if path.stat().st_size >= AT_MOST] == []


def test_both_languages_have_the_same_chapters_and_pictures():
    assert [chapter.anchor for chapter in guide("vi").chapters] == [chapter.anchor for chapter in guide("en").chapters]
    assert len(headings(source("vi"))) == len(headings(source("en")))
    assert [name[2:] for name in NAMED.findall(source("vi"))] == [name[2:] for name in NAMED.findall(source("en"))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_somewhere(language):
    html = guide(language).html
    anchors = {f"#{chapter.anchor}" for chapter in guide(language).chapters}
    links = LINK.findall(source(language))

    assert len(re.findall("<a ", html)) == len(links)
    assert set(re.findall(r'href="(#[^"]+)"', html)) <= anchors
    assert {(GUIDE / link).resolve().exists() for link in links if not link.startswith("#")} == {True}


@pytest.mark.parametrize("topic", Topic)
def test_the_texts_beside_it_have_two_halves(topic):
    vietnamese, english = about(topic, "vi"), about(topic, "en")

    assert vietnamese.title != english.title
    assert re.search("[ạảấầệộư]", vietnamese.html)
    assert "English" not in vietnamese.html
    assert "manage.py" not in vietnamese.html + english.html
