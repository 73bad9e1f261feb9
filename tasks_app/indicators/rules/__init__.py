from tasks_app.indicators.rules.figures import (
    Goal,
    Ratio,
    attains,
    lead,
    ranked,
    shortcoming_state,
    total,
    trend,
    value,
)
from tasks_app.indicators.rules.names import NameBook
from tasks_app.indicators.rules.numbers import NotANumber, read_number
from tasks_app.indicators.rules.pasting import (
    Fault,
    JudgedRow,
    Pasted,
    PastedRow,
    judge_rows,
    ratio_faults,
    read_pasted,
    read_ratio,
)
from tasks_app.indicators.rules.periods import Period, period_of, read_period

__all__ = [
    "Fault",
    "Goal",
    "JudgedRow",
    "NameBook",
    "NotANumber",
    "Pasted",
    "PastedRow",
    "Period",
    "Ratio",
    "attains",
    "judge_rows",
    "lead",
    "period_of",
    "ranked",
    "ratio_faults",
    "read_number",
    "read_pasted",
    "read_period",
    "read_ratio",
    "shortcoming_state",
    "total",
    "trend",
    "value",
]
