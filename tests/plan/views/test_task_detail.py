from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.dates import at_time
from tasks_app.plan.enums import State
from tasks_app.plan.models import Clause, Shortcoming, SourceDocument
from tests.factories import AssignmentFactory, PersonFactory, PlanFactory, TaskFactory, member, secretary

pytestmark = pytest.mark.django_db


def url_of(task) -> str:
    return reverse("task_detail", args=[task.pk])


def page_of(browser, task) -> str:
    return browser.get(url_of(task)).content.decode()


@pytest.mark.parametrize("role", ["member", "officer", "leader", "secretary", "inspector", "administrator"])
def test_everyone_with_a_role_reads_a_task(client_of, world, role):
    response = client_of(getattr(world, role)).get(url_of(world.own.task))

    assert response.status_code == HTTPStatus.OK
    assert [row.assignment for row in response.context["rows"]] == [world.own, world.completed]


def test_an_account_without_a_role_finds_nothing_here(client_of, world):
    assert client_of(PersonFactory()).get(url_of(world.own.task)).status_code == HTTPStatus.NOT_FOUND


def test_a_task_that_does_not_exist(client_of, world):
    assert client_of(world.member).get(reverse("task_detail", args=[999999])).status_code == HTTPStatus.NOT_FOUND


def test_without_a_sign_in_it_leads_there(client, world):
    assert client.get(url_of(world.own.task)).url.startswith(reverse("account_login"))


def test_it_only_answers_to_get(client_of, world):
    assert client_of(world.secretary).post(url_of(world.own.task)).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_one_opens_only_what_one_may_see(client_of, world):
    """The plan is the committee's: who carries a task out is read by all of it."""
    page = page_of(client_of(world.member), world.own.task)

    assert f'href="{reverse("assignment_detail", args=[world.own.pk])}"' in page
    assert f'href="{reverse("assignment_detail", args=[world.completed.pk])}"' not in page
    assert world.completed.organisation.name in page


def test_how_far_others_are_is_not_told(client_of, world):
    world.completed.percent = 37
    world.completed.save()

    assert "37%" not in page_of(client_of(world.member), world.own.task)
    assert "37%" in page_of(client_of(world.secretary), world.own.task)


@pytest.mark.parametrize(
    ("role", "seen"), [("secretary", True), ("inspector", True), ("member", False), ("officer", False)]
)
def test_drafts_are_shown_to_those_who_follow_everything(client_of, world, role, seen):
    rows = client_of(getattr(world, role)).get(url_of(world.draft.task)).context["rows"]

    assert (world.draft in [row.assignment for row in rows]) == seen


def test_figures_count_what_is_in_force(client_of, world):
    AssignmentFactory(task=world.own.task, state=State.SUSPENDED)

    context = client_of(world.member).get(url_of(world.own.task)).context

    assert (context["completed"], context["in_force"], len(context["rows"])) == (1, 2, 3)
    assert sum(share.count for share in context["shares"]) == 2


def test_shares_lead_to_lists_of_exactly_so_many_for_those_who_see_all_of_them(client_of, world):
    browser = client_of(world.secretary)

    shares = browser.get(url_of(world.own.task)).context["shares"]

    assert [browser.get(share.url).context["page_obj"].paginator.count for share in shares] == [
        share.count for share in shares
    ]
    assert {share.url for share in client_of(world.member).get(url_of(world.own.task)).context["shares"]} == {""}


def test_a_task_says_what_it_orders(client_of, plan):
    document = SourceDocument.objects.create(key="notice", number="01-TB/BCĐ", title_vi="Thông báo thử nghiệm")
    basis = SourceDocument.objects.create(key="basis", number="766/QĐ-TTg", title_vi="Quyết định thử nghiệm")
    task = TaskFactory(
        clause=Clause.objects.create(document=document, code="1.2", text_vi="Đặc biệt quan tâm chuyển đổi số"),
        deadline_on=date(2024, 9, 30),
        deadline_words_vi="Quý III/2024",
        frequency="quarterly",
    )
    task.basis_documents.add(basis)
    task.shortcomings.add(Shortcoming.objects.create(plan=plan, number=1, text_vi="Số hóa còn chậm"))

    page = page_of(client_of(member()), task)

    for words in (
        task.title_vi,
        task.content_vi,
        task.deliverable_vi,
        "01-TB/BCĐ Thông báo thử nghiệm",
        "1.2. Đặc biệt quan tâm chuyển đổi số",
        "Quý III/2024",
        "30/09/2024",
        "766/QĐ-TTg Quyết định thử nghiệm",
        "Số hóa còn chậm",
    ):
        assert words in page


def test_a_task_without_assignments_or_a_deadline_is_shown(client_of, plan):
    response = client_of(secretary()).get(url_of(TaskFactory(deadline_on=None)))

    assert response.status_code == HTTPStatus.OK
    assert (response.context["rows"], response.context["in_force"]) == ([], 0)


def test_a_task_of_another_year_is_measured_with_its_own_plan(client_of, plan):
    task = TaskFactory(key_task__plan=PlanFactory(year=2025, soon_days=40, starts_on=date(2025, 1, 1)))
    AssignmentFactory(task=task, deadline_on=date(2024, 11, 20))

    (row,) = client_of(secretary()).get(url_of(task)).context["rows"]

    assert row.shown.css == "s-soon"


def test_the_number_of_queries_does_not_grow(client_of, world, constant_queries):
    def more_rows():
        for _ in range(3):
            AssignmentFactory(task=world.own.task)

    browser = client_of(world.member)

    constant_queries(lambda: browser.get(url_of(world.own.task)), more_rows)


def test_units_and_localities_stand_apart(client_of, world):
    locality = AssignmentFactory(task=world.own.task, organisation=world.locality)

    groups = client_of(world.secretary).get(url_of(world.own.task)).context["groups"]

    assert [[row.assignment for row in rows] for _title, rows in groups] == [[world.own, world.completed], [locality]]


@pytest.mark.parametrize(
    ("state", "last_word_on", "words"),
    [
        (State.IN_PROGRESS, date(2024, 10, 15), "hôm nay"),
        (State.IN_PROGRESS, date(2024, 10, 14), "1 ngày trước"),
        (State.RETURNED, date(2024, 6, 7), "130 ngày trước"),
        (State.ASSIGNED, None, "chưa có báo cáo"),
        (State.SUBMITTED, date(2024, 10, 1), "14 ngày trước"),
        (State.COMPLETED, date(2024, 10, 1), ""),
        (State.SUSPENDED, date(2024, 10, 1), ""),
    ],
)
def test_how_long_nothing_was_heard_of_open_work(client_of, plan, state, last_word_on, words):
    sent = state in (State.SUBMITTED, State.COMPLETED, State.RETURNED)
    assignment = AssignmentFactory(state=state, submitted_on=date(2024, 6, 3) if sent else None)
    assignment.last_word_on = last_word_on
    assignment.save()

    (row,) = client_of(secretary()).get(url_of(assignment.task)).context["rows"]

    assert row.silence == words


def test_the_silence_of_others_is_not_told(client_of, world):
    rows = client_of(world.member).get(url_of(world.own.task)).context["rows"]

    assert [(row.is_open, bool(row.silence)) for row in rows] == [(True, True), (False, False)]


def test_a_past_day_shows_how_it_stood_then(client_of, world, clock):
    """The completed one was confirmed on 25 September; what was given later was not there."""
    AssignmentFactory(task=world.own.task, at=at_time(date(2024, 10, 14), 8))
    browser = client_of(world.secretary)

    response = browser.get(url_of(world.own.task) + "?as_of=2024-09-24")
    context = response.context

    assert [row.assignment.key for row in context["rows"]] == [world.own.pk, world.completed.pk]
    assert (context["completed"], context["in_force"]) == (0, 2)
    assert [browser.get(share.url).context["page_obj"].paginator.count for share in context["shares"]] == [
        share.count for share in context["shares"]
    ]
    assert browser.get(url_of(world.own.task)).context["completed"] == 1


def test_names_lead_to_their_pages_for_those_who_may_open_them(client_of, world):
    organisation, member_page = (
        reverse("organisation_detail", args=[world.other_unit.pk]),
        reverse("member_detail", args=[world.other_member.pk]),
    )
    of_the_secretary = page_of(client_of(world.secretary), world.own.task)
    of_the_member = page_of(client_of(world.member), world.own.task)

    assert all(f'href="{url}"' in of_the_secretary for url in (organisation, member_page))
    assert not any(f'href="{url}"' in of_the_member for url in (organisation, member_page))
    assert f'href="{reverse("organisation_detail", args=[world.unit.pk])}"' in of_the_member
    assert f'href="{reverse("member_detail", args=[world.member.pk])}"' in of_the_member


def test_the_key_task_of_another_years_plan_has_no_page_to_lead_to(client_of, plan):
    task = TaskFactory(key_task__plan=PlanFactory(year=2025, starts_on=date(2025, 1, 1)))

    assert reverse("key_task_detail", args=[task.key_task.number]) not in page_of(client_of(secretary()), task)
