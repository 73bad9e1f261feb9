"""Marks the mails that mail servers have sent back."""

import mailbox
import sys
from collections.abc import Iterator
from contextlib import closing
from email import message_from_binary_file, policy
from email.message import EmailMessage
from pathlib import Path
from typing import BinaryIO

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tasks_app.common import clock
from tasks_app.mailing import actions
from tasks_app.management.console import ConsoleCommand


class Command(ConsoleCommand):
    help = gettext_noop(
        "Reads delivery status reports (RFC 3464) and marks the mails that came back; reading the same again changes "
        "nothing. Other mail, automatic replies among it, is passed over. On stdout one line for each mail that came "
        "back (key, address, reason), fields separated by tabs; on stderr a summary."
    )

    def add_arguments(self, parser):
        source = parser.add_mutually_exclusive_group()
        source.add_argument("--maildir", type=Path, metavar="DIR", help=_("a folder in the format Maildir"))
        source.add_argument("--mbox", type=Path, metavar="FILE", help=_("a file in the format mbox"))
        parser.epilog = _("Without either one mail is read from stdin, as a mail server's pipe gives it.")

    def handle(self, *args, maildir, mbox, **options):
        read = found = 0
        for mail in self._mails(maildir, mbox):
            read += 1
            message = actions.take_back(mail, at=clock.now())
            if message:
                found += 1
                self.stdout.write(f"{message.key}\t{message.to_address}\t{message.last_error}")
        self.stderr.write(_("read: %(read)d, came back: %(found)d") % {"read": read, "found": found})

    def _mails(self, maildir: Path | None, mbox: Path | None) -> Iterator[EmailMessage]:
        if not maildir and not mbox:
            yield _read(sys.stdin.buffer)
            return
        path = maildir or mbox
        if not (path.is_dir() if maildir else path.is_file()):
            raise CommandError((_("%s is no folder") if maildir else _("%s is no file")) % path)
        kind = mailbox.Maildir if maildir else mailbox.mbox
        with closing(kind(path, factory=_read, create=False)) as box:
            yield from box


def _read(file: BinaryIO) -> EmailMessage:
    return message_from_binary_file(file, policy=policy.default)
