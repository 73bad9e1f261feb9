from tasks_app.indicators.queries.board import IndicatorLine, Standing, indicator_lines, standing
from tasks_app.indicators.queries.organisation import lines_of_organisation
from tasks_app.indicators.queries.readings import (
    Sums,
    Targets,
    current_target,
    newest_period,
    readings_of,
    sums_by_period,
    targets_of,
    targets_set,
)
from tasks_app.indicators.queries.reporters import Reporters, reporters_of
from tasks_app.indicators.queries.sheet import OrganisationLine, Ranking, Sheet, sheet
from tasks_app.indicators.queries.shortcomings import AnsweringTask, ShortcomingLine, shortcoming_lines

__all__ = [
    "AnsweringTask",
    "IndicatorLine",
    "OrganisationLine",
    "Ranking",
    "Reporters",
    "Sheet",
    "ShortcomingLine",
    "Standing",
    "Sums",
    "Targets",
    "current_target",
    "indicator_lines",
    "lines_of_organisation",
    "newest_period",
    "readings_of",
    "reporters_of",
    "sheet",
    "shortcoming_lines",
    "standing",
    "sums_by_period",
    "targets_of",
    "targets_set",
]
