from datetime import date, timedelta
from io import BytesIO

from django.urls import reverse

from tasks_app.api.actions import make_key
from tasks_app.api.enums import Scope
from tasks_app.api.models import ApiToken
from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.exports import actions
from tasks_app.exports.enums import FileFormat, RowState
from tasks_app.exports.models import OfflineRow, OfflineUpload, WantedFile
from tests.factories.people import administrator

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


def api_key(person=None, *, scopes=tuple(Scope), **others) -> tuple[ApiToken, str]:
    """A key of a person, or with None of a system, and its secret."""
    its = {
        "name": "LGSP",
        "person": person,
        "valid_until": AT.date() + timedelta(days=300),
        "by": Actor(person or administrator()),
        "at": AT,
        "today": AT.date(),
    } | others
    return make_key(its.pop("name"), scopes, **its)


def workbook(person) -> OfflineUpload:
    """A workbook that came back, with one row that could not be taken over."""
    row = OfflineRow(place=6, title="Số hóa hồ sơ", state=RowState.REFUSED, reasons=["Không rõ thuộc nhiệm vụ nào."])
    return actions.keep_workbook([row], name="Việc.xlsx", made_at=AT, delegation=None, by=Actor(person), at=AT)
