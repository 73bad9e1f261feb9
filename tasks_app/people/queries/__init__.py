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
from tasks_app.people.queries.second_factors import (
    SecondFactor,
    has_second_factor,
    having_second_factor,
    second_factor_of,
)
from tasks_app.people.queries.sign_ins import Device, devices, person_called, person_named, sign_on_of
from tasks_app.people.queries.standing import (
    REPORTING_ROLES,
    Standing,
    account,
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
    "SecondFactor",
    "Standing",
    "account",
    "all_delegations",
    "capacity",
    "devices",
    "focal_officers",
    "has_second_factor",
    "having_second_factor",
    "holders_of",
    "holding",
    "invited_by",
    "may_act_for",
    "people_to_choose",
    "person_called",
    "person_named",
    "reported_for",
    "second_factor_of",
    "sign_on_of",
    "standing",
    "standing_for",
    "standing_in",
]
