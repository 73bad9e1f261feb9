"""Every reminder, and what became of it."""

from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.models import Message
from tasks_app.plan.models import Assignment
from tasks_app.reminders.models import Reminder
from tests.factories import AssignmentFactory, OrganisationFactory, delegate, member, secretary
from tests.reminders.ledger import plan

URL = reverse("reminder_ledger")
MONDAY, TUESDAY = date(2024, 10, 14), date(2024, 10, 15)

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client_of):
    return client_of(secretary())


@pytest.fixture
def told():
    """Two people, of whom one is told of what is overdue by a day."""
    first = AssignmentFactory(
        deadline_on=MONDAY,
        responsible=member(full_name="Vũ Văn Đông"),
        organisation=OrganisationFactory(name_vi="Sở Y tế"),
        task__title_vi="Số hóa hồ sơ",
    )
    second = AssignmentFactory(deadline_on=TUESDAY, responsible=member(full_name="Trần Thị Bình"))
    plan(TUESDAY)
    return first, second


def words(response) -> str:
    return " ".join(response.content.decode().split())


def rows(response) -> list[tuple[date, Assignment, int]]:
    lines = [row["line"] for row in response.context["rows"]]
    return sorted((line.planned_on, line.assignment_id, line.stage) for line in lines)


def test_each_with_its_day_person_stage_and_state(browser, told):
    first, second = told

    response = browser.get(URL)

    assert rows(response) == [(TUESDAY, first.pk, 1), (TUESDAY, second.pk, 0)]
    page = words(response)
    for text in ("2 lượt nhắc", "Vũ Văn Đông", "Số hóa hồ sơ", "Sở Y tế", "mốc sau hạn 1 ngày làm việc", "Đang chờ"):
        assert text in page
    assert reverse("message_detail", args=[Reminder.objects.first().message_id]) in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"person": "van dong"}, [0]),
        ({"q": "so hoa"}, [0]),
        ({"q": "so y te"}, [0]),
        ({"subject": "work"}, [0, 1]),
        ({"subject": "review"}, []),
        ({"state": "waiting"}, [0, 1]),
        ({"state": "sent"}, []),
        ({"first": "16/10/2024"}, []),
        ({"first": "15/10/2024", "last": "15/10/2024"}, [0, 1]),
        ({"last": "14/10/2024"}, []),
    ],
)
def test_it_is_narrowed(browser, told, asked, found):
    response = browser.get(URL, asked)

    assert [one for _, one, _ in rows(response)] == [told[number].pk for number in found]
    if not found:
        assert "Không có lượt nhắc nào khớp" in words(response)


def test_to_one_assignment(browser, told):
    response = browser.get(URL, {"assignment": told[1].pk})

    assert [one for _, one, _ in rows(response)] == [told[1].pk]
    assert reverse("assignment_detail", args=[told[1].pk]) in words(response)


def test_what_a_mail_left_out_is_marked_once_it_is_settled(browser, told):
    Reminder.objects.filter(assignment=told[0]).update(left_out=True)
    assert "đã bỏ khỏi thư" not in words(browser.get(URL))

    Message.objects.update(state=MessageState.CANCELLED)

    assert "đã bỏ khỏi thư" in words(browser.get(URL))
    assert [one for _, one, _ in rows(browser.get(URL, {"state": "left_out"}))] == [told[0].pk]
    assert [one for _, one, _ in rows(browser.get(URL, {"state": "cancelled"}))] == [told[1].pk]


def test_a_deputy_is_named_with_whom_he_acts_for(browser):
    work = AssignmentFactory(deadline_on=TUESDAY, responsible=member(full_name="Vũ Văn Đông"))
    delegate(work.responsible, member())
    plan(TUESDAY)

    assert "làm thay Vũ Văn Đông" in words(browser.get(URL))


def test_what_it_does_not_know_is_left_out_and_said(browser, told):
    response = browser.get(URL, {"state": "lost", "first": "31/02/2024", "person": "dong"})

    assert [one for _, one, _ in rows(response)] == [told[0].pk]
    assert response.context["form"].errors.keys() == {"state", "first"}


def test_nobody_reminded_yet(browser):
    assert "Chưa có lượt nhắc nào" in words(browser.get(URL))


def test_there_are_fifty_on_a_page_and_the_filter_stays(browser):
    AssignmentFactory.create_batch(51, deadline_on=TUESDAY, responsible=member(full_name="Vũ Văn Đông"))
    plan(TUESDAY)

    first = browser.get(URL, {"person": "dong"})

    assert (len(rows(first)), len(rows(browser.get(URL, {"page": 2})))) == (50, 1)
    assert "person=dong&amp;page=2" in first.content.decode()


@pytest.mark.parametrize("who", ["member", "leader", "officer", "nobody"])
def test_others_do_not_see_it(client_of, world, who):
    assert client_of(getattr(world, who)).get(URL).status_code == HTTPStatus.NOT_FOUND


def test_it_is_only_looked_at(browser):
    assert browser.post(URL).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_queries_do_not_grow(browser, constant_queries):
    def more():
        for _ in range(3):
            AssignmentFactory(deadline_on=TUESDAY, responsible=member())
        plan(TUESDAY)

    more()

    constant_queries(lambda: browser.get(URL), more)
