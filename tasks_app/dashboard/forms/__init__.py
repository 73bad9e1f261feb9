"""What may be asked of a board."""

from tasks_app.dashboard.forms.figures import FigureFilter
from tasks_app.dashboard.forms.first_day import FROM, FirstDayForm
from tasks_app.dashboard.forms.groups import GroupFilter
from tasks_app.dashboard.forms.matrix import MatrixFilter
from tasks_app.dashboard.forms.ranking import PeriodForm
from tasks_app.dashboard.forms.tree import TreeFilter

__all__ = ["FROM", "FigureFilter", "FirstDayForm", "GroupFilter", "MatrixFilter", "PeriodForm", "TreeFilter"]
