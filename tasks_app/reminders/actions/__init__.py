"""What happens when somebody is reminded, is urged, or says how he wants it."""

from tasks_app.reminders.actions.composing import prepare_digests
from tasks_app.reminders.actions.ladders import LadderChanged, LadderRefused, refuse_faults, reset_ladder, write_ladder
from tasks_app.reminders.actions.outbox import ActRefused, Handled, do, do_to_all
from tasks_app.reminders.actions.planning import Planning, plan_reminders, plan_when_it_is_time
from tasks_app.reminders.actions.preferences import set_preference
from tasks_app.reminders.actions.urging import (
    AlreadyUrged,
    NobodyToUrge,
    NothingToUrge,
    Urged,
    UrgingRefused,
    urge,
    urge_together,
    why_not_urged,
)

__all__ = [
    "ActRefused",
    "AlreadyUrged",
    "Handled",
    "LadderChanged",
    "LadderRefused",
    "NobodyToUrge",
    "NothingToUrge",
    "Planning",
    "Urged",
    "UrgingRefused",
    "do",
    "do_to_all",
    "plan_reminders",
    "plan_when_it_is_time",
    "prepare_digests",
    "refuse_faults",
    "reset_ladder",
    "set_preference",
    "urge",
    "urge_together",
    "why_not_urged",
    "write_ladder",
]
