"""The tools that make translations and fonts."""

import gettext
import json
from pathlib import Path

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

from deploy import fonts, messages

PAGE = """\
{% load i18n %}
      {% if a %} (unbalanced ' "
   {% translate "Tasks" %} {{ y|default:_("None yet") }}
  {% blocktranslate trimmed with name=p.name %}
       Dear {{ name }},
       50% are done
  {% endblocktranslate %}
       {% blocktranslate count n=x trimmed %}one task of {{ z }}{% plural %}{{ n }} tasks{% endblocktranslate %}
"""
CODE = 'label = gettext_lazy("Report")\ntext = ngettext("%(n)d day", "%(n)d days", n)\n'


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with one page and one module, and an empty catalogue."""
    for folder in ("templates", "tasks_app", "reform"):
        (tmp_path / folder).mkdir()
    (tmp_path / "templates" / "page.html").write_text(PAGE)
    (tmp_path / "tasks_app" / "labels.py").write_text(CODE)
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    monkeypatch.setattr(messages, "CATALOGUE", tmp_path / "vi" / "django.po")
    return tmp_path


def merged(project, translations):
    path = project / "translations.json"
    path.write_text(json.dumps(translations))
    return messages.merge([path], replace=False)


TRANSLATIONS = {
    "Tasks": "Nhiệm vụ",
    "None yet": "Chưa có",
    "Report": "Báo cáo",
    "Dear %(name)s, 50%% are done": "Kính gửi %(name)s, 50%% xong",
    "one task of %(z)s||%(n)s tasks": "%(n)s nhiệm vụ",
    "%(n)d day||%(n)d days": "%(n)d ngày",
}


def test_the_texts_of_pages_and_code_are_found(project):
    assert sorted(problem for problem in messages.problems()) == [
        "not in the catalogue: 'Dear %(name)s, 50%% are done'",
        "not in the catalogue: 'None yet'",
        "not in the catalogue: 'Report'",
        "not in the catalogue: 'Tasks'",
        "not in the catalogue: ('%(n)d day', '%(n)d days')",
        "not in the catalogue: ('one task of %(z)s', '%(n)s tasks')",
    ]


def test_a_filled_catalogue_has_no_problems_and_is_read_by_gettext(project):
    assert merged(project, TRANSLATIONS) == []
    assert messages.problems() == []
    assert messages.compile_catalogue()
    assert not messages.compile_catalogue()

    with messages.CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert compiled.gettext("Tasks") == "Nhiệm vụ"
    assert compiled.ngettext("%(n)d day", "%(n)d days", 3) == "%(n)d ngày"


def test_extracting_twice_changes_nothing(project):
    merged(project, TRANSLATIONS)
    before = messages.CATALOGUE.read_bytes()
    messages.save(messages.updated())
    assert messages.CATALOGUE.read_bytes() == before


def test_what_is_wrong_is_named(project):
    merged(project, TRANSLATIONS)
    text = messages.CATALOGUE.read_text()
    text = text.replace("Kính gửi %(name)s", "Kính gửi %(ten)s")
    text = text.replace('msgid "Tasks"', '#, fuzzy\nmsgid "Tasks"')
    text = text.replace('msgstr "Báo cáo"', 'msgstr ""')
    messages.CATALOGUE.write_text(text + '\nmsgid "gone"\nmsgstr "mất"\n')
    assert messages.problems() == [
        "not translated: 'Report'",
        "fuzzy: 'Tasks'",
        "placeholders differ (%(name)s, %(ten)s): 'Dear %(name)s, 50%% are done' -> 'Kính gửi %(ten)s, 50%% xong'",
        "no longer in the code: 'gone'",
    ]


def test_merging_overrules_nothing(project):
    merged(project, TRANSLATIONS)
    assert merged(project, {"Tasks": "Việc", "unheard of": "x"}) == [
        f"{project / 'translations.json'}: 'Tasks' is 'Nhiệm vụ' already, kept; 'Việc' dropped",
        f"{project / 'translations.json'}: not in the code: 'unheard of'",
    ]


def test_the_catalogue_is_complete():
    assert messages.problems() == []


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fonts")
    assert fonts.build(folder)
    assert not fonts.build(folder)
    return folder


def test_the_fonts_come_with_their_licence_and_are_light(made):
    assert sorted(path.name for path in made.iterdir()) == [
        "OFL.txt",
        "bvp-regular.woff2",
        "bvp-semibold.woff2",
    ]
    assert sum(path.stat().st_size for path in made.glob("*.woff2")) < 70_000


@pytest.mark.parametrize("weight", ["regular", "semibold"])
def test_tabular_digits_have_one_width_in_every_language(made, weight):
    font = TTFont(made / f"bvp-{weight}.woff2")
    table, widths = font["GSUB"].table, font["hmtx"]
    digits = {font.getBestCmap()[ord(digit)] for digit in "0123456789"}
    assert len({widths[name][0] for name in digits}) > 1
    scripts = [record.Script for record in table.ScriptList.ScriptRecord]
    languages = [script.DefaultLangSys for script in scripts]
    languages += [record.LangSys for script in scripts for record in script.LangSysRecord]
    for language in filter(None, languages):
        features = [table.FeatureList.FeatureRecord[place] for place in language.FeatureIndex]
        (tnum,) = [feature.Feature for feature in features if feature.FeatureTag == "tnum"]
        tabular = table.LookupList.Lookup[tnum.LookupListIndex[0]].SubTable[0].mapping
        assert set(tabular) == digits
        assert len({widths[name][0] for name in tabular.values()}) == 1


@pytest.mark.parametrize("weight", ["regular", "semibold"])
def test_the_text_font_has_every_letter_of_vietnamese(made, weight):
    letters = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
    known = TTFont(made / f"bvp-{weight}.woff2").getBestCmap()
    assert [letter for letter in letters + letters.upper() if ord(letter) not in known] == []


def test_the_stylesheet_names_the_fonts_that_are_made(made):
    styles = "".join(path.read_text(encoding="utf-8") for path in Path(settings.BASE_DIR, "static").rglob("*.css"))
    assert [path.name for path in made.glob("*.woff2") if path.name not in styles] == []
