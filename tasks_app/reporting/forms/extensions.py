from __future__ import annotations

from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.common.forms import DayField
from tasks_app.plan.forms import AppliedMixin, BasisFieldsMixin, GroupMixin, filter_helper
from tasks_app.plan.models import Assignment
from tasks_app.reporting import rules
from tasks_app.reporting.enums import Recommendation
from tasks_app.reporting.models import Extension
from tasks_app.reporting.wording import NEW_DEADLINES


class NewDeadlineMixin(forms.Form):
    """For forms with a new deadline. Needs ``assignment``; ``not_before`` is today for who asks, None for decisions."""

    assignment: Assignment
    not_before: date | None = None

    def refuse_odd_deadline(self, day: date | None) -> None:
        """Raises ValidationError for a day that is not later than the deadline in force, or cannot be meant."""
        if day is None:
            return
        code = rules.odd_new_deadline(
            day,
            old_on=self.assignment.deadline_on,
            not_before=self.not_before,
            plan_year=self.assignment.task.key_task.plan.year,
        )
        if code:
            raise forms.ValidationError(NEW_DEADLINES[code])

    def make_helper(self, *layout, needed: tuple[str, ...] = ()) -> FormHelper:
        """``needed``: fields that some answers ask for; the forms say when."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.needed = list(needed)
        helper.layout = Layout(*layout)
        return helper


class ExtensionFilter(AppliedMixin, GroupMixin, forms.Form):
    """Whose requests the queue is narrowed to."""

    def __init__(self, data, *, groups: list[tuple[str, str]]):
        super().__init__(data, groups=groups)
        self.helper = filter_helper("group")
        self.full_clean()

    @property
    def form(self) -> ExtensionFilter:
        return self


class ExtensionRequestForm(NewDeadlineMixin):
    """What whoever does the work says when he asks for more time."""

    deadline_on = DayField(label=gettext_lazy("New deadline"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Why the deadline cannot be kept, and what has been done so far."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Say why more time is needed; the leader decides by it.")},
    )
    evidence = forms.CharField(
        label=gettext_lazy("Document or facts that show it"),
        max_length=300,
        required=False,
    )

    def __init__(self, *args, assignment: Assignment, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.assignment, self.not_before = assignment, today
        self.helper = self.make_helper("deadline_on", "reason", "evidence")

    def clean_deadline_on(self):
        day = self.cleaned_data["deadline_on"]
        self.refuse_odd_deadline(day)
        return day


class ProposalForm(NewDeadlineMixin):
    """What the secretariat proposes: until the day asked for or another one, or not to."""

    recommendation = forms.ChoiceField(
        label=gettext_lazy("Proposal to the leader"),
        choices=Recommendation,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what you propose.")},
    )
    deadline_on = DayField(
        label=gettext_lazy("New deadline"), help_text=gettext_lazy("Where you propose to approve."), required=False
    )
    comment = forms.CharField(
        label=gettext_lazy("Comment"),
        help_text=gettext_lazy("Where you propose not to approve, say why."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, extension: Extension, **kwargs):
        super().__init__(*args, auto_id="proposal_%s", initial={"deadline_on": extension.deadline_asked}, **kwargs)
        self.assignment = extension.assignment
        self.helper = self.make_helper(
            Field("recommendation", template="components/pick_field.html"),
            "deadline_on",
            "comment",
            needed=("deadline_on", "comment"),
        )

    def clean_deadline_on(self):
        day = self.cleaned_data["deadline_on"]
        if self.data.get("recommendation") != Recommendation.REFUSE:
            self.refuse_odd_deadline(day)
        return day

    def clean(self):
        data = super().clean()
        recommendation = data.get("recommendation")
        is_day_missing = not data.get("deadline_on") and "deadline_on" not in self.errors
        if recommendation == Recommendation.APPROVE and is_day_missing:
            self.add_error("deadline_on", _("Enter the new deadline that you propose."))
        if recommendation == Recommendation.REFUSE and not data.get("comment", "").strip():
            self.add_error("comment", _("Say why it should not be approved; the leader decides by it."))
        return data


class ExtensionDecisionForm(BasisFieldsMixin, NewDeadlineMixin):
    """A leader approves by a document, until a day, or does not approve and says why."""

    APPROVE, REFUSE = "approve", "refuse"
    decision = forms.ChoiceField(
        label=gettext_lazy("Result"),
        choices=[(APPROVE, gettext_lazy("Approve")), (REFUSE, gettext_lazy("Do not approve"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whether to approve the extension.")},
    )
    deadline_on = DayField(label=gettext_lazy("New deadline"), required=False)
    comment = forms.CharField(
        label=gettext_lazy("Comment"),
        help_text=gettext_lazy("Where it is not approved, say why; the people who asked read it."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, extension: Extension, today: date, **kwargs):
        super().__init__(*args, auto_id="decision_%s", initial={"deadline_on": extension.deadline_wanted}, **kwargs)
        self.assignment, self.today = extension.assignment, today
        for name in ("document", "document_on"):
            self.fields[name].required = False
        self.helper = self.make_helper(
            Field("decision", template="components/pick_field.html"),
            "deadline_on",
            "document",
            "document_on",
            "comment",
            needed=("deadline_on", "document", "document_on", "comment"),
        )

    @property
    def approves(self) -> bool:
        return self.cleaned_data["decision"] == self.APPROVE

    def clean_deadline_on(self):
        day = self.cleaned_data["deadline_on"]
        if self.data.get("decision") != self.REFUSE:
            self.refuse_odd_deadline(day)
        return day

    def clean(self):
        data = super().clean()
        decision = data.get("decision")
        if decision == self.APPROVE:
            for name, text in (
                ("deadline_on", _("Enter the new deadline.")),
                ("document", _("Enter the number of the document that decides this.")),
                ("document_on", _("Enter the date of the document too.")),
            ):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, text)
        if decision == self.REFUSE and not data.get("comment", "").strip():
            self.add_error("comment", _("Say why it is not approved, so that those who asked know."))
        return data


class OpenExtensionForm(BasisFieldsMixin, NewDeadlineMixin):
    """A leader extends a deadline without a request: day, reason and document."""

    deadline_on = DayField(label=gettext_lazy("New deadline"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why; the people who do the work read it.")},
    )

    def __init__(self, *args, assignment: Assignment, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.assignment, self.today = assignment, today
        self.helper = self.make_helper(
            "deadline_on",
            "reason",
            Div(Div("document", css_class="col-sm-7"), Div("document_on", css_class="col-sm-5"), css_class="row gx-3"),
        )

    def clean_deadline_on(self):
        day = self.cleaned_data["deadline_on"]
        self.refuse_odd_deadline(day)
        return day
