from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tasks_app.calendar.actions import load_public_holidays
from tasks_app.common import clock
from tasks_app.management.console import ConsoleCommand
from tasks_app.management.demonstration import HOLIDAYS_OF


class Command(ConsoleCommand):
    help = gettext_noop(
        "Enter the public holidays and swapped days of some years; days that are entered already stay as they are."
    )

    def add_arguments(self, parser):
        parser.add_argument("--years", nargs="+", type=int, default=list(HOLIDAYS_OF), metavar="YEAR")

    def handle(self, *args, years, **options):
        entered = load_public_holidays(years=years, by=None, at=clock.now())
        self.stdout.write(
            _("Working calendar %(years)s: %(entered)d days entered.")
            % {"years": ", ".join(str(year) for year in years), "entered": entered}
        )
