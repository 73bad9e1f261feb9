from __future__ import annotations

from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tasks_app.management.backup.archives import read_through
from tasks_app.management.backup.passphrases import add_passphrase, passphrase_in
from tasks_app.management.backup.refusals import BackupRefused
from tasks_app.management.console import ConsoleCommand


class Command(ConsoleCommand):
    help = gettext_noop("Reads a backup to its end and verifies it by its manifest. Nothing is restored or written.")

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")
        add_passphrase(parser)

    def handle(self, *args, file, passphrase_file, **options):
        try:
            manifest, its_settings = read_through(file, passphrase_in(passphrase_file))
        except BackupRefused as refused:
            raise CommandError(str(refused)) from refused
        its = {
            "site": manifest.site,
            "at": manifest.made_at,
            "database": f"{manifest.vendor} {manifest.version}",
            "release": manifest.migrations.get("tasks_app", "–"),
            "tables": len(manifest.tables),
            "rows": manifest.rows,
            "files": len(manifest.media),
        }
        self.stdout.write(
            _(
                "The backup is whole: %(site)s, made at %(at)s; %(database)s, newest migration %(release)s; %(tables)d "
                "tables with %(rows)d rows, %(files)d uploaded files."
            )
            % its
        )
        self.stdout.write(_("It holds the settings.") if its_settings is not None else _("It holds no settings."))
