from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tasks_app.management.console import ConsoleCommand
from tasks_app.management.demonstration import DemonstrationRefused, load_demonstration_people
from tasks_app.organisations.models import Organisation


class Command(ConsoleCommand):
    help = gettext_noop("Enter the invented people of the demonstration with their roles; refused in production.")

    def handle(self, *args, **options):
        if not Organisation.objects.exists():
            raise CommandError(_("Load the organisations first: manage.py load_organisations"))
        try:
            entered, known = load_demonstration_people()
        except DemonstrationRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(
            _("People: %(entered)d entered, %(known)d known before.") % {"entered": entered, "known": known}
        )
