"""How a mail gets into the outbox and out of it, what a person does with it, and what keeps it back."""

from tasks_app.mailing.actions.acts import (
    ActRefused,
    cancel,
    mark_arrived,
    mark_not_arrived,
    mark_returned,
    send_again,
    settle,
)
from tasks_app.mailing.actions.delivery import deliver_due
from tasks_app.mailing.actions.holds import HoldRefused, end_hold, hold_mail
from tasks_app.mailing.actions.outbox import MailOutsideTransaction, queue, supersede_older
from tasks_app.mailing.actions.permits import allow_mail, forbid_mail
from tasks_app.mailing.actions.returns import take_back

__all__ = [
    "ActRefused",
    "HoldRefused",
    "MailOutsideTransaction",
    "allow_mail",
    "cancel",
    "deliver_due",
    "end_hold",
    "forbid_mail",
    "hold_mail",
    "mark_arrived",
    "mark_not_arrived",
    "mark_returned",
    "queue",
    "send_again",
    "settle",
    "supersede_older",
    "take_back",
]
