"""Files in a form: each is looked at by itself, so that a wrong one does not cost the others."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat, floatformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.common.enums import FileKind
from tasks_app.common.files import ENDINGS, NewFile, NotTaken, Objection, kind_of, tidy_name
from tasks_app.options.queries import upload_bytes

OBJECTIONS = {
    Objection.EMPTY: gettext_lazy("“%(name)s” is empty. Choose the file again."),
    Objection.UNKNOWN: gettext_lazy("“%(name)s” is no PDF, Word, Excel, JPG or PNG file. Save it as one of these."),
    Objection.MISNAMED: gettext_lazy(
        "“%(name)s” is in truth a file of the kind %(kind)s. Give it the ending .%(ending)s and choose it again."
    ),
    Objection.MACROS: gettext_lazy("“%(name)s” contains macros. Save it without them, or as PDF."),
    Objection.LOCKED: gettext_lazy("“%(name)s” is locked by a password. Save it without one, so that it can be read."),
}


class FilesInput(forms.FileInput):
    """Says the limits to upload_limit.js, which spares a slow link what would be refused."""

    allow_multiple_selected = True

    def build_attrs(self, base_attrs, extra_attrs=None):
        return super().build_attrs(base_attrs, extra_attrs) | {
            "accept": ",".join(f".{ending}" for endings in ENDINGS.values() for ending in endings),
            "data-file-bytes": upload_bytes(),
            "data-request-bytes": settings.UPLOAD_REQUEST_BYTES,
        }


class FilesField(forms.Field):
    """Several files at once, as they came; ``looked_at`` says what they are."""

    widget = FilesInput

    def clean(self, value) -> list[UploadedFile]:
        return [file for file in value or [] if file]


def megabytes(size: int) -> str:
    """A limit as people say it: 10 MB, not 10.0 MB."""
    return f"{floatformat(size / settings.MEGABYTE, -1)}\N{NO-BREAK SPACE}MB"


def looked_at(file: UploadedFile) -> NewFile:
    """The file with its kind. Raises ValidationError with one sentence that names it and says what to do."""
    name = tidy_name(file.name)
    if file.size > upload_bytes():
        raise forms.ValidationError(
            _("“%(name)s” has %(size)s, more than the %(limit)s that a file may have. Make it smaller or split it."),
            params={
                "name": name,
                "size": filesizeformat(file.size),
                "limit": megabytes(upload_bytes()),
            },
        )
    try:
        kind = kind_of(file, name)
    except NotTaken as refused:
        raise forms.ValidationError(OBJECTIONS[refused.objection], params=_words(name, refused.kind)) from refused
    return NewFile(name=name, kind=kind, size=file.size, content=file)


def _words(name: str, kind: FileKind | None) -> dict[str, str]:
    if kind is None:
        return {"name": name}
    return {"name": name, "kind": FileKind(kind).label, "ending": ENDINGS[kind][0]}
