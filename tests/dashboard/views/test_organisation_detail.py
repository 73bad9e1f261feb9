"""The page of a unit or a locality: who may, what it says of its work and record, and what it was before."""

from __future__ import annotations

from datetime import date, timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.dates import at_time
from tasks_app.organisations.models import Organisation
from tasks_app.plan.enums import State
from tasks_app.reporting.enums import ExtensionState, ReportState
from tests.dashboard.conftest import Province, build_province
from tests.dashboard.lists import listed, numbered_links, page_of
from tests.factories import (
    AssignmentFactory,
    DueFactory,
    ExtensionFactory,
    IndicatorFactory,
    LocalityFactory,
    OrganisationFactory,
    PeriodFactory,
    ReportFactory,
    TaskFactory,
    delegate,
    focal_officer,
    group_of,
    inspector,
    key_unit,
    member,
    oversee,
    read,
    secretary,
)

ORGANISATION_QUERIES = 40  # it gathers what several pages hold, each of them in a query or two

pytestmark = pytest.mark.django_db


@pytest.fixture
def province(db) -> Province:
    """One of each test's own: one that stood until the module ends would stand in the small province of the others."""
    return build_province()


def url_of(organisation: Organisation, query: str = "") -> str:
    return reverse("organisation_detail", args=[organisation.pk]) + query


# --- Who may ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["leader", "secretary", "inspector", "administrator"])
def test_those_who_follow_the_province_see_all_of_it(client_of, world, role):
    context = client_of(getattr(world, role)).get(url_of(world.unit)).context

    assert context["is_followed"]
    assert context["part"].tally.total == 2


def test_the_member_who_oversees_it_sees_all_of_it(client_of, world):
    context = client_of(world.member).get(url_of(world.locality)).context

    assert context["is_followed"]
    assert [row.assignment for row in context["open_rows"]] == [world.overseen]


def test_its_own_focal_officer_sees_all_of_it(client_of, world):
    AssignmentFactory(organisation=world.unit, responsible=world.other_member)

    context = client_of(world.officer).get(url_of(world.unit)).context

    assert context["is_followed"]
    assert context["part"].tally.total == 3


def test_who_answers_for_some_of_its_work_sees_that_and_no_figures(client_of, world):
    AssignmentFactory(organisation=world.unit, responsible=world.other_member, deadline_on=date(2024, 9, 2))

    response = client_of(world.member).get(url_of(world.unit))

    assert not response.context["is_followed"]
    assert {row.assignment for row in response.context["open_rows"]} == {world.own, world.overdue}
    assert "part" not in response.context
    assert "record" not in response.context
    assert 'class="figs"' not in page_of(response)


def test_who_contributes_to_its_work_sees_that(client_of, world):
    context = client_of(world.officer).get(url_of(world.locality)).context

    assert not context["is_followed"]
    assert [row.assignment for row in context["open_rows"]] == [world.overseen]


def test_for_who_sees_none_of_its_work_it_does_not_exist(client_of, world):
    """A draft is no work that he may see, though it is to be his."""
    assert client_of(world.other_member).get(url_of(world.unit)).status_code == HTTPStatus.NOT_FOUND
    assert client_of(world.officer).get(url_of(world.other_unit)).status_code == HTTPStatus.NOT_FOUND
    assert client_of(world.nobody).get(url_of(world.unit)).status_code == HTTPStatus.NOT_FOUND


def test_who_oversaw_it_before_does_not_see_it_now(client_of, world):
    before = member()
    oversee(before, OrganisationFactory(), since=date(2024, 1, 1))
    oversee(before, world.other_unit, since=date(2024, 1, 1), until=date(2024, 6, 30))

    assert client_of(before).get(url_of(world.other_unit)).status_code == HTTPStatus.NOT_FOUND


def test_who_only_updates_on_behalf_of_a_member_does_not_oversee_for_him(client_of, world):
    deputy = member()
    delegate(world.member, deputy, "on_behalf", by=world.secretary)
    browser = client_of(deputy)
    browser.post(reverse("act_for", args=[world.member.delegations_given.get().pk]))

    assert browser.get(url_of(world.locality)).status_code == HTTPStatus.NOT_FOUND


def test_what_was_never_entered_is_not_found(client_of, world):
    assert client_of(world.secretary).get(reverse("organisation_detail", args=[999999])).status_code == 404


def test_without_a_sign_in_it_leads_there(client, world):
    assert client.get(url_of(world.unit)).url.startswith(reverse("account_login"))


def test_it_only_answers_to_get(client_of, world):
    assert client_of(world.secretary).post(url_of(world.unit)).status_code == HTTPStatus.METHOD_NOT_ALLOWED


# --- Its work ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_every_number_leads_to_a_list_of_exactly_so_many(client_of, province, place):
    organisation = province.organisations[place]
    browser = client_of(secretary())

    links = numbered_links(page_of(browser.get(url_of(organisation))))

    assert len(links) > 12
    assert {url: listed(browser, url) for url in links} == links


def test_the_same_for_its_own_focal_officer(client_of, province):
    unit = province.organisations[0]
    browser = client_of(focal_officer(unit))

    links = numbered_links(page_of(browser.get(url_of(unit))))

    assert len(links) > 12
    assert {url: listed(browser, url) for url in links} == links


def test_the_same_of_a_past_day(client_of, province, clock):
    clock.shift(timedelta(days=40))
    unit = province.organisations[0]
    browser = client_of(secretary())

    links = numbered_links(page_of(browser.get(url_of(unit, "?as_of=2024-10-15"))))

    assert len(links) > 12
    assert all("as_of=2024-10-15" in url for url in links)
    assert {url: listed(browser, url) for url in links} == links


def test_the_worst_comes_first_and_completed_work_is_left_out(client_of, province):
    other_locality = province.organisations[3]

    rows = client_of(secretary()).get(url_of(other_locality)).context["open_rows"]

    assert [row.shown.css for row in rows] == ["s-over", "s-soon", "s-todo"]


def test_a_long_list_is_cut_and_says_how_many_there_are(client_of, province):
    unit = province.organisations[0]
    for _ in range(26):
        AssignmentFactory(task=TaskFactory(key_task=province.tasks[0].key_task), organisation=unit)

    context = client_of(secretary()).get(url_of(unit)).context

    assert (len(context["open_rows"]), context["open_number"]) == (25, 28)


def test_the_sentence_names_the_key_task_with_most_overdue_work_only_where_others_have_some(client_of, province):
    unit = province.organisations[0]
    browser = client_of(secretary())
    before = browser.get(url_of(unit)).context["part"].most_overdue

    first = province.tasks[0].key_task
    for _ in range(2):
        province.give(TaskFactory(key_task=first), unit, due_in=-9, state=State.IN_PROGRESS)

    assert before is None
    assert browser.get(url_of(unit)).context["part"].most_overdue.key_task.number == first.number


def test_one_without_work_says_so(client_of, province):
    page = page_of(client_of(secretary()).get(url_of(OrganisationFactory())))

    assert "Không có việc nào đang được giao." in page
    assert "Không còn việc nào đang mở." in page


def test_without_a_plan_its_history_is_there(client_of):
    unit, officer = OrganisationFactory(valid_from=date(2024, 3, 1)), focal_officer()

    response = client_of(secretary()).get(url_of(unit))
    his = client_of(officer).get(url_of(officer.organisation))

    assert response.status_code == his.status_code == HTTPStatus.OK
    assert 'class="empty' in page_of(response)
    assert "01/03/2024" in page_of(response)


# --- Its record -------------------------------------------------------------------------------------------------------


def test_its_record_counts_what_was_returned_late_missing_and_extended(client_of, plan):
    unit = OrganisationFactory()
    period = PeriodFactory(plan=plan)
    owed = [
        DueFactory(
            period=period,
            assignment__organisation=unit,
            assignment__task__key_task__plan=plan,
            assignment__task__frequency="quarterly",
        )
        for _ in range(3)
    ]
    ReportFactory(assignment=owed[0].assignment, due=owed[0], at=at_time(date(2024, 9, 18), 9))
    ReportFactory(
        assignment=owed[1].assignment, due=owed[1], at=at_time(date(2024, 9, 25), 9), state=ReportState.RETURNED
    )
    ExtensionFactory(
        assignment__organisation=unit, assignment__task__key_task__plan=plan, state=ExtensionState.APPROVED
    )

    context = client_of(secretary()).get(url_of(unit)).context

    assert [figure.value for figure in context["record"]] == ["–", 1, 1, 1, 1]
    (row,) = context["periods"]
    assert [number for _label, number, _url, _is_bad in row.cells] == [3, 2, 1, 1]


def test_the_on_time_rate_leaves_out_work_without_a_deadline(client_of, province):
    """Two completed on time and one sent late; one in progress without a deadline and completed on time now."""
    unit = province.organisations[0]
    browser = client_of(secretary())
    before = browser.get(url_of(unit)).context["record"][0].value

    province.give(TaskFactory(), unit, due_in=None, state=State.COMPLETED, sent_in=-2)

    assert before == browser.get(url_of(unit)).context["record"][0].value == "66,6%"


def test_the_numbers_of_a_period_lead_to_its_page_narrowed_to_the_organisation(client_of, world):
    due = DueFactory(period=world.period, assignment=world.own)
    DueFactory(period=world.period, assignment=world.other)
    browser = client_of(world.secretary)

    (row,) = browser.get(url_of(world.unit)).context["periods"]
    answer = browser.get(row.url)

    assert [one.assignment for one in answer.context["page_obj"]] == [due.assignment]
    for _label, number, url, _is_bad in row.cells:
        assert len(browser.get(url).context["page_obj"].object_list) == number


def test_who_may_not_open_the_page_of_a_period_gets_no_link(client_of, world):
    DueFactory(period=world.period, assignment=world.own)

    (row,) = client_of(world.officer).get(url_of(world.unit)).context["periods"]

    assert (row.url, {url for *_, url, _is_bad in row.cells}) == ("", {""})


# --- What it contributes ----------------------------------------------------------------------------------------------


def test_what_it_contributes_leads_to_the_list_of_it(client_of, world):
    browser = client_of(world.secretary)

    context = browser.get(url_of(world.unit)).context

    assert [one.assignment for one in context["contributions"].first] == [world.overseen]
    assert listed(browser, context["contributions_url"]) == context["contributions"].total == 1


def test_the_member_who_oversees_it_reads_it_without_opening_the_work_of_others(client_of, world):
    """The locality contributes to the unit's work, which another member answers for."""
    world.own.responsible = world.other_member
    world.own.save()

    response = client_of(world.member).get(url_of(world.locality))

    assert response.context["contributions_url"] == ""
    assert [one.assignment for one in response.context["contributions"].first] == [world.own]
    assert reverse("assignment_detail", args=[world.own.pk]) not in page_of(response)


# --- People, groups, names --------------------------------------------------------------------------------------------


def test_who_oversees_it_and_who_did_before(client_of, plan):
    unit = OrganisationFactory()
    before = member(full_name="Trần Văn Trước")
    now = member(full_name="Lê Thị Nay")
    oversee(before, unit, since=date(2023, 3, 6), until=date(2024, 5, 31))
    oversee(now, unit, since=date(2024, 6, 1))
    officer = focal_officer(unit)
    browser = client_of(secretary())

    context = browser.get(url_of(unit)).context
    earlier = browser.get(url_of(unit, "?as_of=2024-04-01")).context

    assert [one.member for one in context["oversights"]] == [now, before]
    assert context["officers"] == [officer]
    assert [one.member for one in earlier["oversights"]] == [before]
    assert f'href="{reverse("member_detail", args=[now.pk])}"' in page_of(browser.get(url_of(unit)))


def test_its_groups_and_whether_it_is_a_key_unit(client_of, plan):
    unit = OrganisationFactory()
    group = group_of(unit, key="so-nganh")
    group_of(unit, key="nam-ngoai", since=date(2023, 1, 1), until=date(2023, 12, 31))
    key_unit(plan, unit)

    context = client_of(secretary()).get(url_of(unit)).context

    assert context["groups"] == [group]
    assert context["is_key_unit"]


@pytest.fixture
def merged(plan) -> tuple[Organisation, Organisation]:
    """A town that is taken in by a city from 1 December 2024 on."""
    city = LocalityFactory(name_vi="Thành phố Thử", valid_to=date(2025, 6, 30))
    town = LocalityFactory(name_vi="Thị xã Thử", valid_to=date(2024, 11, 30), successor=city, basis="1243/NQ-UBTVQH15")
    return town, city


def test_a_merged_one_says_where_it_went(client_of, merged, clock):
    town, city = merged
    clock.move_to(at_time(date(2024, 12, 1), 8))

    response = client_of(secretary()).get(url_of(town))

    assert response.context["is_gone"]
    assert "01/12/2024" in page_of(response)
    assert "1243/NQ-UBTVQH15" in page_of(response)
    assert f'href="{url_of(city)}"' in page_of(response)


def test_on_a_day_before_the_merger_it_is_as_it_was_then(client_of, merged, clock):
    town, city = merged
    clock.move_to(at_time(date(2024, 12, 20), 8))
    browser = client_of(secretary())

    then = browser.get(url_of(town, "?as_of=2024-11-30"))
    of_the_city = browser.get(url_of(city, "?as_of=2024-11-30"))

    assert not then.context["is_gone"]
    assert "01/12/2024" not in page_of(then)
    assert of_the_city.context["predecessors"] == []
    assert browser.get(url_of(city)).context["predecessors"] == [town]


def test_a_merger_to_come_is_told_today(client_of, merged):
    town, city = merged
    browser = client_of(secretary())

    assert not browser.get(url_of(town)).context["is_gone"]
    assert "01/12/2024" in page_of(browser.get(url_of(town)))
    assert browser.get(url_of(city)).context["predecessors"] == [town]


def test_a_predecessor_is_no_link_for_who_may_not_open_it(client_of, merged):
    town, city = merged

    page = page_of(client_of(member(oversees=[city])).get(url_of(city)))

    assert town.name in page
    assert url_of(town) not in page


# --- Cost -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 3, 60])
def test_the_number_of_queries_does_not_grow(client_of, world, constant_queries, number):
    def more_rows():
        for day in range(min(number, 3)):
            cut_off = date(2024, 7, 14) + timedelta(days=day)
            period = PeriodFactory(plan=world.plan, ends_on=cut_off, kind="monthly")
            assignment = AssignmentFactory(
                task__key_task=world.own.task.key_task, organisation=world.unit, coordinating=[world.locality]
            )
            AssignmentFactory(organisation=world.locality, coordinating=[world.unit])
            due = DueFactory(period=period, assignment=assignment)
            ReportFactory(assignment=assignment, due=due, state=ReportState.RETURNED)
            ExtensionFactory(assignment=assignment)
            focal_officer(world.unit)
            LocalityFactory(valid_to=date(2024, 1, 1), successor=world.unit)
        for _ in range(number):
            AssignmentFactory(
                task=TaskFactory(key_task=world.own.task.key_task), organisation=world.unit, responsible=world.member
            )

    due = DueFactory(period=world.period, assignment=world.own)
    ReportFactory(assignment=world.own, due=due, state=ReportState.RETURNED)
    LocalityFactory(valid_to=date(2024, 1, 1), successor=world.unit)
    browser = client_of(world.secretary)

    constant_queries(lambda: browser.get(url_of(world.unit)), more_rows, below=ORGANISATION_QUERIES)


def test_reading_it_changes_nothing(client_of, world):
    ReportFactory(assignment=world.own, reviewer=world.secretary, state=ReportState.RETURNED)
    browser = client_of(inspector())

    first, second = (browser.get(url_of(world.unit)).context["record"] for _ in range(2))

    assert first == second


def test_its_indicators_lead_to_their_pages(client_of, plan):
    unit, other = OrganisationFactory(), OrganisationFactory()
    definition = IndicatorFactory(reporters=[unit, other])
    read(definition, {unit: (90, 100), other: (10, 100)})
    browser = client_of(secretary())

    response = browser.get(url_of(unit))
    before = browser.get(url_of(unit, "?as_of=2024-10-04"))

    assert [row.its.value for row in response.context["indicators"]] == ["90%"]
    assert f'href="{reverse("indicator_detail", args=[definition.pk])}"' in page_of(response)
    assert before.context["indicators"] == []
