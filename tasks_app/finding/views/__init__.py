from tasks_app.finding.views.rows import line_of
from tasks_app.finding.views.saved import EditView, RemoveView, SavedViewList, SaveView
from tasks_app.finding.views.search import SearchPage

__all__ = ["EditView", "RemoveView", "SaveView", "SavedViewList", "SearchPage", "line_of"]
