"""What is told to whom: finished mails. The links lead to forms; opening one changes nothing."""

from tasks_app.reminders.notices.digest import as_it_would_read, digest_mail, digest_mails
from tasks_app.reminders.notices.samples import Sample, samples
from tasks_app.reminders.notices.urging import urging_mail

__all__ = ["Sample", "as_it_would_read", "digest_mail", "digest_mails", "samples", "urging_mail"]
