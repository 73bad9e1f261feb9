"""What a person is on a day, and in whose name he acts."""

from tasks_app.people.queries.delegations import (
    Capacity,
    Name,
    all_delegations,
    capacity,
    may_act_for,
    people_to_choose,
    standing_in,
)
from tasks_app.people.queries.standing import (
    REPORTING_ROLES,
    Standing,
    focal_officers,
    holders_of,
    holding,
    reported_for,
    standing,
    standing_for,
)

__all__ = [
    "REPORTING_ROLES",
    "Capacity",
    "Name",
    "Standing",
    "all_delegations",
    "capacity",
    "focal_officers",
    "holders_of",
    "holding",
    "may_act_for",
    "people_to_choose",
    "reported_for",
    "standing",
    "standing_for",
    "standing_in",
]
