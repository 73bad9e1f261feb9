from pathlib import Path

from django.core.management.base import CommandError
from django.db import IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tasks_app.management.console import ConsoleCommand
from tasks_app.plan.loading import PLAN_2024, UnknownName, load_plan


class Command(ConsoleCommand):
    help = gettext_noop("Enter a plan with its documents, key tasks, groups and tasks; repeating it changes nothing.")

    def add_arguments(self, parser):
        parser.add_argument(
            "--file", type=Path, default=PLAN_2024, help=_("a plan as JSON; without it the plan of 2024")
        )

    def handle(self, *args, file, **options):
        try:
            loaded = load_plan(path=file)
        except (OSError, UnknownName) as error:
            raise CommandError(str(error)) from error
        except (KeyError, TypeError, ValueError, IntegrityError) as error:
            raise CommandError(
                _("%(file)s is not a plan in the form of %(example)s: %(error)s")
                % {"file": file, "example": PLAN_2024.name, "error": repr(error)}
            ) from error
        self.stdout.write(
            _("Plan %(year)d: %(entered)d entries entered, %(known)d known before.")
            % {"year": loaded.plan.year, "entered": loaded.entered, "known": loaded.known}
        )
