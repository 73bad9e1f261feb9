"""Joins the stylesheets and the scripts of the pages into two files, for weak links: two requests instead of twelve.

Of Bootstrap only those rules go in whose classes somebody writes: in a template, in Python or in a script of ours, or
in the templates of the packages that write markup for us. Any word of those files counts as a class, so a rule too many
may stay, and none that is used is left out as long as no class is put together from pieces
(tests/browser/test_pages.py holds the pages against it).

The parts stay files of their own in static/, where they are read and changed.
"""

import itertools
import re
from importlib.util import find_spec
from pathlib import Path

import tinycss2

ROOT = Path(__file__).resolve().parent.parent
STYLES = ["tokens", "base", "components", "print"]
ON_PAPER = {"print"}  # joined as @media print
# In the order in which they have always stood. Each looks for its own mark and does nothing where that is missing.
SCRIPTS = [
    "submit_once",
    "dismiss",
    "filters",
    "keep_form",
    "autosave",
    "upload_limit",
    "date_picker",
    "ticks",
    "narrow",
    "look_again",
    "offline",
    "loading",
    "shortcuts",
    "arrows",
    "copy",
]
WORD = re.compile(r"[A-Za-z][\w-]*")
LICENCE = re.compile(r"/\*!.*?\*/", re.DOTALL)
WRITERS = ["crispy_forms", "crispy_bootstrap5", "django"]  # packages whose templates write classes of Bootstrap's
FOLDERS = {"django": "forms/templates"}


def build(folder):
    """Writes ``css/app.css`` and ``js/app.js`` below the folder. Returns whether anything changed."""
    made = {"css/app.css": styles(), "js/app.js": scripts()}
    changed = False
    for name, content in made.items():
        path = folder / name
        if path.exists() and path.read_text(encoding="utf-8") == content:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        changed = True
    return changed


def scripts():
    return "\n".join((ROOT / "static" / "js" / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)


def styles():
    framework = bootstrap()
    parts = [LICENCE.search(framework)[0], used_rules(framework, words())]
    for name in STYLES:
        source = (ROOT / "static" / "css" / f"{name}.css").read_text(encoding="utf-8")
        part = tinycss2.serialize(tinycss2.parse_stylesheet(source, skip_comments=True, skip_whitespace=True))
        parts.append(f"@media print {{{part}}}" if name in ON_PAPER else part)
    return "\n".join(parts)


def bootstrap():
    package = Path(find_spec("django_include_bootstrap").origin).parent
    return (package / "static" / "css" / "bootstrap.min.css").read_text(encoding="utf-8")


def words():
    """Everything that could be the name of a class: the words of all files that write markup."""
    files = [
        *(ROOT / "templates").rglob("*.html"),
        *(ROOT / "tasks_app").rglob("*.py"),
        *(ROOT / "static" / "js").glob("*.js"),
    ]
    for package in WRITERS:
        folder = Path(find_spec(package).origin).parent / FOLDERS.get(package, ".")
        files += [*folder.rglob("*.html"), *(folder.rglob("*.py") if package not in FOLDERS else ())]
    found = set()
    for path in files:
        found.update(WORD.findall(path.read_text(encoding="utf-8")))
    return found


def used_rules(source, used):
    """The stylesheet without the selectors that ask for a class which is not among the words."""
    return tinycss2.serialize(_kept(tinycss2.parse_stylesheet(source, skip_comments=True, skip_whitespace=True), used))


def classes(source):
    """The classes that a stylesheet has rules for."""
    found = set()
    for rule in tinycss2.parse_stylesheet(source, skip_comments=True, skip_whitespace=True):
        found |= _classes_of(rule)
    return found


def _classes_of(rule):
    if rule.type == "qualified-rule":
        return {name for selector in _selectors(rule.prelude) for name in _asked_for(selector)}
    found = set()
    if rule.type == "at-rule" and rule.content and rule.lower_at_keyword in ("media", "supports"):
        for inner in tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True):
            found |= _classes_of(inner)
    return found


def _kept(rules, used):
    kept = []
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [one for one in _selectors(rule.prelude) if _asked_for(one) <= used]
            if not selectors:
                continue
            rule.prelude = tinycss2.parse_component_value_list(",".join(map(tinycss2.serialize, selectors)))
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports"):
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            content = _kept(inner, used)
            if not content:
                continue
            rule.content = content
        kept.append(rule)
    return kept


def _selectors(prelude):
    """The selectors of a list; a comma within :is() or :not() stands deeper."""
    selectors = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            selectors.append([])
        else:
            selectors[-1].append(token)
    return selectors


def _asked_for(selector):
    """The classes that an element must have; those within :not() and :is() are no such thing."""
    return {
        name.value
        for dot, name in itertools.pairwise(selector)
        if dot.type == "literal" and dot.value == "." and name.type == "ident"
    }
