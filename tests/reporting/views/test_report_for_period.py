"""The form of a report that answers a period, or says that there is nothing to report."""

from datetime import date
from http import HTTPStatus
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from tasks_app.common.dates import at_time
from tasks_app.plan.enums import Frequency, State
from tasks_app.reporting.enums import ReportState, Situation
from tests.factories import AssignmentFactory, DueFactory, PeriodFactory, ReportFactory, member

pytestmark = pytest.mark.django_db

TYPED = {"version": "0", "based_on": "0", "situation": "working", "percent": "60", "results": "Đã số hóa 60% hồ sơ"}


def send(client_of, assignment, **typed):
    form = TYPED | {"uid": str(uuid4()), "submit": "1"} | typed
    return client_of(assignment.responsible).post(reverse("report_edit", args=[assignment.pk]), form)


@pytest.fixture
def due():
    """Owed for the third quarter, whose reports were due; nothing sent yet."""
    return DueFactory(assignment=AssignmentFactory(task__frequency=Frequency.QUARTERLY, state=State.IN_PROGRESS))


def test_the_form_begins_with_what_is_owed(client_of, due):
    page = client_of(due.assignment.responsible).get(reverse("report_edit", args=[due.assignment.pk]))

    assert "Bước tiếp theo: gửi báo cáo Quý III/2024" in page.content.decode()
    assert page.context["form"]["due"].value() == str(due.pk)


def test_a_report_answers_its_period(client_of, due):
    send(client_of, due.assignment, due=due.pk)

    assert due.reports.get().state == ReportState.SUBMITTED


def test_a_report_in_between_answers_none(client_of, due):
    send(client_of, due.assignment, due="")

    assert due.assignment.reports.get().due is None


def test_nothing_to_report_is_an_answer(client_of, due):
    send(client_of, due.assignment, due=due.pk, situation=Situation.NOTHING, percent="", results="")

    report = due.reports.get()
    assert (report.situation, report.state) == (Situation.NOTHING, ReportState.SUBMITTED)


@pytest.mark.parametrize("typed", [{}, {"situation": Situation.NOTHING, "percent": "", "results": ""}], ids=str)
@pytest.mark.parametrize("others", [0, 1], ids=["nothing else is owed", "another period is owed"])
def test_an_answer_that_comes_twice_is_told_so(client_of, due, typed, others):
    for _ in range(others):
        DueFactory(
            assignment=due.assignment,
            period=PeriodFactory(starts_on=date(2024, 3, 15), ends_on=date(2024, 6, 14), due_on=date(2024, 6, 20)),
        )
    same = {"uid": str(uuid4()), "due": due.pk} | typed
    send(client_of, due.assignment, **same)

    again = send(client_of, due.assignment, **same)

    assert again.status_code == HTTPStatus.FOUND
    assert due.assignment.reports.count() == 1
    assert "không gửi thêm lần nữa" in str(list(get_messages(again.wsgi_request))[-1])


@pytest.mark.parametrize("others", [0, 1], ids=["nothing else is owed", "another period is owed"])
def test_what_a_colleague_has_answered_meanwhile_is_a_conflict_and_not_a_riddle(client_of, due, others):
    for _ in range(others):
        DueFactory(
            assignment=due.assignment,
            period=PeriodFactory(starts_on=date(2024, 3, 15), ends_on=date(2024, 6, 14), due_on=date(2024, 6, 20)),
        )
    theirs = ReportFactory(assignment=due.assignment, due=due, by=member(), results="Của họ", percent=60)

    conflict = send(client_of, due.assignment, due=due.pk, results="Của tôi")

    form = conflict.context["form"]
    assert conflict.status_code == HTTPStatus.CONFLICT
    assert [part.name for part in conflict.context["merge"].differences] == ["results"]
    assert form["results"].value() == "Của tôi"
    again = {name: form[name].value() for name in ("uid", "version", "based_on", "results")}
    send(client_of, due.assignment, **again, due="")
    mine = due.assignment.reports.exclude(pk=theirs.pk).get()
    assert (mine.results, mine.due) == ("Của tôi", None)


def test_two_drafts_for_different_periods_say_so(client_of, due):
    ReportFactory(assignment=due.assignment, due=None, state=ReportState.DRAFT, by=member(), percent=60)

    conflict = send(client_of, due.assignment, due=due.pk)

    [period] = [part for part in conflict.context["merge"].differences if part.name == "due"]
    assert (period.theirs, period.mine[:14]) == ("", "Quý III/2024, ")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"situation": Situation.NOTHING, "due": ""}, "due"),
        ({"due": "999999"}, "due"),
        ({"due": "9" * 30, "based_on": "9" * 30}, "due"),
    ],
)
def test_nothing_to_report_names_its_period(client_of, due, typed, field):
    answer = send(client_of, due.assignment, **({"due": due.pk} | typed))

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert list(answer.context["form"].errors) == [field]
    assert not due.assignment.reports.exists()


def test_overdue_work_says_why_there_is_nothing_to_report(client_of):
    due = DueFactory(assignment=AssignmentFactory(task__frequency=Frequency.QUARTERLY, deadline_on=date(2024, 10, 1)))

    answer = send(client_of, due.assignment, due=due.pk, situation=Situation.NOTHING, difficulties="")

    assert list(answer.context["form"].errors) == ["difficulties"]


def test_who_owes_nothing_is_not_asked_for_a_period(client_of):
    assignment = AssignmentFactory()

    form = client_of(assignment.responsible).get(reverse("report_edit", args=[assignment.pk])).context["form"]

    assert "due" not in form.fields
    assert Situation.NOTHING not in dict(form.fields["situation"].choices)


def test_a_draft_keeps_its_period(client_of, due):
    browser = client_of(due.assignment.responsible)
    ReportFactory(assignment=due.assignment, due=None, state=ReportState.DRAFT)

    form = browser.get(reverse("report_edit", args=[due.assignment.pk])).context["form"]

    assert form["due"].value() == ""


def test_an_answer_after_the_deadline_is_marked_late(client_of, due):
    ReportFactory(assignment=due.assignment, due=due, at=at_time(date(2024, 9, 23), 9))

    page = client_of(due.assignment.responsible).get(reverse("assignment_detail", args=[due.assignment.pk]))

    assert "gửi chậm" in page.content.decode()


def test_a_returned_report_comes_back_as_it_was_sent(client_of, due):
    ReportFactory(
        assignment=due.assignment, due=due, situation=Situation.OBSTACLE, difficulties="Vướng", state="returned"
    )
    newer = DueFactory(
        assignment=due.assignment,
        period=PeriodFactory(starts_on=date(2024, 9, 15), ends_on=date(2024, 10, 14), due_on=date(2024, 10, 21)),
    )

    form = client_of(due.assignment.responsible).get(reverse("report_edit", args=[due.assignment.pk])).context["form"]

    assert [pk for pk, _ in form.fields["due"].choices] == [str(newer.pk), str(due.pk), ""]
    assert (form["due"].value(), form["situation"].value()) == (str(due.pk), Situation.OBSTACLE)


def test_a_report_after_an_accepted_one_begins_anew(client_of, due):
    ReportFactory(assignment=due.assignment, situation=Situation.OBSTACLE, difficulties="Vướng", state="accepted")

    form = client_of(due.assignment.responsible).get(reverse("report_edit", args=[due.assignment.pk])).context["form"]

    assert (form["due"].value(), form["situation"].value()) == (str(due.pk), Situation.WORKING)


def test_the_same_words_for_another_period_are_no_repetition(client_of, due):
    """Sent for one period; back, and sent once more for the other: the second is shown the first, and goes on."""
    other = DueFactory(
        assignment=due.assignment,
        period=PeriodFactory(starts_on=date(2024, 3, 15), ends_on=date(2024, 6, 14), due_on=date(2024, 6, 21)),
    )
    uid = str(uuid4())
    send(client_of, due.assignment, due=due.pk, situation=Situation.NOTHING, uid=uid)

    answer = send(client_of, due.assignment, due=other.pk, situation=Situation.NOTHING, uid=uid)

    assert answer.status_code == HTTPStatus.CONFLICT
    assert not other.reports.sent().exists()
