from datetime import date
from http import HTTPStatus

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from tasks_app.common.dates import at_time
from tasks_app.mailing.enums import Notice
from tasks_app.mailing.models import Message
from tasks_app.plan.enums import State
from tasks_app.reminders.models import Urging
from tests.factories import AssignmentFactory, LocalityFactory, focal_officer, member, secretary

pytestmark = pytest.mark.django_db


def url_of(assignment):
    return reverse("assignment_urge", args=[assignment.pk])


@pytest.fixture
def locality():
    return LocalityFactory(name_vi="Huyện Kỳ Sơn")


@pytest.fixture
def overdue(locality):
    return AssignmentFactory(organisation=locality, deadline_on=date(2024, 10, 10))


@pytest.fixture
def overseer(locality):
    return member(oversees=[locality])


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def mails():
    return Message.objects.filter(kind=Notice.URGING)


def test_the_overseer_urges(client_of, overseer, overdue):
    focal_officer(overdue.organisation)

    response = client_of(overseer).post(url_of(overdue), {"next": "/my-organisations/#organisation-1"})

    assert (response.status_code, response.url) == (HTTPStatus.FOUND, "/my-organisations/#organisation-1")
    assert said(response) == ["Đã nhắc Huyện Kỳ Sơn bằng thư tới 2 người."]
    urging = Urging.objects.get()
    assert (urging.assignment, urging.by, urging.at, urging.recipients) == (
        overdue,
        overseer,
        at_time(date(2024, 10, 15), 8),
        2,
    )
    assert mails().count() == 2


def test_the_secretariat_urges_whom_it_likes(client_of, overdue):
    response = client_of(secretary()).post(url_of(overdue))

    assert response.url == reverse("assignment_detail", args=[overdue.pk])
    assert Urging.objects.count() == 1


def test_twice_is_answered_courteously(client_of, overseer, overdue):
    browser = client_of(overseer)
    browser.post(url_of(overdue))

    response = browser.post(url_of(overdue))

    assert said(response)[-1] == "Hôm nay đã nhắc Huyện Kỳ Sơn về việc này; mỗi ngày chỉ gửi một thư."
    assert (Urging.objects.count(), mails().count()) == (1, 1)


def test_where_nobody_reads_mail_it_says_so(client_of, overseer, overdue):
    overdue.responsible.is_active = False
    overdue.responsible.save()

    response = client_of(overseer).post(url_of(overdue))

    assert said(response) == ["Huyện Kỳ Sơn chưa có ai nhận được thư nhắc. Trước hết cần cử cán bộ đầu mối."]
    assert Urging.objects.count() == 0


def test_at_night_it_says_when_the_mail_leaves(client_of, overseer, overdue, clock):
    browser = client_of(overseer)
    clock.move_to(at_time(date(2024, 10, 15), 21))

    response = browser.post(url_of(overdue))

    assert said(response) == ["Đã nhắc Huyện Kỳ Sơn bằng thư tới 1 người. Thư gửi đi lúc 07:15 16/10/2024."]


def test_what_is_done_is_not_urged(client_of, overseer, locality):
    done = AssignmentFactory(organisation=locality, state=State.COMPLETED, submitted_on=date(2024, 10, 1))

    response = client_of(overseer).post(url_of(done))

    assert said(response) == ["Việc này đang ở trạng thái “Đã hoàn thành (đã xác nhận)” nên không cần nhắc."]
    assert mails().count() == 0


@pytest.mark.parametrize(
    "target", ["https://example.com/", "//example.com/", "javascript:alert(1)", "", "https:///example.com"]
)
def test_one_comes_back_to_this_site_only(client_of, overseer, overdue, target):
    response = client_of(overseer).post(url_of(overdue), {"next": target})

    assert response.url == reverse("assignment_detail", args=[overdue.pk])


@pytest.mark.parametrize("who", ["member", "officer", "inspector", "administrator", "leader", "nobody"])
def test_it_is_not_for_others(client_of, world, who):
    """The member oversees the locality, not this unit; the leader sees everything and oversees nothing."""
    response = client_of(getattr(world, who)).post(url_of(world.other))

    assert response.status_code == HTTPStatus.NOT_FOUND
    assert Urging.objects.count() == 0


def test_an_oversight_that_has_ended_does_not_count(client_of, overdue):
    former = member(oversees=[overdue.organisation], until=date(2024, 10, 14))

    assert client_of(former).post(url_of(overdue)).status_code == HTTPStatus.NOT_FOUND


def test_what_does_not_exist_is_not_found(client_of, overseer):
    assert client_of(overseer).post(reverse("assignment_urge", args=[999_999])).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("method", ["get", "head"])
def test_who_only_opens_it_as_after_a_sign_in_is_led_to_the_assignment(client_of, overseer, overdue, method):
    response = getattr(client_of(overseer), method)(url_of(overdue))

    assert (response.status_code, response.url) == (HTTPStatus.FOUND, reverse("assignment_detail", args=[overdue.pk]))
    assert Urging.objects.count() == 0


@pytest.mark.parametrize("method", ["put", "delete"])
def test_only_pressing_the_button_urges(client_of, overseer, overdue, method):
    response = getattr(client_of(overseer), method)(url_of(overdue))

    assert response.status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert Urging.objects.count() == 0


def test_one_signs_in_first(client, overdue):
    response = client.post(url_of(overdue))

    assert response.url.startswith(reverse("account_login"))
    assert Urging.objects.count() == 0


def test_another_sites_button_does_nothing(overseer, overdue):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(overseer)

    assert browser.post(url_of(overdue)).status_code == HTTPStatus.FORBIDDEN
    assert Urging.objects.count() == 0
