from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.indicators.enums import Direction, IndicatorUnit, Side
from tasks_app.indicators.models import IndicatorDefinition
from tasks_app.indicators.rules import Goal, NotANumber, read_number
from tasks_app.organisations.models import Organisation
from tasks_app.plan.models import SourceDocument

EVERYBODY = ""
AT_LEAST, MORE_THAN = "loose", "strict"
LARGEST = {IndicatorUnit.PERCENT: Decimal(100), IndicatorUnit.DAYS: Decimal(100_000)}


class TargetForm(forms.Form):
    """What the plan of the year asks for, and of whom."""

    whom = forms.ChoiceField(label=gettext_lazy("Who is to reach it"), required=False)
    comparison = forms.ChoiceField(
        label=gettext_lazy("How it is meant"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how the target is meant.")},
    )
    value = forms.CharField(
        label=gettext_lazy("Target"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "pc"}),
        error_messages={"required": gettext_lazy("Enter the target.")},
    )
    source_document = forms.ChoiceField(label=gettext_lazy("Document that sets it"), required=False)

    def __init__(
        self,
        *args,
        definition: IndicatorDefinition,
        organisations: Iterable[Organisation],
        documents: Iterable[SourceDocument],
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.documents = {str(one.pk): one for one in documents}
        self.unit = IndicatorUnit(definition.unit)
        self.fields["whom"].choices = _whom(definition, organisations)
        self.fields["comparison"].choices = _comparisons(Direction(definition.direction))
        self.fields["source_document"].choices = [
            ("", _("Not known")),
            *((key, str(one)) for key, one in self.documents.items()),
        ]
        self.fields["value"].help_text = self.unit.label
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.needed = ["whom"]
        self.helper.layout = Layout(
            "whom",
            Field("comparison", template="components/pick_field.html"),
            Div("value"),
            "source_document",
        )

    def clean_value(self) -> Decimal:
        try:
            number = read_number(self.cleaned_data["value"])
        except NotANumber as refused:
            raise forms.ValidationError(str(refused.fault.label)) from None
        if number > LARGEST[self.unit]:
            raise forms.ValidationError(_("This is more than can be reached."))
        return number

    @property
    def goal(self) -> Goal:
        return Goal(self.cleaned_data["value"], self.cleaned_data["comparison"] == MORE_THAN)

    @property
    def source(self) -> SourceDocument | None:
        return self.documents.get(self.cleaned_data["source_document"])

    @property
    def for_whom(self) -> dict:
        """``side`` and ``organisation`` of the target."""
        whom = self.cleaned_data["whom"]
        if whom in Side.values:
            return {"side": whom}
        return {"organisation": int(whom)} if whom else {}


def _whom(definition: IndicatorDefinition, organisations: Iterable[Organisation]) -> list:
    everybody = (EVERYBODY, _("All units and localities"))
    if not definition.by_organisation:
        return [(EVERYBODY, _("The province"))]
    single = [(str(one.pk), one.name) for one in organisations]
    sides = [(Side.UNITS.value, _("All units")), (Side.LOCALITIES.value, _("All localities"))]
    return [everybody, *sides, (_("One organisation"), single)]


def _comparisons(direction: Direction) -> list[tuple[str, str]]:
    if direction == Direction.HIGHER:
        return [(AT_LEAST, _("at least (≥)")), (MORE_THAN, _("more than (>)"))]
    return [(AT_LEAST, _("at most (≤)")), (MORE_THAN, _("less than (<)"))]
