from datetime import date, timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.people.actions import end_delegation
from tasks_app.people.enums import DelegationKind
from tasks_app.people.models import Delegation
from tests.factories import PersonFactory, administrator, delegate, leader, member, secretary

pytestmark = pytest.mark.django_db

URL = "/delegations/"


def said(principal, deputy, **changes) -> dict:
    return {
        "principal": principal.pk,
        "deputy": deputy.pk,
        "kind": "acting_for",
        "valid_from": "16/10/2024",
        "last_day": "31/10/2024",
        "basis": "15/GUQ-BCĐ",
    } | changes


def listed(response, name) -> list[Delegation]:
    return list(response.context[name])


def test_what_is_in_force_to_come_and_over_stands_apart(client_of, today):
    now = delegate(leader(), member())
    coming = delegate(leader(), member(), since=today + timedelta(days=1))
    over = delegate(leader(), member(), last_day=today - timedelta(days=1))
    withdrawn = delegate(leader(), member(), since=today + timedelta(days=5))
    end_delegation(withdrawn, by=Actor(secretary()), at=at_time(today, 7))

    response = client_of(secretary()).get(URL)

    assert listed(response, "in_force") == [now]
    assert listed(response, "to_come") == [coming]
    assert set(listed(response, "ended")) == {over, withdrawn}


def test_a_delegation_is_set(client_of):
    principal, deputy, by = leader(full_name="Trần Thị An"), member(full_name="Lê Văn Bình"), secretary()

    response = client_of(by).post(URL, said(principal, deputy), follow=True)

    delegation = Delegation.objects.get()
    assert response.redirect_chain == [(URL, HTTPStatus.FOUND)]
    assert (delegation.principal, delegation.deputy, delegation.by) == (principal, deputy, by)
    assert (delegation.valid_from, delegation.last_day) == (date(2024, 10, 16), date(2024, 10, 31))
    assert "Lê Văn Bình được làm thay Trần Thị An" in response.content.decode()


def test_twice_is_said_and_changes_nothing(client_of):
    principal, deputy = leader(), member()
    browser = client_of(secretary())
    browser.post(URL, said(principal, deputy))

    response = browser.post(URL, said(principal, deputy))

    assert response.status_code == HTTPStatus.CONFLICT
    assert "đến hết ngày 31/10/2024" in response.content.decode()
    assert response.context["form"]["basis"].value() == "15/GUQ-BCĐ"
    assert Delegation.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("principal", "", "Chọn người ủy quyền."),
        ("principal", "999999", "Không còn chọn được người này. Chọn người khác."),
        ("deputy", "", "Chọn người được ủy quyền."),
        ("kind", "everything", "Chọn phạm vi ủy quyền."),
        ("kind", "", "Chọn phạm vi ủy quyền."),
        ("valid_from", "", "Nhập ngày."),
        ("last_day", "15/10/2024", "Ngày cuối đứng trước ngày đầu. Xem lại cả hai ngày."),
        ("basis", "  ", "Nhập số, ký hiệu và ngày của văn bản."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(client_of, field, value, error):
    response = client_of(secretary()).post(URL, said(leader(), member()) | {field: value})

    form = response.context["form"]
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert error in form.errors[field][0]
    assert form["last_day"].value() == (value if field == "last_day" else "31/10/2024")
    assert not Delegation.objects.exists()


def test_a_delegation_that_would_be_over_is_refused(client_of):
    data = said(leader(), member(), valid_from="01/10/2024", last_day="14/10/2024")

    response = client_of(secretary()).post(URL, data)

    assert response.context["form"].errors == {
        "last_day": ["Ngày này đã qua. Ủy quyền phải kết thúc từ hôm nay trở đi."]
    }


def test_nobody_is_chosen_twice(client_of):
    person = leader()

    response = client_of(secretary()).post(URL, said(person, person))

    assert response.context["form"].errors == {"deputy": ["Không ai được ủy quyền cho chính mình. Chọn người khác."]}


def test_who_may_not_sign_in_cannot_be_chosen(client_of):
    gone = member(is_active=False)

    response = client_of(secretary()).post(URL, said(leader(), gone))

    assert "deputy" in response.context["form"].errors


def test_an_administrator_looks_and_ends_and_sets_nothing(client_of):
    delegation = delegate(leader(), member())
    browser = client_of(administrator())

    page = browser.get(URL)

    assert page.context["form"] is None
    assert reverse("delegation_end", args=[delegation.pk]) in page.content.decode()
    assert browser.post(URL, said(leader(), member())).status_code == HTTPStatus.NOT_FOUND


def test_more_delegations_cost_no_more_queries(client_of, constant_queries):
    browser = client_of(secretary())
    for kind in DelegationKind:
        delegate(leader(), member(), kind)
        delegate(leader(), member(), kind, last_day=date(2024, 10, 10))

    def more():
        for _ in range(3):
            delegate(leader(), member())
            delegate(leader(), member(), last_day=date(2024, 10, 10))

    constant_queries(lambda: browser.get(URL), more)


def test_the_menu_leads_here_for_those_who_may_look(client_of):
    assert f'href="{URL}"' in client_of(secretary()).get(reverse("overview")).content.decode()
    assert f'href="{URL}"' not in client_of(leader()).get(reverse("overview")).content.decode()
    assert f'href="{URL}"' not in client_of(PersonFactory()).get(reverse("home")).content.decode()
