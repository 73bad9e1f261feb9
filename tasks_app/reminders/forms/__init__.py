"""What may be typed about reminders: the filters of the lists, a person's wishes, and the ladders."""

from tasks_app.reminders.forms.holds import HoldForm
from tasks_app.reminders.forms.ladders import LadderForm, SummaryForm
from tasks_app.reminders.forms.ledger import LedgerFilter, NameFilter
from tasks_app.reminders.forms.outbox import CameBackForm, OutboxFilter
from tasks_app.reminders.forms.preferences import PreferenceForm
from tasks_app.reminders.forms.urging import UrgingForm

__all__ = [
    "CameBackForm",
    "HoldForm",
    "LadderForm",
    "LedgerFilter",
    "NameFilter",
    "OutboxFilter",
    "PreferenceForm",
    "SummaryForm",
    "UrgingForm",
]
