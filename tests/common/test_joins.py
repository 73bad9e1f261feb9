"""Rows with what belongs to each, in one statement, are what they are with a statement more for each kind."""

from datetime import date, timedelta

import pytest

from tasks_app.common.joins import Many, joined
from tasks_app.reporting.models import Evidence, ProgressReport
from tests.factories import AssignmentFactory, FileFactory, ReportFactory
from tests.factories.reporting import REPORTED_AT

pytestmark = pytest.mark.django_db
RELATIONS = {"evidence": Many("evidence", "-number"), "files": Many("attachments__file", also=("by",))}


@pytest.fixture
def reports():
    """One with nothing beside it, and a later one with two files and two documents."""
    assignment = AssignmentFactory()
    files = [FileFactory(assignment=assignment, name=name).pk for name in ("Một.pdf", "Hai.pdf")]
    ReportFactory(assignment=assignment)
    later = REPORTED_AT + timedelta(days=1)
    full = ReportFactory(assignment=assignment, at=later, files=frozenset(files))
    for number in ("1/BC", "2/BC"):
        Evidence.objects.create(report=full, number=number, issued_on=date(2024, 10, 4))
    return ProgressReport.objects.filter(assignment=assignment).select_related("for_person")


def told(reports) -> list[tuple]:
    return [
        (one.pk, one.for_person, [its.number for its in one.evidence.all()], [its.name for its in one.files.all()])
        for one in reports
    ]


def test_one_statement_finds_what_several_would(reports, queries):
    found = []
    assert queries(lambda: found.extend(joined(reports, **RELATIONS))) == 1

    with_more = list(reports.prefetch_related("files", "evidence"))
    assert [pk for pk, *_ in told(found)] == [one.pk for one in with_more]
    assert [sorted(numbers) for _, _, numbers, _ in told(found)] == [sorted(n) for _, _, n, _ in told(with_more)]
    assert [names for *_, names in told(found)] == [names for *_, names in told(with_more)]


def test_what_belongs_to_a_row_stands_in_its_order_and_asks_nothing_more(reports, queries):
    full, empty = joined(reports, **RELATIONS)

    def look():
        assert [one.number for one in full.evidence.all()] == ["2/BC", "1/BC"]
        assert [str(one.by) for one in full.files.all()] == [str(full.by)] * 2
        assert (full.evidence.first().number, empty.files.first()) == ("2/BC", None)
        assert (list(empty.evidence.all()), empty.files.count()) == ([], 0)

    look()  # the name of who wrote it
    assert queries(look) == 0


def test_of_no_rows_there_are_none(reports):
    assert joined(reports.none(), **RELATIONS) == []
