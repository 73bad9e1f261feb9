"""Hub: all addresses of the product."""

from django.urls import include, path

from tasks_app.site.views import (
    gallery,
    healthz,
    home,
    manifest,
    metrics,
    offline,
    readyz,
    service_worker,
    set_language,
    shortcuts,
    tools,
)

urlpatterns = [
    path("", home, name="home"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("manifest.webmanifest", manifest, name="manifest"),
    path("worker.js", service_worker, name="service_worker"),  # at the root: it stands before all pages
    path("offline/<slug:language>/", offline, name="offline"),
    path("language/", set_language, name="set_language"),
    path("tools/", tools, name="tools"),
    path("help/keys/", shortcuts, name="shortcuts"),
    path("ui/", gallery, name="gallery"),
    path("", include("tasks_app.people.urls")),
    path("", include("tasks_app.calendar.urls")),
    path("", include("tasks_app.plan.urls")),
    path("", include("tasks_app.reporting.urls")),
    path("", include("tasks_app.planning.urls")),
    path("", include("tasks_app.meetings.urls")),
    path("", include("tasks_app.inspections.urls")),
    path("", include("tasks_app.indicators.urls")),
    path("", include("tasks_app.reminders.urls")),
    path("", include("tasks_app.personnel.urls")),
    path("", include("tasks_app.reorganisations.urls")),
    path("", include("tasks_app.imports.urls")),
    path("", include("tasks_app.finding.urls")),
    path("", include("tasks_app.dashboard.urls")),
    path("", include("tasks_app.audit.urls")),
    path("", include("tasks_app.exports.urls")),
    path("", include("tasks_app.feeds.urls")),
    path("", include("tasks_app.documents.urls")),
    path("", include("tasks_app.api.urls")),
    path("", include("tasks_app.privacy.urls")),
    path("", include("tasks_app.help.urls")),
    path("", include("tasks_app.site.urls")),
]
