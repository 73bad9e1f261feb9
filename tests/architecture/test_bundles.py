"""The one stylesheet and the one script that every page loads."""

import gzip
import hashlib
import re
import subprocess
import sys
from pathlib import Path

import pytest
import tinycss2
from django.conf import settings

from deploy import bundles

SHEET = """
.a .b, .c > .d:hover, p { color: red }
.row > * { color: red }
.a:not(.z) { color: red }
:is(.y, .a) { color: red }
@media (min-width: 1px) { .z { color: red } .a { color: blue } }
@media print { .z { color: red } }
@font-face { font-family: x }
"""


def joined(source: str) -> str:
    return re.sub(r"\s+", "", source)


def test_rules_without_a_class_of_ours_are_left_out():
    assert joined(bundles.used_rules(SHEET, {"a", "b", "c"})) == joined(
        """
        .a .b, p { color: red }
        .a:not(.z) { color: red }
        :is(.y, .a) { color: red }
        @media (min-width: 1px) { .a { color: blue } }
        @font-face { font-family: x }
        """
    )


def test_the_classes_of_a_stylesheet_are_those_that_it_asks_for():
    assert bundles.classes(SHEET) == {"a", "b", "c", "d", "row", "z"}


def test_a_word_anywhere_in_what_writes_markup_counts():
    assert {"form-check-inline", "invalid-feedback", "align-items-center", "is-invalid"} <= bundles.words()


def test_what_is_joined_is_a_stylesheet():
    rules = tinycss2.parse_stylesheet(bundles.styles(), skip_comments=True, skip_whitespace=True)
    assert [rule for rule in rules if rule.type == "error"] == []
    media = [rule for rule in rules if rule.type == "at-rule" and rule.lower_at_keyword == "media"]
    assert len(media) > 20
    for rule in media:
        inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
        assert [one for one in inner if one.type == "error"] == []


def test_the_licence_of_the_framework_comes_along():
    assert re.match(r"/\*!.*Bootstrap.*MIT.*?\*/", bundles.styles(), re.DOTALL)


def test_what_is_only_for_paper_stays_there():
    rules = tinycss2.parse_stylesheet(bundles.styles(), skip_comments=True, skip_whitespace=True)
    last = rules[-1]
    assert last.lower_at_keyword == "media"
    assert tinycss2.serialize(last.prelude).strip() == "print"
    assert ".no-print" in tinycss2.serialize(last.content)
    assert ".no-print" not in tinycss2.serialize(rules[:-1])


def test_both_are_light():
    """Bytes as a browser gets them; Bootstrap alone has 31,000."""
    assert len(gzip.compress(bundles.styles().encode())) < 22_000
    assert len(gzip.compress(bundles.scripts().encode())) < 12_000


def test_every_script_is_joined_or_named_by_a_page():
    templates = "".join(path.read_text() for path in (Path(settings.BASE_DIR) / "templates").rglob("*.html"))
    for path in (Path(settings.BASE_DIR) / "static" / "js").glob("*.js"):
        assert (path.stem in bundles.SCRIPTS) != (f'"js/{path.name}"' in templates), path.name


def test_nothing_is_written_where_nothing_changed(tmp_path):
    assert bundles.build(tmp_path)
    times = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.*")}
    assert sorted(path.name for path in times) == ["app.css", "app.js"]
    assert not bundles.build(tmp_path)
    assert {path: path.stat().st_mtime_ns for path in times} == times


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_bytes_come_out_whatever_the_order_of_words(seed):
    """Another name each time would make every browser load it anew."""
    program = "import hashlib; from deploy import bundles; print(hashlib.sha256(bundles.styles().encode()).hexdigest())"
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=settings.BASE_DIR,
        env={"PYTHONHASHSEED": seed, "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == hashlib.sha256(bundles.styles().encode()).hexdigest()
