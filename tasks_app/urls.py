"""Hub: all addresses of the product."""

from django.urls import include, path

from tasks_app.site.views import gallery, healthz, home, readyz, set_language

urlpatterns = [
    path("", home, name="home"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("language/", set_language, name="set_language"),
    path("ui/", gallery, name="gallery"),
    path("", include("tasks_app.people.urls")),
    path("", include("tasks_app.calendar.urls")),
    path("", include("tasks_app.plan.urls")),
    path("", include("tasks_app.reporting.urls")),
    path("", include("tasks_app.indicators.urls")),
    path("", include("tasks_app.reminders.urls")),
    path("", include("tasks_app.finding.urls")),
    path("", include("tasks_app.dashboard.urls")),
    path("", include("tasks_app.exports.urls")),
    path("", include("tasks_app.feeds.urls")),
    path("", include("tasks_app.documents.urls")),
    path("", include("tasks_app.api.urls")),
]
