"""A workbook confirmed by several presses at once, on a real PostgreSQL."""

from __future__ import annotations

from io import BytesIO

import pytest

from tasks_app.exports.actions import keep_workbook
from tasks_app.exports.books.offline import Desk, own_book, read_workbook, write_offline
from tasks_app.exports.models import OfflineRow
from tasks_app.people.queries import Capacity, standing
from tasks_app.reporting.models import ProgressReport
from tests.at_once import at_once
from tests.exports.workbooks import PERCENT, RESULTS, Filled
from tests.factories import AssignmentFactory, focal_officer
from tests.factories.exports import AT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def desk_of(person) -> Desk:
    return Desk(standing(person, on=AT.date()), Capacity(person), AT)


def filled(person, percent: int) -> bytes:
    content = BytesIO()
    write_offline(own_book(desk_of(person)), content)
    book = Filled(content.getvalue())
    book[0, PERCENT], book[0, RESULTS] = percent, "Đã họp với UBND huyện Đô Lương"
    return book.content


def brought_back(person, content: bytes) -> OfflineRow:
    desk = desk_of(person)
    made_at, rows = desk.judged(read_workbook(BytesIO(content)))
    actor = desk.capacity.actor
    return keep_workbook(rows, name="a.xlsx", made_at=made_at, delegation=None, by=actor, at=AT).rows.get()


def settling(person, row: OfflineRow):
    return lambda: desk_of(person).settle(row, is_sent=True)


def test_a_row_that_is_confirmed_twice_at_once_is_sent_once():
    its = AssignmentFactory()
    row = brought_back(its.responsible, filled(its.responsible, 60))

    rows = at_once(settling(its.responsible, row), settling(its.responsible, row))

    assert [one.state for one in rows] == ["sent", "sent"]
    assert ProgressReport.objects.count() == 1


def test_one_workbook_uploaded_twice_and_confirmed_at_once_is_one_report():
    its = AssignmentFactory()
    content = filled(its.responsible, 60)
    first, second = (brought_back(its.responsible, content) for _ in range(2))

    rows = at_once(settling(its.responsible, first), settling(its.responsible, second))

    assert sorted(one.state for one in rows) == ["same", "sent"]
    assert ProgressReport.objects.count() == 1


def test_two_people_bring_back_the_same_task_at_once_and_one_is_shown_the_other():
    officer = focal_officer()
    its = AssignmentFactory(organisation=officer.appointments.get().organisation)
    first = brought_back(its.responsible, filled(its.responsible, 60))
    second = brought_back(officer, filled(officer, 80))

    rows = at_once(settling(its.responsible, first), settling(officer, second))

    assert sorted(one.state for one in rows) == ["conflict", "sent"]
    lost = next(one for one in rows if one.state == "conflict")
    assert lost.theirs == ProgressReport.objects.get()
    assert not lost.is_settled


def test_uploads_at_once_are_both_kept():
    its = AssignmentFactory()
    content = filled(its.responsible, 60)

    rows = at_once(*[lambda: brought_back(its.responsible, content)] * 2)

    assert {one.state for one in rows} == {"ready"}
    assert len({one.upload_id for one in rows}) == 2
