"""What happens to what was read from files."""

from tasks_app.imports.actions.entering import begin_plan, enter_rows
from tasks_app.imports.actions.lists import Entered, enter_list
from tasks_app.imports.actions.reading import correct_row, keep_import, name_columns
from tasks_app.imports.actions.refusals import (
    EditedMeanwhile,
    ImportRefused,
    IsSettled,
    NothingToTake,
    TooLate,
    WasTouched,
)
from tasks_app.imports.actions.taking import UNDONE_WITHIN, finish_taking, give_back, take_next, take_over, undo_import

__all__ = [
    "UNDONE_WITHIN",
    "EditedMeanwhile",
    "Entered",
    "ImportRefused",
    "IsSettled",
    "NothingToTake",
    "TooLate",
    "WasTouched",
    "begin_plan",
    "correct_row",
    "enter_list",
    "enter_rows",
    "finish_taking",
    "give_back",
    "keep_import",
    "name_columns",
    "take_next",
    "take_over",
    "undo_import",
]
