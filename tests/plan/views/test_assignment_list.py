from datetime import date, timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.plan.actions import move_deadline
from tasks_app.plan.enums import Column, State, Status
from tasks_app.plan.models import SourceDocument, Task
from tests.factories import (
    AssignmentFactory,
    LocalityFactory,
    PersonFactory,
    PlanFactory,
    TaskFactory,
    focal_officer,
    leader,
    member,
    secretary,
)

URL = reverse("assignment_list")

pytestmark = pytest.mark.django_db


def shown(response) -> set:
    return {row.assignment for row in response.context["rows"]}


# --- Who sees what ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["leader", "secretary", "inspector", "administrator"])
def test_those_who_follow_everything_see_all_that_is_in_force(client_of, world, role):
    response = client_of(getattr(world, role)).get(URL)

    assert response.status_code == HTTPStatus.OK
    assert shown(response) == {world.own, world.overdue, world.overseen, world.other, world.completed}


@pytest.mark.parametrize(
    ("role", "theirs"),
    [
        ("member", {"own", "overdue", "overseen"}),
        ("other_member", {"overseen", "other", "completed"}),
        ("officer", {"own", "overdue", "overseen"}),
    ],
)
def test_a_member_and_a_focal_officer_see_what_concerns_them(client_of, world, role, theirs):
    response = client_of(getattr(world, role)).get(URL)

    assert shown(response) == {getattr(world, name) for name in theirs}


def test_a_focal_officer_sees_what_the_organisation_contributes_to(client_of, world):
    officer = focal_officer(world.locality)

    assert shown(client_of(officer).get(URL)) == {world.overseen, world.own}


def test_what_one_may_not_see_cannot_be_filtered_out_of_hiding(client_of, world):
    """A name that is not in the lists is not known, and drafts are no state for members."""
    browser = client_of(world.member)

    for asked in ({"organisation": world.other_unit.pk}, {"member": world.secretary.pk}, {"state": "draft"}):
        response = browser.get(URL, asked)
        assert list(response.context["filters"].form.errors) == list(asked)
        assert shown(response) == {world.own, world.overdue, world.overseen}


def test_an_account_without_a_role_finds_nothing_here(client_of, world):
    assert client_of(PersonFactory()).get(URL).status_code == HTTPStatus.NOT_FOUND


def test_without_a_sign_in_it_leads_there(client):
    assert client.get(URL).url.startswith(reverse("account_login"))


def test_it_only_answers_to_get(client_of, world):
    assert client_of(world.secretary).post(URL).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_only_the_current_plans_work_is_listed(client_of, world):
    AssignmentFactory(task__key_task__plan=PlanFactory(year=2023))

    assert len(shown(client_of(world.secretary).get(URL))) == 5


# --- Filters, order, pages --------------------------------------------------------------------------------------------


def test_the_address_narrows_the_list_and_the_page_says_so(client_of, world):
    response = client_of(world.secretary).get(URL, {"status": "overdue", "group": "localities", "page": "1"})
    page = response.content.decode()

    assert shown(response) == {world.overseen}
    assert [(one.label, one.url) for one in response.context["applied"]] == [
        (response.context["filters"].form["group"].label, f"{URL}?status=overdue"),
        (response.context["filters"].form["status"].label, f"{URL}?group=localities"),
    ]
    assert '<option value="overdue" selected>' in page


def test_what_only_links_ask_for_is_kept_by_the_form(client_of, world):
    page = client_of(world.secretary).get(URL, {"bucket": "overdue", "sort": "-days"}).content.decode()

    assert 'type="hidden" name="bucket" value="overdue"' in page
    assert 'type="hidden" name="sort" value="-days"' in page


@pytest.mark.parametrize("kind", ["units", "localities"])
def test_addresses_of_before_lead_to_the_group(client_of, world, kind):
    response = client_of(world.secretary).get(URL, {"kind": kind, "status": "overdue"})

    assert (response.status_code, response.url) == (HTTPStatus.FOUND, f"{URL}?status=overdue&group={kind}")


def said(names: str) -> str:
    return _("Some filters were not understood and left out: %(names)s.") % {"names": names}


def test_an_unknown_value_is_said_without_alarm_and_the_rest_still_works(client_of, world):
    response = client_of(world.secretary).get(URL, {"status": "<script>", "group": "localities", "page": "abc"})

    assert response.status_code == HTTPStatus.OK
    assert shown(response) == {world.overseen}
    page = response.content.decode()
    assert said("Trạng thái") in page
    assert 'role="alert"' not in page
    assert "is-invalid" not in page
    assert "<script>”" not in page


def test_unknown_values_of_fields_that_are_not_seen_are_said_as_well(client_of, world):
    page = client_of(world.secretary).get(URL, {"bucket": "x", "state": "y"}).content.decode()

    assert said("Kết quả, Trạng thái xử lý") in page
    assert 'role="alert"' not in page


def test_where_all_is_understood_nothing_is_said(client_of, world):
    page = client_of(world.secretary).get(URL, {"group": "localities"}).content.decode()

    assert said("").partition(":")[0] not in page


def test_nothing_that_fits_leads_back_to_everything(client_of, world):
    response = client_of(world.secretary).get(URL, {"q": "không có đơn vị này"})

    assert shown(response) == set()
    assert f'<a href="{URL}">' in response.content.decode()


def test_the_worst_come_first(client_of, world):
    rows = client_of(world.secretary).get(URL).context["rows"]

    assert [row.shown.status for row in rows] == [
        Status.OVERDUE,
        Status.OVERDUE,
        Status.DUE_SOON,
        Status.WAITING,
        Status.DONE,
    ]
    assert rows[0].assignment == world.overseen


def test_heads_sort_both_ways_and_keep_the_filters(client_of, world):
    page = client_of(world.secretary).get(URL, {"sort": "deadline", "group": "units"}).content.decode()

    assert 'href="?sort=-deadline&amp;group=units"' in page
    assert 'href="?sort=organisation&amp;group=units"' in page


def test_pages_of_twenty_five(client_of, plan):
    task, responsible = TaskFactory(), member()
    for _number in range(26):
        AssignmentFactory(task=task, responsible=responsible)
    browser = client_of(secretary())

    first, second, beyond = (browser.get(URL, {"page": page}) for page in ("1", "2", "99"))

    assert [len(response.context["rows"]) for response in (first, second, beyond)] == [25, 1, 1]
    assert first.context["page_obj"].paginator.count == 26
    assert shown(first) & shown(second) == set()


def test_a_row_leads_to_the_assignment(client_of, world):
    page = client_of(world.member).get(URL).content.decode()

    assert f'href="{reverse("assignment_detail", args=[world.own.pk])}"' in page


@pytest.mark.parametrize(
    ("role", "states"),
    [
        ("secretary", ["draft", "suspended", "cancelled", "carried_over"]),
        ("member", ["suspended", "cancelled", "carried_over"]),
    ],
)
def test_what_is_not_in_force_has_lists_of_its_own(client_of, world, role, states):
    suspended = AssignmentFactory(responsible=world.member, state=State.SUSPENDED)
    browser = client_of(getattr(world, role))

    urls = [url for _label, url in browser.get(URL).context["states_out_of_force"]]

    assert urls == [f"{URL}?state={state}" for state in states]
    assert shown(browser.get(f"{URL}?state=suspended")) == {suspended}


# --- Empty places -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", [secretary, member, leader])
def test_a_plan_without_work_is_said(client_of, plan, person):
    page = client_of(person()).get(URL).content.decode()

    assert 'class="empty' in page
    assert f'href="{reverse("task_list")}"' in page


def test_no_plan_at_all_is_said(client_of):
    response = client_of(secretary()).get(URL)

    assert response.status_code == HTTPStatus.OK
    assert 'class="empty' in response.content.decode()


# --- Size -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked", [{}, {"task": True, "status": "overdue", "sort": "-days"}, {"columns": Column.values, "q": "thu nghiem"}]
)
def test_the_number_of_queries_does_not_grow(client_of, plan, today, constant_queries, asked):
    def row():
        return AssignmentFactory(
            task=task, organisation=LocalityFactory(), deadline_on=today - timedelta(days=9), state=State.IN_PROGRESS
        )

    def more_rows():
        row()
        row()

    task = TaskFactory()
    row()
    asked = asked | ({"task": task.pk} if "task" in asked else {})
    browser = client_of(secretary())

    constant_queries(lambda: browser.get(URL, asked), more_rows, below=24)


# --- Columns ----------------------------------------------------------------------------------------------------------

USUAL = ["deadline", "organisation", "member", "percent", "status"]


def test_the_address_chooses_the_columns_and_everything_keeps_them(client_of, world):
    response = client_of(world.secretary).get(URL, {"columns": ["last_word", "original"], "group": "units"})

    page = response.content.decode()
    assert response.context["columns"] == ["original", "last_word"]
    assert 'type="hidden" name="columns" value="last_word"' in page  # the filters
    assert 'href="?columns=last_word&amp;columns=original&amp;group=units&amp;sort=task"' in page
    assert 'type="hidden" name="group" value="units"' in page  # the choice of columns
    assert [one.name for one in response.context["filters"].applied] == ["group"]


def test_without_a_choice_the_usual_columns_are_shown(client_of, world):
    assert client_of(world.secretary).get(URL).context["columns"] == USUAL


def test_a_column_that_is_not_known_is_said_and_the_others_are_shown(client_of, world):
    browser = client_of(world.secretary)

    response = browser.get(URL, {"columns": ["gossip", "document"]})

    assert response.context["columns"] == ["document"]
    assert said("Cột hiển thị") in response.content.decode()
    assert browser.get(URL, {"columns": "gossip"}).context["columns"] == USUAL


def test_what_the_columns_show(client_of, world):
    notice = SourceDocument.objects.create(key="n", number="08-TB/BCĐ", title_vi="Thông báo")
    Task.objects.filter(pk=world.overseen.task_id).update(clause=notice.clauses.create(code="II.3"))
    move_deadline(world.overseen, date(2024, 10, 9), by=Actor(world.secretary), at=at_time(date(2024, 10, 8), 9))
    columns = ["original", "extensions", "coordinating", "document"]

    rows = {row.assignment: row for row in client_of(world.secretary).get(URL, {"columns": columns}).context["rows"]}

    moved, other = rows[world.overseen], rows[world.other]
    assert (moved.deadlines.original_on, moved.deadlines.times_moved) == (world.overseen.deadline_on, 1)
    assert (moved.coordinating, moved.document) == ([world.unit.name], "08-TB/BCĐ, mục II.3")
    assert (other.deadlines.times_moved, other.coordinating, other.document) == (0, [], "")


def test_a_past_day_shows_what_had_been_moved_by_then_and_no_coordination(client_of, world, today):
    move_deadline(world.overseen, date(2024, 11, 9), by=Actor(world.secretary), at=at_time(date(2024, 10, 14), 9))
    browser = client_of(world.secretary)

    def times(day):
        response = browser.get(URL, {"columns": ["extensions", "coordinating"], "as_of": day})
        return {row.assignment.key: row.deadlines.times_moved for row in response.context["rows"]}, response

    assert times("2024-10-14")[0][world.overseen.pk] == 1
    before, response = times("2024-10-13")
    assert before[world.overseen.pk] == 0
    assert response.context["columns"] == ["extensions"]


def test_what_was_never_reported_on_has_been_silent_for_longest(client_of, world):
    rows = client_of(world.secretary).get(URL, {"sort": "last_word"}).context["rows"]

    days = [row.assignment.last_word_on for row in rows]
    assert days[0] is None
    assert [day for day in days if day] == sorted(day for day in days if day)
