from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.common.forms import DayField, refuse_odd_document_day
from tasks_app.documents.enums import Letterhead
from tasks_app.documents.models import OfficialReport
from tasks_app.documents.rules import Printing
from tasks_app.documents.wording import TEXTS
from tasks_app.exports.enums import FileFormat
from tasks_app.reporting.models import ReportingPeriod

LONGEST_TEXT = 20_000  # characters; a section of a report is a page or two


class GroundForm(forms.Form):
    """What a new report stands on: a period, or a day up to today where none is chosen."""

    period = forms.ChoiceField(label=gettext_lazy("Reporting period"), required=False)
    day = DayField(
        label=gettext_lazy("Or a day"),
        required=False,
        help_text=gettext_lazy("The report then says how everything stood at the end of that day."),
    )

    def __init__(self, *args, periods: Iterable[ReportingPeriod], today: date, first: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.periods = {str(one.pk): one for one in periods}
        self.today, self.first = today, first
        self.fields["period"].choices = [("", "–"), *((key, _choice(one)) for key, one in self.periods.items())]

    def clean(self):
        data = super().clean()
        day = data.get("day")
        if not self.errors and not data.get("period") and not day:
            self.add_error("period", _("Choose a period, or enter a day."))
        if day and not self.first <= day <= self.today:
            self.add_error("day", _("Enter a day between the beginning of the plan and today."))
        return data

    @property
    def asked(self) -> ReportingPeriod | date:
        """The period, also where a day stands beside it."""
        return self.periods.get(self.cleaned_data["period"]) or self.cleaned_data["day"]


def _choice(period: ReportingPeriod) -> str:
    return str(period) if period.is_closed else _("%(period)s (not closed yet)") % {"period": period}


def _text(name: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=TEXTS[name],
        required=False,
        max_length=LONGEST_TEXT,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3 if name == "opening" else 8, "lang": "vi"}),  # as the document has it
    )


class TextsForm(forms.Form):
    """What people write into a report; each line is a paragraph of the document.

    ``version`` is that of the report which the page showed when it was opened.
    """

    title = forms.CharField(
        label=gettext_lazy("Abstract line"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "vi"}),
        error_messages={"required": gettext_lazy("A report has an abstract line. Enter it.")},
    )
    opening = _text("opening")
    shortcomings = _text("shortcomings")
    difficulties = _text("difficulties")
    proposals = _text("proposals")
    next = _text("next")
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, report: OfficialReport, data=None) -> TextsForm:
        return cls(data, initial={"title": report.title, "version": report.version, **report.texts})

    def continuing(self, report: OfficialReport) -> TextsForm:
        """The same words in a form that goes on from what another has saved."""
        data = self.data.copy()
        data["version"] = str(report.version)
        return TextsForm.of(report, data)

    @property
    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in TEXTS}


class IssueForm(forms.Form):
    """Under which number and date a report goes out."""

    number = forms.CharField(
        label=gettext_lazy("Document number"),
        max_length=60,
        help_text=gettext_lazy("As it stands on the document, for example 12-BC/BCĐ or 345/BC-SNV."),
        error_messages={"required": gettext_lazy("Enter the number of the document.")},
    )
    issued_on = DayField(label=gettext_lazy("Document date"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_issued_on(self):
        day = self.cleaned_data["issued_on"]
        refuse_odd_document_day(day, today=self.today)
        return day


class FileForm(forms.Form):
    """Which file of a report is wanted; the letterhead is chosen by the button. ``with_pdf``: whether PDFs can be had
    here; where not, there is no choice of a format."""

    letterhead = forms.ChoiceField(choices=Letterhead, widget=forms.HiddenInput)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    file_format = forms.ChoiceField(label=gettext_lazy("Format"), required=False)
    by_assignment = forms.BooleanField(label=gettext_lazy("Appendix I with a row for each assignment"), required=False)

    def __init__(self, *args, with_pdf: bool, **kwargs):
        super().__init__(*args, **kwargs)
        formats = [FileFormat.DOCX, FileFormat.PDF] if with_pdf else [FileFormat.DOCX]
        self.fields["file_format"].choices = [(one.value, one.label) for one in formats]
        if not with_pdf:
            del self.fields["file_format"]

    @property
    def asked_format(self) -> FileFormat:
        return FileFormat(self.cleaned_data.get("file_format") or FileFormat.DOCX)

    @property
    def printing(self) -> Printing:
        given = self.cleaned_data
        return Printing(Letterhead(given["letterhead"]), given["language"], given["by_assignment"])
