from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import django_filters
from crispy_forms.bootstrap import StrictButton
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Layout
from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.common.forms import LongSelect
from tasks_app.options.queries import options
from tasks_app.plan.enums import Bucket, Column, Contradiction, OverdueAge, Silence, Status, TaskStatus
from tasks_app.plan.models import Assignment, Contribution, Plan
from tasks_app.plan.queries import organisations_in, with_words
from tasks_app.plan.rules import Yardstick, last_day_to_receive, quarter

ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}  # as quarters are written
ALL = gettext_lazy("All")
MANY = 4  # fields of a row that are folded on phones
NOT_KNOWN = {"invalid_choice": gettext_lazy("“%(value)s” is not known here, so it was left out.")}
NO_FILTERS = ("sort", "columns", "as_of")  # parameters of a list that narrow nothing

Choices = Iterable[tuple[object, object]]


@dataclass(frozen=True)
class Applied:
    """A filter that is on: its parameter, and what it asks for in words."""

    name: str
    label: str
    value: str


class AppliedMixin:
    """For filter forms: which of them are on. Needs ``form``."""

    @cached_property
    def applied(self) -> list[Applied]:
        return [
            Applied(field.name, str(field.label), _in_words(field, self.form.cleaned_data[field.name]))
            for field in self.form
            if field.name not in NO_FILTERS and self.form.cleaned_data.get(field.name)
        ]


def _in_words(field: forms.BoundField, value: str) -> str:
    choices = getattr(field.field, "choices", None)
    if choices is None:
        return f"“{value}”"
    return next(str(words) for choice, words in choices if str(choice) == value)


def filter_helper(*fields: str) -> FormHelper:
    """A row of fields above a list; in the address, so that it can be kept and passed on.

    On a phone many fields would hide the list itself, so there they are folded until they are asked for.
    """
    helper = FormHelper()
    helper.form_method = "get"
    helper.form_class = "filters"
    helper.attrs = {"data-autosubmit": ""}
    helper.all_optional = True
    helper.form_show_errors = False  # nothing has to be put right; {% left_out %} says what was not understood
    fold = [HTML('{% include "components/fold.html" %}')] if len(fields) >= MANY else []
    helper.layout = Layout(*fold, *fields, StrictButton(_("Filter"), type="submit", css_class="btn-line"))
    return helper


def _choice(label, *, choices: Choices = (), **options) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(
        label=label, choices=choices, empty_label=ALL, error_messages=NOT_KNOWN, **options
    )


class AssignmentFilter(AppliedMixin, django_filters.FilterSet):
    """What a list of assignments is narrowed to. Without a state asked for, it shows what is in force.

    A value that is not known is left out, and the form says so.
    """

    DEADLINES = [("with", gettext_lazy("With a deadline")), ("none", gettext_lazy("No fixed deadline"))]
    RECEIPTS = [
        ("missing", gettext_lazy("Not received yet")),
        ("late", gettext_lazy("Not received within 3 working days")),
    ]
    SORTED_BY = ("deadline", "organisation", "task", "percent", "days", "last_word")
    SORTS = [sign + name for name in SORTED_BY for sign in ("", "-")]
    COLUMNS = (Column.DEADLINE, Column.ORGANISATION, Column.MEMBER, Column.PERCENT, Column.STATUS)
    SHOWN = ("q", "key_task", "group", "organisation", "member", "status")

    q = django_filters.CharFilter(
        label=gettext_lazy("Search"), method="matching", max_length=100, widget=forms.TextInput({"type": "search"})
    )
    key_task = _choice(gettext_lazy("Key task"), field_name="task__key_task__number")
    task = _choice(gettext_lazy("Task"), field_name="task_id")
    group = _choice(gettext_lazy("Group"), method="of_group")
    organisation = _choice(gettext_lazy("Organisation"), field_name="organisation_id", widget=LongSelect)
    coordinating = _choice(gettext_lazy("Coordinating organisation"), method="with_contribution_of")
    member = _choice(gettext_lazy("Responsible member"), field_name="responsible_id", widget=LongSelect)
    status = _choice(
        gettext_lazy("Status"),
        choices=[choice for choice in Status.choices if choice[0] != Status.OUT_OF_FORCE],
        method="in_status",
    )
    bucket = _choice(gettext_lazy("Result"), choices=Bucket.choices, method="in_bucket")
    state = _choice(gettext_lazy("Workflow state"), field_name="state")
    deadline = _choice(gettext_lazy("Deadline"), choices=DEADLINES, method="with_deadline")
    receipt = _choice(gettext_lazy("Receipt"), choices=RECEIPTS, method="with_receipt")
    overdue = _choice(gettext_lazy("Overdue for"), choices=OverdueAge.choices, method="overdue_for")
    silence = _choice(gettext_lazy("Without a report for"), choices=Silence.choices, method="silent_for")
    contradiction = _choice(gettext_lazy("Per cent and dates"), choices=Contradiction.choices, method="contradicting")
    sort = _choice(gettext_lazy("Order"), choices=[(sort, sort) for sort in SORTS], method="unchanged")

    columns = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("Columns"), choices=Column.choices, method="unchanged", error_messages=NOT_KNOWN
    )
    as_of = django_filters.CharFilter(method="unchanged", widget=forms.HiddenInput)

    class Meta:
        model = Assignment
        fields: list[str] = []

    def __init__(self, data, queryset, *, by: Yardstick, choices: Mapping[str, Choices], plan: Plan | None = None):
        """``choices``: those of the filters whose values are rows of the database, by name; ``plan``: whose key units
        are a group."""
        super().__init__(data, queryset)
        self.by, self.plan = by, plan
        if queryset.model is not Assignment:
            del self.filters["receipt"]  # of a past day nobody asks who has received his work
            self.filters["columns"].extra["choices"] = [(column.value, column.label) for column in self.columns_offered]
        for name, its_choices in choices.items():
            self.filters[name].extra["choices"] = its_choices
        for name in self.filters.keys() - set(self.SHOWN):
            self.filters[name].extra["widget"] = forms.MultipleHiddenInput if name == "columns" else forms.HiddenInput

    @cached_property
    def helper(self) -> FormHelper:
        """The form's fields; what only links ask for goes along unseen while it is on."""
        unseen = [name for name in self.filters if name not in self.SHOWN and self.form.cleaned_data.get(name)]
        return filter_helper(*self.SHOWN, *unseen)

    @property
    def asked_order(self) -> str:
        return self.form.cleaned_data.get("sort", "")

    @property
    def columns_offered(self) -> list[Column]:
        """Who was to contribute on a past day is not known."""
        is_now = self.queryset.model is Assignment
        return [column for column in Column if is_now or column != Column.COORDINATING]

    @property
    def asked_columns(self) -> list[Column]:
        """Those that the address asks for, as far as they are known; the usual ones where it asks for none."""
        asked = {str(value) for value in self.form["columns"].data or ()}
        return [column for column in self.columns_offered if column.value in asked] or list(self.COLUMNS)

    @property
    def can_be_urged(self) -> bool:
        """Whether the list is narrowed to what is overdue and not completed today."""
        asked = self.form.cleaned_data
        is_overdue = asked.get("status") == Status.OVERDUE or asked.get("bucket") == Bucket.OVERDUE
        return is_overdue and self.queryset.model is Assignment

    def filter_queryset(self, queryset):
        if not self.form.cleaned_data.get("state"):
            queryset = queryset.in_force()
        return super().filter_queryset(queryset)

    def matching(self, assignments, name, value):
        return with_words(assignments, value)

    def of_group(self, assignments, name, value):
        return assignments.filter(organisation__in=organisations_in(value, on=self.by.today, plan=self.plan))

    def with_contribution_of(self, assignments, name, value):
        asked = Contribution.objects.filter(organisation=value).values("assignment")
        return assignments.filter(**{f"{'pk' if assignments.model is Assignment else 'assignment'}__in": asked})

    def in_status(self, assignments, name, value):
        return assignments.in_status(Status(value), self.by)

    def in_bucket(self, assignments, name, value):
        return assignments.in_bucket(Bucket(value), self.by)

    def with_deadline(self, assignments, name, value):
        return assignments.filter(deadline_on__isnull=value == "none")

    def with_receipt(self, assignments, name, value):
        return assignments.not_received(
            held_until=last_day_to_receive(self.by, options().receive_within) if value == "late" else None
        )

    def overdue_for(self, assignments, name, value):
        return assignments.overdue_for(OverdueAge(value), self.by)

    def silent_for(self, assignments, name, value):
        return assignments.silent_for(Silence(value), self.by)

    def contradicting(self, assignments, name, value):
        return assignments.contradicting(Contradiction(value), self.by)

    def unchanged(self, assignments, name, value):
        return assignments


class GroupMixin(forms.Form):
    """For forms that narrow a list to a group of organisations.

    ``groups``: those offered, as ``plan.queries.group_choices`` gives them.
    """

    group = forms.ChoiceField(label=gettext_lazy("Group"), required=False, error_messages=NOT_KNOWN)

    def __init__(self, data, *, groups: Choices):
        super().__init__(data)
        self.fields["group"].choices = [("", ALL), *groups]

    @property
    def asked_group(self) -> str:
        return self.cleaned_data.get("group", "")


class TaskFilter(AppliedMixin, GroupMixin, forms.Form):
    """What the plan's list of tasks is narrowed to. With a group only the work of its organisations is counted."""

    QUARTER = "quarter"
    UNASSIGNED = "unassigned"

    q = forms.CharField(
        label=gettext_lazy("Search"), required=False, max_length=100, widget=forms.TextInput({"type": "search"})
    )
    key_task = forms.ChoiceField(label=gettext_lazy("Key task"), required=False, error_messages=NOT_KNOWN)
    status = forms.ChoiceField(label=gettext_lazy("Status"), required=False, error_messages=NOT_KNOWN)
    due = forms.ChoiceField(label=gettext_lazy("Deadline"), required=False, error_messages=NOT_KNOWN)
    document = forms.ChoiceField(
        label=gettext_lazy("Assigning document"), required=False, error_messages=NOT_KNOWN, widget=forms.HiddenInput
    )

    as_of = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, key_tasks: Choices, today: date, groups: Choices = (), documents: Choices = ()):
        """``documents``: those whose tasks the address may ask for."""
        super().__init__(data, groups=groups)
        everything = [("", ALL)]
        self.fields["document"].choices = everything + list(documents)
        self.fields["key_task"].choices = everything + list(key_tasks)
        self.fields["status"].choices = [
            *everything,
            *TaskStatus.choices,
            (self.UNASSIGNED, _("No assignment in force")),
        ]
        self.fields["due"].choices = [
            *everything,
            (self.QUARTER, _("By the end of quarter %(quarter)s") % {"quarter": ROMAN[quarter(today)]}),
        ]
        self.full_clean()

    @property
    def form(self) -> TaskFilter:
        return self

    @cached_property
    def helper(self) -> FormHelper:
        """The form's fields; what only links ask for goes along unseen while it is on."""
        unseen = [name for name in ("document", "as_of") if self.cleaned_data.get(name)]
        return filter_helper("q", "key_task", "group", "status", "due", *unseen)
