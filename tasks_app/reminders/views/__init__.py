from tasks_app.reminders.views.holds import Holds, end_hold
from tasks_app.reminders.views.ladders import EditLadder, LadderList, ResetLadder
from tasks_app.reminders.views.ledger import Ledger, history_of
from tasks_app.reminders.views.outbox import Outbox, ShowMessage, act_on_message, act_on_messages, message_html
from tasks_app.reminders.views.preferences import MyReminders
from tasks_app.reminders.views.tomorrow import PreviewOfMail, Tomorrow, preview_html
from tasks_app.reminders.views.urging import MyOrganisations, UrgeTogether, urge_assignment

__all__ = [
    "EditLadder",
    "Holds",
    "LadderList",
    "Ledger",
    "MyOrganisations",
    "MyReminders",
    "Outbox",
    "PreviewOfMail",
    "ResetLadder",
    "ShowMessage",
    "Tomorrow",
    "UrgeTogether",
    "act_on_message",
    "act_on_messages",
    "end_hold",
    "history_of",
    "message_html",
    "preview_html",
    "urge_assignment",
]
