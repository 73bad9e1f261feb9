from tasks_app.dashboard.views.comparison import CompareDays, MovedList
from tasks_app.dashboard.views.matrix import MatrixPage
from tasks_app.dashboard.views.overview import Overview

__all__ = ["CompareDays", "MatrixPage", "MovedList", "Overview"]
