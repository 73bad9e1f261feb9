from tasks_app.dashboard.views.comparison import CompareDays, MovedList
from tasks_app.dashboard.views.localities import LocalityMap
from tasks_app.dashboard.views.matrix import MatrixPage
from tasks_app.dashboard.views.overview import Overview

__all__ = ["CompareDays", "LocalityMap", "MatrixPage", "MovedList", "Overview"]
