from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.plan.enums import State
from tasks_app.plan.models import Receipt
from tests.factories import (
    AssignmentFactory,
    OrganisationFactory,
    ReportFactory,
    focal_officer,
    inspector,
    leader,
    member,
    secretary,
)

pytestmark = pytest.mark.django_db


def url_of(assignment):
    return reverse("assignment_receive", args=[assignment.pk])


def page_of(assignment):
    return reverse("assignment_detail", args=[assignment.pk])


def test_the_responsible_member_says_that_the_work_has_arrived(client_of):
    assignment = AssignmentFactory()

    answer = client_of(assignment.responsible).post(url_of(assignment), follow=True)

    assert answer.redirect_chain == [(page_of(assignment), HTTPStatus.FOUND)]
    assert "Đã xác nhận nhận việc." in answer.content.decode()
    assert Receipt.objects.get().by == assignment.responsible


def test_so_does_a_focal_officer_of_the_lead_organisation(client_of):
    assignment = AssignmentFactory()
    officer = focal_officer(assignment.organisation)

    client_of(officer).post(url_of(assignment))

    assert Receipt.objects.get().by == officer


def test_it_comes_back_to_where_it_was_pressed(client_of):
    assignment = AssignmentFactory()

    answer = client_of(assignment.responsible).post(url_of(assignment), {"next": reverse("my_work")})

    assert answer.url == reverse("my_work")


def test_it_never_leads_to_a_stranger(client_of):
    assignment = AssignmentFactory()

    answer = client_of(assignment.responsible).post(url_of(assignment), {"next": "https://example.org/"})

    assert answer.url == page_of(assignment)


def test_twice_is_told_and_changes_nothing(client_of):
    assignment = AssignmentFactory()
    browser = client_of(assignment.responsible)
    browser.post(url_of(assignment), follow=True)

    answer = browser.post(url_of(assignment), follow=True)

    assert "đã xác nhận nhận việc lúc" in answer.content.decode()
    assert Receipt.objects.count() == 1


def test_opening_the_address_receives_nothing(client_of):
    assignment = AssignmentFactory()

    answer = client_of(assignment.responsible).get(url_of(assignment))

    assert answer.url == page_of(assignment)
    assert not Receipt.objects.exists()


@pytest.mark.parametrize("who", ["coordinator", "overseer", "secretary", "leader", "inspector", "stranger"])
def test_whose_it_is_not(client_of, who):
    assignment = AssignmentFactory(coordinating=[OrganisationFactory()])
    person = {
        "coordinator": lambda: focal_officer(assignment.contributions.get().organisation),
        "overseer": lambda: member(oversees=[assignment.organisation]),
        "secretary": secretary,
        "leader": leader,
        "inspector": inspector,
        "stranger": member,
    }[who]()

    assert client_of(person).post(url_of(assignment)).status_code == HTTPStatus.NOT_FOUND
    assert not Receipt.objects.exists()


def test_a_draft_does_not_exist_for_them(client_of):
    draft = AssignmentFactory(state=State.DRAFT)

    assert client_of(draft.responsible).post(url_of(draft)).status_code == HTTPStatus.NOT_FOUND


def test_wrong_method(client_of):
    assignment = AssignmentFactory()

    assert client_of(assignment.responsible).delete(url_of(assignment)).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_the_button_stands_on_both_pages_until_it_was_pressed_or_a_report_was_sent(client_of):
    pressed = AssignmentFactory()
    reported = AssignmentFactory(responsible=pressed.responsible)
    browser = client_of(pressed.responsible)

    def buttons():
        pages = [reverse("my_work"), page_of(pressed), page_of(reported)]
        return [browser.get(page).content.decode().count('/receive/"') for page in pages]

    assert buttons() == [2, 1, 1]
    browser.post(url_of(pressed), follow=True)
    ReportFactory(assignment=reported)
    assert buttons() == [0, 0, 0]


def test_the_secretariat_sees_who_received_it_and_when(client_of):
    assignment = AssignmentFactory(responsible=member(full_name="Đặng Thị Mẫu"))
    browser = client_of(secretary())

    def line():
        page = browser.get(page_of(assignment)).content.decode()
        return page.partition("<dt>Nhận việc</dt>")[2].partition("</dd>")[0]

    assert "Chưa nhận việc" in line()
    client_of(assignment.responsible).post(url_of(assignment))
    assert "Đặng Thị Mẫu" in line()
    assert "15/10/2024" in line()


def test_the_secretariat_finds_what_nobody_received_in_the_list(client_of, plan):
    missing, received = AssignmentFactory(), AssignmentFactory()
    client_of(received.responsible).post(url_of(received))

    answer = client_of(secretary()).get(reverse("assignment_list"), {"receipt": "missing"})

    assert [row.assignment for row in answer.context["rows"]] == [missing]
    assert "Nhận việc: Chưa nhận việc" in answer.content.decode()


def test_work_that_was_stopped_without_a_word_was_not_received(client_of):
    assignment = AssignmentFactory(state=State.CANCELLED)

    page = client_of(secretary()).get(reverse("assignment_detail", args=[assignment.pk])).content.decode()

    assert "Chưa nhận việc" in page
    assert "báo cáo đầu tiên" not in page
