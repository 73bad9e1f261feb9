from __future__ import annotations

from pathlib import Path
from time import monotonic

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tasks_app.common import clock
from tasks_app.common.dates import LOCAL
from tasks_app.management.backup.making import make_backup
from tasks_app.management.backup.passphrases import add_passphrase, passphrase_in
from tasks_app.management.backup.refusals import BackupRefused
from tasks_app.management.console import ConsoleCommand, a_count


class Command(ConsoleCommand):
    help = gettext_noop(
        "Writes one file with the database, the uploaded files and a manifest into a folder, while the site runs. It "
        "is read again and verified before it gets its name. docs/backup.md says more."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="FOLDER")
        add_passphrase(parser)
        parser.add_argument(
            "--with-settings", action="store_true", help=_("put the file of the settings in too; only when encrypted")
        )
        parser.add_argument(
            "--keep", type=a_count, metavar="N", help=_("then remove the oldest of this site's backups beyond N")
        )

    def handle(self, *args, folder, passphrase_file, with_settings, keep, **options):
        began = monotonic()
        try:
            made = make_backup(
                folder,
                at=clock.real_now().astimezone(LOCAL),
                passphrase=passphrase_in(passphrase_file),
                with_settings=with_settings,
                keep=keep,
            )
        except BackupRefused as refused:
            raise CommandError(str(refused)) from refused
        manifest = made.manifest
        its = {
            "file": made.file,
            "bytes": made.file.stat().st_size,
            "tables": len(manifest.tables),
            "rows": manifest.rows,
            "files": len(manifest.media),
            "seconds": monotonic() - began,
        }
        self.stdout.write(
            _(
                "%(file)s: %(bytes)d bytes; %(tables)d tables with %(rows)d rows, %(files)d uploaded files; verified; "
                "%(seconds).1f s."
            )
            % its
        )
        if made.removed:
            self.stdout.write(_("Removed, as too many: %(names)s") % {"names": ", ".join(made.removed)})
        if manifest.missing:
            self.stderr.write(
                _("%(number)d files that the database names are not in the folder of uploads, the first: %(name)s")
                % {"number": len(manifest.missing), "name": manifest.missing[0]}
            )
