from tasks_app.finding.views.search import SearchPage

__all__ = ["SearchPage"]
