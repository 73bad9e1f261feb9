"""What may be asked of a board."""

from tasks_app.dashboard.forms.figures import FigureFilter
from tasks_app.dashboard.forms.first_day import FROM, FirstDayForm
from tasks_app.dashboard.forms.groups import GroupFilter
from tasks_app.dashboard.forms.matrix import MatrixFilter
from tasks_app.dashboard.forms.ranking import PeriodForm

__all__ = ["FROM", "FigureFilter", "FirstDayForm", "GroupFilter", "MatrixFilter", "PeriodForm"]
