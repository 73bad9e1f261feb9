from tasks_app.site.views.figures import metrics
from tasks_app.site.views.frame import gallery, healthz, home, readyz, server_error, set_language, shortcuts, tools
from tasks_app.site.views.options import OptionHistory, OptionList, SetOptions
from tasks_app.site.views.phone import manifest, offline, service_worker

__all__ = [
    "OptionHistory",
    "OptionList",
    "SetOptions",
    "gallery",
    "healthz",
    "home",
    "manifest",
    "metrics",
    "offline",
    "readyz",
    "server_error",
    "service_worker",
    "set_language",
    "shortcuts",
    "tools",
]
