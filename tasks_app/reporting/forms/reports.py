from collections.abc import Iterable, Sequence
from datetime import date
from uuid import uuid4

from crispy_forms.bootstrap import AppendedText
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.common.files import NewFile
from tasks_app.common.forms import DayField, refuse_odd_document_day
from tasks_app.common.text import tidy
from tasks_app.options.queries import upload_bytes, upload_files
from tasks_app.reporting import rules
from tasks_app.reporting.enums import Situation
from tasks_app.reporting.forms.files import FilesField, looked_at, megabytes
from tasks_app.reporting.models import EvidenceFile, ProgressReport, ReportDue
from tasks_app.reporting.queries import files_to_start_with
from tasks_app.reporting.rules import FormBirth, ReportContent
from tasks_app.reporting.wording import due_in_words, gap_in_words


class ReportForm(forms.Form):
    """A progress report. A draft may lack anything; sending asks for what ``rules.gaps`` names."""

    uid = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    due = forms.ChoiceField(label=gettext_lazy("Report for"), required=False)
    situation = forms.ChoiceField(
        label=gettext_lazy("Situation"),
        choices=Situation,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what the situation is.")},
    )
    percent = forms.IntegerField(
        label=gettext_lazy("Progress"),
        required=False,
        min_value=0,
        max_value=100,
        error_messages={
            "invalid": gettext_lazy("Enter a whole number from 0 to 100."),
            "min_value": gettext_lazy("Progress cannot be below 0%%. Enter a number from 0 to 100."),
            "max_value": gettext_lazy("Progress cannot be over 100%%. Enter a number from 0 to 100."),
        },
    )
    results = forms.CharField(
        label=gettext_lazy("What was done"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Give concrete figures; two to five sentences are enough."),
    )
    difficulties = forms.CharField(
        label=gettext_lazy("Difficulties, obstacles (if any)"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    proposals = forms.CharField(
        label=gettext_lazy("Proposals (if any)"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    evidence_number = forms.CharField(
        label=gettext_lazy("Document number"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": "125/BC-STP"}),
    )
    evidence_on = DayField(label=gettext_lazy("Document date"), required=False)
    evidence_title = forms.CharField(label=gettext_lazy("Abstract line (if any)"), required=False, max_length=300)
    # Last, because the fields after the files do not arrive where a request is so large that it is cut off.
    files = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Files of this report"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("A file without a tick is taken out when the report is saved."),
        error_messages={"invalid_choice": gettext_lazy("A file of this report is no longer there. Choose it again.")},
    )
    uploads = FilesField(label=gettext_lazy("Add files (if any)"), required=False)

    def __init__(
        self,
        *args,
        today: date,
        is_overdue: bool = False,
        previous_percent: int | None = None,
        dues: Sequence[ReportDue] = (),
        on_offer: Iterable[EvidenceFile] = (),
        **kwargs,
    ):
        """``dues``: the reports that are owed and can be written now, the one to begin with first.

        ``on_offer``: the files that are shown with a box to tick.
        """
        super().__init__(*args, **kwargs)
        self.new_files: list[NewFile] = []
        self._offer(on_offer)
        self.today = today
        self.dues = {str(due.pk): due for due in dues}
        self._offer_dues()
        self.is_overdue = is_overdue
        percent_help = ""
        if previous_percent is not None:
            percent_help = _("Last report: %(percent)s%%.") % {"percent": previous_percent}
        self.fields["percent"].widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "pc", "maxlength": 4})
        self.fields["percent"].help_text = percent_help
        self.fields["uploads"].help_text = _(
            "PDF, Word, Excel, JPG or PNG; at most %(size)s a file and %(number)s files a report."
        ) % {"size": megabytes(upload_bytes()), "number": upload_files()}
        self.helper = self._helper()

    @classmethod
    def initial_from(cls, draft: ProgressReport | None, previous: ProgressReport | None) -> dict:
        """What the form opens with: the draft as it was left, or the last report's figures for a new one."""
        based_on = previous.pk if previous else 0
        files = [file.pk for file in files_to_start_with(draft, previous)]
        if draft is not None:
            return {
                "based_on": based_on,
                "uid": draft.uid,
                "version": draft.version,
                "situation": draft.situation,
                "percent": draft.percent,
                "results": draft.results,
                "difficulties": draft.difficulties,
                "proposals": draft.proposals,
                "due": str(draft.due_id or ""),
                "files": files,
            } | _document_of(draft)
        fresh = {"based_on": based_on, "uid": uuid4(), "version": 0, "situation": Situation.WORKING}
        if previous is None:
            return fresh
        fresh |= {
            "percent": previous.percent,
            "results": previous.results,
            "difficulties": previous.difficulties,
            "proposals": previous.proposals,
        }
        if not previous.was_returned:
            return fresh
        # What was returned is to be supplemented, so it is there again as it was sent, with its evidence.
        fresh |= {"situation": previous.situation, "due": str(previous.due_id or "")}
        return fresh | {"files": files} | _document_of(previous)

    def _offer_dues(self) -> None:
        """Who owes nothing is not asked for what he reports, and has more to say than "nothing to report"."""
        if not self.dues:
            del self.fields["due"]
            choices = [choice for choice in Situation.choices if choice[0] != Situation.NOTHING]
            self.fields["situation"].choices = choices
            if self.initial.get("situation") == Situation.NOTHING:
                self.initial["situation"] = Situation.WORKING
            return
        owed = [(pk, due_in_words(due.period.name, due.period.due_on)) for pk, due in self.dues.items()]
        self.fields["due"].choices = [*owed, ("", _("In between, for no period"))]
        if self.initial.get("due") not in dict(self.fields["due"].choices):
            self.initial["due"] = owed[0][0]

    @property
    def answered_due(self) -> ReportDue | None:
        """The owed report that this one answers."""
        return self.dues.get(self.cleaned_data.get("due", ""))

    def clean_evidence_number(self):
        return tidy(self.cleaned_data["evidence_number"])

    def clean_evidence_on(self):
        day = self.cleaned_data["evidence_on"]
        refuse_odd_document_day(day, today=self.today)
        return day

    def clean_files(self):
        keys = self.cleaned_data["files"]
        if len(keys) > upload_files():
            raise forms.ValidationError(
                _("A report carries at most %(number)s files. Take the tick from those that are needed least."),
                params={"number": upload_files()},
            )
        return keys

    def clean_uploads(self):
        """Takes what can be taken into ``new_files`` and says of the rest, file by file, why not."""
        refused = []
        for file in self.cleaned_data["uploads"]:
            try:
                self.new_files.append(looked_at(file))
            except forms.ValidationError as error:
                refused.append(error)
        room = upload_files() - len(self.cleaned_data.get("files") or [])
        if len(self.new_files) > room:
            refused += [
                forms.ValidationError(
                    _("A report carries at most %(number)s files; “%(name)s” is one too many. Take another out first."),
                    params={"number": upload_files(), "name": file.name},
                )
                for file in self.new_files[max(room, 0) :]
            ]
            del self.new_files[max(room, 0) :]
        if refused:
            raise forms.ValidationError(refused)

    def clean(self):
        data = super().clean()
        number, day = data.get("evidence_number"), data.get("evidence_on")
        if number and not day and "evidence_on" not in self.errors:
            self.add_error("evidence_on", _("Enter the date of the document too."))
        if day and not number:
            self.add_error("evidence_number", _("Enter the number of the document too."))
        if data.get("situation") == Situation.NOTHING and not data.get("due"):
            self.add_error("due", _("“Nothing to report” answers a period. Choose which one."))
        if self.is_sent and data.get("situation"):
            self._refuse_gaps(data)
        return data

    @property
    def is_sent(self) -> bool:
        """Whether the person pressed "Send", not "Save draft"; a script never sends."""
        return "submit" in self.data and "autosave" not in self.data

    def keep(self, files: Iterable[EvidenceFile]) -> None:
        """What came with the form is kept now: from here on it is ticked among the report's files."""
        files = list(files)
        shown = [file for _key, file in self.fields["files"].choices]
        self._offer({file.pk: file for file in [*shown, *files]}.values())
        keys = [file.pk for file in files]
        data = self.data.copy()
        data.setlist("files", dict.fromkeys([*data.getlist("files"), *map(str, keys)]))
        self.data = data
        self.cleaned_data["files"] = list(dict.fromkeys([*self.cleaned_data.get("files", []), *keys]))

    def _offer(self, files: Iterable[EvidenceFile]) -> None:
        self.fields["files"].choices = [(file.pk, file) for file in files]

    @property
    def birth(self) -> FormBirth:
        data = self.cleaned_data
        return FormBirth(data["uid"], data["version"], data["based_on"])

    def content(self) -> ReportContent:
        data = self.cleaned_data
        evidence = None
        if data["evidence_number"]:
            evidence = (data["evidence_number"], data["evidence_on"], data["evidence_title"])
        return ReportContent(
            situation=Situation(data["situation"]),
            percent=data["percent"],
            results=data["results"],
            difficulties=data["difficulties"],
            proposals=data["proposals"],
            evidence=evidence,
            files=frozenset(data["files"]),
        )

    def _refuse_gaps(self, data: dict) -> None:
        found = rules.gaps(
            situation=data["situation"],
            percent=data.get("percent"),
            results=data.get("results", ""),
            difficulties=data.get("difficulties", ""),
            has_evidence=bool(data.get("evidence_number") or data.get("files") or self.new_files),
            is_overdue=self.is_overdue,
        )
        for gap in found:
            # One reason a field: what was typed wrongly is said first.
            if gap.field not in self.errors:
                self.add_error(gap.field, gap_in_words(gap))

    def _helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        # What must be filled in depends on the situation; where it never must, the label says "if any".
        helper.all_optional = True
        helper.layout = Layout(
            "uid",
            "version",
            "based_on",
            *(["due"] if self.dues else []),
            Field("situation", template="components/pick_field.html"),
            AppendedText("percent", "%"),
            "results",
            "difficulties",
            "proposals",
            HTML('{% include "reporting/evidence_head.html" %}'),
            Div(
                Div("evidence_number", css_class="col-sm-7"),
                Div("evidence_on", css_class="col-sm-5"),
                css_class="row gx-3",
            ),
            "evidence_title",
            Field("files", template="reporting/files_field.html"),
            HTML('{% include "reporting/upload_warning.html" %}'),
            "uploads",
        )
        return helper


def _document_of(report: ProgressReport) -> dict:
    evidence = next(iter(report.evidence.all()), None)
    if evidence is None:
        return {}
    return {
        "evidence_number": evidence.number,
        "evidence_on": evidence.issued_on,
        "evidence_title": evidence.title,
    }
