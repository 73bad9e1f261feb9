from django.db import connection
from django.utils.translation import gettext as _

from tasks_app.management.backup import postgres, readings, sqlite
from tasks_app.management.backup.refusals import BackupRefused


def database_here() -> readings.Database:
    """How the database of the settings is copied. Raises BackupRefused for a kind that cannot be."""
    for kind in (postgres, sqlite):
        if connection.vendor == kind.VENDOR:
            return kind
    raise BackupRefused(_("A database of the kind %(vendor)s cannot be backed up.") % {"vendor": connection.vendor})
