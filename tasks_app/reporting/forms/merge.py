"""Two versions of a report become one: of each part that differs one takes theirs, or mine, or writes a mixture."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.template.defaultfilters import filesizeformat
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy

from tasks_app.common.text import tidy
from tasks_app.reporting.enums import ReportState, Situation
from tasks_app.reporting.forms.reports import ReportForm
from tasks_app.reporting.models import ProgressReport

THEIRS, MINE = "theirs", "mine"
# A part is taken over as a whole: a document's number without its date says nothing.
PARTS = {
    "due": (gettext_lazy("Report for"), ("due",)),
    "situation": (gettext_lazy("Situation"), ("situation",)),
    "percent": (gettext_lazy("Progress"), ("percent",)),
    "results": (gettext_lazy("What was done"), ("results",)),
    "difficulties": (gettext_lazy("Difficulties, obstacles"), ("difficulties",)),
    "proposals": (gettext_lazy("Proposals"), ("proposals",)),
    "document": (gettext_lazy("Document"), ("evidence_number", "evidence_on", "evidence_title")),
    "files": (gettext_lazy("Files"), ("files",)),
}

Typed = MultiValueDict


@dataclass(frozen=True)
class Difference:
    """A part of the report in two versions, as text to read."""

    name: str
    label: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Merge:
    """What the page shows of a conflict. ``mine``: what was typed when it arose, as hidden fields of the form.

    It stays there while the form below is filled from theirs and written on, so that it can be fetched back.
    """

    theirs: ProgressReport
    differences: list[Difference]
    mine: list[tuple[str, str]]

    @property
    def shown(self) -> str:
        """Which report in which version stands there."""
        return version_of(self.theirs)


def version_of(report: ProgressReport) -> str:
    return f"{report.pk}-{report.version}"


def merge_of(form: ReportForm, theirs: ProgressReport) -> Merge:
    """Both versions side by side. The form holds what was typed, and offers the files of both."""
    names = {
        "situation": dict(Situation.choices),
        "due": dict(form.fields["due"].choices) if "due" in form.fields else {},
        "files": {str(key): f"{file.name} ({filesizeformat(file.size)})" for key, file in form.fields["files"].choices},
    }
    typed = form.data
    other, mine = _as_typed(theirs), _mine(typed)
    differences = []
    for name, (label, fields) in PARTS.items():
        if name == "due" and theirs.state != ReportState.DRAFT:
            continue  # what a sent report answers is no longer owed
        two = [[version.getlist(field) for field in fields] for version in (other, mine)]
        texts = [_to_read(name, values, names.get(name, {})) for values in two]
        if texts[0] != texts[1] or (name == "files" and set(two[0][0]) != set(two[1][0])):
            differences.append(Difference(name, str(label), *texts))
    hidden = [(f"mine-{field}", value) for field in mine for value in mine.getlist(field)]
    return Merge(theirs, differences, hidden)


def with_choices(typed: Typed, theirs: ProgressReport) -> Typed:
    """What was typed, after the choices among the two versions. Where none was made what stands in the form stays."""
    versions = {THEIRS: _as_typed(theirs), MINE: _mine(typed)}
    filled = typed.copy()
    for name, (_label, fields) in PARTS.items():
        chosen = versions.get(filled.pop(f"take-{name}", [""])[-1])
        if chosen is None:
            continue
        for field in fields:
            filled.setlist(field, chosen.getlist(field))
    return filled


def _as_typed(report: ProgressReport) -> Typed:
    """A stored report as its form would send it."""
    initial = ReportForm.initial_from(report, None)
    typed = MultiValueDict()
    for _label, fields in PARTS.values():
        for field in fields:
            typed.setlist(field, _values(initial.get(field)))
    return typed


def _values(value: object) -> list[str]:
    if isinstance(value, list):
        return [str(one) for one in value]
    if isinstance(value, date):
        return [f"{value:%d/%m/%Y}"]
    return ["" if value is None else str(value)]


def _mine(typed: Typed) -> Typed:
    """What was typed when the conflict arose; the form has kept it if it went on since."""
    before = "mine-" if "theirs" in typed else ""
    mine = MultiValueDict()
    for _label, fields in PARTS.values():
        for field in fields:
            mine.setlist(field, typed.getlist(f"{before}{field}"))
    return mine


def _to_read(name: str, values: list[list[str]], names: dict[str, str]) -> str:
    """A part as text, by which two versions are also told apart. ``names``: of what is chosen from a list."""
    texts = [tidy(value.replace("\r\n", "\n")) for field in values for value in field]
    if name == "files":
        return "\n".join(names.get(key, "") for key in sorted(texts))
    return ", ".join(f"{text}%" if name == "percent" else str(names.get(text, text)) for text in texts if text)
