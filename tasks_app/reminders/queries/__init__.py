"""Who is reminded of what, what the mails say, and what became of them."""

from tasks_app.reminders.queries.digests import PLANNED, Digest, Digests, Item, Work, digests, has_been_planned
from tasks_app.reminders.queries.ladders import edited_ladders, example, ladder_of, ladders
from tasks_app.reminders.queries.ledger import LEFT_OUT, Asked, digests_to, history_of, ledger, lines_in
from tasks_app.reminders.queries.lines import Line, Statement, lines, statement_of_lines
from tasks_app.reminders.queries.outbox import digests_of, ledger_of, lines_of, messages, whole_messages
from tasks_app.reminders.queries.overseen import (
    OverseenOrganisation,
    OverseenWork,
    Urged,
    my_organisations,
)
from tasks_app.reminders.queries.preferences import wish_of
from tasks_app.reminders.queries.sent import SentDay, failed_digests, sent_days
from tasks_app.reminders.queries.subjects import PROPOSED, REQUESTED, owed_reports
from tasks_app.reminders.queries.summaries import Summary
from tasks_app.reminders.queries.tomorrow import (
    Expected,
    ExpectedLine,
    Preview,
    Tomorrow,
    next_planned_day,
    preview,
    previews,
    tomorrow,
)
from tasks_app.reminders.queries.urging import ToUrge, mails_of, to_urge

__all__ = [
    "LEFT_OUT",
    "PLANNED",
    "PROPOSED",
    "REQUESTED",
    "Asked",
    "Digest",
    "Digests",
    "Expected",
    "ExpectedLine",
    "Item",
    "Line",
    "OverseenOrganisation",
    "OverseenWork",
    "Preview",
    "SentDay",
    "Statement",
    "Summary",
    "ToUrge",
    "Tomorrow",
    "Urged",
    "Work",
    "digests",
    "digests_of",
    "digests_to",
    "edited_ladders",
    "example",
    "failed_digests",
    "has_been_planned",
    "history_of",
    "ladder_of",
    "ladders",
    "ledger",
    "ledger_of",
    "lines",
    "lines_in",
    "lines_of",
    "mails_of",
    "messages",
    "my_organisations",
    "next_planned_day",
    "owed_reports",
    "preview",
    "previews",
    "sent_days",
    "statement_of_lines",
    "to_urge",
    "tomorrow",
    "whole_messages",
    "wish_of",
]
