from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.common.enums import FileKind
from tasks_app.common.files import NewFile, NotTaken, Objection, kind_of, tidy_name
from tasks_app.common.text import tidy
from tasks_app.documents.models import LETTERHEAD_FIELDS, LetterheadData
from tasks_app.reporting.forms.files import OBJECTIONS, megabytes

NOT_WORD = gettext_lazy("“%(name)s” is no Word document (.docx). In Word, save it as a Word document, without macros.")
MOST_LINES = {"superior": 3, "agency": 3, "sign": 6, "recipients": 20}


class TemplateForm(forms.Form):
    """One .docx; what it is, its content says. What it asks for is judged where it is put in force."""

    file = forms.FileField(
        label=gettext_lazy("Word file (.docx)"),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={
            "required": gettext_lazy("Choose the Word file of the template."),
            "empty": gettext_lazy("The file is empty. Choose it again."),
        },
    )

    def clean_file(self) -> NewFile:
        file = self.cleaned_data["file"]
        name = tidy_name(file.name)
        if file.size > settings.UPLOAD_FILE_BYTES:
            limit = megabytes(settings.UPLOAD_FILE_BYTES)
            raise forms.ValidationError(_("A template may have at most %(limit)s.") % {"limit": limit})
        return NewFile(name=name, kind=_kind_of(file, name), size=file.size, content=file)


def _kind_of(file: UploadedFile, name: str) -> FileKind:
    try:
        kind = kind_of(file, name)
    except NotTaken as refused:
        said = NOT_WORD if refused.objection in (Objection.UNKNOWN, Objection.MISNAMED) else None
        raise forms.ValidationError(said or OBJECTIONS[refused.objection], params={"name": name}) from refused
    if kind != FileKind.DOCX:
        raise forms.ValidationError(NOT_WORD, params={"name": name})
    return kind


class LetterheadForm(forms.ModelForm):
    """What stands on the paper; several lines are several lines there. ``version`` is that of the page."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = LetterheadData
        fields = LETTERHEAD_FIELDS
        widgets = {
            f"{name}_{language}": forms.Textarea(attrs={"rows": 2 if lines < 6 else 4})
            for name, lines in MOST_LINES.items()
            for language in ("vi", "en")
        }

    def clean(self):
        data = super().clean()
        for name in LETTERHEAD_FIELDS:
            if name in data:
                lines = [tidy(line) for line in data[name].splitlines()]
                data[name] = "\n".join(line for line in lines if line)
                self._limit(name, data[name])
        return data

    def _limit(self, name: str, text: str) -> None:
        most = MOST_LINES.get(name.rpartition("_")[0], 1)
        if len(text.splitlines()) > most:
            self.add_error(name, _("At most %(number)d lines find room here.") % {"number": most})

    @property
    def typed(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in LETTERHEAD_FIELDS}
