"""What people read of reports, of their review, of extensions, and of the record."""

from tasks_app.reporting.wording.extensions import (
    NEW_DEADLINES,
    obstacle_in_words,
    original_in_words,
    times_extended,
)
from tasks_app.reporting.wording.periods import ROMAN, DueChip, after_cut_off, due_chip, due_in_words, period_name
from tasks_app.reporting.wording.record import CONTRADICTIONS, Event, Step, event, gap_in_words, steps
from tasks_app.reporting.wording.review import (
    Figure,
    points,
    queue_in_figures,
    sent_in_words,
    waits_in_words,
)

__all__ = [
    "CONTRADICTIONS",
    "NEW_DEADLINES",
    "ROMAN",
    "DueChip",
    "Event",
    "Figure",
    "Step",
    "after_cut_off",
    "due_chip",
    "due_in_words",
    "event",
    "gap_in_words",
    "obstacle_in_words",
    "original_in_words",
    "period_name",
    "points",
    "queue_in_figures",
    "sent_in_words",
    "steps",
    "times_extended",
    "waits_in_words",
]
