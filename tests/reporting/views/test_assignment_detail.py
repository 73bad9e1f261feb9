from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.plan.actions import date_contributions, decide, give_contribution, move_deadline
from tasks_app.plan.enums import Act, Answer, State
from tasks_app.plan.rules import Basis, Given
from tasks_app.reminders.actions import plan_reminders, urge, urge_together
from tasks_app.reporting.actions import return_report
from tasks_app.reporting.enums import ExtensionState, ReportState, Situation
from tests.factories import (
    AssignmentFactory,
    ExtensionFactory,
    OrganisationFactory,
    ReportFactory,
    delegate,
    focal_officer,
    inspector,
    member,
    secretary,
)

pytestmark = pytest.mark.django_db


def url_of(assignment):
    return reverse("assignment_detail", args=[assignment.pk])


def test_facts_state_next_step_and_record(client_of):
    assignment = AssignmentFactory(
        deadline_on=date(2024, 10, 10), coordinating=[OrganisationFactory(name_vi="Sở Phối hợp")]
    )
    ReportFactory(assignment=assignment, percent=40, state=ReportState.ACCEPTED)

    page = client_of(assignment.responsible).get(url_of(assignment)).content.decode()

    for expected in (
        assignment.task.title_vi,
        str(assignment.organisation),
        "Sở Phối hợp",
        "Quá hạn 3 ngày",
        "10/10/2024",
        "Bước tiếp theo: gửi báo cáo",
        "Đã giao việc",
        "Gửi báo cáo, 40%",
    ):
        assert expected in page


def test_a_moved_deadline_shows_both_days(client_of):
    assignment = AssignmentFactory(deadline_on=date(2024, 9, 30))
    move_deadline(
        assignment,
        date(2024, 10, 25),
        by=Actor(secretary()),
        at=at_time(date(2024, 9, 16), 9),
        basis=Basis("12/TB-BCĐ", date(2024, 9, 16)),
    )

    page = client_of(assignment.responsible).get(url_of(assignment)).content.decode()

    assert "25/10/2024" in page
    assert "30/09/2024" in page
    assert "12/TB-BCĐ" in page


def test_an_extension_is_one_line_of_the_record_and_stands_beside_the_deadline(client_of):
    assignment = ExtensionFactory(state=ExtensionState.APPROVED).assignment

    response = client_of(assignment.responsible).get(url_of(assignment))

    lines = [(event.title, event.detail) for event in response.context["page"].events]
    assert lines[0] == ("Phê duyệt gia hạn", "từ 18/10/2024 đến 15/11/2024; theo văn bản 148-CV/BCĐ (14/10/2024)")
    assert "Điều chỉnh thời hạn" not in [title for title, _ in lines]
    assert "(đã gia hạn một lần; thời hạn gốc" in response.content.decode()


def test_a_deadline_on_a_day_off_shows_until_when_it_counts(client_of):
    assignment = AssignmentFactory(deadline_on=date(2024, 10, 19))

    page = client_of(assignment.responsible).get(url_of(assignment)).content.decode()

    assert "19/10/2024" in page
    assert "21/10/2024" in page


def test_percent_and_dates_that_contradict_each_other_are_named(client_of):
    assignment = AssignmentFactory(deadline_on=date(2024, 10, 10))
    ReportFactory(assignment=assignment, percent=90)

    page = client_of(assignment.responsible).get(url_of(assignment)).content.decode()

    assert "Báo cáo gần xong nhưng đã quá hạn." in page


def test_the_secretariat_is_led_to_the_review(client_of):
    report = ReportFactory(situation=Situation.DONE)

    page = client_of(secretary()).get(url_of(report.assignment)).content.decode()

    assert reverse("report_review", args=[report.pk]) in page
    assert "<form" in page
    assert 'name="results"' not in page


@pytest.mark.parametrize("who", ["overseer", "inspector", "coordinating officer"])
def test_who_may_look_but_not_report(client_of, who):
    other = OrganisationFactory()
    assignment = AssignmentFactory(coordinating=[other])
    person = {
        "overseer": lambda: member(oversees=[assignment.organisation]),
        "inspector": inspector,
        "coordinating officer": lambda: focal_officer(other),
    }[who]()

    response = client_of(person).get(url_of(assignment))

    assert response.status_code == HTTPStatus.OK
    assert 'name="results"' not in response.content.decode()


def test_what_one_may_not_see_is_not_there(client_of):
    assignment = AssignmentFactory()

    assert client_of(member()).get(url_of(assignment)).status_code == HTTPStatus.NOT_FOUND
    assert client_of(member()).get(reverse("assignment_detail", args=[99999])).status_code == HTTPStatus.NOT_FOUND


def test_a_draft_assignment_is_seen_by_the_secretariat_alone(client_of):
    assignment = AssignmentFactory(state=State.DRAFT)

    assert client_of(assignment.responsible).get(url_of(assignment)).status_code == HTTPStatus.NOT_FOUND
    assert client_of(secretary()).get(url_of(assignment)).status_code == HTTPStatus.OK


def test_the_number_of_queries_is_constant(client_of, constant_queries):
    assignment = AssignmentFactory()
    browser = client_of(assignment.responsible)
    ReportFactory(assignment=assignment)

    def more():
        for _ in range(3):
            ReportFactory(assignment=assignment, state=ReportState.RETURNED)

    constant_queries(lambda: browser.get(url_of(assignment)), more, below=21)


def test_wrong_method(client_of):
    assignment = AssignmentFactory()

    assert client_of(assignment.responsible).post(url_of(assignment)).status_code == HTTPStatus.METHOD_NOT_ALLOWED


@pytest.mark.parametrize(
    ("who", "state", "offered"),
    [
        ("secretary", State.ASSIGNED, True),
        ("overseer", State.IN_PROGRESS, True),
        ("inspector", State.ASSIGNED, False),
        ("secretary", State.COMPLETED, False),
    ],
)
def test_who_may_urge_can_do_it_here(client_of, who, state, offered):
    assignment = AssignmentFactory(state=state)
    person = {
        "secretary": secretary,
        "overseer": lambda: member(oversees=[assignment.organisation]),
        "inspector": inspector,
    }[who]()

    page = client_of(person).get(url_of(assignment)).content.decode()

    assert (f'action="{reverse("assignment_urge", args=[assignment.pk])}"' in page) == offered


def test_a_decided_report_says_how_long_the_answer_took(client_of):
    report = ReportFactory(
        state=ReportState.ACCEPTED, at=at_time(date(2024, 10, 10), 9), reviewed_at=at_time(date(2024, 10, 15), 7)
    )

    page = client_of(secretary()).get(reverse("assignment_detail", args=[report.assignment_id])).content.decode()

    assert "trả lời sau 3 ngày làm việc" in page


def events_of(client, assignment) -> list:
    return client.get(url_of(assignment)).context["page"].events


def test_the_record_says_who_did_what_when_for_whom_and_old_beside_new(client_of):
    assignment = AssignmentFactory(responsible=member(full_name="Cao Văn Mẫu"), deadline_on=date(2024, 10, 18))
    ReportFactory(assignment=assignment, percent=40, state=ReportState.ACCEPTED, at=at_time(date(2024, 9, 2), 9))
    done_at = at_time(date(2024, 10, 14), 9)
    report = ReportFactory(
        assignment=assignment,
        by=member(full_name="Lê Thị Trợ"),
        for_person=assignment.responsible,
        situation=Situation.DONE,
        at=done_at,
    )
    return_report(report, comment="Thiếu số liệu", by=Actor(secretary(full_name="Đặng Thị Duyệt")), at=done_at)

    events = events_of(client_of(assignment.responsible), assignment)

    assert [(event.title, event.who, event.detail) for event in events][:2] == [
        (
            "Trả lại báo cáo",
            "Đặng Thị Duyệt",
            "Trạng thái: Chờ xác nhận hoàn thành → Trả lại, yêu cầu bổ sung; Tiến độ: 100% → 40%",
        ),
        (
            "Gửi báo cáo, 100%",
            "Lê Thị Trợ thay mặt Cao Văn Mẫu",
            "Trạng thái: Đang thực hiện → Chờ xác nhận hoàn thành; Tiến độ: 40% → 100%",
        ),
    ]
    assert events[0].at == done_at
    assert events[-1].detail == (
        "Trạng thái: Dự thảo → Đã giao, chưa thực hiện; Phụ trách: Cao Văn Mẫu; Hạn 18/10/2024"
    )


def test_a_decision_shows_state_and_document(client_of):
    assignment = AssignmentFactory(state=State.IN_PROGRESS)
    basis = Basis("112-CV/BCĐ", date(2024, 10, 14))
    at = at_time(date(2024, 10, 15), 9)
    decide(assignment, Act.SUSPEND, reason="Chờ hướng dẫn", basis=basis, by=Actor(secretary()), at=at)

    [event, *_] = events_of(client_of(assignment.responsible), assignment)

    assert (event.detail, event.quote) == (
        "Trạng thái: Đang thực hiện → Tạm dừng; theo văn bản 112-CV/BCĐ (14/10/2024)",
        "Chờ hướng dẫn",
    )


def test_every_line_of_a_long_record_can_be_reached(client_of):
    assignment = AssignmentFactory()
    for month in range(4, 10):
        ReportFactory(
            assignment=assignment, percent=10 * month, state=ReportState.ACCEPTED, at=at_time(date(2024, month, 2), 9)
        )

    page = client_of(assignment.responsible).get(url_of(assignment)).content.decode()

    assert page.count("Gửi báo cáo, ") == page.count("Chấp nhận báo cáo, ") == 6
    assert "Đã giao việc" in page


def test_a_name_in_the_record_outlives_the_account(client_of):
    gone = secretary(full_name="Đặng Thị Nghỉ")
    assignment = ReportFactory(state=ReportState.ACCEPTED, reviewer=gone).assignment
    gone.is_active = False
    gone.save()

    page = client_of(assignment.responsible).get(url_of(assignment)).content.decode()

    assert "Đặng Thị Nghỉ" in page


def test_the_lead_sees_what_was_given_and_who_is_missing(client_of):
    one, other = OrganisationFactory(order=1), OrganisationFactory(order=2)
    assignment = AssignmentFactory(coordinating=[one, other])
    given_by = focal_officer(one, full_name="Lê Thị Đồng")
    give_contribution(
        assignment.contributions.get(organisation=one),
        Given(Answer.GIVEN, "Đã rà soát 12 thủ tục"),
        seen=0,
        by=Actor(given_by),
        at=at_time(date(2024, 10, 14), 9),
    )

    response = client_of(assignment.responsible).get(reverse("assignment_detail", args=[assignment.pk]))

    roles, page = response.context["roles"], response.content.decode()
    assert [line.shown.label for line in roles.lines] == ["đã gửi 14/10/2024", "chưa gửi, chưa đặt hạn"]
    assert (roles.missing, roles.may_date) == (1, True)
    assert "Đã rà soát 12 thủ tục" in page
    assert "Lê Thị Đồng" in page
    assert reverse("contribution_dates", args=[assignment.pk]) in page
    assert "/contributions/" in page
    assert not any(line.may_give for line in roles.lines)


def test_the_record_tells_of_contributions_and_their_dates_in_the_readers_language(client_of):
    organisation = OrganisationFactory(name_vi="Sở Tư pháp", name_en="Department of Justice")
    assignment = AssignmentFactory(coordinating=[organisation])
    by = Actor(assignment.responsible)
    date_contributions(
        assignment, {assignment.contributions.get().pk: date(2024, 10, 25)}, by=by, at=at_time(date(2024, 10, 14), 9)
    )
    url = reverse("assignment_detail", args=[assignment.pk])

    vietnamese = client_of(secretary(language="vi")).get(url).content.decode()
    english = client_of(secretary(language="en")).get(url).content.decode()

    assert "Sở Tư pháp: 25/10/2024" in vietnamese
    assert "Department of Justice: 25 Oct 2024" in english


def test_more_coordinating_organisations_take_no_more_queries(client_of, constant_queries):
    small = AssignmentFactory(coordinating=[OrganisationFactory()])
    large = AssignmentFactory(coordinating=OrganisationFactory.create_batch(4))
    for contribution in (*small.contributions.all(), *large.contributions.all()):
        give_contribution(
            contribution,
            Given(Answer.GIVEN, "Đã góp ý"),
            seen=0,
            by=Actor(secretary()),
            at=at_time(date(2024, 10, 14), 9),
        )
    browser, shown = client_of(secretary()), [small]

    constant_queries(
        lambda: browser.get(reverse("assignment_detail", args=[shown[-1].pk])), lambda: shown.append(large), below=21
    )


def test_how_often_it_was_urged_by_whom_and_to_how_many_is_shown(client_of):
    assignment = AssignmentFactory(deadline_on=date(2024, 10, 10))
    focal_officer(assignment.organisation)
    urge(assignment, by=Actor(secretary(full_name="Lê Thị Thu Hà")), at=at_time(date(2024, 10, 11), 9))
    urge_together(
        [assignment],
        message="Gửi trước thứ Sáu.",
        by=Actor(secretary(full_name="Trần Văn Mẫu")),
        at=at_time(date(2024, 10, 14), 9),
    )

    response = client_of(assignment.responsible).get(reverse("assignment_detail", args=[assignment.pk]))

    assert [(urging.who, urging.detail, urging.quote) for urging in response.context["page"].urgings] == [
        ("Trần Văn Mẫu", "gửi thư cho 2 người", "Gửi trước thứ Sáu."),
        ("Lê Thị Thu Hà", "gửi thư cho 2 người", ""),
    ]
    assert "2 lần, gần nhất" in response.content.decode()


def test_who_was_reminded_of_it_is_told_to_whoever_sees_it(client_of):
    assignment = AssignmentFactory(deadline_on=date(2024, 10, 14), responsible=member(full_name="Trần Văn An"))
    office = secretary()
    deputy = member(full_name="Lê Thị Bình")
    delegate(assignment.responsible, deputy, by=office)
    other = AssignmentFactory(deadline_on=date(2024, 10, 14))
    plan_reminders(day=date(2024, 10, 15), at=at_time(date(2024, 10, 15), 7))

    for person in (assignment.responsible, office):
        page = client_of(person).get(reverse("assignment_detail", args=[assignment.pk])).content.decode()

        assert "<summary>2 lượt nhắc</summary>" in page
        assert "làm thay Trần Văn An" in page
        assert "mốc sau hạn 1 ngày làm việc" in page
        assert other.responsible.full_name not in page


def test_of_what_nobody_was_reminded_nothing_is_told(client_of):
    assignment = AssignmentFactory()

    response = client_of(secretary()).get(reverse("assignment_detail", args=[assignment.pk]))

    assert response.context["beside"] == {"reminders": []}
    assert "lượt nhắc" not in response.content.decode()
