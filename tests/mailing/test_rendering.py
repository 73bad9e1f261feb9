"""A template becomes a mail: in its language, with a subject of one line."""

import pytest
from django.utils import translation

from tasks_app.mailing.rendering import render


@pytest.fixture
def notice(settings, tmp_path) -> str:
    """A notice of our own, so that no wording of the product decides these tests."""
    folder = tmp_path / "emails" / "test"
    folder.mkdir(parents=True)
    (folder / "notice.subject.txt").write_text("\n{% load i18n %}{% translate 'Yes' %}:\n {{ title|safe }}\n")
    (folder / "notice.txt").write_text("\n\n{{ title|safe }}\n\n")
    (folder / "notice.html").write_text("<p>{{ title }}</p>")
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [engine | {"DIRS": [tmp_path], "APP_DIRS": True}]
    return "test/notice"


@pytest.mark.parametrize(("language", "word"), [("vi", "Có"), ("en", "Yes")])
def test_a_mail_speaks_its_language_whatever_the_page_speaks(notice, language, word):
    with translation.override("en" if language == "vi" else "vi"):
        rendered = render(notice, language=language, context={"title": "A"})
        assert translation.get_language() != language

    assert (rendered.subject, rendered.language) == (f"{word}: A", language)


def test_a_title_cannot_smuggle_a_header_in(notice):
    rendered = render(notice, language="vi", context={"title": "A\r\nBcc: evil@example.com\n\nB"})

    assert rendered.subject == "Có: A Bcc: evil@example.com B"


def test_a_subject_fits_its_column(notice):
    assert len(render(notice, language="vi", context={"title": "dài " * 100}).subject) == 250


def test_the_text_ends_with_one_line_break_and_the_page_is_escaped(notice):
    rendered = render(notice, language="vi", context={"title": "A & <b>"})

    assert rendered.text == "A & <b>\n"
    assert rendered.html == "<p>A &amp; &lt;b&gt;</p>"
