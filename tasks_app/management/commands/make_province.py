from dataclasses import fields
from time import monotonic

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tasks_app.common import clock
from tasks_app.management.console import ConsoleCommand, a_day
from tasks_app.management.province import ProvinceRefused, Size, make_province
from tasks_app.reporting.models import ProgressReport

USUAL_EARLIER_REPORTS = 3


class Command(ConsoleCommand):
    help = gettext_noop(
        "Fill an empty database with a made-up province, for measuring and for trying under load. The same numbers and "
        "seed make the same province."
    )

    def add_arguments(self, parser):
        usual = Size()
        for name in ("assignments", "people", "organisations", "members"):
            parser.add_argument(f"--{name}", type=int, default=getattr(usual, name), metavar="N")
        parser.add_argument(
            "--years",
            type=int,
            default=usual.years,
            metavar="Y",
            help=_("plans over which the assignments lie, as many in each; all but the last are closed"),
        )
        parser.add_argument(
            "--earlier-reports",
            type=int,
            default=USUAL_EARLIER_REPORTS,
            metavar="N",
            help=_("accepted reports of an assignment before its last one"),
        )
        parser.add_argument(
            "--finished",
            type=float,
            default=usual.finished,
            metavar="SHARE",
            help=_("of the work whose deadline is past"),
        )
        parser.add_argument("--day", type=a_day, help=_("the day on which it stands; without it today"))
        parser.add_argument("--seed", type=int, default=1, metavar="N")

    def handle(self, *args, day, seed, **options):
        started = monotonic()
        try:
            size = Size(**{field.name: options[field.name] for field in fields(Size) if field.name in options})
            make_province(size, day=day or clock.today(), seed=seed)
        except (ProvinceRefused, ValueError) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(
            _(
                "%(assignments)d assignments, %(reports)d reports, %(people)d people, %(organisations)d organisations "
                "in %(seconds).0f s."
            )
            % {
                "assignments": size.assignments,
                "reports": ProgressReport.objects.count(),
                "people": size.people,
                "organisations": size.organisations,
                "seconds": monotonic() - started,
            }
        )
