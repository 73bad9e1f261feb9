from datetime import date

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.exports.actions import log_export
from tasks_app.exports.enums import FileFormat
from tasks_app.exports.models import ExportRecord
from tests.factories import member, secretary

pytestmark = pytest.mark.django_db
AT = at_time(date(2024, 10, 15), 9)
LONGEST_QUERY = ExportRecord._meta.get_field("query").max_length


def test_what_leaves_is_kept_with_both_names():
    assistant, leader = secretary(), member()

    line = log_export(
        "organisation_detail",
        FileFormat.XLSX,
        rows=12,
        by=Actor(assistant, leader),
        at=AT,
        thing=427,
        query="as_of=2024-06-30",
    )

    line.refresh_from_db()
    assert (line.what, line.thing, line.query, line.file_format, line.rows) == (
        "organisation_detail",
        427,
        "as_of=2024-06-30",
        "xlsx",
        12,
    )
    assert (line.by, line.for_person, line.at, line.through) == (assistant, leader, AT, "")


def test_a_machine_of_nobody_s_own_has_the_name_of_its_token():
    line = log_export("api_assignments", FileFormat.JSON, rows=50, by=None, at=AT, through="LGSP")

    assert (line.by, line.through) == (None, "LGSP")


def test_an_address_that_is_too_long_is_cut_off_and_not_lost():
    line = log_export("assignment_list", FileFormat.CSV, rows=1, by=Actor(secretary()), at=AT, query="q=" + "x" * 3000)

    line.refresh_from_db()
    assert line.query == ("q=" + "x" * 3000)[:LONGEST_QUERY]
