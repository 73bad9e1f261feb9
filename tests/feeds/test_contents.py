"""What stands in a feed, source by source, as the year goes on."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tasks_app.calendar.enums import DayKind
from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.feeds.enums import FeedKind
from tasks_app.feeds.queries import Contents, contents
from tasks_app.feeds.rules import Event
from tasks_app.people.models import Person
from tasks_app.people.queries import standing
from tasks_app.plan.actions import (
    date_contributions,
    decide,
    follow_calendar,
    give_contribution,
    keep,
    move_deadline,
)
from tasks_app.plan.enums import Act, Answer, Frequency, State
from tasks_app.plan.models import Assignment
from tasks_app.plan.rules import Given
from tasks_app.reporting.actions import move_period
from tasks_app.reporting.enums import ReportState, Situation
from tasks_app.reporting.rules import PeriodDays
from tests.factories import (
    AssignmentFactory,
    CalendarDayFactory,
    DueFactory,
    FeedFactory,
    OrganisationFactory,
    PeriodFactory,
    ReportFactory,
    TaskFactory,
    focal_officer,
    leader,
    member,
    secretary,
)
from tests.factories.plan import BASIS, ISSUED_ON

FRIDAY, SUNDAY = date(2024, 11, 1), date(2024, 11, 3)

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    return member(full_name="Trần Văn An")


@pytest.fixture
def by(db) -> Actor:
    return Actor(secretary())


def look(person: Person, today: date, kind: FeedKind = FeedKind.OWN, organisation=None) -> Contents:
    feed = person.calendar_feeds.filter(kind=kind, organisation=organisation).first()
    feed = feed or FeedFactory(person=person, kind=kind, organisation=organisation)
    return contents(feed, standing(person, on=today), today=today)


def events(person: Person, today: date, kind: FeedKind = FeedKind.OWN, organisation=None) -> dict[str, Event]:
    return {event.name: event for event in look(person, today, kind, organisation).events}


# --- Deadlines --------------------------------------------------------------------------------------------------------


def test_a_deadline_stands_on_its_day(person, today):
    task = TaskFactory(title_vi="Rà soát, số hóa", deliverable_vi="Báo cáo; phụ lục")
    work = AssignmentFactory(
        task=task, responsible=person, deadline_on=FRIDAY, organisation=OrganisationFactory(name_vi="Sở Nội vụ")
    )

    assert events(person, today) == {
        f"assignment-{work.pk}": Event(
            name=f"assignment-{work.pk}",
            on=FRIDAY,
            title=f"Thời hạn: {task.number} Rà soát, số hóa",
            description="Trạng thái: Đã giao, chưa thực hiện\nCơ quan chủ trì: Sở Nội vụ\n"
            "Thành viên phụ trách: Trần Văn An\nSản phẩm: Báo cáo; phụ lục",
            sequence=0,
            changed_at=at_time(ISSUED_ON),
            path=reverse("assignment_detail", args=[work.pk]),
        )
    }


def test_a_deadline_on_a_day_off_stands_on_the_day_that_counts(person, today):
    AssignmentFactory(responsible=person, deadline_on=SUNDAY)

    (event,) = events(person, today).values()

    assert event.on == date(2024, 11, 4)
    assert "03/11/2024, ngày nghỉ; được tính đến hết ngày 04/11/2024" in event.description


def test_a_moved_deadline_is_the_same_event_with_a_higher_sequence(person, by, today):
    work = AssignmentFactory(responsible=person, deadline_on=FRIDAY)
    move_deadline(work, date(2024, 11, 8), by=by, at=at_time(date(2024, 10, 10), 9))
    (first,) = events(person, today).values()
    move_deadline(work, date(2024, 11, 15), by=by, at=at_time(today, 9))

    (event,) = events(person, today).values()

    assert (first.on, first.sequence, first.changed_at) == (date(2024, 11, 8), 1, at_time(date(2024, 10, 10)))
    assert (event.name, event.on, event.sequence) == (first.name, date(2024, 11, 15), 2)
    assert "Thời hạn gốc: 01/11/2024" in event.description


def test_a_new_day_off_moves_the_event_as_well(person, today):
    AssignmentFactory(responsible=person, deadline_on=FRIDAY)
    CalendarDayFactory(day=FRIDAY, kind=DayKind.DAY_OFF)

    follow_calendar(at=at_time(today, 9))

    (event,) = events(person, today).values()
    assert (event.on, event.sequence) == (date(2024, 11, 4), 1)


def test_work_without_a_deadline_stands_in_no_calendar(person, today):
    AssignmentFactory(task__deadline_on=None, responsible=person)

    assert events(person, today) == {}


def test_completed_work_stays_and_says_so(person, today):
    work = AssignmentFactory(responsible=person, deadline_on=FRIDAY)
    ReportFactory(assignment=work, situation=Situation.DONE, state=ReportState.ACCEPTED)

    (event,) = events(person, today).values()

    assert event.title.startswith("Đã hoàn thành: ")
    assert (event.on, event.is_called_off, event.sequence) == (FRIDAY, False, 1)
    assert events(person, FRIDAY + timedelta(days=366)) == {}


def test_a_report_that_was_sent_changes_no_event_but_its_words(person, today):
    work = AssignmentFactory(responsible=person, deadline_on=FRIDAY)
    (before,) = events(person, today).values()
    ReportFactory(assignment=work, at=at_time(today, 9))

    (after,) = events(person, today).values()

    assert (before.sequence, before.changed_at) == (after.sequence, after.changed_at)


@pytest.mark.parametrize("act", [Act.SUSPEND, Act.CANCEL, Act.CARRY_OVER])
def test_what_is_stopped_stays_as_called_off_for_thirty_days(act, person, by, today):
    work = AssignmentFactory(responsible=person, deadline_on=FRIDAY)
    (before,) = events(person, today).values()
    later = TaskFactory(key_task__plan__year=2025) if act == Act.CARRY_OVER else None
    decide(work, act, reason="Theo chỉ đạo", basis=BASIS, next_task=later, by=by, at=at_time(today, 9))

    (event,) = events(person, today).values()

    assert event.is_called_off
    assert event.title.startswith("Không còn theo dõi: ")
    assert (event.name, event.on) == (before.name, FRIDAY)
    assert event.sequence > before.sequence
    assert event.name in events(person, today + timedelta(days=29))
    assert event.name not in events(person, today + timedelta(days=30))


def test_what_is_resumed_is_taken_up_again(person, by, today):
    work = AssignmentFactory(responsible=person, deadline_on=FRIDAY, state=State.SUSPENDED)
    decide(work, Act.RESUME, reason="Tiếp tục", by=by, at=at_time(today, 9))

    (event,) = events(person, today).values()

    assert not event.is_called_off
    assert event.sequence == 2


def test_work_that_passed_to_somebody_else_is_called_off_and_told_no_more_of(person, by, today):
    work, new = AssignmentFactory(responsible=person, deadline_on=FRIDAY), member()
    work.responsible = new
    keep(work, "responsible", at=at_time(today, 9))
    move_deadline(work, date(2024, 12, 6), by=by, at=at_time(today, 10))

    (event,) = events(person, today).values()

    assert (event.on, event.is_called_off, event.sequence) == (FRIDAY, True, 1)
    assert (event.description, event.path) == ("", "")
    (his,) = events(new, today).values()
    assert (his.on, his.is_called_off) == (date(2024, 12, 6), False)


def test_what_is_not_his_is_not_there(person, today):
    AssignmentFactory(deadline_on=FRIDAY)
    AssignmentFactory(responsible=person, deadline_on=FRIDAY, state=State.DRAFT)

    assert events(person, today) == {}


def test_a_focal_officer_has_what_his_organisation_leads(today):
    unit = OrganisationFactory()
    work = AssignmentFactory(organisation=unit, deadline_on=FRIDAY)
    AssignmentFactory(deadline_on=FRIDAY)

    assert set(events(focal_officer(unit), today)) == {f"assignment-{work.pk}"}


def test_an_organisation_has_its_work_whoever_answers_for_it(today):
    unit = OrganisationFactory()
    works = [AssignmentFactory(organisation=unit, deadline_on=FRIDAY) for _ in range(2)]
    AssignmentFactory(deadline_on=FRIDAY)

    its = look(leader(), today, FeedKind.ORGANISATION, unit)

    assert its.name == f"Nhiệm vụ CCHC: {unit.name}"
    assert {event.name for event in its.events} == {f"assignment-{work.pk}" for work in works}


# --- Contributions ----------------------------------------------------------------------------------------------------


@pytest.fixture
def asked(today):
    """An organisation that is asked to contribute to work due on Friday; its focal officer, the contribution."""
    unit = OrganisationFactory()
    work = AssignmentFactory(deadline_on=FRIDAY, coordinating=[unit])
    return focal_officer(unit), work.contributions.get()


def test_a_contribution_without_a_day_is_due_with_the_work(asked, by, today):
    officer, contribution = asked

    (before,) = events(officer, today).values()
    move_deadline(contribution.assignment, date(2024, 11, 8), by=by, at=at_time(today, 9))
    (after,) = events(officer, today).values()

    assert before.title.startswith("Hạn gửi nội dung phối hợp: ")
    assert (before.name, before.on) == (f"contribution-{contribution.pk}", FRIDAY)
    assert (after.name, after.on) == (before.name, date(2024, 11, 8))
    assert after.sequence > before.sequence


def test_the_day_of_a_contribution_can_be_set_and_moved(asked, by, today):
    officer, contribution = asked
    sequences = [events(officer, today)[f"contribution-{contribution.pk}"].sequence]
    for day in (date(2024, 10, 20), date(2024, 10, 25), None):
        date_contributions(contribution.assignment, {contribution.pk: day}, by=by, at=at_time(today, 9))
        (event,) = events(officer, today).values()
        sequences.append(event.sequence)
        # A Sunday counts until Monday.
        assert event.on == {date(2024, 10, 20): date(2024, 10, 21), None: FRIDAY}.get(day, day)

    assert sequences == [0, 1, 2, 3]


def test_a_contribution_that_was_given_stays(asked, today):
    officer, contribution = asked
    given = Given(Answer.GIVEN, "Số liệu của đơn vị")
    give_contribution(contribution, given, seen=0, by=Actor(officer), at=at_time(today, 9))

    (event,) = events(officer, today).values()

    assert event.title.startswith("Đã gửi nội dung phối hợp: ")
    assert (event.is_called_off, event.sequence, event.changed_at) == (False, 1, at_time(today, 9))


def test_work_that_went_on_without_it_calls_a_contribution_off(asked, today):
    officer, contribution = asked
    ReportFactory(assignment=contribution.assignment, situation=Situation.DONE, at=at_time(today, 9))

    (event,) = events(officer, today).values()

    assert event.is_called_off
    assert event.sequence == 1
    assert events(officer, today + timedelta(days=30)) == {}


# --- Periods ----------------------------------------------------------------------------------------------------------


def test_owed_reports_are_one_event_a_period_with_their_number(person, today):
    period = PeriodFactory(due_on=date(2024, 9, 21))  # a Saturday
    first, second = DueFactory.create_batch(2, period=period, assignment__responsible=person)
    DueFactory(period=period)
    Assignment.objects.update(deadline_on=None, counts_until_on=None)
    ReportFactory(assignment=first.assignment, due=first, at=at_time(date(2024, 9, 20), 9))

    event = events(person, today)[f"reports-{period.pk}"]

    assert event.title == "Hạn gửi báo cáo: Quý III/2024"
    assert event.on == date(2024, 9, 23)
    assert event.description.splitlines() == [
        "Kỳ báo cáo từ 15/06/2024 đến 14/09/2024",
        "Đã gửi 1/2 báo cáo",
        "Thời hạn đặt ra là 21/09/2024, ngày nghỉ; được tính đến hết ngày 23/09/2024.",
    ]
    assert event.path == reverse("my_work")

    ReportFactory(assignment=second.assignment, due=second, at=at_time(date(2024, 9, 21), 9))

    assert events(person, today)[f"reports-{period.pk}"].title == "Đã gửi đủ báo cáo: Quý III/2024"


def test_what_nobody_works_on_any_more_owes_no_report(person, today):
    DueFactory(assignment__responsible=person, assignment__state=State.SUSPENDED)

    assert not [name for name in events(person, today) if name.startswith("reports")]


def test_a_period_has_its_cut_off_and_its_deadline(by, today):
    period = PeriodFactory()
    days = PeriodDays(period.starts_on, date(2024, 9, 15), date(2024, 9, 24))
    move_period(period, days, by=by, at=at_time(today, 9))

    its = events(leader(), today, FeedKind.PERIODS)

    assert set(its) == {f"cut-off-{period.pk}", f"reports-{period.pk}"}
    cut_off, due = its[f"cut-off-{period.pk}"], its[f"reports-{period.pk}"]
    assert (cut_off.title, cut_off.on) == ("Chốt số liệu: Quý III/2024", date(2024, 9, 15))
    assert (due.title, due.on) == ("Hạn gửi báo cáo: Quý III/2024", date(2024, 9, 24))
    assert {event.sequence for event in its.values()} == {1}
    assert {event.changed_at for event in its.values()} == {at_time(today, 9)}
    assert {event.path for event in its.values()} == {reverse("period_detail", args=[period.pk])}


# --- All together -----------------------------------------------------------------------------------------------------


def test_while_nothing_changes_neither_do_the_contents(person, today):
    AssignmentFactory(responsible=person, deadline_on=FRIDAY)

    first, next_week = look(person, today), look(person, today + timedelta(days=7))

    assert first == next_week
    assert first.etag == next_week.etag


def test_another_contents_has_another_tag(person, by, today):
    work = AssignmentFactory(responsible=person, deadline_on=FRIDAY)
    before = look(person, today).etag
    move_deadline(work, date(2024, 11, 8), by=by, at=at_time(today, 9))

    assert look(person, today).etag != before


def test_queries_do_not_grow(today, constant_queries):
    unit, others = OrganisationFactory(), iter([Frequency.MONTHLY, Frequency.QUARTERLY, Frequency.YEAR])
    officer = focal_officer(unit)
    feed = FeedFactory(person=officer)

    def more():
        AssignmentFactory(organisation=unit, deadline_on=FRIDAY)
        AssignmentFactory(deadline_on=FRIDAY, coordinating=[unit])
        DueFactory(period=PeriodFactory(kind=next(others)), assignment__organisation=unit)

    more()

    constant_queries(lambda: contents(feed, standing(officer, on=today), today=today), more, below=15)
