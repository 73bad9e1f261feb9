from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tasks_app.common import clock
from tasks_app.management import demonstration
from tasks_app.management.console import ConsoleCommand
from tasks_app.people.models import Person


def accounts() -> dict[str, str]:
    """The accounts to begin with, by user name, and what each shows."""
    return {
        "thanhvien01": _("member: 2 overdue, 1 returned, 3 due this week, 2 awaiting confirmation, 1 prepared draft"),
        "truongban": _("leader: own work first; overview of the province beside it"),
        "thuky01": _("secretariat: review, overview, reminders"),
        "daumoi-427": _("focal officer: drafts and reports of one locality"),
        "giamsat01": _("inspector: sees everything, changes nothing"),
        "quantri": _("administrator: accounts, roles, settings"),
    }


class Command(ConsoleCommand):
    help = gettext_noop("Load the whole demonstration into an empty database, and print its accounts.")

    def handle(self, *args, **options):
        try:
            demonstration.refuse_in_production()
            if demonstration.is_beside_other_work():
                self.stdout.write(_("This database holds other work; the demonstration was not loaded."))
                return
            if demonstration.is_loaded():
                self.stdout.write(_("The demonstration is loaded already; nothing was changed."))
            else:
                self.stderr.write(_("Loading the demonstration; this takes about a minute …"), style_func=str)
                demonstration.load_all(day=settings.DEMO_DAY or clock.today())
        except demonstration.DemonstrationRefused as refused:
            raise CommandError(str(refused)) from refused
        self._print_accounts()

    def _print_accounts(self):
        shown = accounts()
        names = dict(Person.objects.filter(username__in=shown).values_list("username", "full_name"))
        rows = [(username, names.get(username, ""), what) for username, what in shown.items()]
        rows.insert(0, (_("User name"), _("Name"), _("Shows")))
        widths = [max(len(row[column]) for row in rows) for column in range(2)]
        self.stdout.write("")
        for username, name, what in rows:
            self.stdout.write(f"  {username:<{widths[0]}}  {name:<{widths[1]}}  {what}")
        self.stdout.write("")
        self.stdout.write("  " + _("Password of all: %(password)s") % {"password": demonstration.PASSWORD})
