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
from tasks_app.people.queries.sign_ins import Device, devices, person_called, person_named, sign_on_of
from tasks_app.people.queries.standing import (
    REPORTING_ROLES,
    Standing,
    focal_officers,
    holders_of,
    holding,
    invited_by,
    reported_for,
    standing,
    standing_for,
)

__all__ = [
    "REPORTING_ROLES",
    "Capacity",
    "Device",
    "Name",
    "Standing",
    "all_delegations",
    "capacity",
    "devices",
    "focal_officers",
    "holders_of",
    "holding",
    "invited_by",
    "may_act_for",
    "people_to_choose",
    "person_called",
    "person_named",
    "reported_for",
    "sign_on_of",
    "standing",
    "standing_for",
    "standing_in",
]
