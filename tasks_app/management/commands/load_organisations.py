from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tasks_app.common import clock
from tasks_app.management.console import ConsoleCommand
from tasks_app.organisations.actions import load_communes, load_organisations
from tasks_app.reorganisations.actions import load_reorganisations


class Command(ConsoleCommand):
    help = gettext_noop(
        "Enter organisations, communes and reorganisations with their dates; repeating it changes nothing."
    )

    def handle(self, *args, **options):
        entered, known = (sum(pair) for pair in zip(load_organisations(), load_communes(), strict=True))
        load_reorganisations(at=clock.now())
        self.stdout.write(
            _("Organisations and localities: %(entered)d entered, %(known)d known before.")
            % {"entered": entered, "known": known}
        )
