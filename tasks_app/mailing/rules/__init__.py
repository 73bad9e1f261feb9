"""When mail leaves and is tried again, what a person may do with it, and what comes back."""

from tasks_app.mailing.rules.acts import POSSIBLE, is_possible
from tasks_app.mailing.rules.bounces import Bounce, bounce_in
from tasks_app.mailing.rules.sending import (
    A_RUN_ENDS_AFTER,
    ATTEMPTS_TO_PREPARE,
    CHUNK,
    CLAIM_IS_STALE_AFTER,
    EXPIRY_IS_NEWS_FOR,
    FAILURES_END_A_RUN,
    IS_LATE_AFTER,
    LEASE,
    WorkingDays,
    is_hour_of_sending,
    is_permanent,
    next_attempt,
    next_sending,
    sending_window,
)

__all__ = [
    "ATTEMPTS_TO_PREPARE",
    "A_RUN_ENDS_AFTER",
    "CHUNK",
    "CLAIM_IS_STALE_AFTER",
    "EXPIRY_IS_NEWS_FOR",
    "FAILURES_END_A_RUN",
    "IS_LATE_AFTER",
    "LEASE",
    "POSSIBLE",
    "Bounce",
    "WorkingDays",
    "bounce_in",
    "is_hour_of_sending",
    "is_permanent",
    "is_possible",
    "next_attempt",
    "next_sending",
    "sending_window",
]
