from tasks_app.reminders.views.holds import Holds, end_hold
from tasks_app.reminders.views.ladders import EditLadder, LadderList, ResetLadder
from tasks_app.reminders.views.ledger import Ledger, history_of, is_left_out
from tasks_app.reminders.views.outbox import Outbox, ShowMessage, act_on_message, act_on_messages, message_html
from tasks_app.reminders.views.preferences import MyReminders
from tasks_app.reminders.views.tomorrow import (
    PreviewOfMail,
    Tomorrow,
    became,
    expected_rows,
    explained,
    preview_html,
)
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
    "became",
    "end_hold",
    "expected_rows",
    "explained",
    "history_of",
    "is_left_out",
    "message_html",
    "preview_html",
    "urge_assignment",
]
