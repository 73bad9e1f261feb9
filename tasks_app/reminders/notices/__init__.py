"""What is told to whom: finished mails. The links lead to forms; opening one changes nothing."""

from tasks_app.reminders.notices.digest import digest_mail
from tasks_app.reminders.notices.urging import urging_mail

__all__ = ["digest_mail", "urging_mail"]
