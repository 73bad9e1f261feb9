from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tasks_app.indicators.loading import load_indicators
from tasks_app.management.console import ConsoleCommand
from tasks_app.plan.loading import UnknownName


class Command(ConsoleCommand):
    help = gettext_noop("Enter the indicators and the targets of the plan of 2024; repeating it changes nothing.")

    def handle(self, *args, **options):
        try:
            entered, known = load_indicators()
        except UnknownName as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            _("%(entered)d indicators entered, %(known)d known before.") % {"entered": entered, "known": known}
        )
