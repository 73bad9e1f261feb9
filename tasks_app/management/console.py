"""What operators read of the commands: in their language, one way for all of them.

``CONSOLE_LANGUAGE`` in the environment decides, Vietnamese by default. The terminal's own locale does not: on servers
it is rarely one that anybody chose.
"""

import argparse
from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation
from django.utils.translation import gettext, gettext_noop, ngettext

# What argparse and Django say in every help and refusal; ours to translate, since neither brings Vietnamese.
SAID_BY_ARGPARSE = (
    gettext_noop("usage: "),
    gettext_noop("options"),
    gettext_noop("positional arguments"),
    gettext_noop("show this help message and exit"),
    gettext_noop("Show program's version number and exit."),
    gettext_noop("the following arguments are required: %s"),
    gettext_noop("unrecognized arguments: %s"),
    gettext_noop("one of the arguments %s is required"),
    gettext_noop("not allowed with argument %s"),
    gettext_noop("expected one argument"),
    gettext_noop("invalid %(type)s value: %(value)r"),
    gettext_noop("invalid choice: %(value)r (choose from %(choices)s)"),
    gettext_noop("argument %(argument_name)s: %(message)s"),
    gettext_noop("%(prog)s: error: %(message)s\n"),
    gettext_noop("Verbosity level; 0=minimal output, 1=normal output, 2=verbose output, 3=very verbose output"),
    gettext_noop(
        "The Python path to a settings module, e.g. "
        '"myproject.settings.main". If this isn\'t provided, the '
        "DJANGO_SETTINGS_MODULE environment variable will be used."
    ),
    gettext_noop('A directory to add to the Python path, e.g. "/home/djangoprojects/myproject".'),
    gettext_noop("Display a full stack trace on CommandError exceptions."),
    gettext_noop("Don't colorize the command output."),
    gettext_noop("Force colorization of the command output."),
    gettext_noop("Skip system checks."),
)

# It asks the gettext of the standard library, which knows no catalogue of ours.
argparse._, argparse.ngettext = gettext, ngettext


class ConsoleCommand(BaseCommand):
    """A command that speaks the operator's language, in its help as in what it says.

    ``help`` is marked by ``gettext_noop`` and translated here, as Django's own options are.
    """

    def run_from_argv(self, argv):
        with translation.override(settings.CONSOLE_LANGUAGE):
            super().run_from_argv(argv)

    def create_parser(self, prog_name, subcommand, **kwargs) -> CommandParser:
        with translation.override(settings.CONSOLE_LANGUAGE):
            self.help = gettext(self.help)
            parser = super().create_parser(prog_name, subcommand, **kwargs)
            for action in parser._actions:
                action.help = action.help and gettext(action.help)
        return parser

    def execute(self, *args, **options):
        with translation.override(settings.CONSOLE_LANGUAGE):
            return super().execute(*args, **options)


def a_day(text: str) -> date:
    """For ``type=`` of an option."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(gettext("'%s' is no day; write YYYY-MM-DD") % text) from None


def a_count(text: str) -> int:
    """For ``type=`` of an option: 1 or more."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(gettext("'%s' is no number; write 1 or more") % text)
    return int(text)
