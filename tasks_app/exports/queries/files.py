"""What left the product, and the files that are being made."""

from django.db.models import QuerySet

from tasks_app.exports.enums import FileState
from tasks_app.exports.models import ExportRecord, WantedFile
from tasks_app.people.models import Person


def files_of(person: Person) -> QuerySet[WantedFile]:
    """Those that somebody asked for, the newest first."""
    return WantedFile.objects.filter(by=person).select_related("for_person")


def files_ready(person: Person) -> int:
    """How many files of a person are ready or still being made; one query."""
    return files_of(person).exclude(state=FileState.FAILED).count()


def log_lines() -> QuerySet[ExportRecord]:
    """What left the product, the newest first, with the names of those who took it."""
    return ExportRecord.objects.select_related("by", "for_person").order_by("-at", "-pk")
