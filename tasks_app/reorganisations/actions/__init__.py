"""What happens when organisations are reorganised: prepared, planned for a day, carried out on it, taken back."""

from tasks_app.reorganisations.actions.applying import apply_due, apply_reorganisation
from tasks_app.reorganisations.actions.loading import load_reorganisations
from tasks_app.reorganisations.actions.preparing import (
    ReorganisationConflict,
    ReorganisationRefused,
    add_alteration,
    add_successions,
    allot,
    begin_reorganisation,
    cancel_reorganisation,
    edit_reorganisation,
    plan_reorganisation,
    prepare_again,
    remove_line,
)
from tasks_app.reorganisations.actions.reversing import reverse_reorganisation

__all__ = [
    "ReorganisationConflict",
    "ReorganisationRefused",
    "add_alteration",
    "add_successions",
    "allot",
    "apply_due",
    "apply_reorganisation",
    "begin_reorganisation",
    "cancel_reorganisation",
    "edit_reorganisation",
    "load_reorganisations",
    "plan_reorganisation",
    "prepare_again",
    "remove_line",
    "reverse_reorganisation",
]
