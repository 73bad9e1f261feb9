from datetime import date
from io import BytesIO

from django.urls import reverse

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.exports import actions
from tasks_app.exports.enums import FileFormat
from tasks_app.exports.models import WantedFile

AT = at_time(date(2024, 10, 15), 8)


def wanted(person, **others) -> WantedFile:
    """A list of assignments that somebody asked for, on the day of the tests."""
    asked = {
        "address": reverse("assignment_list"),
        "file_format": FileFormat.XLSX,
        "what": "assignment_list",
        "thing": None,
        "title": "Việc được giao",
        "rows": 6000,
        "language": "vi",
        "delegation": None,
        "by": Actor(person),
        "at": AT,
    } | others
    return actions.ask_for_file(**asked)


def made(person, **others) -> WantedFile:
    """One that is ready."""
    wanted(person, **others)
    file = actions.take_next_file(at=AT)
    actions.finish_file(file, BytesIO(b"PK a spreadsheet"), "Viec.xlsx", rows=6000, at=AT)
    file.refresh_from_db()
    return file
