"""What was said to whom, by which ladder, and who urged."""

from tasks_app.reminders.models.ladders import EditedLadder, LadderStage
from tasks_app.reminders.models.ledger import Reminder
from tasks_app.reminders.models.preferences import MailPreference
from tasks_app.reminders.models.urging import Urging

__all__ = ["EditedLadder", "LadderStage", "MailPreference", "Reminder", "Urging"]
