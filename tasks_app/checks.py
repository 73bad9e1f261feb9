"""A wrong setting is found by ``manage.py check``, with a hint, before a user finds it."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import DatabaseError
from django.utils import translation
from django.utils.translation import gettext as _

MARKER_LENGTH = 12


@register()
@translation.override(settings.CONSOLE_LANGUAGE)
def no_demonstration_clock_in_production(app_configs, **kwargs):
    if settings.PRODUCTION and settings.DEMO_DAY:
        return [
            Error(
                _("DEMO_DAY is set in production: every deadline would be judged by an invented day."),
                hint=_("Remove DEMO_DAY from the environment."),
                id="tasks_app.E001",
            )
        ]
    return []


@register()
@translation.override(settings.CONSOLE_LANGUAGE)
def mail_links_lead_somewhere(app_configs, **kwargs):
    if settings.PRODUCTION and not settings.SITE_URL.startswith("https://"):
        return [
            Warning(
                _("SITE_URL does not begin with https://, and the links in mails are made of it."),
                hint=_("Set SITE_URL to the public address, for example https://cchc.example.vn."),
                id="tasks_app.W001",
            )
        ]
    return []


@register()
@translation.override(settings.CONSOLE_LANGUAGE)
def the_mail_marker_is_no_word_of_all_days(app_configs, **kwargs):
    if settings.MAIL_ENABLED and len(settings.MAIL_MARKER) < MARKER_LENGTH:
        return [
            Warning(
                _("MAIL_MARKER has fewer than %d characters: another installation may have the same.") % MARKER_LENGTH,
                hint=_(
                    "Set it to a random word, for example the output of `openssl rand -hex 12`, and run allow_mail."
                ),
                id="tasks_app.W002",
            )
        ]
    return []


@register(Tags.database)
@translation.override(settings.CONSOLE_LANGUAGE)
def mail_that_is_enabled_may_leave(app_configs, databases=None, **kwargs):
    """Asks the database; so it runs with ``migrate`` and ``check --database default`` only."""
    from tasks_app.mailing.queries import bar_to_mail

    if not databases:
        return []
    try:
        bar = bar_to_mail()
    except DatabaseError:  # nothing is migrated yet
        return []
    if bar is None:
        return []
    return [
        Warning(
            _("MAIL_ENABLED is on, but no mail leaves (%s).") % bar.value,
            hint=_("If this installation is the one that shall write to real people, run `manage.py allow_mail`."),
            id="tasks_app.W003",
        )
    ]
