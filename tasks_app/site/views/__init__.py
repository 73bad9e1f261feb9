from tasks_app.site.views.frame import gallery, healthz, home, readyz, set_language, shortcuts, tools
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
    "offline",
    "readyz",
    "service_worker",
    "set_language",
    "shortcuts",
    "tools",
]
