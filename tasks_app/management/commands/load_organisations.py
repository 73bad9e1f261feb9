from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from tasks_app.organisations.actions import load_organisations


class Command(BaseCommand):
    help = "Enter the organisations and localities with their dates and successors; repeating it changes nothing."

    def handle(self, *args, **options):
        entered, known = load_organisations()
        self.stdout.write(
            _("Organisations and localities: %(entered)d entered, %(known)d known before.")
            % {"entered": entered, "known": known}
        )
