"""A workbook that comes back, and its rows in the form of a report: the same form as on the page of an assignment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.common.enums import FileKind
from tasks_app.common.files import NO_ARCHIVE, NotTaken, kind_of, tidy_name
from tasks_app.common.packages import TooMuch, check_package
from tasks_app.exports.queries import Carried
from tasks_app.exports.rules import AT_MOST_UNPACKED, FIELDS, WORKBOOK_BYTES, plain
from tasks_app.reporting.forms import ReportForm, megabytes
from tasks_app.reporting.models import ProgressReport, ReportDue
from tasks_app.reporting.queries import files_on_offer
from tasks_app.reporting.rules import FormBirth


class UploadForm(forms.Form):
    """One workbook. What it is, is seen by its content; what would unpack to too much is not opened."""

    workbook = forms.FileField(
        label=gettext_lazy("Workbook (.xlsx)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx", "class": "form-control"}),
        allow_empty_file=True,  # it is told below what is wrong with it
        error_messages={"required": gettext_lazy("Choose the workbook that was filled in.")},
    )

    def clean_workbook(self):
        file = self.cleaned_data["workbook"]
        file.name = tidy_name(file.name)
        if file.size > WORKBOOK_BYTES:
            raise forms.ValidationError(
                _("The workbook is larger than %(limit)s. Take pictures and other sheets out of it."),
                params={"limit": megabytes(WORKBOOK_BYTES)},
            )
        try:
            is_workbook = kind_of(file, file.name) == FileKind.XLSX
        except NotTaken:
            is_workbook = False
        if not is_workbook:
            raise forms.ValidationError(
                _("This is no workbook that can be read. Save it as .xlsx, without macros or password.")
            )
        try:
            check_package(file, most_bytes=AT_MOST_UNPACKED)
        except TooMuch:
            said = _("The workbook holds more than can be read. Copy its rows into a fresh one.")
            raise forms.ValidationError(said) from None
        except NO_ARCHIVE:
            pass  # the reader says so
        return file


def report_form(
    its: Carried,
    data: MultiValueDict | None = None,
    *,
    today: date,
    more_dues: Iterable[ReportDue] = (),
    theirs: ProgressReport | None = None,
) -> ReportForm:
    """The form of an assignment's next report, empty of input or with a row's. ``more_dues``: no longer owed, but
    what the row answers; ``theirs``: another's version that it stands against."""
    previous = its.last_sent
    named = data.getlist("files") if data is not None else []
    if theirs is not None:
        named = [*named, *(str(file.pk) for file in theirs.files.all())]
    return ReportForm(
        data,
        on_offer=files_on_offer(its.assignment, draft=its.draft, previous=previous, named=named),
        today=today,
        initial=ReportForm.initial_from(its.draft, previous),
        is_overdue=its.is_overdue,
        previous_percent=previous.percent if previous else None,
        dues=[*its.dues, *more_dues],
    )


def first_texts(form: ReportForm) -> dict[str, str]:
    """What the fields begin with, as it stands in cells."""
    return {name: _as_text(form.initial.get(name)) for name in FIELDS}


def _as_text(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else plain(str(value))


def row_data(
    first: Mapping[str, str],
    typed: Mapping[str, str],
    *,
    birth: FormBirth,
    due: int,
    files: Iterable[int],
    is_sent: bool,
) -> MultiValueDict:
    """A row as its form would send it. A column that was taken out of the workbook leaves its field as it was.

    Lines end as a browser ends them, so that the same words are the same report.
    """
    data = MultiValueDict()
    for name, text in (dict(first) | dict(typed)).items():
        data[name] = plain(text).replace("\n", "\r\n")
    data["uid"], data["version"], data["based_on"] = str(birth.uid), str(birth.version), str(birth.based_on)
    data["due"] = str(due or "")
    data.setlist("files", [str(key) for key in files])
    if is_sent:
        data["submit"] = "1"
    return data
