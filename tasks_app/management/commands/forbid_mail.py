"""Lets the mail of this database leave from nowhere."""

from django.core.management.base import BaseCommand

from tasks_app.common import clock
from tasks_app.mailing import actions


class Command(BaseCommand):
    help = (
        "Takes the permit out of the database: no mail leaves until allow_mail is run. What waits stays in the outbox."
    )

    def handle(self, *args, **options):
        done = actions.forbid_mail(at=clock.now())
        self.stdout.write("From now on no mail leaves." if done else "No mail could leave before.")
