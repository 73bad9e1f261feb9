"""What one was reminded of and will be, and when one wants it."""

from datetime import date, time
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.models import Message
from tasks_app.people.models import Person
from tasks_app.plan.enums import State
from tasks_app.plan.models import Assignment
from tasks_app.reminders.models import MailPreference
from tests.factories import AssignmentFactory, PersonFactory, delegate, inspector, member, secretary
from tests.reminders.ledger import plan

URL = reverse("reminder_mine")
MONDAY, TUESDAY = date(2024, 10, 14), date(2024, 10, 15)

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    return member(full_name="Trần Văn An")


@pytest.fixture
def browser(client_of, person):
    return client_of(person)


def words(response) -> str:
    return " ".join(response.content.decode().split())


def test_what_comes_and_what_was_mail_by_mail(browser, person):
    overdue = AssignmentFactory(deadline_on=MONDAY, responsible=person)
    to_come = AssignmentFactory(deadline_on=date(2024, 10, 18), responsible=person)
    AssignmentFactory(deadline_on=MONDAY)
    plan(MONDAY)
    Message.objects.update(state=MessageState.SENT, composed_at=at_time(MONDAY, 8), sent_at=at_time(MONDAY, 8))

    response = browser.get(URL)

    (mail,) = response.context["mails"]
    assert {row["line"].assignment for row in mail["lines"]} == {overdue, to_come}
    assert [line["assignment"] for line in response.context["lines"]] == [overdue]
    page = words(response)
    assert "Thư sắp tới: Thứ Ba, 15/10/2024" in page
    assert "2 lượt nhắc" in page
    assert person.email in page


def test_after_three_months_it_is_forgotten_and_an_empty_page_says_so(browser, person):
    work = AssignmentFactory(deadline_on=date(2024, 7, 1), responsible=person)
    plan(date(2024, 7, 1))
    Assignment.objects.filter(pk=work.pk).update(state=State.SUSPENDED)

    page = words(browser.get(URL))

    assert Message.objects.count() == 1
    assert "Ngày đó không có việc nào cần nhắc." in page
    assert "90 ngày qua không có thư nhắc nào" in page


def test_he_chooses_an_hour_and_a_week(browser, person):
    response = browser.post(URL, {"send_from": "14:00", "is_weekly": "on"})

    assert response.url == URL
    its = MailPreference.objects.get(person=person)
    assert (its.send_from, its.is_weekly) == (time(14), True)
    entry = Entry.objects.get(verb="reminders.wish_changed")
    assert (entry.by, entry.for_person, entry.subject_id) == (person, None, person.pk)
    assert entry.details["changed"] == {"send_from": ["07:15", "14:00"], "is_weekly": [False, True]}
    form = browser.get(URL).context["form"]
    assert (form.initial["send_from"], form.initial["is_weekly"]) == ("14:00", True)


def test_twice_is_recorded_once(browser):
    for _ in range(2):
        response = browser.post(URL, {"send_from": "14:00"}, follow=True)

    assert "Không có gì thay đổi." in words(response)
    assert Entry.objects.filter(verb="reminders.wish_changed").count() == 1


@pytest.mark.parametrize("hour", ["", "03:00", "16:30", "noon"])
def test_an_hour_at_which_no_mail_leaves_is_refused(browser, hour):
    response = browser.post(URL, {"send_from": hour})

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not MailPreference.objects.exists()


def test_whoever_acts_for_another_sees_and_chooses_for_his_own_account(client_of, person):
    deputy = PersonFactory(full_name="Lê Thị Bình")
    AssignmentFactory(deadline_on=MONDAY, responsible=person)
    delegation = delegate(person, deputy)
    browser = client_of(deputy)
    browser.post(reverse("act_for", args=[delegation.pk]))

    page = words(browser.get(URL))
    assert deputy.email in page
    assert "Trang này nói về thư gửi cho Lê Thị Bình." in page
    assert "làm thay Trần Văn An, thành viên phụ trách" in page
    mark = browser.get(URL).context["frame"].mark
    browser.post(URL, {"send_from": "10:00", "written_as": mark})

    assert MailPreference.objects.get().person == deputy
    assert Entry.objects.get(verb="reminders.wish_changed").for_person is None


def test_who_is_never_reminded_has_no_such_page(client_of):
    for someone in (inspector(), PersonFactory()):
        browser = client_of(someone)
        assert browser.get(URL).status_code == HTTPStatus.NOT_FOUND
        assert browser.post(URL, {"send_from": "10:00"}).status_code == HTTPStatus.NOT_FOUND


def test_the_menu_leads_there(client_of):
    assert URL in words(client_of(secretary()).get(reverse("overview")))
    assert URL not in words(client_of(inspector()).get(reverse("overview")))


def test_queries_do_not_grow(browser, person, constant_queries):
    days = iter([date(2024, 10, 8), date(2024, 10, 9), date(2024, 10, 10), date(2024, 10, 11)])

    def more():
        AssignmentFactory.create_batch(2, deadline_on=next(days), responsible=person)
        plan(next(days))

    more()

    # The page, what the planner asks, and what the mail of a person tells of each kind of thing.
    constant_queries(lambda: browser.get(URL), more, below=34)
