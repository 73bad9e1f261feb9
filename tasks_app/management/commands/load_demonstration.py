from django.conf import settings
from django.core.management.base import CommandError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tasks_app.common import clock
from tasks_app.management.console import ConsoleCommand, a_day
from tasks_app.management.demonstration import DemonstrationRefused, load_demonstration


class Command(ConsoleCommand):
    help = gettext_noop(
        "Issue the plan of 2024 and play its year until a day, through the product's own actions; all or nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--day", type=a_day, help=_("the day on which the demonstration stands; without it DEMO_DAY")
        )

    def handle(self, *args, day, **options):
        day = day or settings.DEMO_DAY or clock.today()
        try:
            issued = load_demonstration(day=day)
        except DemonstrationRefused as refused:
            raise CommandError(str(refused)) from refused
        if issued is None:
            self.stdout.write(_("The demonstration is loaded already; nothing was changed."))
        else:
            self.stdout.write(
                _("%(issued)d assignments issued and played until %(day)s.")
                % {"issued": issued, "day": date_format(day, "SHORT_DATE_FORMAT")}
            )
