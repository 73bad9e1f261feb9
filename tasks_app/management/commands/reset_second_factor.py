"""Takes the second factor of an account away: for whoever runs the server, where nobody is left who could otherwise."""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tasks_app.common import clock
from tasks_app.management.console import ConsoleCommand
from tasks_app.people.actions import AccountRefused, reset_second_factor
from tasks_app.people.queries import has_second_factor, person_called


class Command(ConsoleCommand):
    help = gettext_noop(
        "Takes the second factor of an account away, signs its owner out everywhere, records it and tells him by mail. "
        "For the only administrator who lost phone and recovery codes; of others it is done on the page of the person."
    )

    def add_arguments(self, parser):
        parser.add_argument("username", help=_("user name or official e-mail address"))
        parser.add_argument("--yes", action="store_true", help=_("do it; without, only say what would change"))

    def handle(self, *args, username, yes, **options):
        person = person_called(username)
        if person is None:
            raise CommandError(_("No account is called '%s'.") % username)
        if yes:
            self._reset(person)
        elif has_second_factor(person):
            raise CommandError(_("Nothing was changed; say --yes to reset the second factor of %s.") % person)
        else:
            raise CommandError(_("%(name)s has no second factor.") % {"name": person})

    def _reset(self, person):
        try:
            reset_second_factor(person, by=None, at=clock.now())
        except AccountRefused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(_("The second factor of %s was reset; the password alone signs in now.") % person)
