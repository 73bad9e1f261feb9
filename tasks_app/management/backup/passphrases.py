from __future__ import annotations

from pathlib import Path

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from tasks_app.management.backup.refusals import BackupRefused


def add_passphrase(parser: CommandParser) -> None:
    """The option of all three commands. A file, for whatever stands on a command line can be read by everybody."""
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help=_("the file whose first line is the passphrase; with it a backup is encrypted"),
    )


def passphrase_in(file: Path | None) -> str | None:
    """None where no file is named. Raises BackupRefused where it cannot be read or is empty."""
    if file is None:
        return None
    try:
        first = file.read_text(encoding="utf-8").partition("\n")[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as error:
        its = {"file": file, "reason": error}
        raise BackupRefused(_("The passphrase in %(file)s cannot be read: %(reason)s") % its) from error
    if not first:
        raise BackupRefused(_("%(file)s begins with an empty line, and no passphrase.") % {"file": file})
    return first
