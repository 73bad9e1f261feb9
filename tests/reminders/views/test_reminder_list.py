"""Who will be mailed next, and what became of the last days' mails."""

from datetime import date, timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.dates import at_time
from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.models import Message
from tasks_app.reminders.actions import plan_when_it_is_time
from tests.factories import AssignmentFactory, CalendarDayFactory, member, secretary

URL = reverse("reminder_list")
TUESDAY, WEDNESDAY = date(2024, 10, 15), date(2024, 10, 16)

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client_of):
    return client_of(secretary())


def words(response) -> str:
    return " ".join(response.content.decode().split())


def names(response) -> list[str]:
    return [row["person"].full_name for row in response.context["rows"]]


def test_until_they_are_planned_the_day_itself_comes_next(browser):
    AssignmentFactory(deadline_on=TUESDAY)

    assert "Sẽ gửi trong hôm nay, Thứ Ba, 15/10/2024" in words(browser.get(URL))


def test_before_the_hour_it_says_from_when(browser, clock):
    clock.move_to(at_time(TUESDAY, 6))

    assert "Sẽ gửi từ 07:15 Thứ Ba, 15/10/2024" in words(browser.get(URL))


def test_afterwards_the_next_working_day_does(browser):
    first = AssignmentFactory(deadline_on=WEDNESDAY, responsible=member(full_name="Vũ Văn An"))
    AssignmentFactory(deadline_on=TUESDAY, responsible=member(full_name="Trần Thị Bình"))
    plan_when_it_is_time(at=at_time(TUESDAY, 7))

    response = browser.get(URL)

    assert names(response) == ["Vũ Văn An", "Trần Thị Bình"]
    page = words(response)
    assert "Sẽ gửi từ 07:15 Thứ Tư, 16/10/2024" in page
    assert '<b class="num">2</b> thư, <b class="num">2</b> lượt nhắc' in page
    assert reverse("reminder_preview", args=[first.responsible_id]) in page
    numbers = {stage.mark: stage.number for stage in response.context["stages"]}
    assert numbers == {"T–10": 0, "T–5": 0, "T–2": 0, "T": 1, "T+1": 1, "T+3": 0, "T+5": 0, "+5…": 0}


def test_it_finds_a_name_without_its_marks_and_says_so_where_there_is_none(browser):
    AssignmentFactory(deadline_on=TUESDAY, responsible=member(full_name="Vũ Văn Đông"))
    AssignmentFactory(deadline_on=TUESDAY, responsible=member(full_name="Trần Thị Bình"))

    assert names(browser.get(URL, {"q": "van dong"})) == ["Vũ Văn Đông"]
    nobody = browser.get(URL, {"q": "zzz"})
    assert names(nobody) == []
    assert "Không có ai tên này sẽ nhận thư" in words(nobody)


def test_there_are_fifty_on_a_page(browser):
    for _ in range(51):
        AssignmentFactory(deadline_on=TUESDAY, responsible=member())

    assert [len(names(browser.get(URL, {"page": page}))) for page in (1, 2)] == [50, 1]


def test_where_nobody_has_to_be_reminded_it_says_so(browser):
    page = words(browser.get(URL))

    assert "Không có ai cần nhắc" in page
    assert "Chưa có ngày nào được soạn thư." in page


def test_on_a_day_off_it_says_that_nothing_is_sent(browser):
    CalendarDayFactory(day=TUESDAY)

    page = words(browser.get(URL))

    assert "Hôm nay là ngày nghỉ: không gửi thư." in page
    assert "Thứ Tư, 16/10/2024" in page


def test_the_last_days_with_what_became_of_them(browser, clock):
    AssignmentFactory(deadline_on=TUESDAY)
    failing = AssignmentFactory(deadline_on=TUESDAY).responsible
    for day in (date(2024, 10, 14), TUESDAY, WEDNESDAY):
        plan_when_it_is_time(at=at_time(day, 7))
        Message.objects.filter(state=MessageState.WAITING).update(
            state=MessageState.SENT, composed_at=at_time(day, 8), sent_at=at_time(day, 8)
        )
    Message.objects.filter(to_person=failing, due_at__date=WEDNESDAY).update(
        state=MessageState.FAILED, sent_at=None, last_error="550 No such mailbox"
    )
    clock.move_to(at_time(WEDNESDAY, 9))

    response = browser.get(URL)

    assert [
        (one["day"].day, one["day"].mails, one["day"].reminders, one["result"]) for one in response.context["sent"]
    ] == [
        (WEDNESDAY, 2, 2, "1 thư không gửi được"),
        (TUESDAY, 2, 2, "đã gửi đủ"),
        (date(2024, 10, 14), 3, 3, "đã gửi đủ"),  # a Monday, with the secretariat's summary
    ]
    page = words(response)
    failed = Message.objects.get(state=MessageState.FAILED)
    assert "550 No such mailbox" in page
    assert failed.to_address in page
    assert reverse("message_detail", args=[failed.pk]) in page


def test_only_the_last_five_days_are_shown(browser, clock):
    days = [date(2024, 10, 7) + timedelta(days=number) for number in range(8)]
    for day in days:
        plan_when_it_is_time(at=at_time(day, 7))

    sent = [one["day"].day for one in browser.get(URL).context["sent"]]

    assert sent == [date(2024, 10, day) for day in (14, 11, 10, 9, 8)]


def test_an_inspector_sees_it_but_is_led_to_no_mail(client_of, world):
    page = words(client_of(world.inspector).get(URL))

    assert reverse("message_list") not in page
    assert reverse("reminder_ledger") in page
    assert reverse("ladder_edit", args=["work"]) not in page


def test_it_is_only_looked_at(browser):
    assert browser.post(URL).status_code == HTTPStatus.METHOD_NOT_ALLOWED


@pytest.mark.parametrize("who", ["member", "leader", "officer", "nobody"])
def test_others_do_not_see_it(client_of, world, who):
    assert client_of(getattr(world, who)).get(URL).status_code == HTTPStatus.NOT_FOUND


def test_queries_do_not_grow(browser, constant_queries):
    def more():
        for _ in range(3):
            AssignmentFactory(deadline_on=TUESDAY, responsible=member())

    more()

    constant_queries(lambda: browser.get(URL), more)
