"""Translations without GNU gettext, which a fresh machine lacks.

    python -m deploy.messages extract             bring the catalogue in line with the code
    python -m deploy.messages merge FILE.json...  extract, then fill in {"english": "vietnamese"} and
                                                  {"singular||plural": "vietnamese"}; --replace to overrule
    python -m deploy.messages check               say what is missing, and fail
    python -m deploy.messages compile             make the .mo files that Django reads (not committed)

The texts in the code are English, so Vietnamese is the only catalogue. It carries no line numbers and no dates: it
changes when a text does and not otherwise.
"""

import argparse
import json
import re
import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "reform" / "locale" / "vi" / "LC_MESSAGES" / "django.po"
SOURCES = [
    ("deploy", "*.py"),
    ("reform", "*.py"),
    ("tasks_app", "*.py"),
    ("tasks_app", "*.html"),
    ("templates", "*.html"),
    ("templates", "*.txt"),
]
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = """\
# Vietnamese texts of the reform task tracker. Kept by `make messages`, sorted by the English text.
msgid ""
msgstr ""
"Language: vi\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
# %(name)s, %s and %% of Python; {name} of str.format. A per cent sign in running text ("12 % of") is none of these.
PLACEHOLDER = re.compile(r"%\(\w+\)[#0\- +]*\d*(?:\.\d+)?[a-zA-Z]|%[sdrif%]|\{\w*\}")


def extracted():
    """A catalogue of all texts in the code, without translations."""
    catalogue = Catalog(locale="vi")
    for folder, pattern in SOURCES:
        for path in sorted((ROOT / folder).rglob(pattern)):
            for _line, message, comments, context in _texts(path):
                catalogue.add(message, auto_comments=comments, context=context)
    return catalogue


def _texts(path):
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Django turns a template into something like Python, indented as the template is, which Python is not.
        source = "\n".join(line.lstrip() for line in templatize(source, origin=path).splitlines())
    return extract("python", BytesIO(source.encode()), KEYWORDS, ["Translators:"], {"encoding": "utf-8"}, True)


def stored():
    if not CATALOGUE.exists():
        return Catalog(locale="vi")
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="vi")


def updated():
    """The texts of the code with the translations at hand. What the code no longer has is gone: history keeps it."""
    catalogue, old = extracted(), stored()
    for message in _entries(catalogue):
        known = old.get(message.id, message.context)
        if known and not known.fuzzy:
            message.string = _as_stored(message, known.string)
    return catalogue


def _entries(catalogue):
    return [message for message in catalogue if message.id]


def _as_stored(message, text):
    """Babel wants one string per plural form, of which Vietnamese has one."""
    text = text if isinstance(text, str) else (text[0] if text else "")
    return (text,) if message.pluralizable else text


def _as_text(message):
    return "".join(message.string[:1]) if message.pluralizable else message.string or ""


def save(catalogue):
    body = BytesIO()
    write_po(body, catalogue, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_text(HEADER + body.getvalue().decode().strip("\n") + "\n", encoding="utf-8")


def merge(paths, replace):
    """Returns what could not be filled in, as sentences."""
    catalogue, problems = updated(), []
    by_key = {"||".join(m.id) if m.pluralizable else m.id: m for m in _entries(catalogue)}
    for path in paths:
        for key, text in json.loads(Path(path).read_text(encoding="utf-8")).items():
            message = by_key.get(key)
            if message is None:
                problems.append(f"{path}: not in the code: {key!r}")
            elif _as_text(message) in ("", text) or replace:
                message.string = _as_stored(message, text)
            else:
                problems.append(f"{path}: {key!r} is {_as_text(message)!r} already, kept; {text!r} dropped")
    save(catalogue)
    return problems


def problems():
    """Everything that keeps the catalogue from being complete and right, as sentences."""
    code, catalogue = extracted(), stored()
    found = []
    for message in _entries(code):
        entry = catalogue.get(message.id, message.context)
        if entry is None:
            found.append(f"not in the catalogue: {message.id!r}")
        elif entry.fuzzy:
            found.append(f"fuzzy: {message.id!r}")
        elif not _as_text(entry):
            found.append(f"not translated: {message.id!r}")
        elif wrong := _wrong_placeholders(entry):
            found.append(f"placeholders differ ({', '.join(wrong)}): {message.id!r} -> {_as_text(entry)!r}")
    found += [f"no longer in the code: {m.id!r}" for m in _entries(catalogue) if code.get(m.id, m.context) is None]
    found += [f"obsolete entry: {key!r}" for key in catalogue.obsolete]
    return found


def _wrong_placeholders(message):
    """With one plural form, the translation has to serve for many: it takes the placeholders of the plural."""
    original = message.id[1] if message.pluralizable else message.id
    return sorted(set(PLACEHOLDER.findall(original)) ^ set(PLACEHOLDER.findall(_as_text(message))))


def compile_catalogue():
    """Write the .mo file unless it is newer than its source. Returns whether it was written."""
    target = CATALOGUE.with_suffix(".mo")
    if not CATALOGUE.exists() or (target.exists() and target.stat().st_mtime >= CATALOGUE.stat().st_mtime):
        return False
    # Written aside and moved: a process that is starting up must not read half a file.
    half = target.with_suffix(".mo.new")
    with half.open("wb") as file:
        write_mo(file, stored())
    half.replace(target)
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("extract", "check", "compile"):
        commands.add_parser(name)
    merging = commands.add_parser("merge")
    merging.add_argument("files", nargs="+")
    merging.add_argument("--replace", action="store_true")
    arguments = parser.parse_args()

    found = []
    if arguments.command == "extract":
        save(updated())
    elif arguments.command == "merge":
        found = merge(arguments.files, arguments.replace)
    elif arguments.command == "check":
        found = problems()
    else:
        compile_catalogue()
    print("\n".join(found), end="\n" if found else "", file=sys.stderr)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
