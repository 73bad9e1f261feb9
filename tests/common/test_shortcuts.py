"""The table of keys: no key means two things, none is spoilt by typing Vietnamese, and the templates keep to it."""

import json
import re
from pathlib import Path

from django.conf import settings

from tasks_app.common.shortcuts import ACCESS_KEYS, PLACES, SINGLE, single_keys

TEMPLATES = Path(settings.BASE_DIR) / "templates"
WRITTEN = re.compile(r"<[^<>]*?accesskey=\"(\w)\"[^<>]*>")
NAMED = re.compile(r"{% accesskey \"(\w+)\" %}")
VOWELS = set("aeiouy")


def test_a_key_with_alt_reaches_one_thing():
    assert len(set(ACCESS_KEYS.values())) == len(ACCESS_KEYS)


def test_a_single_key_does_one_thing():
    assert len({one.keys for one in SINGLE}) == len(SINGLE)


def test_only_what_comes_next_is_the_same_alone_and_with_alt():
    assert {one.keys[0] for one in SINGLE} & set(ACCESS_KEYS.values()) == {"j"}


def test_typing_vietnamese_leaves_the_letters_alone():
    """Telex makes tones and hooks of letters behind a vowel, and of w and dd anywhere."""
    after_go = set(PLACES.values())
    alone = {one.keys[0] for one in SINGLE}

    assert not after_go & VOWELS
    assert not (after_go | alone) & {"w", "d"}


def test_the_script_hears_what_the_sheet_says():
    assert json.loads(single_keys()) == {one.keys[0]: one.name for one in SINGLE}


def test_the_templates_keep_to_the_table():
    sources = [path.read_text() for path in sorted(TEMPLATES.rglob("*.html"))]
    written = [element for source in sources for element in WRITTEN.finditer(source)]
    main = [element[0] for element in written if element[1] == ACCESS_KEYS["main"]]

    assert {element[1] for element in written} == {ACCESS_KEYS["main"], ACCESS_KEYS["next_report"]}
    assert [one for one in main if 'type="submit"' not in one or "btn-primary" not in one] == []
    assert {name for source in sources for name in NAMED.findall(source)} <= ACCESS_KEYS.keys()
