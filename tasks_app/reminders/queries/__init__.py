from tasks_app.reminders.queries.due import (
    PLANNED,
    Digest,
    Work,
    due_digests,
    has_been_planned,
)
from tasks_app.reminders.queries.outbox import digest_key, digests_of, ledger_of, messages, whole_messages
from tasks_app.reminders.queries.overseen import (
    OverseenOrganisation,
    OverseenWork,
    Urged,
    my_organisations,
)
from tasks_app.reminders.queries.urging import ToUrge, mails_of, to_urge

__all__ = [
    "PLANNED",
    "Digest",
    "OverseenOrganisation",
    "OverseenWork",
    "ToUrge",
    "Urged",
    "Work",
    "digest_key",
    "digests_of",
    "due_digests",
    "has_been_planned",
    "ledger_of",
    "mails_of",
    "messages",
    "my_organisations",
    "to_urge",
    "whole_messages",
]
