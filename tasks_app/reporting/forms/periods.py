from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.common.forms import DayField
from tasks_app.plan.enums import Frequency
from tasks_app.plan.forms import GroupMixin, filter_helper
from tasks_app.reporting.enums import DueState
from tasks_app.reporting.models import ReportingPeriod
from tasks_app.reporting.rules import PeriodDays


class PeriodForm(forms.Form):
    """The days of a reporting period; its kind is chosen once, when it is entered."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of period"),
        choices=[("", "–"), *ReportingPeriod.KINDS],
        error_messages={"required": gettext_lazy("Choose how often this report is owed.")},
    )
    starts_on = DayField(label=gettext_lazy("First day"))
    ends_on = DayField(label=gettext_lazy("Data cut-off"), help_text=gettext_lazy("The last day whose figures count."))
    due_on = DayField(
        label=gettext_lazy("Report deadline"),
        help_text=gettext_lazy("On a day off it counts until the next working day."),
    )

    def __init__(self, *args, period: ReportingPeriod | None = None, **kwargs):
        if period is not None:
            kwargs.setdefault(
                "initial", {"starts_on": period.starts_on, "ends_on": period.ends_on, "due_on": period.due_on}
            )
        super().__init__(*args, **kwargs)
        if period is not None:
            del self.fields["kind"]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        days = Div(
            *(Div(name, css_class="col-sm-4") for name in ("starts_on", "ends_on", "due_on")), css_class="row gx-3"
        )
        self.helper.layout = Layout(*(["kind"] if period is None else []), days)

    def clean(self):
        data = super().clean()
        first, last, due = (data.get(name) for name in ("starts_on", "ends_on", "due_on"))
        if first and last and last < first:
            self.add_error("ends_on", _("The cut-off lies before the first day. Enter that day or a later one."))
        if last and due and due < last:
            self.add_error("due_on", _("Reports cannot be due before the cut-off. Enter that day or a later one."))
        return data

    @property
    def kind_of_period(self) -> Frequency:
        return Frequency(self.cleaned_data["kind"])

    @property
    def days(self) -> PeriodDays:
        data = self.cleaned_data
        return PeriodDays(data["starts_on"], data["ends_on"], data["due_on"])


class DueFilter(GroupMixin, forms.Form):
    """What the list of a period's reports is narrowed to; an unknown value shows all."""

    SENT, LATE = "sent", "late"

    report = forms.ChoiceField(
        label=gettext_lazy("Report"),
        required=False,
        choices=[
            ("", gettext_lazy("All")),
            (SENT, gettext_lazy("Sent")),
            (LATE, gettext_lazy("Late")),
            *DueState.choices,
        ],
    )

    organisation = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, groups: list[tuple[str, str]]):
        super().__init__(data, groups=groups)
        self.full_clean()
        self.helper = filter_helper("report", "group", *(["organisation"] if self.its_organisation else []))

    @property
    def asked(self) -> str:
        return self.cleaned_data.get("report", "")

    @property
    def its_organisation(self) -> int | None:
        """Whose reports alone (primary key); only links ask for it."""
        return self.cleaned_data.get("organisation")
