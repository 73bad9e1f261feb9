"""What is told to whom: finished mails. The links lead to forms; opening one changes nothing."""

from tasks_app.reminders.notices.digest import as_it_would_read, digest_mail, digest_mails
from tasks_app.reminders.notices.urging import urging_mail

__all__ = ["as_it_would_read", "digest_mail", "digest_mails", "urging_mail"]
