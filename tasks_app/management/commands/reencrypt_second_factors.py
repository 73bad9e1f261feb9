"""Brings the secrets of second factors under the present SECRET_KEY, after which earlier ones can be forgotten."""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from tasks_app.common.encryption import Unreadable
from tasks_app.management.console import ConsoleCommand
from tasks_app.people.actions import reencrypt_second_factors


class Command(ConsoleCommand):
    help = gettext_noop(
        "Encrypts the secrets of all second factors by the present SECRET_KEY. Afterwards those in "
        "SECRET_KEY_FALLBACKS can be taken away."
    )

    def handle(self, *args, **options):
        try:
            number = reencrypt_second_factors()
        except Unreadable:
            raise CommandError(
                _("A secret was encrypted by a key that is neither SECRET_KEY nor in SECRET_KEY_FALLBACKS.")
            ) from None
        words = ngettext("%(number)d secret is under the present key.", "%(number)d are under the present key.", number)
        self.stdout.write(words % {"number": number})
