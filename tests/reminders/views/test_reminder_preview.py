"""What one person will get, and why."""

from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.dates import at_time
from tasks_app.mailing.models import Message
from tasks_app.reminders.actions import plan_when_it_is_time
from tasks_app.reminders.models import Reminder
from tests.factories import AssignmentFactory, delegate, focal_officer, inspector, member, secretary

TUESDAY = date(2024, 10, 15)

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client_of):
    return client_of(secretary())


@pytest.fixture
def work():
    return AssignmentFactory(deadline_on=date(2024, 10, 14), responsible=member(full_name="Trần Văn An"))


def words(response) -> str:
    return " ".join(response.content.decode().split())


def page_of(person, name: str = "reminder_preview") -> str:
    return reverse(name, args=[person.pk])


def test_what_he_gets_why_and_the_mail(browser, work):
    page = words(browser.get(page_of(work.responsible)))

    for text in (
        "Trần Văn An",
        "Nội dung nhắc Thứ Ba, 15/10/2024 và lý do",
        work.task.title,
        "Quá hạn · mốc sau hạn 1 ngày làm việc",
        "thành viên phụ trách",
        "[Nhiệm vụ CCHC] 1 việc quá hạn (15/10/2024)",
        "QUÁ HẠN (1)",
    ):
        assert text in page


def test_it_says_for_whom_a_deputy_gets_it_and_for_what_an_officer(browser, work):
    deputy, officer = member(full_name="Lê Thị Bình"), focal_officer(work.organisation)
    delegate(work.responsible, deputy)

    assert "làm thay Trần Văn An, thành viên phụ trách" in words(browser.get(page_of(deputy)))
    assert f"cán bộ đầu mối của {work.organisation}" in words(browser.get(page_of(officer)))


def test_a_mail_to_come_is_put_off_by_a_hold_for_its_day(browser, work):
    person = work.responsible
    link = browser.get(page_of(person)).context["hold_url"]

    form = browser.get(link).context["form"]
    assert (form["person"].value(), form["last_day"].value()) == (str(person.pk), "15/10/2024")
    said = {"whom": "person", "person": person.pk, "last_day": form["last_day"].value(), "reason": "Đi công tác"}
    assert browser.post(reverse("hold_list"), said).status_code == HTTPStatus.FOUND

    assert "Người này không có thư nhắc" in words(browser.get(page_of(person)))
    plan_when_it_is_time(at=at_time(TUESDAY, 9))
    assert not Message.objects.filter(to_person=person).exists()
    plan_when_it_is_time(at=at_time(date(2024, 10, 16), 7))
    assert Reminder.objects.get(recipient=person).planned_on == date(2024, 10, 16)


def test_who_only_looks_puts_nothing_off(client_of, work):
    assert client_of(inspector()).get(page_of(work.responsible)).context["hold_url"] == ""


def test_it_changes_nothing(browser, work):
    browser.get(page_of(work.responsible))
    browser.get(page_of(work.responsible, "reminder_preview_html"))

    assert (Message.objects.count(), Reminder.objects.count()) == (0, 0)


def test_the_mail_alone_runs_and_loads_nothing(browser, work):
    response = browser.get(page_of(work.responsible, "reminder_preview_html"))

    assert "Quá hạn" in response.content.decode()
    policy = response["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "default-src 'none'" in policy


def test_who_gets_nothing_has_no_mail(browser, work):
    plan_when_it_is_time(at=at_time(TUESDAY, 7))
    nobody = member()

    assert "Người này không có thư nhắc" in words(browser.get(page_of(nobody)))
    assert browser.get(page_of(nobody, "reminder_preview_html")).status_code == HTTPStatus.NOT_FOUND
    assert browser.get(reverse("reminder_preview", args=[0])).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("name", ["reminder_preview", "reminder_preview_html"])
@pytest.mark.parametrize("who", ["member", "leader", "officer", "nobody"])
def test_others_do_not_see_it(client_of, world, who, name):
    assert client_of(getattr(world, who)).get(page_of(world.member, name)).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("name", ["reminder_preview", "reminder_preview_html"])
def test_it_is_only_looked_at(browser, work, name):
    assert browser.post(page_of(work.responsible, name)).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_queries_do_not_grow(browser, work, constant_queries):
    def more():
        AssignmentFactory.create_batch(3, deadline_on=TUESDAY, responsible=work.responsible)

    more()

    # The page, what the planner asks, and what the mail of a person tells of each kind of thing.
    constant_queries(lambda: browser.get(page_of(work.responsible)), more, below=32)
