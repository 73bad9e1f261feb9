"""A wrong setting is found by ``manage.py check``, with a hint, before a user finds it."""

from django.conf import settings
from django.core.checks import Error, Warning, register


@register()
def no_demonstration_clock_in_production(app_configs, **kwargs):
    if settings.PRODUCTION and settings.DEMO_DAY:
        return [
            Error(
                "DEMO_DAY is set in production: every deadline would be judged by an invented day.",
                hint="Remove DEMO_DAY from the environment.",
                id="tasks_app.E001",
            )
        ]
    return []


@register()
def mail_links_lead_somewhere(app_configs, **kwargs):
    if settings.PRODUCTION and not settings.SITE_URL.startswith("https://"):
        return [
            Warning(
                "SITE_URL does not begin with https://, and the links in mails are made of it.",
                hint="Set SITE_URL to the public address, for example https://cchc.example.vn.",
                id="tasks_app.W001",
            )
        ]
    return []
