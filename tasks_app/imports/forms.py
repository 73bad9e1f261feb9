"""Uploading a file, naming its columns, putting a row right."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.common.files import tidy_name
from tasks_app.common.forms import DayField, LongSelect
from tasks_app.common.text import tidy
from tasks_app.imports.enums import ListKind, Part, Refusal
from tasks_app.imports.rules import (
    JudgedRow,
    ListRow,
    Unreadable,
    best_grid,
    read_file,
    read_list,
    read_rows,
    texts_of,
)
from tasks_app.imports.rules.lists import COLUMNS, NEEDED
from tasks_app.imports.wording import LIST_COLUMNS, REFUSALS
from tasks_app.plan.models import Plan


class UploadForm(forms.Form):
    """One file, read while the form is looked at: ``grid`` and ``heading`` are what was found."""

    plan = forms.TypedChoiceField(label=gettext_lazy("For the plan of"), coerce=int)
    file = forms.FileField(
        label=gettext_lazy("File (.xlsx or .docx)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.docx", "class": "form-control"}),
        allow_empty_file=True,  # it is told below what is wrong with it
        error_messages={"required": gettext_lazy("Choose the file with the table of tasks.")},
    )

    def __init__(self, *args, plans: Iterable[Plan], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["plan"].choices = [(plan.pk, str(plan.year)) for plan in plans]
        self.fields["plan"].widget.attrs["class"] = "form-select"

    def clean_file(self):
        file = self.cleaned_data["file"]
        file.name = tidy_name(file.name)
        try:
            found = best_grid(read_file(file, file.name))
            if found is None:
                raise Unreadable(Refusal.NO_TABLE)
            self.grid, self.heading = found
            if not read_rows(self.grid, self.heading, self.heading.columns).rows:
                raise Unreadable(Refusal.NO_ROWS)
        except Unreadable as refused:
            raise forms.ValidationError(str(REFUSALS[refused.refusal])) from refused
        return file


class ColumnsForm(forms.Form):
    """For each column of the table what it says; tasks have to be said by one, and nothing by two."""

    def __init__(self, *args, texts: Iterable[str], columns: Mapping[str, int], **kwargs):
        super().__init__(*args, **kwargs)
        said = {column: part for part, column in columns.items()}
        self.names: dict[str, int] = {}
        for column, text in enumerate(texts):
            if text or column in said:
                name = f"column_{column}"
                self.names[name] = column
                self.fields[name] = forms.ChoiceField(
                    label=text or _("Column %(number)d") % {"number": column + 1},
                    choices=[("", _("is not read")), *Part.choices],
                    required=False,
                    initial=said.get(column, ""),
                )
        self.helper = _bare_helper()

    def clean(self):
        data = super().clean()
        said = [part for part in data.values() if part]
        if Part.CONTENT not in said:
            raise forms.ValidationError(_("Say which column holds the tasks."))
        twice = {part for part in said if said.count(part) > 1}
        if twice:
            names = ", ".join(str(Part(part).label) for part in sorted(twice))
            raise forms.ValidationError(
                _("Two columns cannot hold the same: %(names)s. Leave one of them unread."), params={"names": names}
            )
        return data

    @property
    def columns(self) -> dict[Part, int]:
        return {Part(part): self.names[name] for name, part in self.cleaned_data.items() if part}


class RowForm(forms.Form):
    """A row as it was understood, to be put right. What is chosen here replaces what stands in the file."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    content = forms.CharField(label=Part.CONTENT.label, widget=forms.Textarea(attrs={"rows": 3}))
    key_task = forms.TypedChoiceField(label=Part.KEY_TASK.label, coerce=int, empty_value=None, required=False)
    lead = forms.ChoiceField(
        label=Part.LEAD.label,
        widget=LongSelect(attrs={"class": "form-select"}),
        required=False,
        help_text=gettext_lazy("A group: each of its organisations gets the task."),
    )
    coordinating = forms.CharField(
        label=Part.COORDINATING.label,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text=gettext_lazy("Names as in the file, separated by semicolons."),
    )
    deliverable = forms.CharField(label=Part.DELIVERABLE.label, required=False)
    deadline = forms.CharField(label=gettext_lazy("Deadline in words"), required=False)
    day = DayField(
        label=gettext_lazy("Deadline"),
        required=False,
        help_text=gettext_lazy("Only where the words do not say it, or were taken wrongly."),
    )
    member = forms.ChoiceField(
        label=Part.MEMBER.label, required=False, widget=LongSelect(attrs={"class": "form-select"})
    )
    is_left = forms.BooleanField(label=gettext_lazy("Leave this row out"), required=False)

    def __init__(self, *args, key_tasks: Mapping[int, str], names: Iterable[str], members: Iterable[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["key_task"].choices = [
            ("", "–"),
            *((number, f"{number}. {title}"[:120]) for number, title in sorted(key_tasks.items())),
        ]
        self.fields["lead"].choices = [("", "–"), *((name, name) for name in names)]
        self.fields["member"].choices = [("", "–"), *((name, name) for name in members)]
        for name in ("content", "key_task", "lead", "coordinating", "deliverable", "deadline", "member"):
            self.fields[name].widget.attrs["lang"] = "vi"  # the words of the file and names, whatever the page speaks
        self.helper = _bare_helper()
        self.helper.layout = Layout(
            "seen",
            "content",
            Div(Div("key_task", css_class="col-lg-6"), Div("member", css_class="col-lg-6"), css_class="row gx-3"),
            "lead",
            "coordinating",
            "deliverable",
            Div(Div("deadline", css_class="col-sm-6"), Div("day", css_class="col-sm-6"), css_class="row gx-3"),
            "is_left",
        )

    @property
    def cells(self) -> dict[Part, str]:
        """What the row says from now on."""
        said = self.cleaned_data
        names = (Part.CONTENT, Part.LEAD, Part.COORDINATING, Part.DELIVERABLE, Part.DEADLINE, Part.MEMBER)
        return {part: tidy(said[part.value]) for part in names}


def leads_together(judged: JudgedRow) -> str:
    """Its lead as one choice: several groups that lead together stay together."""
    return "; ".join(texts_of(judged.leads))


def first_values(row, judged: JudgedRow, *, member: str) -> dict:
    """What the form begins with: names as they were understood, else the words of the file. ``member``: the full name
    of who was recognised, or nothing."""
    others = [one.named.name if one.named else one.words for one in (*judged.coordinating, *judged.unknown)]
    return {
        "seen": row.version,
        "content": judged.content,
        "key_task": judged.key_task,
        "lead": leads_together(judged),
        "coordinating": "; ".join(others),
        "deliverable": judged.deliverable,
        "deadline": judged.deadline.words,
        "day": row.day,
        "member": member,
        "is_left": row.is_left,
    }


def _bare_helper() -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return helper


class ListFileForm(forms.Form):
    """One file with a list, read while the form is looked at: ``rows`` is what was found."""

    file = forms.FileField(
        label=gettext_lazy("File (.xlsx or .docx)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.docx", "class": "form-control"}),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Choose the file with the list.")},
    )

    def __init__(self, *args, kind: ListKind, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind

    def clean_file(self):
        file = self.cleaned_data["file"]
        file.name = tidy_name(file.name)
        try:
            self.rows = read_list(read_file(file, file.name), self.kind)
        except Unreadable as refused:
            if refused.refusal == Refusal.NO_TABLE:
                raise forms.ValidationError(
                    _("No table with the columns “%(first)s” and “%(second)s” was found in it."),
                    params=dict(
                        zip(("first", "second"), (str(LIST_COLUMNS[one]) for one in NEEDED[self.kind]), strict=True)
                    ),
                ) from refused
            raise forms.ValidationError(str(REFUSALS[refused.refusal])) from refused
        return file


class ListRowsForm(forms.Form):
    """The rows of a list as they travel with the page, with what was typed into them since."""

    rows = forms.JSONField(widget=forms.HiddenInput)

    def __init__(self, data, *, kind: ListKind):
        super().__init__(data)
        self.kind = kind

    @staticmethod
    def columns_of(kind: ListKind) -> list[str]:
        return list(COLUMNS[kind])

    @staticmethod
    def packed(rows: Iterable[ListRow]) -> str:
        return json.dumps([[row.number, dict(row.cells)] for row in rows], ensure_ascii=False)

    def clean_rows(self) -> list[ListRow]:
        """Whoever changes what travels can type the same into the page: every row is judged anew."""
        names = self.columns_of(self.kind)
        found = []
        try:
            for number, cells in self.cleaned_data["rows"]:
                texts = {name: str(cells.get(name, ""))[:500] for name in names}
                texts |= {
                    name: self.data[f"{int(number)}-{name}"][:500]
                    for name in names
                    if f"{int(number)}-{name}" in self.data
                }
                found.append(ListRow(int(number), texts))
        except (TypeError, ValueError, AttributeError):
            raise forms.ValidationError(_("The rows did not arrive. Upload the file again.")) from None
        return found

    @property
    def found(self) -> list[ListRow]:
        return self.cleaned_data["rows"]
