from tasks_app.imports.views.lists import EnterList
from tasks_app.imports.views.plans import (
    LEFT,
    ROWS_ON_A_PAGE,
    ColumnsPage,
    ImportList,
    ImportPage,
    Line,
    RowPage,
    TakeOver,
    Undo,
)

__all__ = [
    "LEFT",
    "ROWS_ON_A_PAGE",
    "ColumnsPage",
    "EnterList",
    "ImportList",
    "ImportPage",
    "Line",
    "RowPage",
    "TakeOver",
    "Undo",
]
