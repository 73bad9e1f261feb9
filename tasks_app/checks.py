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


@register(Tags.security, deploy=True)
@translation.override(settings.CONSOLE_LANGUAGE)
def administrators_have_a_second_factor(app_configs, **kwargs):
    if settings.PRODUCTION and "administrator" not in settings.SECOND_FACTOR_OBLIGATORY_FOR:
        return [
            Warning(
                _("Administrators may sign in by a password alone."),
                hint=_("Let SECOND_FACTOR_OBLIGATORY_FOR name administrator, and SECOND_FACTOR be offered."),
                id="tasks_app.W004",
            )
        ]
    return []


@register(Tags.urls)
@translation.override(settings.CONSOLE_LANGUAGE)
def the_administration_stands_in_no_pages_way(app_configs, **kwargs):
    """It comes first among the addresses, so pages that begin with its word would not be found."""
    from django.urls import get_resolver

    others = [one for one in get_resolver().url_patterns if getattr(one, "app_name", "") != "admin"]
    taken = {path.partition("/")[0] for path in _routes(others)} | {settings.STATIC_URL.strip("/")}
    if settings.ADMIN_PATH not in taken:
        return []
    return [
        Error(
            _("ADMIN_PATH is '%s', but pages of the product begin so.") % settings.ADMIN_PATH,
            hint=_("Choose another word."),
            id="tasks_app.E002",
        )
    ]


def _routes(patterns, before: str = ""):
    """The address of each page, as it is written in the tables of addresses."""
    for one in patterns:
        its = before + str(one.pattern).removeprefix("^")
        if hasattr(one, "url_patterns"):
            yield from _routes(one.url_patterns, its)
        else:
            yield its


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
