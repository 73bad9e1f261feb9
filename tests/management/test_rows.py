"""Rows that are written past the objects come back as they were given, by COPY as by INSERT."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.management.province import rows
from tasks_app.management.province.rows import AT_ONCE, write_rows
from tasks_app.people.models import Person
from tasks_app.plan.models import Contribution, Holder, StateChange
from tasks_app.reporting.models import ProgressReport
from tests.factories import AssignmentFactory

pytestmark = pytest.mark.django_db

AT = at_time(date(2024, 10, 15), 9)
MISCHIEF = ["", " ", r"\N", r"\.", "\\", "a\tb", "a\nb\r\nc", r"a\tb", '"', "'", ",", "{}", "Đô Lương", "\u2028", "🙂"]


@pytest.fixture(params=["INSERT", pytest.param("COPY", marks=pytest.mark.postgres)], autouse=True)
def way(request, monkeypatch) -> str:
    """Both ways on PostgreSQL, one on SQLite."""
    monkeypatch.setattr(rows, "is_copied", lambda: request.param == "COPY")
    return request.param


def test_texts_come_back_as_they_were():
    assignment = AssignmentFactory()
    given = [
        {"assignment_id": assignment.pk, "act": "issue", "after": "assigned", "at": AT, "note": text}
        for text in MISCHIEF
    ]
    keys = write_rows(StateChange, given)

    notes = StateChange.objects.in_bulk(keys)
    assert [notes[key].note for key in keys] == MISCHIEF


def test_json_comes_back_as_it_was():
    details = [{}, {"texts": MISCHIEF}, dict.fromkeys(MISCHIEF), {"a": [1, 2.5, True, None]}]
    keys = write_rows(Entry, ({"verb": "v", "subject_id": 1, "at": AT, "details": one} for one in details))

    entries = Entry.objects.in_bulk(keys)
    assert [entries[key].details for key in keys] == details


def test_days_moments_and_what_is_empty_come_back_as_they_were():
    assignment = AssignmentFactory()
    moments = [AT, AT.astimezone(UTC), datetime(2024, 2, 29, 23, 59, 59, 123456, tzinfo=UTC)]
    keys = write_rows(
        StateChange,
        (
            {"assignment_id": assignment.pk, "act": "issue", "after": "assigned", "at": at, "submitted_on": day}
            for at, day in zip(moments, [None, date(2024, 2, 29), None], strict=True)
        ),
    )

    steps = [StateChange.objects.get(pk=key) for key in keys]
    assert [step.at for step in steps] == moments
    assert [step.submitted_on for step in steps] == [None, date(2024, 2, 29), None]
    assert {(step.by_id, step.document, step.document_on) for step in steps} == {(None, "", None)}


def test_what_a_row_leaves_out_has_the_default_of_the_model():
    given = [{"assignment_id": AssignmentFactory().pk, "created_at": AT, "updated_at": AT} for _ in range(2)]
    reports = ProgressReport.objects.in_bulk(write_rows(ProgressReport, given)).values()

    usual = ProgressReport()
    for name in ("version", "state", "situation", "percent", "results", "submitted_at", "reviewed_by_id"):
        assert {getattr(report, name) for report in reports} == {getattr(usual, name)}
    assert len({report.uid for report in reports}) == 2


def test_yes_and_no_come_back_as_they_were():
    keys = write_rows(
        Person,
        ({"username": name, "email": f"{name}@example.vn", "is_active": name == "here"} for name in ("here", "gone")),
    )

    assert [Person.objects.get(pk=key).is_active for key in keys] == [True, False]


def test_many_rows_keep_their_order_and_later_rows_get_other_keys():
    numbers = range(2 * AT_ONCE + 1)
    entries = [{"verb": "v", "subject_id": number, "at": AT} for number in numbers]
    keys = write_rows(Entry, entries)

    assert list(Entry.objects.filter(pk__in=keys).order_by("pk").values_list("subject_id", flat=True)) == [*numbers]
    assert keys == sorted(keys)
    assert Entry.objects.create(verb="v", subject_id=1, at=AT).pk > keys[-1]
    assert write_rows(Entry, []) == []


def test_the_database_judges_what_is_written():
    assignment = AssignmentFactory()
    row = {"assignment_id": assignment.pk, "organisation_id": assignment.organisation_id}
    with pytest.raises(IntegrityError), transaction.atomic():
        write_rows(Contribution, [row, row])
    with pytest.raises(IntegrityError), transaction.atomic():
        write_rows(Holder, [row | {"valid_from": None}])


def test_a_name_that_the_model_does_not_have_is_refused():
    with pytest.raises((TypeError, DatabaseError), match="nowhere"), transaction.atomic():
        write_rows(Entry, [{"verb": "v", "subject_id": 1, "at": AT, "nowhere": 1}])
