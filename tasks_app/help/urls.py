from django.urls import path

from tasks_app.help.views import first_steps_close, first_steps_open, glossary, help_page, help_topic

urlpatterns = [
    path("help/", help_page, name="help"),
    path("help/glossary/", glossary, name="glossary"),
    path("help/about/<slug:topic>/", help_topic, name="help_topic"),
    path("help/first-steps/close/", first_steps_close, name="first_steps_close"),
    path("help/first-steps/open/", first_steps_open, name="first_steps_open"),
]
