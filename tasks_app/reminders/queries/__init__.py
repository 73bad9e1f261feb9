"""Who is reminded of what, what the mails say, and what became of them."""

from tasks_app.reminders.queries.digests import PLANNED, Digest, Digests, Item, Work, digests, has_been_planned
from tasks_app.reminders.queries.ladders import ladders
from tasks_app.reminders.queries.lines import Line, Statement, lines, statement_of_lines
from tasks_app.reminders.queries.outbox import digests_of, ledger_of, lines_of, messages, whole_messages
from tasks_app.reminders.queries.overseen import (
    OverseenOrganisation,
    OverseenWork,
    Urged,
    my_organisations,
)
from tasks_app.reminders.queries.subjects import PROPOSED, REQUESTED
from tasks_app.reminders.queries.summaries import Summary
from tasks_app.reminders.queries.urging import ToUrge, mails_of, to_urge

__all__ = [
    "PLANNED",
    "PROPOSED",
    "REQUESTED",
    "Digest",
    "Digests",
    "Item",
    "Line",
    "OverseenOrganisation",
    "OverseenWork",
    "Statement",
    "Summary",
    "ToUrge",
    "Urged",
    "Work",
    "digests",
    "digests_of",
    "has_been_planned",
    "ladders",
    "ledger_of",
    "lines",
    "lines_of",
    "mails_of",
    "messages",
    "my_organisations",
    "statement_of_lines",
    "to_urge",
    "whole_messages",
]
