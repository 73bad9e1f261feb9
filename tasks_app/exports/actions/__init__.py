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
from tasks_app.exports.actions.offline import (
    clear_away_workbooks,
    keep_workbook,
    leave_row,
    note_row,
    settle_row,
)

__all__ = [
    "TooManyFiles",
    "ask_for_file",
    "clear_away_exports",
    "clear_away_workbooks",
    "finish_file",
    "give_up_file",
    "keep_workbook",
    "leave_row",
    "log_export",
    "note_row",
    "settle_row",
    "take_next_file",
    "tell_progress",
]
