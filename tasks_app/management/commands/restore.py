from __future__ import annotations

from pathlib import Path
from time import monotonic

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tasks_app.management.backup import restoring
from tasks_app.management.backup.names import site_name
from tasks_app.management.backup.passphrases import add_passphrase, passphrase_in
from tasks_app.management.backup.refusals import BackupRefused
from tasks_app.management.console import ConsoleCommand


class Command(ConsoleCommand):
    help = gettext_noop(
        "Puts the database and the uploaded files of a backup in place of those that are here, once all of it was "
        "verified: all or nothing. Mail leaves from nowhere afterwards, until manage.py allow_mail says so. Stop "
        "the web and the jobs before. docs/backup.md says more."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")
        add_passphrase(parser)
        parser.add_argument("--replace", action="store_true", help=_("give up the data that are here"))
        parser.add_argument("--yes", action="store_true", help=_("with --replace: do not ask for the name of the site"))
        parser.add_argument(
            "--settings-to", type=Path, metavar="NEWFILE", help=_("write the settings of the backup into a new file")
        )

    def handle(self, *args, file, passphrase_file, replace, yes, settings_to, **options):
        began = monotonic()
        try:
            with restoring.unpacked(file, passphrase=passphrase_in(passphrase_file)) as backup:
                if settings_to and backup.settings is None:
                    raise BackupRefused(_("The backup holds no settings."))
                self._ask(replace=replace, yes=yes)
                if settings_to:
                    restoring.write_settings(backup.settings, settings_to)
                restoring.put_in_place(backup)
        except BackupRefused as refused:
            raise CommandError(str(refused)) from refused
        self._tell(backup, monotonic() - began)

    def _ask(self, *, replace: bool, yes: bool) -> None:
        """Raises CommandError where there are data that nobody gave up."""
        tables, files = restoring.what_is_here()
        if not tables and not files:
            return
        here = _("There are data here: rows in %(tables)d tables, %(files)d uploaded files.") % {
            "tables": len(tables),
            "files": files,
        }
        if not replace:
            raise CommandError(here + " " + _("Nothing was changed; say --replace to give them up."))
        if yes:
            return
        site = site_name(settings.SITE_URL)
        self.stdout.write(here)
        self.stdout.write(_("To give them up, type the name of this site (%(site)s):") % {"site": site})
        try:
            typed = input().strip()
        except EOFError:
            typed = ""
        if typed != site:
            raise CommandError(_("That is not the name of this site; nothing was changed."))

    def _tell(self, backup: restoring.Unpacked, seconds: float) -> None:
        manifest = backup.manifest
        its = {
            "site": manifest.site,
            "at": manifest.made_at,
            "tables": len(manifest.tables),
            "rows": manifest.rows,
            "files": len(manifest.media),
            "seconds": seconds,
        }
        self.stdout.write(
            _(
                "Restored what %(site)s was at %(at)s: %(tables)d tables with %(rows)d rows, %(files)d uploaded files; "
                "compared with the backup, no difference; %(seconds).1f s."
            )
            % its
        )
        self.stdout.write(_("Mail leaves from nowhere: this copy writes to nobody until manage.py allow_mail --yes."))
        if restoring.is_older(manifest):
            self.stdout.write(
                _("The backup is of an older release: run .venv/bin/python -m deploy.setup before starting the site.")
            )
        if manifest.missing:
            self.stderr.write(
                _("%(number)d files that the database names are not in the folder of uploads, the first: %(name)s")
                % {"number": len(manifest.missing), "name": manifest.missing[0]}
            )
