"""Lets the mail of this database leave from this installation."""

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tasks_app.common import clock
from tasks_app.mailing import actions
from tasks_app.mailing.models import MailPermit, Message
from tasks_app.management.console import ConsoleCommand


class Command(ConsoleCommand):
    help = gettext_noop(
        "Writes this installation's MAIL_MARKER into the database. Mail leaves only where the two agree, so a copy of "
        "the database elsewhere mails nobody, and an installation that another has replaced mails nobody any more."
    )

    def add_arguments(self, parser):
        parser.add_argument("--yes", action="store_true", help=_("do it; without, only say what would change"))

    def handle(self, *args, yes, **options):
        if not settings.MAIL_ENABLED:
            raise CommandError(_("MAIL_ENABLED is off, so mail goes to files; there is nothing to allow."))
        before, at = MailPermit.objects.first(), clock.now()
        allowed = (
            _("Until now mail may leave from where MAIL_MARKER is '%(marker)s'.") % {"marker": before.marker}
            if before
            else _("Until now mail may leave from nowhere.")
        )
        due = Message.objects.due(at).filter(expires_at__gte=at).count()
        here = _("Here MAIL_MARKER is '%(marker)s'. Due now: %(due)d.") % {"marker": settings.MAIL_MARKER, "due": due}
        self.stdout.write(f"{allowed} {here}")
        if not yes:
            raise CommandError(_("Nothing was changed; say --yes to let mail leave from here, and only from here."))
        if actions.allow_mail(marker=settings.MAIL_MARKER, at=at):
            self.stdout.write(_("From now on mail leaves from here, and only from here."))
        else:
            self.stdout.write(_("It was so before."))
