from tasks_app.dashboard.views.overview import Overview

__all__ = ["Overview"]
