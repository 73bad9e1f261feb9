from tasks_app.api.views.keys import KeyList, end, openapi, unknown

__all__ = ["KeyList", "end", "openapi", "unknown"]
