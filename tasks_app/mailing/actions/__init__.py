"""How a mail gets into the outbox, and out of it."""

from tasks_app.mailing.actions.delivery import deliver_due
from tasks_app.mailing.actions.outbox import MailOutsideTransaction, queue, supersede_older

__all__ = ["MailOutsideTransaction", "deliver_due", "queue", "supersede_older"]
