from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _

from tasks_app.plan.enums import State, TaskStatus
from tasks_app.plan.models import Shortcoming, SourceDocument
from tests.factories import (
    AssignmentFactory,
    KeyTaskFactory,
    LocalityFactory,
    OrganisationFactory,
    PersonFactory,
    TaskFactory,
    focal_officer,
    inspector,
    key_unit,
    member,
    secretary,
)

URL = reverse("task_list")

pytestmark = pytest.mark.django_db


@pytest.fixture
def tasks(plan):
    """Four tasks: done, in progress with one overdue, not started and due next year, without an assignment."""
    first, second = KeyTaskFactory(plan=plan), KeyTaskFactory(plan=plan)
    done, under_way = TaskFactory(key_task=first), TaskFactory(key_task=first)
    not_started, not_given = TaskFactory(key_task=second, deadline_on=date(2025, 2, 1)), TaskFactory(key_task=second)
    AssignmentFactory(task=done, state=State.COMPLETED, submitted_on=date(2024, 9, 2))
    AssignmentFactory(task=under_way, state=State.COMPLETED, submitted_on=date(2024, 9, 2))
    AssignmentFactory(task=under_way, state=State.IN_PROGRESS, deadline_on=date(2024, 9, 30))
    AssignmentFactory(task=under_way, state=State.SUSPENDED)
    AssignmentFactory(task=not_started)
    AssignmentFactory(task=not_given, state=State.DRAFT)
    return [done, under_way, not_started, not_given]


def shown(response) -> list:
    return [row.task for section in response.context["sections"] for row in section.rows]


@pytest.mark.parametrize("person", [member, focal_officer, secretary, inspector])
def test_everyone_with_a_role_reads_the_plan(client_of, plan, tasks, person):
    response = client_of(person()).get(URL)
    page = response.content.decode()

    assert response.status_code == HTTPStatus.OK
    assert shown(response) == tasks
    assert plan.motto_vi in page
    assert all(task.key_task.text_vi in page and task.title_vi in page for task in tasks)


def test_an_account_without_a_role_finds_nothing_here(client_of, tasks):
    assert client_of(PersonFactory()).get(URL).status_code == HTTPStatus.NOT_FOUND


def test_without_a_sign_in_it_leads_there(client):
    assert client.get(URL).url.startswith(reverse("account_login"))


def test_it_only_answers_to_get(client_of, tasks):
    assert client_of(secretary()).post(URL).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_a_task_shows_how_many_of_its_assignments_are_done(client_of, tasks):
    rows = {row.task: row for section in client_of(secretary()).get(URL).context["sections"] for row in section.rows}

    figures = [(rows[task].status, rows[task].done, rows[task].total, rows[task].overdue) for task in tasks]
    assert figures == [
        (TaskStatus.DONE, 1, 1, 0),
        (TaskStatus.IN_PROGRESS, 1, 2, 1),
        (TaskStatus.NOT_STARTED, 0, 1, 0),
        (None, 0, 0, 0),
    ]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"status": "done"}, [0]),
        ({"status": "in_progress"}, [1]),
        ({"status": "not_started"}, [2]),
        ({"status": "unassigned"}, [3]),
        ({"due": "quarter"}, [0, 1, 3]),
        ({"due": "quarter", "status": "done"}, [0]),
        ({"key_task": "2"}, [2, 3]),
        ({"key_task": "2", "status": "done"}, []),
        ({"status": "x", "key_task": "1"}, [0, 1]),
    ],
)
def test_the_address_narrows_the_plan(client_of, tasks, asked, expected):
    response = client_of(secretary()).get(URL, asked)

    assert shown(response) == [tasks[number] for number in expected]
    assert response.context["count"] == len(expected)
    assert response.context["total"] == 4


def test_an_unknown_value_is_said(client_of, tasks):
    page = client_of(secretary()).get(URL, {"status": "x"}).content.decode()

    assert _("Some filters were not understood and left out: %(names)s.") % {"names": "Trạng thái"} in page
    assert 'role="alert"' not in page


def test_nothing_that_fits_leads_back_to_the_whole_plan(client_of, tasks):
    page = client_of(secretary()).get(URL, {"key_task": "2", "status": "done"}).content.decode()

    assert 'class="empty' in page
    assert f'<a href="{URL}">' in page


def test_numbers_lead_to_lists_for_those_who_see_all_of_them(client_of, tasks):
    lists = reverse("assignment_list")

    assert f'href="{lists}?task={tasks[1].pk}&amp;status=overdue"' in client_of(secretary()).get(URL).content.decode()
    assert f"{lists}?" not in client_of(member()).get(URL).content.decode()


def test_the_plan_names_its_source_what_it_answers_and_whom_to_watch(client_of, plan, tasks):
    plan.source_document = SourceDocument.objects.create(
        key="notice", number="01-TB/BCĐ", issued_on=date(2024, 2, 19), title_vi="Thông báo thử nghiệm"
    )
    plan.wording_is_provisional = plan.is_demonstration = True
    plan.save()
    answered = Shortcoming.objects.create(plan=plan, number=1, text_vi="Số hóa còn chậm")
    Shortcoming.objects.create(plan=plan, number=2, text_vi="Công khai còn chậm")
    tasks[0].shortcomings.add(answered)
    unit = OrganisationFactory(name_vi="Sở Trọng Điểm")
    key_unit(plan, unit)

    response = client_of(member()).get(URL)
    page = response.content.decode()

    for words in (
        "01-TB/BCĐ Thông báo thử nghiệm",
        "19/02/2024",
        "Số hóa còn chậm",
        "Công khai còn chậm",
        "Sở Trọng Điểm",
    ):
        assert words in page
    assert [(row.shortcoming.number, row.tasks) for row in response.context["shortcomings"]] == [
        (1, [tasks[0]]),
        (2, []),
    ]
    assert page.count('class="chip"') >= 2


def test_a_plan_without_tasks_is_said(client_of, plan):
    assert 'class="empty' in client_of(secretary()).get(URL).content.decode()


def test_a_key_task_without_tasks_is_shown(client_of, plan):
    key_task = KeyTaskFactory(plan=plan)

    assert key_task.text_vi in client_of(secretary()).get(URL).content.decode()


def test_no_plan_at_all_is_said(client_of):
    response = client_of(secretary()).get(URL)

    assert response.status_code == HTTPStatus.OK
    assert 'class="empty' in response.content.decode()


def test_the_year_is_no_number(client_of, plan):
    """Plan 2024, and not Plan 2.024."""
    assert "2.024" not in client_of(secretary()).get(URL).content.decode()


def test_the_number_of_queries_does_not_grow(client_of, plan, tasks, constant_queries):
    def more_rows():
        for number in range(3):
            task = TaskFactory(key_task=KeyTaskFactory(plan=plan))
            AssignmentFactory(task=task)
            task.shortcomings.add(Shortcoming.objects.create(plan=plan, number=10 + number, text_vi="Tồn tại"))
            key_unit(plan, OrganisationFactory())

    browser = client_of(member())

    constant_queries(lambda: browser.get(URL), more_rows)


def test_words_and_numbers_narrow_the_list(client_of, tasks):
    done, under_way, *_others = tasks
    done.title_vi = "Số hóa hồ sơ"
    done.save()
    browser = client_of(member())

    assert shown(browser.get(URL, {"q": "so hoa"})) == [done]
    assert shown(browser.get(URL, {"q": under_way.number})) == [under_way]
    assert shown(browser.get(URL, {"q": "so hoa", "status": "in_progress"})) == []


def test_the_tasks_of_a_document_are_asked_for_by_links(client_of, tasks):
    done, under_way, *_others = tasks
    document = SourceDocument.objects.create(key="n", number="08-TB/BCĐ", title_vi="Thông báo")
    done.clause = document.clauses.create(code="1", text_vi="Số hóa")
    done.save()
    under_way.basis_documents.add(document)
    browser = client_of(member())

    response = browser.get(URL, {"document": document.pk})

    assert shown(response) == [done, under_way]
    assert [one.value for one in response.context["applied"]] == ["08-TB/BCĐ Thông báo"]
    assert 'type="hidden" name="document"' in response.content.decode()
    assert shown(browser.get(URL, {"document": "0"})) == tasks


def test_with_a_group_only_its_work_is_counted(client_of, tasks):
    _done, under_way, *_others = tasks
    locality = LocalityFactory()
    AssignmentFactory(task=under_way, organisation=locality)
    browser = client_of(secretary())

    response = browser.get(URL, {"group": "localities"})

    (row,) = [row for section in response.context["sections"] for row in section.rows]
    assert (row.task, row.done, row.total, row.overdue) == (under_way, 0, 1, 0)
    assert [one.assignment.organisation for one in browser.get(row.url).context["rows"]] == [locality]
    assert "Chỉ tính việc của nhóm này" in response.content.decode()
