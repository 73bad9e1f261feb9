"""Choosing in whose name to go on, and what the pages then say and allow."""

from datetime import date, timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.people.enums import DelegationKind
from tests.factories import (
    AssignmentFactory,
    LocalityFactory,
    PersonFactory,
    administrator,
    delegate,
    leader,
    member,
    secretary,
)

pytestmark = pytest.mark.django_db

STOP = reverse("act_for_oneself")


def act(browser, delegation):
    return browser.post(reverse("act_for", args=[delegation.pk]))


def words(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def delegation():
    return delegate(
        member(full_name="Trần Thị An"), PersonFactory(full_name="Lê Văn Bình"), last_day=date(2024, 10, 20)
    )


def test_the_menu_offers_it_and_the_strip_says_it(client_of, delegation):
    browser = client_of(delegation.deputy)
    before = browser.get(reverse("home"))
    assert "Làm thay đ/c Trần Thị An" in words(before)
    assert "Đang thực hiện thay" not in words(before)

    response = act(browser, delegation)

    page = browser.get(reverse("my_work"))
    assert response.url == reverse("home")
    assert page.status_code == HTTPStatus.OK
    assert "Đang thực hiện thay đ/c <b>Trần Thị An</b>, đến hết ngày" in words(page)
    assert "20/10/2024" in words(page)
    assert page.wsgi_request.actor == Actor(delegation.deputy, delegation.principal)


def test_an_account_without_a_role_is_led_to_the_choice(client_of, delegation):
    page = client_of(delegation.deputy).get(reverse("home"))

    assert page.status_code == HTTPStatus.FORBIDDEN
    assert "Tài khoản này không có vai trò riêng" in words(page)


def test_one_stops(client_of, delegation):
    browser = client_of(delegation.deputy)
    act(browser, delegation)

    assert browser.post(STOP).url == reverse("home")
    assert browser.post(STOP).url == reverse("home")

    assert browser.get(reverse("my_work")).status_code == HTTPStatus.NOT_FOUND
    assert "Đang thực hiện thay" not in words(browser.get(reverse("home")))


def test_opening_the_address_changes_nothing(client_of, delegation):
    browser = client_of(delegation.deputy)

    browser.get(reverse("act_for", args=[delegation.pk]))

    assert browser.get(reverse("my_work")).status_code == HTTPStatus.NOT_FOUND


def test_another_persons_delegation_is_not_there(client_of, delegation):
    for person in (delegation.principal, leader(), secretary(), administrator()):
        assert act(client_of(person), delegation).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("days", [-1, 1])
def test_what_is_not_in_force_is_said(client_of, today, days):
    first, last = sorted([today + timedelta(days=days), today + timedelta(days=3 * days)])
    delegation = delegate(member(), PersonFactory(), since=first, last_day=last)
    browser = client_of(delegation.deputy)

    act(browser, delegation)

    page = browser.get(reverse("home"))
    assert "hôm nay không có hiệu lực" in words(page)
    assert page.wsgi_request.actor == Actor(delegation.deputy)


def test_the_sign_out_ends_it(client_of, delegation):
    browser = client_of(delegation.deputy)
    act(browser, delegation)

    browser.post(reverse("account_logout"))
    browser.force_login(delegation.deputy)

    assert browser.get(reverse("my_work")).status_code == HTTPStatus.NOT_FOUND


def test_the_principal_sees_who_can_act_for_him(client_of, delegation):
    page = words(client_of(delegation.principal).get(reverse("my_work")))

    assert "Đ/c Lê Văn Bình được làm thay đến hết ngày" in page


def test_the_work_is_the_principals_and_the_language_ones_own(client_of, delegation):
    AssignmentFactory(responsible=delegation.principal, task__title_vi="Việc của người ủy quyền")
    AssignmentFactory(responsible=delegation.deputy, task__title_vi="Việc của chính mình")
    browser = client_of(delegation.deputy)
    act(browser, delegation)

    page = words(browser.get(reverse("my_work")))
    browser.post(reverse("set_language"), {"language": "en"})

    assert "Việc của người ủy quyền" in page
    assert "Việc của chính mình" not in page
    delegation.deputy.refresh_from_db()
    delegation.principal.refresh_from_db()
    assert (delegation.deputy.language, delegation.principal.language) == ("en", "")


@pytest.mark.parametrize("kind", DelegationKind)
def test_a_leaders_boards_are_for_his_deputy_and_not_for_who_updates(client_of, kind):
    principal = leader(oversees=[LocalityFactory()])
    delegation = delegate(principal, PersonFactory(), kind)
    browser = client_of(delegation.deputy)
    act(browser, delegation)

    answers = {name: browser.get(reverse(name)).status_code for name in ("my_work", "overview", "my_organisations")}

    whole = HTTPStatus.OK if kind == DelegationKind.ACTING_FOR else HTTPStatus.NOT_FOUND
    assert answers == {"my_work": HTTPStatus.OK, "overview": whole, "my_organisations": whole}
    shown = reverse("my_organisations") in words(browser.get(reverse("my_work")))
    assert shown == (kind == DelegationKind.ACTING_FOR)


def test_the_administration_is_closed_while_one_acts_for_another(client_of):
    delegation = delegate(member(), administrator())
    browser = client_of(delegation.deputy)
    assert browser.get(reverse("admin:index")).status_code == HTTPStatus.OK

    act(browser, delegation)

    assert browser.get(reverse("admin:index"), follow=True).status_code == HTTPStatus.FORBIDDEN
    assert browser.get(reverse("delegation_list")).status_code == HTTPStatus.NOT_FOUND


def test_when_it_is_over_one_acts_in_ones_own_name_and_is_told(client_of, delegation, clock):
    browser = client_of(delegation.deputy)
    act(browser, delegation)

    clock.move_to(at_time(delegation.valid_to, 0))

    page = browser.get(reverse("home"))
    assert "Ủy quyền làm thay đ/c <b>Trần Thị An</b> đã kết thúc" in words(page)
    assert page.wsgi_request.actor == Actor(delegation.deputy)
    browser.post(STOP)
    assert "đã kết thúc" not in words(browser.get(reverse("home")))


def test_a_minute_before_it_still_holds(client_of, delegation, clock):
    browser = client_of(delegation.deputy)
    act(browser, delegation)

    clock.move_to(at_time(delegation.last_day, 23, 59))

    assert browser.get(reverse("my_work")).status_code == HTTPStatus.OK


def test_a_principal_without_a_role_leaves_nothing_to_do_and_the_page_says_so(client_of, delegation):
    delegation.principal.appointments.all().delete()
    browser = client_of(delegation.deputy)
    act(browser, delegation)

    page = browser.get(reverse("home"))

    assert page.status_code == HTTPStatus.FORBIDDEN
    assert "Trần Thị An hôm nay không có vai trò nào" in words(page)
