"""Whether a file can be the template of a kind of document: looked at without trusting it, then tried.

Each reason is a sentence for the person who made the template, so that all can be put right at once.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from django.utils.translation import gettext as _

from tasks_app.common.files import NO_ARCHIVE
from tasks_app.common.packages import TooMuch, check_package
from tasks_app.documents.enums import DocumentKind
from tasks_app.documents.rendering import FILTERS, TemplateBroken, render, sandbox
from tasks_app.documents.rules import Problem, SourceFault, source_faults
from tasks_app.documents.wording import sample_fields

MEGABYTE = 1 << 20
MOST_UNPACKED = 40 * MEGABYTE
# What can act by itself, or brings what nobody looks at: programs, controls and whole other documents.
EMBEDDED = ("word/embeddings/", "word/activex/", "word/afchunk", "customui/")
REACHING_OUT = re.compile(r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|DATABASE|RD)\b", re.IGNORECASE)
PARAGRAPH = re.compile(r"<w:p([ >])")
TAG = re.compile(r"<[^>]+>")
SHOWN = 80  # characters of the text around a mistake


def template_faults(content: bytes, kind: DocumentKind) -> list[str]:
    """Why a .docx cannot be the template of a kind; nothing where it can. It is filled twice, in a sandbox: with all
    fields, and with all texts and lists empty."""
    return _package_faults(content) or _source_faults(content, kind) or _trial_faults(content, kind)


# --- The file ---------------------------------------------------------------------------------------------------------


def _package_faults(content: bytes) -> list[str]:
    """Said before anything is unpacked, then of what is in it."""
    from lxml.etree import LxmlError

    try:
        check_package(BytesIO(content), most_bytes=MOST_UNPACKED)
        with ZipFile(BytesIO(content)) as package:
            return list(dict.fromkeys(_faults_within(package)))
    except TooMuch:
        return [_("Unpacked, the file is far larger than a template is. Save it anew from Word.")]
    except (*NO_ARCHIVE, RuntimeError, zlib.error, LxmlError):  # RuntimeError: a part is locked by a password
        return [_cannot_be_opened()]


def _cannot_be_opened() -> str:
    return _("The file cannot be opened as a Word document. Save it anew from Word.")


def _faults_within(package: ZipFile) -> Iterator[str]:
    for name in package.namelist():
        low = name.lower()
        if low.startswith(EMBEDDED) or "vbaproject" in low:
            yield _embedded(name)
        elif low.endswith(".rels"):
            yield from _links(_parsed(package.read(name)))
        elif low.startswith("word/") and low.endswith(".xml"):
            yield from _reaching_out(_parsed(package.read(name)))


def _parsed(part: bytes):
    from lxml.etree import XMLParser, fromstring

    return fromstring(part, XMLParser(resolve_entities=False, no_network=True))


def _embedded(name: str) -> str:
    said = _("The file has another document, a control or a program embedded (%(name)s). Remove it.")
    return said % {"name": name[:SHOWN]}


def _links(relationships) -> Iterator[str]:
    """What Word or LibreOffice would fetch by itself when the document is opened; a hyperlink waits to be pressed."""
    for its in relationships.iter("{*}Relationship"):
        if its.get("TargetMode", "").lower() == "external" and not its.get("Type", "").endswith("/hyperlink"):
            said = _("The file takes something from elsewhere (%(address)s). Insert it, or remove the link.")
            yield said % {"address": its.get("Target", "?")[:SHOWN]}


def _reaching_out(part) -> Iterator[str]:
    """Fields of Word that take something from elsewhere; what one says may be split over several elements."""
    parts = [its.text or "" for its in part.iter("{*}instrText")]
    parts += [value for its in part.iter("{*}fldSimple") for value in its.attrib.values()]
    if found := REACHING_OUT.search("".join(parts)):
        said = _("The file has a field of Word that takes something from elsewhere (%(field)s). Remove it.")
        yield said % {"field": found[1].upper()}
    if part.find(".//{*}altChunk") is not None:
        yield _embedded("altChunk")


# --- What it asks for -------------------------------------------------------------------------------------------------


def _source_faults(content: bytes, kind: DocumentKind) -> list[str]:
    from jinja2 import TemplateSyntaxError

    try:
        sources = _sources(content)
    except Exception:
        return [_cannot_be_opened()]
    environment, fields, faults = sandbox(), sample_fields(kind), []
    for source in sources:
        try:
            found = source_faults(environment.parse(source), fields, FILTERS)
        except TemplateSyntaxError as error:
            faults.append(_not_understood(error, source))
        except RecursionError:
            faults.append(_("The template cannot be understood: too much within each other."))
        else:
            faults += [in_words(fault) for fault in found]
    return list(dict.fromkeys(faults))


def _sources(content: bytes) -> list[str]:
    """What is filled: the body, heads and feet of pages, each with its paragraphs on lines of their own."""
    from docxtpl import DocxTemplate

    template = DocxTemplate(BytesIO(content))
    template.init_docx()
    parts = [template.get_xml()]
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        parts += [template.get_part_xml(part) for _key, part in template.get_headers_footers(uri)]
    return [PARAGRAPH.sub(r"\n<w:p\1", template.patch_xml(part)) for part in parts]


def _not_understood(error, source: str) -> str:
    lines = source.splitlines()
    line = lines[error.lineno - 1] if 0 < error.lineno <= len(lines) else ""
    near = " ".join(TAG.sub("", line).split())[:SHOWN]
    said = _(
        "The template cannot be understood near “%(near)s”. Look at the braces there, and whether each if and for ends."
    )
    return said % {"near": near}


def in_words(fault: SourceFault) -> str:
    said = {
        Problem.UNKNOWN_FIELD: _("There is no field “%(what)s”."),
        Problem.NO_LIST: _("“%(what)s” is no list, so there is nothing to repeat."),
        Problem.NOT_ALLOWED: _("A template may not use “%(what)s”: fields, conditions, loops and a few filters only."),
        Problem.TOO_MANY_LOOPS: _("The list “%(what)s” is repeated within too many other lists."),
        Problem.TOO_LONG: _("A text within a statement is too long: “%(what)s”."),
    }
    return said[fault.problem] % {"what": fault.what}


# --- The trial --------------------------------------------------------------------------------------------------------


def _trial_faults(content: bytes, kind: DocumentKind) -> list[str]:
    import docx

    for is_empty in (False, True):
        try:
            docx.Document(BytesIO(render(content, sample_fields(kind, empty=is_empty))))
        except TemplateBroken as broken:
            return [str(broken)]
        except Exception:
            return [_("Filled for a trial, the template makes no Word document. Save it anew from Word.")]
    return []
