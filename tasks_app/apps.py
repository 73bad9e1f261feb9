from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class TasksAppConfig(AppConfig):
    name = "tasks_app"
    label = "tasks_app"
    verbose_name = _("Task tracker")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        if settings.SENTRY_DSN:
            from tasks_app.common.incidents import report_to

            report_to(settings.SENTRY_DSN, release=settings.RELEASE, environment=settings.ENVIRONMENT)

        from tasks_app import checks  # noqa: F401 - registers the checks
        from tasks_app.calendar.actions import register_follower
        from tasks_app.calendar.queries import working_calendar
        from tasks_app.documents.enums import DocumentKind
        from tasks_app.documents.letterheads import (
            conclusion_template,
            letter_template,
            report_template,
            sheet_template,
        )
        from tasks_app.documents.rendering import register
        from tasks_app.mailing.enums import Notice
        from tasks_app.mailing.queries import register_working_days
        from tasks_app.mailing.rendering import register_composer
        from tasks_app.plan.actions import follow_calendar
        from tasks_app.reminders.actions import prepare_digests

        post_migrate.connect(_give_stamps, sender=self)
        register(DocumentKind.REPORT, report_template)
        register(DocumentKind.URGING_LETTER, letter_template)
        register(DocumentKind.FOLLOW_UP_SHEET, sheet_template)
        register(DocumentKind.CONCLUSION, conclusion_template)
        register_composer(Notice.DIGEST, prepare_digests)
        register_follower(follow_calendar)
        register_working_days(lambda day: working_calendar().is_working_day(day))


def _give_stamps(using, **_):
    from tasks_app.common.stamps import install

    install(using)
