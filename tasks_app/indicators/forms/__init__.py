from tasks_app.indicators.forms.pasting import PasteForm
from tasks_app.indicators.forms.periods import PeriodChoice
from tasks_app.indicators.forms.readings import ReadingsForm, Row, Slot
from tasks_app.indicators.forms.targets import TargetForm

__all__ = ["PasteForm", "PeriodChoice", "ReadingsForm", "Row", "Slot", "TargetForm"]
