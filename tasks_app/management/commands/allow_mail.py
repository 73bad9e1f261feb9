"""Lets the mail of this database leave from this installation."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tasks_app.common import clock
from tasks_app.mailing import actions
from tasks_app.mailing.models import MailPermit, Message


class Command(BaseCommand):
    help = (
        "Writes this installation's MAIL_MARKER into the database. Mail leaves only where the two agree, so a copy of "
        "the database elsewhere mails nobody, and an installation that another has replaced mails nobody any more."
    )

    def add_arguments(self, parser):
        parser.add_argument("--yes", action="store_true", help="do it; without, only say what would change")

    def handle(self, *args, yes, **options):
        if not settings.MAIL_ENABLED:
            raise CommandError("MAIL_ENABLED is off, so mail goes to files; there is nothing to allow")
        before, at = MailPermit.objects.first(), clock.now()
        allowed = f"from where MAIL_MARKER is '{before.marker}'" if before else "from nowhere"
        due = Message.objects.due(at).filter(expires_at__gte=at).count()
        self.stdout.write(f"Until now mail may leave {allowed}; here it is '{settings.MAIL_MARKER}'. Due now: {due}.")
        if not yes:
            raise CommandError("nothing was changed; say --yes to let mail leave from here, and only from here")
        if actions.allow_mail(marker=settings.MAIL_MARKER, at=at):
            self.stdout.write("From now on mail leaves from here, and only from here.")
        else:
            self.stdout.write("It was so before.")
