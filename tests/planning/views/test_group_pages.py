"""The pages of groups and of key units: what they show of a day, and many changed at once."""

from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.organisations.models import Group, GroupMembership
from tasks_app.organisations.queries import members_of
from tasks_app.plan.models import KeyUnit
from tasks_app.plan.queries import key_units_of
from tests.factories import (
    CommuneFactory,
    LocalityFactory,
    OrganisationFactory,
    PlanFactory,
    TaskFactory,
    group_of,
    inspector,
    key_unit,
    secretary,
)

pytestmark = pytest.mark.django_db
LIST = "group_list"


@pytest.fixture
def plan():
    return PlanFactory(starts_on=date(2024, 2, 19))


@pytest.fixture
def browser(client_of):
    return client_of(secretary())


def sent(page, *ticked, **others) -> dict:
    form = page.context["form"]
    hidden = {name: form[name].value() for name in ("since", "was")}
    return hidden | {"organisations": [one.pk for one in ticked]} | others


def test_from_a_new_group_to_its_members_and_to_the_page_that_gives_work(browser, plan, today):
    task = TaskFactory(key_task__plan=plan)
    units = OrganisationFactory.create_batch(3)

    answer = browser.post(reverse("group_new"), {"name_vi": "Đơn vị thí điểm"})
    group = Group.objects.get()
    url = reverse("group_members", args=[group.pk])
    assert answer.url == url

    answer = browser.post(url, sent(browser.get(url), *units[:2]))
    assert answer.url == reverse("group_detail", args=[group.pk])

    page = browser.get(answer.url)
    assert page.context["members"] == units[:2]
    assert f'value="{group.key}"' in browser.get(reverse("plan_task_give", args=[task.pk])).content.decode()
    assert [row.number for row in browser.get(reverse(LIST)).context["groups"]] == [2]


def test_many_join_and_leave_at_once_from_the_day_asked_for(browser, today):
    units = OrganisationFactory.create_batch(4)
    group = group_of(*units[:2], key="pilots")
    url = reverse("group_members", args=[group.pk])

    page = browser.get(url, {"since": "01/07/2025"})
    browser.post(url, sent(page, *units[1:]))

    assert set(members_of("pilots", on=date(2025, 6, 30))) == set(units[:2])
    assert set(members_of("pilots", on=date(2025, 7, 1))) == set(units[1:])


def test_those_that_exist_on_the_day_can_be_ticked(browser, today):
    future, gone = (
        OrganisationFactory(valid_from=date(2025, 7, 1)),
        OrganisationFactory(valid_to=date(2025, 6, 30)),
    )
    url = reverse("group_members", args=[group_of(key="pilots").pk])

    def offered(**asked):
        sections = browser.get(url, asked).context["sections"]
        return [tick.organisation for section in sections for tick in section.ticks]

    assert offered() == [gone]
    assert offered(since="2025-07-01") == [future]


def test_communes_stand_below_their_districts(browser, today):
    district = LocalityFactory()
    commune = CommuneFactory(parent=district)
    url = reverse("group_members", args=[group_of(commune, key="pilots").pk])

    sections = browser.get(url).context["sections"]

    assert [(one.number_ticked, len(one.ticks)) for one in sections] == [(0, 1), (1, 1)]
    assert district.name in sections[1].heading


def test_what_somebody_else_ticked_in_the_meantime_stays(browser, today):
    units = OrganisationFactory.create_batch(3)
    group = group_of(units[0], key="pilots")
    url = reverse("group_members", args=[group.pk])
    typed = sent(browser.get(url), units[0], units[1])
    group_of(units[2], key="pilots")

    browser.post(url, typed)

    assert set(members_of("pilots", on=today)) == set(units)


def test_an_odd_day_is_said_and_today_taken(browser, today):
    page = browser.get(reverse("group_members", args=[group_of(key="pilots").pk]), {"since": "31/02/2025"})

    assert page.context["day"] == today
    assert "Không có ngày này" in page.content.decode()


def test_a_refused_change_keeps_what_was_ticked(browser, today):
    later, other = OrganisationFactory.create_batch(2)
    group = group_of(later, key="pilots", since=date(2025, 1, 1))
    url = reverse("group_members", args=[group.pk])

    answer = browser.post(url, sent(browser.get(url), later, other))

    assert answer.status_code == HTTPStatus.CONFLICT
    assert later.name in str(answer.context["form"].non_field_errors())
    assert answer.context["form"].ticked == {later.pk, other.pk}
    assert GroupMembership.objects.count() == 1


def test_a_group_is_renamed_and_a_name_that_is_taken_is_said(browser):
    group, other = group_of(key="one"), group_of(key="two")
    url = reverse("group_rename", args=[group.pk])
    seen = {"seen_vi": group.name_vi, "seen_en": group.name_en}

    refused = browser.post(url, seen | {"name_vi": other.name_vi})
    assert (refused.status_code, refused.context["form"]["name_vi"].value()) == (409, other.name_vi)

    browser.post(url, seen | {"name_vi": "Nhóm mới"})
    group.refresh_from_db()
    assert group.name_vi == "Nhóm mới"


def test_the_page_of_a_past_day_has_its_members_and_all_changes_are_listed(client_of, plan, today):
    now, before = OrganisationFactory.create_batch(2)
    group = group_of(now, key="pilots", since=date(2024, 9, 1))
    group_of(before, key="pilots", since=date(2024, 3, 1), until=date(2024, 8, 31))
    url = reverse("group_detail", args=[group.pk])
    browser = client_of(inspector())

    page = browser.get(url)
    assert page.context["members"] == [now]
    assert [(one.day, one.joined, one.left) for one in page.context["changes"]] == [
        (date(2024, 9, 1), [now], [before]),
        (date(2024, 3, 1), [before], []),
    ]
    assert browser.get(url, {"as_of": "2024-06-01"}).context["members"] == [before]
    assert browser.get(reverse("group_members", args=[group.pk])).status_code == HTTPStatus.NOT_FOUND


def test_the_key_units_are_set_from_a_day_on(browser, plan, today):
    stays, leaves, joins = OrganisationFactory.create_batch(3)
    key_unit(plan, stays)
    key_unit(plan, leaves)
    url = reverse("plan_key_units", args=[plan.year])

    browser.post(url, sent(browser.get(url), stays, joins, basis="12/TB-BCĐ"))

    assert list(key_units_of(plan, on=today)) == [stays, joins]
    assert KeyUnit.objects.get(organisation=joins).basis == "12/TB-BCĐ"
    assert list(browser.get(reverse(LIST)).context["key_units"]) == [stays, joins]
    past = browser.get(reverse(LIST), {"as_of": "2024-03-01"})
    assert list(past.context["key_units"]) == [stays, leaves]
    page = browser.get(reverse("plan_editor", args=[plan.year])).content.decode()
    assert f"− {leaves.name_vi}" in page


def test_key_units_need_a_document(browser, plan, today):
    unit = OrganisationFactory()
    url = reverse("plan_key_units", args=[plan.year])

    answer = browser.post(url, sent(browser.get(url), unit))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["basis"])
    assert answer.context["form"].ticked == {unit.pk}


def test_who_saw_other_key_units_is_asked_to_look_again(browser, plan, today):
    first, second = OrganisationFactory.create_batch(2)
    url = reverse("plan_key_units", args=[plan.year])
    typed = sent(browser.get(url), first, basis="12/TB-BCĐ")
    key_unit(plan, second)

    answer = browser.post(url, typed)

    assert answer.status_code == HTTPStatus.CONFLICT
    assert answer.context["form"].ticked == {first.pk}
    assert list(key_units_of(plan, on=today)) == [second]


@pytest.mark.parametrize("name", ["group_list", "group_detail", "group_members", "plan_key_units"])
def test_the_number_of_queries_does_not_grow(browser, plan, constant_queries, name):
    group = group_of(OrganisationFactory(), key="pilots")
    key_unit(plan, OrganisationFactory())
    args = {"group_list": [], "plan_key_units": [plan.year]}.get(name, [group.pk])

    def more():
        for number in range(3):
            group_of(CommuneFactory(), key=f"more-{number}")
            group_of(CommuneFactory(), key="pilots", since=date(2024, 4, number + 1), until=date(2025, 4, 1))
            key_unit(plan, OrganisationFactory())

    constant_queries(lambda: browser.get(reverse(name, args=args)), more)
