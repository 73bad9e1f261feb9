from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.plan.enums import State
from tasks_app.reminders.actions import urge
from tests.factories import AssignmentFactory, LocalityFactory, leader, member, secretary

URL = reverse("my_organisations")

pytestmark = pytest.mark.django_db


def urge_url(assignment):
    return reverse("assignment_urge", args=[assignment.pk])


@pytest.fixture
def locality():
    return LocalityFactory(name_vi="Huyện Kỳ Sơn")


@pytest.fixture
def overseer(locality):
    return member(oversees=[locality])


def test_open_work_with_a_button_to_urge(client_of, overseer, locality):
    overdue = AssignmentFactory(organisation=locality, deadline_on=date(2024, 10, 10), task__title_vi="Số hóa hồ sơ")
    AssignmentFactory(organisation=locality, deadline_on=date(2024, 12, 31))

    page = client_of(overseer).get(URL).content.decode()

    assert "Huyện Kỳ Sơn" in page
    assert "Số hóa hồ sơ" in page
    assert "Quá 3 ngày" in page
    assert f'action="{urge_url(overdue)}"' in page
    assert page.count('name="next" value="/my-organisations/#organisation-') == 2
    assert "1 việc khác đang mở" in page


def test_a_leader_who_oversees_has_the_page_too(client_of, locality):
    AssignmentFactory(organisation=locality, deadline_on=date(2024, 10, 10))

    response = client_of(leader(oversees=[locality])).get(URL)

    assert "Huyện Kỳ Sơn" in response.content.decode()


def test_urgings_are_shown_and_todays_takes_the_buttons_place(client_of, overseer, locality):
    assignment = AssignmentFactory(organisation=locality, deadline_on=date(2024, 10, 10))
    urge(assignment, by=Actor(overseer), at=at_time(date(2024, 10, 11), 9))
    urge(assignment, by=Actor(overseer), at=at_time(date(2024, 10, 15), 7))

    page = client_of(overseer).get(URL).content.decode()

    assert "đã nhắc 2 lần, gần nhất" in page
    assert "Đã nhắc 2 lần về việc đang mở" in page
    assert "Đã nhắc hôm nay" in page
    assert urge_url(assignment) not in page


def test_what_awaits_confirmation_has_no_button(client_of, overseer, locality):
    assignment = AssignmentFactory(
        organisation=locality, state=State.SUBMITTED, submitted_on=date(2024, 10, 14), deadline_on=date(2024, 10, 16)
    )

    page = client_of(overseer).get(URL).content.decode()

    assert assignment.task.title_vi in page
    assert urge_url(assignment) not in page


def test_an_organisation_without_pressing_work_says_so(client_of, overseer, locality):
    AssignmentFactory(organisation=locality, deadline_on=date(2024, 12, 31))

    assert "Không có việc quá hạn hoặc sắp đến hạn." in client_of(overseer).get(URL).content.decode()


def test_an_organisation_without_work_says_so(client_of, overseer):
    assert "Chưa được giao việc nào." in client_of(overseer).get(URL).content.decode()


def test_who_oversees_nothing_is_told_why_the_page_is_empty(client_of):
    page = client_of(member()).get(URL).content.decode()

    assert "Chưa được phân công phụ trách đơn vị, địa phương nào" in page


def test_in_english(client_of, locality):
    AssignmentFactory(organisation=locality, deadline_on=date(2024, 10, 10))

    page = client_of(member(oversees=[LocalityFactory()], language="en")).get(URL).content.decode()

    assert "My units and localities" in page
    assert "1 organisation, the one with most overdue work first." in page


@pytest.mark.parametrize("who", ["secretary", "officer", "inspector", "administrator", "nobody"])
def test_others_have_no_such_page(client_of, world, who):
    assert client_of(getattr(world, who)).get(URL).status_code == HTTPStatus.NOT_FOUND


def test_one_signs_in_first(client):
    response = client.get(URL)

    assert (response.status_code, response.url) == (HTTPStatus.FOUND, f"{reverse('account_login')}?next={URL}")


def test_it_is_only_looked_at(client_of, overseer):
    assert client_of(overseer).post(URL).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_queries_do_not_grow(client_of, overseer, locality, constant_queries):
    browser = client_of(overseer)
    by = Actor(secretary())

    def more():
        for day in (10, 11, 14):
            assignment = AssignmentFactory(organisation=locality, deadline_on=date(2024, 10, day))
            urge(assignment, by=by, at=at_time(date(2024, 10, 15), 9))

    more()

    constant_queries(lambda: browser.get(URL), more)
