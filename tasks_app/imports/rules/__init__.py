"""How tables of offices are read and what their rows mean; plain Python."""

from tasks_app.imports.rules.columns import Heading, best_grid, find_heading
from tasks_app.imports.rules.files import read_file
from tasks_app.imports.rules.grid import Grid, Unreadable, said
from tasks_app.imports.rules.judging import JudgedRow, Known, Note, given_of, judge, judge_row, shortened, texts_of
from tasks_app.imports.rules.lists import JudgedEntry, ListKnown, ListRow, judge_list, read_list
from tasks_app.imports.rules.names import Directory, Found, Named
from tasks_app.imports.rules.rows import RawRow, Table, read_rows
from tasks_app.imports.rules.storing import grid_as_json, grid_from_json, heading_in, value_as_json, value_from_json

__all__ = [
    "Directory",
    "Found",
    "Grid",
    "Heading",
    "JudgedEntry",
    "JudgedRow",
    "Known",
    "ListKnown",
    "ListRow",
    "Named",
    "Note",
    "RawRow",
    "Table",
    "Unreadable",
    "best_grid",
    "find_heading",
    "given_of",
    "grid_as_json",
    "grid_from_json",
    "heading_in",
    "judge",
    "judge_list",
    "judge_row",
    "read_file",
    "read_list",
    "read_rows",
    "said",
    "shortened",
    "texts_of",
    "value_as_json",
    "value_from_json",
]
