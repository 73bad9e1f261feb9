"""A Word template and its fields become a document.

The templates may be the office's own, so they are filled in a sandbox and see nothing but text, lists and mappings.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext as _

from tasks_app.common.text import tidy
from tasks_app.documents.enums import DocumentKind, Letterhead
from tasks_app.documents.queries import template_in_force

if TYPE_CHECKING:
    from docx.document import Document

logger = logging.getLogger(__name__)

# XML knows no other control characters; line ends become breaks, tabs tabs.
NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
FILTERS = ("default", "e", "escape", "first", "join", "last", "length", "lower", "replace", "trim", "upper")
Builder = Callable[[Letterhead], "Document"]
_builders: dict[DocumentKind, Builder] = {}


class TemplateBroken(Exception):
    """A template cannot be filled; a sentence that says where."""


def register(kind: DocumentKind, builder: Builder) -> None:
    """Who knows a kind of document builds its template, in the active language; for ``AppConfig.ready``."""
    _builders[kind] = builder


@lru_cache(maxsize=32)
def default_template(kind: DocumentKind, letterhead: Letterhead, language: str) -> bytes:
    """Our own template of a kind as .docx. Raises KeyError for a kind nobody registered."""
    with translation.override(language):
        document = _builders[kind](letterhead)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def template_for(kind: DocumentKind, letterhead: Letterhead, language: str) -> bytes:
    """The template that is in force: the office's own, else the one that comes with the product. One query.

    Raises TemplateBroken where the office's own cannot be read: nobody should sign a letter of another look unawares.
    """
    row = template_in_force(kind, letterhead, language)
    if row is None or row.is_ours:
        return default_template(kind, letterhead, language)
    try:
        with row.stored.open("rb") as stored:
            return stored.read()
    except OSError as error:
        logger.exception("template %s has a record but cannot be read from %s", row.pk, row.stored.name)
        said = _("The template “%(name)s” cannot be read. Upload it again, or go back to the default template.")
        raise TemplateBroken(said % {"name": row.name}) from error


def render(template: bytes, context: Mapping[str, Any]) -> bytes:
    """A template (.docx) filled with fields: texts, numbers, lists and mappings of these. Returns the .docx.

    Text is text: what somebody typed is neither XML nor a statement of the template. Raises TemplateBroken where the
    template asks for a field that is not there, or says what cannot be understood.
    """
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError
    from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError

    document, target = DocxTemplate(BytesIO(template)), BytesIO()
    try:
        document.render(plain(context), sandbox(), autoescape=True)
        document.save(target)
    except UndefinedError as error:
        raise TemplateBroken(_("The template asks for a field that is not there: %s") % error) from None
    except TemplateSyntaxError as error:
        raise TemplateBroken(_("The template cannot be understood: %s") % error) from None
    except SecurityError as error:
        raise TemplateBroken(_("The template does what none may do: %s") % error) from None
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
        raise TemplateBroken(_("The template cannot be filled: %s") % error) from None
    return target.getvalue()


def sandbox():
    """Where templates are filled: conditions, loops and a few filters, and no way to call, to write or to grow."""
    from jinja2 import StrictUndefined
    from jinja2.exceptions import SecurityError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        intercepted_binops = frozenset({"*", "**"})

        def call_binop(self, context, operator, left, right):
            raise SecurityError(operator)

        def is_safe_callable(self, obj):
            return False

    environment = Sandbox(autoescape=True, undefined=StrictUndefined)
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in FILTERS}
    return environment


def plain(value: Any) -> Any:
    """Fields as a template may have them: NFC, without what XML refuses; texts, numbers, lists and mappings alone.

    Raises TypeError for anything else: no object of ours is ever within the reach of a template.
    """
    if isinstance(value, str):
        return NOT_IN_XML.sub("", tidy(value.replace("\r\n", "\n").replace("\r", "\n")))
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if value is None or isinstance(value, int | float):
        return value
    raise TypeError(f"a template cannot have a {type(value).__name__}")
