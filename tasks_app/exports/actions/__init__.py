"""What happens when something leaves the product."""

from tasks_app.exports.actions.files import (
    TooManyFiles,
    ask_for_file,
    clear_away_exports,
    finish_file,
    give_up_file,
    take_next_file,
    tell_progress,
)
from tasks_app.exports.actions.log import log_export

__all__ = [
    "TooManyFiles",
    "ask_for_file",
    "clear_away_exports",
    "finish_file",
    "give_up_file",
    "log_export",
    "take_next_file",
    "tell_progress",
]
