"""Lets the mail of this database leave from nowhere."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tasks_app.common import clock
from tasks_app.mailing import actions
from tasks_app.management.console import ConsoleCommand


class Command(ConsoleCommand):
    help = gettext_noop(
        "Takes the permit out of the database: no mail leaves until allow_mail is run. What waits stays in the outbox."
    )

    def handle(self, *args, **options):
        done = actions.forbid_mail(at=clock.now())
        self.stdout.write(_("From now on no mail leaves.") if done else _("No mail could leave before."))
