import re
from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.plan.actions import give_contribution
from tasks_app.plan.enums import Answer, State
from tasks_app.plan.rules import Given
from tasks_app.reporting.actions import close_period
from tasks_app.reporting.enums import ReportState, Situation
from tests.conftest import TODAY
from tests.factories import (
    AssignmentFactory,
    DueFactory,
    OrganisationFactory,
    ReportFactory,
    TaskFactory,
    assignments_in_bulk,
    focal_officer,
    member,
    secretary,
)

URL = reverse("my_work")

pytestmark = pytest.mark.django_db


def group_of(work, assignment):
    for name in ("overdue", "returned", "due_soon", "periodic", "waiting", "later", "done"):
        if assignment in [row.assignment for row in getattr(work, name)]:
            return name
    return None


def test_each_assignment_stands_in_one_group(client_of):
    person = member()

    def one(**given):
        return AssignmentFactory(responsible=person, **given)

    expected = {
        one(deadline_on=date(2024, 10, 14)): "overdue",
        one(deadline_on=date(2024, 10, 15)): "due_soon",
        one(deadline_on=date(2024, 10, 22)): "due_soon",
        one(deadline_on=date(2024, 10, 23)): "later",
        one(deadline_on=None, task__deadline_on=None): "later",
        one(state=State.SUBMITTED, submitted_on=date(2024, 10, 11)): "waiting",
        one(deadline_on=date(2024, 10, 10), state=State.SUBMITTED, submitted_on=date(2024, 10, 14)): "waiting",
        one(state=State.COMPLETED, submitted_on=date(2024, 10, 1)): "done",
        one(state=State.SUSPENDED): None,
        ReportFactory(assignment=one(), situation=Situation.DONE, state=ReportState.RETURNED).assignment: "returned",
        ReportFactory(assignment=one(deadline_on=date(2024, 10, 14)), state=ReportState.RETURNED).assignment: "overdue",
    }

    work = client_of(person).get(URL).context["work"]

    assert {assignment: group_of(work, assignment) for assignment in expected} == expected
    assert work.total == 10


def test_one_button_a_row_that_opens_the_form(client_of):
    person = member()
    assignment = AssignmentFactory(responsible=person, deadline_on=date(2024, 10, 14))

    page = client_of(person).get(URL).content.decode()

    assert page.count(f'href="{reverse("report_edit", args=[assignment.pk])}#report"') == 1
    assert "Quá 1 ngày" in page
    assert assignment.task.title_vi in page


def test_a_returned_report_shows_the_reason_and_a_draft_its_author(client_of):
    person = member()
    returned = ReportFactory(
        assignment=AssignmentFactory(responsible=person), state=ReportState.RETURNED, comment="Tách số liệu cấp xã"
    )
    ReportFactory(
        assignment=returned.assignment,
        state=ReportState.DRAFT,
        by=member(full_name="Lê Thị Soạn"),
        at=at_time(date(2024, 10, 14), 16, 20),
    )

    page = client_of(person).get(URL).content.decode()

    assert "Tách số liệu cấp xã" in page
    assert "Lê Thị Soạn" in page
    assert "Sửa và gửi lại" in page


def test_after_a_report_nobody_is_nagged_while_it_awaits_an_answer(client_of):
    person = member()
    assignment = AssignmentFactory(responsible=person, deadline_on=date(2024, 10, 10))
    ReportFactory(assignment=assignment)

    response = client_of(person).get(URL)

    work = response.context["work"]
    assert [row.assignment for row in work.overdue] == [assignment]
    assert work.to_report == 0
    page = response.content.decode()
    assert "việc cần báo cáo" not in page
    assert "Đã gửi báo cáo, đang chờ phản hồi" in page
    assert "btn-primary" not in page


def test_a_focal_officer_sees_the_work_of_the_organisation(client_of):
    assignment = AssignmentFactory()
    officer = focal_officer(assignment.organisation)

    work = client_of(officer).get(URL).context["work"]

    assert [row.assignment for row in work.later] == [assignment]


def test_what_is_overseen_is_not_ones_own_work(client_of):
    assignment = AssignmentFactory()
    overseer = member(oversees=[assignment.organisation])

    work = client_of(overseer).get(URL).context["work"]

    assert work.total == 0


def test_nothing_to_do_says_what_comes_next(client_of):
    person = member()
    AssignmentFactory(responsible=person, deadline_on=date(2024, 11, 8))

    page = client_of(person).get(URL).content.decode()

    assert "Không còn việc phải báo cáo" in page
    assert "còn 18 ngày" in page


def test_without_any_work_the_page_says_when_it_will_fill(client_of):
    assert "Chưa có việc nào được giao" in client_of(member()).get(URL).content.decode()


def test_the_number_of_queries_is_constant(client_of, constant_queries):
    person = member()
    browser = client_of(person)
    ReportFactory(assignment=AssignmentFactory(responsible=person))

    def more():
        for _ in range(3):
            ReportFactory(assignment=AssignmentFactory(responsible=person, deadline_on=date(2024, 10, 14)))

    constant_queries(lambda: browser.get(URL), more)


def test_forty_and_four_hundred_assignments_take_the_same_queries(client_of, constant_queries):
    person = member()
    browser = client_of(person)
    task = TaskFactory()

    def give(number):
        assignments_in_bulk(number, task=task, responsible=person, deadline_on=date(2024, 10, 10))

    give(40)
    constant_queries(lambda: browser.get(URL), lambda: give(360))


def shown(page: str) -> list[int]:
    return [int(key) for key in re.findall(r'href="/assignments/([0-9]+)/report/#report"', page)]


@pytest.mark.parametrize(("number", "shown_of_it"), [(15, 15), (16, 10), (60, 10)])
def test_of_a_long_section_the_first_are_shown_with_a_way_to_all(client_of, number, shown_of_it):
    person = member()
    assignments_in_bulk(number, task=TaskFactory(), responsible=person, deadline_on=date(2024, 10, 10))

    response = client_of(person).get(URL)
    page = response.content.decode()

    assert response.context["work"].overdue.number == response.context["work"].total == number
    assert len(shown(page)) == shown_of_it
    assert ("?group=overdue" in page) == (shown_of_it < number)
    assert (f"Tất cả {number}" in page) == (shown_of_it < number)


def test_all_of_a_section_has_pages_of_its_own_in_the_same_order(client_of):
    person = member()
    assignments_in_bulk(60, task=TaskFactory(), responsible=person, deadline_on=date(2024, 10, 10))
    AssignmentFactory(responsible=person, deadline_on=date(2024, 10, 1))
    AssignmentFactory(responsible=person, deadline_on=date(2024, 12, 20))
    browser = client_of(person)

    first, second = (browser.get(URL, {"group": "overdue", "page": page}).content.decode() for page in (1, 2))

    assert (len(shown(first)), len(shown(second))) == (50, 11)
    assert len(set(shown(first) + shown(second))) == 61
    assert shown(browser.get(URL).content.decode())[:10] == shown(first)[:10]
    assert "Quá hạn" in first
    assert "Trang 2 / 2" in second or "Trang 2" in second


def test_a_section_that_is_not_known_is_the_whole_page(client_of):
    person = member()
    AssignmentFactory(responsible=person)

    assert client_of(person).get(URL, {"group": "nonsense"}).context["work"].total == 1


def test_a_section_takes_the_same_queries_whatever_its_size(client_of, constant_queries):
    person, task = member(), TaskFactory()
    browser = client_of(person)

    def give(number):
        assignments_in_bulk(number, task=task, responsible=person, deadline_on=date(2024, 10, 10))

    give(5)
    constant_queries(lambda: browser.get(URL, {"group": "overdue"}), lambda: give(100))


def test_what_a_colleague_writes_is_seen_at_once(client_of):
    """The groups are kept until somebody writes: a report that was sent elsewhere counts for the next page."""
    person = member()
    assignment = AssignmentFactory(responsible=person, deadline_on=date(2024, 10, 10))
    browser = client_of(person)
    assert browser.get(URL).context["work"].to_report == 1

    ReportFactory(assignment=assignment, by=focal_officer(assignment.organisation))

    assert browser.get(URL).context["work"].to_report == 0


def test_it_speaks_english_to_who_chose_it(client_of):
    person = member(language="en")
    AssignmentFactory(responsible=person, deadline_on=date(2024, 10, 10))

    page = client_of(person).get(URL).content.decode()

    assert re.search(r"3\s+days overdue", page)
    assert "Quá" not in page


def test_wrong_method(client_of):
    assert client_of(member()).post(URL).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_a_report_that_is_owed_presses_though_the_work_does_not(client_of):
    due = DueFactory(assignment__deadline_on=date(2024, 12, 20), assignment__state=State.IN_PROGRESS)

    work = client_of(due.assignment.responsible).get(URL).context["work"]

    assert [(row.assignment, row.owed) for row in work.periodic] == [(due.assignment, due.period)]
    assert work.to_report == 1
    assert not work.later


def test_what_was_sent_for_the_period_presses_no_more(client_of):
    due = DueFactory(assignment__deadline_on=date(2024, 12, 20), assignment__state=State.IN_PROGRESS)
    ReportFactory(assignment=due.assignment, due=due)

    work = client_of(due.assignment.responsible).get(URL).context["work"]

    assert (work.periodic.number, [row.owed for row in work.later]) == (0, [None])


def test_a_closed_period_presses_no_more(client_of):
    due = DueFactory(assignment__deadline_on=date(2024, 12, 20), assignment__state=State.IN_PROGRESS)
    close_period(due.period, by=Actor(secretary()), at=at_time(date(2024, 9, 27), 9))

    assert not client_of(due.assignment.responsible).get(URL).context["work"].periodic


def coordinating(officer, **given):
    """A contribution that the officer's organisation owes to another's work."""
    organisation = officer.appointments.get().organisation
    due_on = given.pop("due_on", None)
    contribution = AssignmentFactory(coordinating=[organisation], **given).contributions.get()
    contribution.due_on = due_on
    contribution.save()
    return contribution


def test_what_is_owed_to_the_work_of_others_stands_there_the_most_urgent_first(client_of):
    officer = focal_officer()
    later, overdue, undated, soon = (
        coordinating(officer, due_on=due_on)
        for due_on in (date(2024, 11, 20), date(2024, 10, 11), None, date(2024, 10, 16))
    )
    coordinating(officer, state=State.SUBMITTED, due_on=date(2024, 10, 11))
    given = coordinating(officer, due_on=date(2024, 10, 11))
    give_contribution(given, Given(Answer.NOTHING, "Không có"), seen=0, by=Actor(officer), at=at_time(TODAY, 8))

    response = client_of(officer).get(URL)

    work, page = response.context["work"], response.content.decode()
    assert [line.contribution for line in work.coordinating_dated] == [overdue, soon, later]
    assert [line.contribution for line in work.coordinating_undated] == [undated]
    assert [line.shown.css for line in work.coordinating_dated] == ["s-over", "s-soon", "s-ontime"]
    assert f'href="{reverse("contribution_edit", args=[overdue.pk])}"' in page
    assert "1 nội dung phối hợp chưa đặt hạn" in page
    assert "Chưa có việc nào được giao" not in page


def test_a_member_owes_no_contribution_and_sees_what_is_missing_for_his_own_work(client_of):
    person = member()
    assignment = AssignmentFactory(responsible=person, coordinating=OrganisationFactory.create_batch(3))
    browser = client_of(person)

    def missing():
        return [row.missing for row in browser.get(URL).context["work"].later]

    assert missing() == [""]  # nobody has been asked for anything yet
    assignment.contributions.update(due_on=TODAY)
    one = assignment.contributions.first()
    assert missing() == ["còn thiếu 3/3 cơ quan phối hợp"]
    give_contribution(one, Given(Answer.GIVEN, "Đã góp ý"), seen=0, by=Actor(member()), at=at_time(TODAY, 8))
    assert missing() == ["còn thiếu 2/3 cơ quan phối hợp"]
    assert browser.get(URL).context["work"].coordinating == []


def test_more_contributions_take_no_more_queries(client_of, constant_queries):
    officer = focal_officer()
    coordinating(officer, due_on=TODAY)
    browser = client_of(officer)

    constant_queries(
        lambda: browser.get(URL),
        lambda: [coordinating(officer, due_on=due_on) for due_on in (TODAY, TODAY, None)],
    )
