from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TasksAppConfig(AppConfig):
    name = "tasks_app"
    label = "tasks_app"
    verbose_name = _("Task tracker")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from tasks_app import checks  # noqa: F401 - registers the checks
        from tasks_app.mailing.enums import Notice
        from tasks_app.mailing.rendering import register_composer
        from tasks_app.reminders.actions import prepare_digests

        register_composer(Notice.DIGEST, prepare_digests)
