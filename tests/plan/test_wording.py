from datetime import date

import pytest
from django.utils import translation

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.plan.enums import State, Status
from tasks_app.plan.rules import Facts, Yardstick, timeliness
from tasks_app.plan.wording import counted, shares, shown

TODAY = date(2024, 10, 15)  # a Tuesday


def show(state=State.IN_PROGRESS, deadline_on=None, *, submitted_on=None, completed_on=None, today=TODAY):
    facts = Facts(state, deadline_on, submitted_on, completed_on)
    return shown(timeliness(facts, Yardstick(today, WorkingCalendar())))


@pytest.mark.parametrize(
    ("deadline_on", "vietnamese", "english"),
    [
        (date(2024, 10, 9), "Quá 4 ngày", "4 days overdue"),
        (date(2024, 10, 14), "Quá 1 ngày", "1 day overdue"),
        (date(2024, 10, 15), "Hôm nay", "Today"),
        (date(2024, 10, 16), "Ngày mai", "Tomorrow"),
        (date(2024, 10, 17), "Còn 2 ngày", "2 days left"),
        (date(2024, 11, 12), "Còn 20 ngày", "20 days left"),
        (date(2024, 11, 13), "Hạn 13/11/2024", "Due 13 Nov 2024"),
        (None, "Không xác định thời hạn", "No fixed deadline"),
    ],
)
def test_distances_in_words(deadline_on, vietnamese, english):
    with translation.override("vi"):
        assert show(deadline_on=deadline_on).distance == vietnamese
    with translation.override("en"):
        assert show(deadline_on=deadline_on).distance == english


def test_the_next_working_day_after_a_weekend_is_named():
    friday = date(2024, 10, 18)

    assert show(deadline_on=date(2024, 10, 21), today=friday).distance == "Thứ Hai"


def test_a_date_that_is_the_distance_already_is_not_said_twice():
    assert show(deadline_on=date(2024, 12, 31)).deadline_on is None
    assert show(deadline_on=date(2024, 10, 17)).deadline_on == date(2024, 10, 17)


@pytest.mark.parametrize(
    ("deadline_on", "ahead"),
    [
        (date(2024, 10, 14), ""),
        (date(2024, 10, 15), "Hôm nay"),
        (date(2024, 10, 17), "Còn 2 ngày"),
        (date(2024, 12, 31), ""),
        (None, ""),
    ],
)
def test_what_is_left_is_said_beside_a_date_that_is_near(deadline_on, ahead):
    assert show(deadline_on=deadline_on).ahead == ahead


def test_until_when_it_counts_is_said_where_it_is_another_day():
    saturday = show(deadline_on=date(2024, 10, 19))

    assert saturday.counts_until_on == date(2024, 10, 21)
    assert show(deadline_on=date(2024, 10, 18)).counts_until_on is None


@pytest.mark.parametrize(
    ("given", "label", "css"),
    [
        ({"deadline_on": date(2024, 10, 10)}, "Quá hạn 3 ngày", "s-over"),
        ({"deadline_on": date(2024, 10, 15)}, "Đến hạn hôm nay", "s-soon"),
        ({"deadline_on": date(2024, 10, 17)}, "Sắp đến hạn", "s-soon"),
        ({"deadline_on": date(2024, 12, 31)}, "Đang thực hiện, trong hạn", "s-ontime"),
        ({"state": State.ASSIGNED, "deadline_on": date(2024, 12, 31)}, "Chưa thực hiện", "s-todo"),
        ({"state": State.SUSPENDED, "deadline_on": date(2024, 1, 1)}, "Tạm dừng", ""),
        ({"state": State.SUBMITTED, "submitted_on": TODAY}, "Chờ xác nhận", "s-wait"),
        (
            {
                "state": State.COMPLETED,
                "deadline_on": date(2024, 10, 15),
                "submitted_on": TODAY,
                "completed_on": TODAY,
            },
            "Hoàn thành đúng hạn",
            "s-done",
        ),
        (
            {
                "state": State.COMPLETED,
                "deadline_on": date(2024, 10, 18),
                "submitted_on": TODAY,
                "completed_on": TODAY,
            },
            "Hoàn thành trước hạn",
            "s-done",
        ),
        (
            {
                "state": State.COMPLETED,
                "deadline_on": date(2024, 10, 11),
                "submitted_on": TODAY,
                "completed_on": TODAY,
            },
            "Hoàn thành quá hạn 2 ngày",
            "s-late",
        ),
    ],
)
def test_chips(given, label, css):
    chip = show(**given)

    assert (chip.label, chip.css) == (label, css)
    assert chip.icon


def test_a_late_submission_says_both():
    late = show(State.SUBMITTED, date(2024, 10, 10), submitted_on=date(2024, 10, 14))

    assert (late.status, late.label, late.note) == (Status.OVERDUE, "Quá hạn 2 ngày", "đã gửi xác nhận")


def test_shares_keep_the_order_of_every_bar_and_leave_out_what_is_empty():
    counts = dict.fromkeys(Status, 0) | {Status.OVERDUE: 2, Status.DONE: 7, Status.OUT_OF_FORCE: 3}

    bar = shares(counts, url=lambda status: f"/?status={status.value}")

    assert [(share.css, share.count, share.url) for share in bar] == [
        ("s-done", 7, "/?status=done"),
        ("s-over", 2, "/?status=overdue"),
    ]


def test_counting():
    by = Yardstick(TODAY, WorkingCalendar())
    measured = [timeliness(Facts(State.ASSIGNED, day), by) for day in (date(2024, 10, 10), date(2024, 12, 31), None)]

    counts = counted(measured)

    assert (counts[Status.OVERDUE], counts[Status.NOT_STARTED], counts[Status.DONE]) == (1, 2, 0)
