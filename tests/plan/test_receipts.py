"""That work has been received: said once by whoever leads it, or by the first report."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.plan import actions
from tasks_app.plan.enums import State
from tasks_app.plan.models import Assignment, Holder, Receipt
from tasks_app.plan.rules import Yardstick, implies_receipt, last_day_to_receive
from tests.calendar.days import PLAIN
from tests.constraints import refused_by
from tests.factories import AssignmentFactory, OrganisationFactory, ReportFactory, member

AT = at_time(date(2024, 10, 15), 9)

pytestmark = pytest.mark.django_db


def receive(assignment, *, by=None, at=AT):
    return actions.receive_assignment(assignment, by=by or Actor(assignment.responsible), at=at)


def hand_over(assignment, *, on: date) -> None:
    """To another lead organisation, from a day on."""
    assignment.holders.end(on=on)
    assignment.organisation = OrganisationFactory()
    assignment.save()
    Holder.objects.create(assignment=assignment, organisation=assignment.organisation, valid_from=on)


def unreceived(**asked):
    return set(Assignment.objects.not_received(**asked))


def test_a_receipt_is_kept_and_recorded_with_both_names():
    assignment = AssignmentFactory()
    assistant = member()

    receipt = receive(assignment, by=Actor(assistant, assignment.responsible))

    assert (receipt.holder, receipt.at) == (assignment.holders.get(), AT)
    assert (receipt.by, receipt.for_person) == (assistant, assignment.responsible)
    line = Entry.objects.get(verb="assignment.received")
    assert (line.subject_id, line.by, line.for_person, line.at) == (
        assignment.pk,
        assistant,
        assignment.responsible,
        AT,
    )
    assert unreceived() == set()
    assignment.refresh_from_db()
    assert assignment.state == State.ASSIGNED  # received is not begun


def test_twice_tells_who_was_first():
    assignment = AssignmentFactory(responsible=member(full_name="Đặng Thị Mẫu"))
    receive(assignment)

    with pytest.raises(actions.AlreadyReceived, match="Đặng Thị Mẫu đã xác nhận nhận việc lúc 09:00 15/10/2024"):
        receive(assignment, by=Actor(member()))

    assert Receipt.objects.count() == Entry.objects.filter(verb="assignment.received").count() == 1


def test_a_report_says_so_too_without_a_second_row():
    assignment = ReportFactory().assignment

    with pytest.raises(actions.AlreadyReceived, match="Đã có báo cáo"):
        receive(assignment)

    assert unreceived() == set()
    assert not Receipt.objects.exists()


@pytest.mark.parametrize("state", [State.SUBMITTED, State.COMPLETED, State.SUSPENDED, State.CANCELLED])
def test_what_is_not_out_is_not_received(state):
    assignment = AssignmentFactory(state=state)

    with pytest.raises(actions.ReceiptNotPossible):
        receive(assignment)

    assert unreceived() == set()


def test_a_draft_is_not_received():
    with pytest.raises(actions.ReceiptNotPossible):
        receive(AssignmentFactory(state=State.DRAFT))


def test_another_lead_organisation_receives_the_work_anew():
    assignment = AssignmentFactory()
    receive(assignment, at=at_time(date(2024, 3, 5), 9))

    hand_over(assignment, on=date(2024, 10, 1))

    assert unreceived() == {assignment}
    receive(assignment)
    assert unreceived() == set()
    assert Receipt.objects.count() == 2


def test_a_report_of_the_lead_organisation_before_says_nothing_of_the_next():
    assignment = ReportFactory(at=at_time(date(2024, 9, 30), 9)).assignment

    hand_over(assignment, on=date(2024, 10, 1))

    assert unreceived() == {assignment}
    receive(assignment)
    assert unreceived() == set()


def test_what_was_given_lately_is_not_asked_for_yet():
    """Given on Wednesday 9 October, it has been held for four working days on Tuesday the 15th; on Thursday, three."""
    late = AssignmentFactory(at=at_time(date(2024, 10, 9), 9))
    AssignmentFactory(at=at_time(date(2024, 10, 10), 9))
    until = last_day_to_receive(Yardstick(date(2024, 10, 15), PLAIN), 3)

    assert until == date(2024, 10, 9)
    assert unreceived(held_until=until) == {late}


@pytest.mark.parametrize(
    ("last_word_on", "implied"), [(None, False), (date(2024, 9, 30), False), (date(2024, 10, 1), True)]
)
def test_whoever_reports_has_received_the_work(last_word_on, implied):
    assert implies_receipt(last_word_on, held_since=date(2024, 10, 1)) == implied


def test_what_the_database_refuses():
    assignment = AssignmentFactory()
    receipt = receive(assignment)

    with pytest.raises(IntegrityError, match="holder_id"), transaction.atomic():
        Receipt.objects.create(holder=receipt.holder, at=AT, by=member())
    hand_over(assignment, on=date(2024, 10, 1))
    with refused_by("a_receipt_says_who_received_the_work"):
        Receipt.objects.create(holder=assignment.holders.last(), at=AT)
