from collections import Counter
from datetime import date

import pytest
from django.utils import translation

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.mailing.enums import MessageState, Notice
from tasks_app.organisations.models import Organisation
from tasks_app.plan.enums import State
from tasks_app.plan.rules import Facts, Yardstick, timeliness
from tasks_app.reminders import wording
from tasks_app.reminders.enums import Subject, Urgency

FRIDAY = date(2024, 10, 25)


def measured(day, deadline_on=FRIDAY):
    return timeliness(Facts(State.IN_PROGRESS, deadline_on), Yardstick(day, WorkingCalendar()))


@pytest.mark.parametrize(
    ("day", "vietnamese", "english"),
    [
        (date(2024, 10, 22), "còn 3 ngày làm việc", "3 working days left"),
        (date(2024, 10, 24), "ngày mai", "tomorrow"),
        (date(2024, 10, 25), "hôm nay", "today"),
        (date(2024, 10, 28), "quá 1 ngày làm việc", "1 working day overdue"),
        (date(2024, 10, 29), "quá 2 ngày làm việc", "2 working days overdue"),
    ],
)
def test_distances(day, vietnamese, english):
    assert wording.distance(measured(day)) == vietnamese
    with translation.override("en"):
        assert wording.distance(measured(day)) == english


def test_on_a_friday_monday_is_not_tomorrow():
    assert wording.distance(measured(FRIDAY, date(2024, 10, 28))) == "Thứ Hai"


def test_work_without_a_deadline_has_no_distance():
    it = measured(FRIDAY, None)

    assert (wording.deadline(it), wording.distance(it)) == ("không xác định thời hạn", "")


def test_a_deadline_on_a_day_off_shows_both_days():
    it = measured(FRIDAY, date(2024, 10, 26))

    assert wording.deadline(it) == "hạn 26/10/2024 (Thứ Bảy), tính đến 28/10/2024"


@pytest.mark.parametrize(
    ("counts", "in_short", "in_full"),
    [
        ((1, 0, 0, 0), "1 việc quá hạn", "1 việc quá hạn"),
        ((2, 1, 1, 2), "2 việc quá hạn, 1 việc đến hạn hôm nay", None),
        ((0, 0, 1, 2), "1 việc đến hạn hôm nay", "1 việc đến hạn hôm nay và 2 việc sắp đến hạn"),
        ((0, 1, 0, 2), "1 báo cáo bị trả lại, 2 việc sắp đến hạn", "1 báo cáo bị trả lại và 2 việc sắp đến hạn"),
    ],
)
def test_counts(counts, in_short, in_full):
    counts = Counter(dict(zip(Urgency, counts, strict=False)))

    assert wording.in_short(counts) == in_short
    assert in_full is None or wording.in_full(counts) == in_full


@pytest.mark.parametrize(("number", "begins"), [(0, ""), (1, "Ngoài ra còn 1 việc"), (12, "Ngoài ra còn 12 việc")])
def test_what_is_overdue_besides(number, begins):
    assert wording.overdue_besides(number)[: len(begins) or None] == begins


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (-10, "mốc trước hạn 10 ngày làm việc"),
        (0, "mốc ngày đến hạn"),
        (1, "mốc sau hạn 1 ngày làm việc"),
    ],
)
def test_stages(stage, words):
    assert wording.stage(Subject.WORK, stage) == words


@pytest.mark.parametrize("state", MessageState)
def test_every_state_of_a_mail_has_a_name_and_an_icon(state):
    shown = wording.message_state(state)

    assert (shown.label, bool(shown.icon)) == (str(state.label), True)


@pytest.mark.parametrize(("kind", "said"), [("digest", str(Notice.DIGEST.label)), ("account", "Tài khoản")])
def test_every_kind_of_mail_has_a_name(kind, said):
    assert wording.kind(kind) == said


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["Sở A"], "Sở A"),
        (["Sở A", "Sở A"], "Sở A"),
        (["Sở A", "Sở B", "Sở C"], "Sở A, Sở B và Sở C"),
        (["Sở A", "Sở B", "Sở C", "Sở D"], "4 đơn vị, địa phương"),
    ],
)
def test_organisations_are_named_while_they_are_few(names, said):
    known = {name: Organisation(pk=number, name_vi=name) for number, name in enumerate(sorted(set(names)))}

    assert wording.organisations([known[name] for name in names]) == said
