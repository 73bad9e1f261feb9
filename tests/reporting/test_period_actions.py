"""Entering, moving and closing periods, and noting what is owed: what changed, what was recorded, twice, refused."""

from datetime import date
from importlib import import_module

import pytest
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from tasks_app.calendar.queries import working_calendar
from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.journal.queries import record_of
from tasks_app.migrations._history import opened
from tasks_app.plan.actions import decide
from tasks_app.plan.enums import Act, Bucket, Frequency, State, Status
from tasks_app.plan.models import Assignment, Notification
from tasks_app.plan.rules import Basis
from tasks_app.reporting import actions
from tasks_app.reporting.actions import close_period, enter_national_periods, enter_period, move_period, open_dues
from tasks_app.reporting.enums import DueState, ReportState, Situation
from tasks_app.reporting.models import FrozenFigure, ReportDue, ReportingPeriod
from tasks_app.reporting.queries import figures, offered_dues, period_figures, periods, pressing_dues
from tasks_app.reporting.rules import PeriodDays
from tests.at_once import at_once
from tests.constraints import refused_by
from tests.factories import (
    AssignmentFactory,
    CalendarDayFactory,
    DueFactory,
    PeriodFactory,
    PlanFactory,
    ReportFactory,
    TaskFactory,
    secretary,
)

pytestmark = pytest.mark.django_db

AT = at_time(date(2024, 9, 16), 9)
FIRST = date(2024, 9, 2)
FROZEN_BEFORE = "0028_closed_periods_keep_names_and_the_days_that_counted"
FROZEN_SO_FAR = "0029_periods_closed_so_far_have_names_and_days_as_well"
CLOSING = at_time(date(2024, 9, 27), 16)
DAYS = PeriodDays(date(2024, 6, 15), date(2024, 9, 14), date(2024, 9, 20))


@pytest.fixture
def by():
    return Actor(secretary())


def quarterly(**given) -> Assignment:
    return AssignmentFactory(task__frequency=Frequency.QUARTERLY, **given)


# --- Periods ----------------------------------------------------------------------------------------------------------


def test_the_year_is_entered_for_the_kinds_that_its_tasks_report_by(plan, by):
    TaskFactory(frequency=Frequency.QUARTERLY)
    TaskFactory(frequency=Frequency.YEAR)
    TaskFactory(frequency=Frequency.NONE)

    entered = enter_national_periods(plan, by=by, at=AT)

    kinds = list(ReportingPeriod.objects.order_by("ends_on", "kind").values_list("kind", "ends_on"))
    assert entered == 5
    assert kinds == [
        (Frequency.QUARTERLY, date(2024, 3, 14)),
        (Frequency.QUARTERLY, date(2024, 6, 14)),
        (Frequency.QUARTERLY, date(2024, 9, 14)),
        (Frequency.QUARTERLY, date(2024, 12, 14)),
        (Frequency.YEAR, date(2024, 12, 14)),
    ]


def test_entering_the_year_again_enters_nothing_and_leaves_what_was_moved(plan, by):
    TaskFactory(frequency=Frequency.QUARTERLY)
    enter_national_periods(plan, by=by, at=AT)
    third = ReportingPeriod.objects.get(ends_on=date(2024, 9, 14))
    move_period(third, PeriodDays(date(2024, 6, 15), date(2024, 9, 10), date(2024, 9, 13)), by=by, at=AT)

    assert enter_national_periods(plan, by=by, at=AT) == 0
    assert ReportingPeriod.objects.count() == 4


def test_what_was_cut_off_before_the_plan_began_is_not_entered(by):
    plan = PlanFactory(starts_on=date(2024, 4, 1))
    TaskFactory(key_task__plan=plan, frequency=Frequency.QUARTERLY)

    assert enter_national_periods(plan, by=by, at=AT) == 3


def test_a_period_is_moved_with_its_record(by):
    period = PeriodFactory()

    move_period(period, PeriodDays(DAYS.starts_on, DAYS.ends_on, date(2024, 9, 25)), by=by, at=AT)

    period.refresh_from_db()
    entry = record_of(period).first()
    assert period.due_on == date(2024, 9, 25)
    assert (entry.verb, entry.details["old"][2], entry.details["new"][2]) == (
        "period.moved",
        "2024-09-20",
        "2024-09-25",
    )


@pytest.mark.parametrize(
    ("first", "last", "refused"),
    [
        (date(2024, 9, 14), date(2024, 12, 14), True),
        (date(2024, 9, 15), date(2024, 12, 14), False),
        (date(2024, 3, 15), date(2024, 6, 15), True),
    ],
)
def test_periods_of_a_kind_share_no_day(plan, by, first, last, refused):
    PeriodFactory()
    days = PeriodDays(first, last, last)

    if refused:
        with pytest.raises(actions.PeriodsOverlap, match="14/09/2024"):
            enter_period(plan, Frequency.QUARTERLY, days, by=by, at=AT)
    else:
        assert enter_period(plan, Frequency.QUARTERLY, days, by=by, at=AT).pk
    assert enter_period(plan, Frequency.MONTHLY, days, by=by, at=AT).pk  # another kind may


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("a_plan_has_one_period_a_kind_and_cut_off", {"starts_on": date(2024, 9, 1)}),
        ("a_period_begins_before_its_cut_off", {"kind": Frequency.YEAR, "starts_on": date(2024, 9, 15)}),
        ("a_report_is_due_after_the_cut_off", {"kind": Frequency.YEAR, "due_on": date(2024, 9, 13)}),
        ("a_closed_period_says_who_closed_it", {"kind": Frequency.YEAR, "closed_at": AT}),
    ],
)
def test_what_no_period_can_be(plan, constraint, fields):
    PeriodFactory()

    with refused_by(constraint):
        PeriodFactory(**fields)


@pytest.mark.parametrize(
    ("kind", "ends_on", "name"),
    [
        (Frequency.WEEKLY, date(2024, 9, 15), "Tuần 37/2024"),
        (Frequency.MONTHLY, date(2024, 9, 14), "Tháng 9/2024"),
        (Frequency.QUARTERLY, date(2024, 9, 14), "Quý III/2024"),
        (Frequency.HALF_YEAR, date(2024, 6, 14), "6 tháng đầu năm 2024"),
        (Frequency.HALF_YEAR, date(2024, 12, 14), "6 tháng cuối năm 2024"),
        (Frequency.YEAR, date(2024, 12, 14), "Năm 2024"),
    ],
)
def test_how_a_period_is_called(kind, ends_on, name):
    assert ReportingPeriod(kind=kind, ends_on=ends_on).name == name


# --- What is owed -----------------------------------------------------------------------------------------------------


def test_what_is_worked_on_owes_its_report(plan):
    period = PeriodFactory()
    working, returned = quarterly(state=State.IN_PROGRESS), quarterly(state=State.RETURNED)
    fresh = quarterly()
    for state in (State.DRAFT, State.SUBMITTED, State.COMPLETED, State.SUSPENDED, State.CANCELLED, State.CARRIED_OVER):
        quarterly(state=state)
    AssignmentFactory(task__frequency=Frequency.MONTHLY)
    quarterly(at=at_time(date(2024, 9, 15), 8))  # issued after the cut-off

    assert open_dues(at=AT) == 3
    assert set(period.dues.values_list("assignment", flat=True)) == {working.pk, returned.pk, fresh.pk}


def test_a_repetition_owes_nothing_twice_and_adds_what_was_issued_since(plan):
    PeriodFactory(ends_on=date(2024, 9, 30), due_on=date(2024, 10, 4))
    quarterly()
    open_dues(at=AT)
    quarterly(at=AT)

    assert open_dues(at=AT) == 1
    assert open_dues(at=AT) == 0
    assert ReportDue.objects.count() == 2


def test_a_late_run_asks_for_the_state_at_the_cut_off(plan, by):
    """The job was down for weeks: who was at work then owes, whatever was decided since."""
    PeriodFactory()
    stopped_since, started_since = quarterly(), quarterly(state=State.COMPLETED)
    basis = Basis("1/QĐ", date(2024, 9, 20))
    decide(stopped_since, Act.SUSPEND, reason="Chờ", basis=basis, by=by, at=at_time(date(2024, 9, 20), 9))
    decide(started_since, Act.REOPEN, reason="Sai", by=by, at=at_time(date(2024, 9, 20), 9))

    open_dues(at=CLOSING)

    assert list(ReportDue.objects.values_list("assignment", flat=True)) == [stopped_since.pk]


def test_nothing_is_owed_before_a_period_begins_or_after_it_is_closed(plan, by):
    ahead = PeriodFactory(starts_on=date(2024, 10, 1), ends_on=date(2024, 12, 14), due_on=date(2024, 12, 20))
    closed = PeriodFactory()
    close_period(closed, by=by, at=CLOSING)
    quarterly()

    open_dues(at=CLOSING)

    assert (ahead.dues.count(), closed.dues.count()) == (0, 0)


def test_which_report_is_offered_and_which_presses(plan):
    assignment = quarterly(state=State.IN_PROGRESS)
    second = DueFactory(
        assignment=assignment,
        period=PeriodFactory(starts_on=date(2024, 3, 15), ends_on=date(2024, 6, 14), due_on=date(2024, 6, 21)),
    )
    third = DueFactory(assignment=assignment, period=PeriodFactory())

    assert offered_dues(assignment, today=date(2024, 9, 6)) == [second]
    assert offered_dues(assignment, today=date(2024, 9, 7)) == [second, third]
    assert offered_dues(assignment, today=date(2024, 9, 15)) == [third, second]
    assert pressing_dues(assignment, today=date(2024, 9, 14)).first() == second
    assert pressing_dues(assignment, today=date(2024, 9, 15)).first() == third


@pytest.mark.parametrize(
    ("state", "is_owed_again"), [(ReportState.SUBMITTED, False), (ReportState.ACCEPTED, False), ("returned", True)]
)
def test_a_sent_report_answers_and_a_returned_one_is_owed_again(state, is_owed_again):
    due = DueFactory()
    ReportFactory(assignment=due.assignment, due=due, state=state, at=AT)

    assert offered_dues(due.assignment, today=date(2024, 9, 20)) == ([due] if is_owed_again else [])


def test_a_report_does_not_answer_what_another_assignment_owes():
    due = DueFactory()

    with pytest.raises(ValueError):
        ReportFactory(assignment=quarterly(), due=due)


def test_nothing_to_report_is_no_report_in_between():
    with refused_by("nothing_to_report_answers_a_period"):
        ReportFactory(assignment=quarterly(), situation=Situation.NOTHING)


def test_the_same_words_may_answer_two_periods():
    """ "No change" in June and again in September are two answers and no repetition."""
    assignment = quarterly(state=State.IN_PROGRESS)
    second = DueFactory(
        assignment=assignment,
        period=PeriodFactory(starts_on=date(2024, 3, 15), ends_on=date(2024, 6, 14), due_on=date(2024, 6, 21)),
    )
    third = DueFactory(assignment=assignment, period=PeriodFactory())
    for due in (second, third):
        ReportFactory(assignment=assignment, due=due, situation=Situation.NOTHING, percent=None, results="", at=AT)

    assert assignment.reports.sent().count() == 2
    assert offered_dues(assignment, today=date(2024, 9, 20)) == []


# --- Closing ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def quarter(plan):
    """Work of every fate around the cut-off of the third quarter."""
    return PeriodFactory()


def frozen(assignment: Assignment) -> tuple:
    one = FrozenFigure.objects.get(assignment=assignment)
    return (one.state, one.status, one.bucket, one.due_state, one.is_late)


def test_closing_freezes_what_stood_at_the_cut_off(quarter, by):
    deadline = date(2024, 9, 10)
    silent = quarterly(deadline_on=deadline, state=State.IN_PROGRESS)
    done = quarterly(deadline_on=deadline, state=State.IN_PROGRESS)
    done_later = quarterly(deadline_on=date(2024, 9, 30), state=State.IN_PROGRESS)
    undated = AssignmentFactory(task__deadline_on=None)
    open_dues(at=at_time(date(2024, 9, 9), 7))
    sent = {"situation": Situation.DONE, "state": ReportState.ACCEPTED, "reviewed_at": AT}
    ReportFactory(assignment=done, due=done.dues.get(), at=at_time(deadline, 9), **sent)
    ReportFactory(assignment=done_later, due=done_later.dues.get(), at=at_time(date(2024, 9, 23), 9), **sent)

    close_period(quarter, by=by, at=CLOSING)

    quarter.refresh_from_db()
    assert (quarter.closed_at, quarter.closed_by) == (CLOSING, by.person)
    assert frozen(silent) == (State.IN_PROGRESS, Status.OVERDUE, Bucket.OVERDUE, DueState.MISSING, False)
    assert frozen(done) == (State.COMPLETED, Status.DONE, Bucket.COMPLETED_ON_TIME, DueState.ACCEPTED, False)
    assert frozen(done_later) == (State.IN_PROGRESS, Status.ON_TRACK, Bucket.PENDING, DueState.ACCEPTED, True)
    assert frozen(undated) == (State.ASSIGNED, Status.NOT_STARTED, Bucket.PENDING, "", False)
    assert record_of(quarter).first().details == {"figures": 4}


def test_an_open_period_shows_what_closing_freezes(quarter, by):
    for state in State:
        quarterly(state=state, submitted_on=date(2024, 9, 2))
    calendar = working_calendar()
    shown = {f.assignment.pk: f.measured.status for f in figures(quarter, today=CLOSING.date(), calendar=calendar)}

    close_period(quarter, by=by, at=CLOSING)

    assert dict(FrozenFigure.objects.values_list("assignment", "status")) == shown
    assert len(shown) == 5  # draft, suspended, cancelled and carried over are not in force


def test_frozen_figures_stay_and_later_edits_are_named(quarter, by):
    assignment = quarterly(deadline_on=date(2024, 9, 10), state=State.IN_PROGRESS)
    waiting = quarterly(deadline_on=date(2024, 9, 30), state=State.IN_PROGRESS)
    open_dues(at=AT)
    report = ReportFactory(assignment=waiting, situation=Situation.DONE, at=at_time(date(2024, 9, 13), 9))
    close_period(quarter, by=by, at=CLOSING)
    before = frozen(assignment), frozen(waiting)

    ReportFactory(assignment=assignment, due=assignment.dues.get(), at=at_time(date(2024, 10, 2), 9))
    actions.accept_report(report, by=by, at=at_time(date(2024, 10, 2), 9))

    its = period_figures(quarter_again(quarter), today=date(2024, 10, 15), calendar=working_calendar())
    after = {row.assignment: (row.state, row.after) for row in its.rows}
    assert (frozen(assignment), frozen(waiting)) == before
    assert after[assignment] == (DueState.MISSING, "báo cáo gửi sau khi chốt số liệu")
    assert after[waiting][1] == "cập nhật sau chốt số liệu: Hoàn thành đúng hạn"
    assert its.changed == 1


def quarter_again(quarter) -> ReportingPeriod:
    return ReportingPeriod.objects.select_related("plan").get(pk=quarter.pk)


def test_a_report_after_the_closing_is_marked(quarter, by):
    due = DueFactory(period=quarter)
    early = ReportFactory(assignment=due.assignment, due=due, at=AT, state=ReportState.ACCEPTED)
    close_period(quarter, by=by, at=CLOSING)
    late = ReportFactory(assignment=due.assignment, due=due, at=at_time(date(2024, 10, 2), 9))

    marks = {report.pk: report.is_after_cut_off for report in due.reports.select_related("due__period")}
    assert marks == {early.pk: False, late.pk: True}


def test_a_period_that_was_entered_late_is_closed_with_what_was_owed(quarter, by):
    """The job that notes what is owed has not run yet."""
    assignment = quarterly(state=State.IN_PROGRESS)

    close_period(quarter, by=by, at=CLOSING)

    assert frozen(assignment)[3] == DueState.MISSING


@pytest.mark.parametrize("day", [date(2024, 9, 13), date(2024, 9, 18)])
def test_only_what_is_stopped_by_the_cut_off_owes_nothing_more(quarter, by, day):
    assignment = quarterly(state=State.IN_PROGRESS)
    open_dues(at=at_time(date(2024, 9, 12), 7))
    decide(assignment, Act.SUSPEND, reason="Chờ", basis=Basis("1/QĐ", day), by=by, at=at_time(day, 9))

    close_period(quarter, by=by, at=CLOSING)

    expected = DueState.LIFTED if day <= quarter.ends_on else DueState.MISSING
    assert FrozenFigure.objects.get(assignment=assignment).due_state == expected


def test_the_list_and_the_page_of_a_period_have_the_same_numbers(quarter, by):
    answered, stopped = quarterly(state=State.IN_PROGRESS), quarterly(state=State.IN_PROGRESS)
    quarterly()
    open_dues(at=at_time(date(2024, 9, 12), 7))
    decide(stopped, Act.CANCEL, reason="Thôi", basis=Basis("1/QĐ", FIRST), by=by, at=at_time(date(2024, 9, 13), 9))
    ReportFactory(assignment=answered, due=answered.dues.get(), at=AT)

    def numbers() -> tuple:
        listed = periods().get(pk=quarter.pk)
        its = period_figures(listed, today=date(2024, 10, 15), calendar=working_calendar())
        assert (listed.owed, listed.answered) == (its.owed, its.sent)
        return its.owed, its.sent, its.missing, its.lifted

    assert numbers() == (3, 1, 1, 1)
    close_period(quarter, by=by, at=CLOSING)
    assert numbers() == (3, 1, 1, 1)
    late = Assignment.objects.get(dues__period=quarter, state=State.ASSIGNED)
    ReportFactory(assignment=late, due=late.dues.get(), at=at_time(date(2024, 10, 2), 9))
    assert numbers() == (3, 1, 1, 1)


def test_a_period_is_closed_once(quarter, by):
    quarterly()
    close_period(quarter, by=by, at=CLOSING)

    with pytest.raises(actions.PeriodIsClosed, match=str(by.person)):
        close_period(quarter, by=Actor(secretary()), at=CLOSING)
    with pytest.raises(actions.PeriodIsClosed):
        move_period(quarter, DAYS, by=by, at=CLOSING)
    assert FrozenFigure.objects.count() == 1


@pytest.mark.parametrize(
    ("due_on", "day", "refused"),
    [
        (date(2024, 9, 20), date(2024, 9, 19), True),
        (date(2024, 9, 20), date(2024, 9, 20), True),  # good until 24:00
        (date(2024, 9, 20), date(2024, 9, 21), False),
        (date(2024, 9, 21), date(2024, 9, 23), True),  # a Saturday counts until Monday
        (date(2024, 9, 21), date(2024, 9, 24), False),
    ],
)
def test_a_period_is_not_closed_while_its_reports_may_come_in(plan, by, due_on, day, refused):
    quarter = PeriodFactory(due_on=due_on)
    if refused:
        with pytest.raises(actions.PeriodStillRuns, match="2[03]/09/2024"):
            close_period(quarter, by=by, at=at_time(day, 23, 59))
    else:
        assert close_period(quarter, by=by, at=at_time(day, 0, 0)).is_closed


def test_closing_takes_as_many_queries_for_more_work(quarter, by, queries):
    def close():
        with transaction.atomic():
            close_period(quarter, by=by, at=CLOSING)
            transaction.set_rollback(True)

    quarterly()
    open_dues(at=AT)
    few = queries(close)
    for _ in range(5):
        quarterly()
    open_dues(at=AT)

    assert queries(close) == few
    assert Notification.objects.exists()


# --- At once, on a real PostgreSQL ------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_two_close_at_once_and_one_is_told():
    period = PeriodFactory()
    quarterly()
    one, other = Actor(secretary()), Actor(secretary())

    results = at_once(
        lambda: close_period(period, by=one, at=CLOSING), lambda: close_period(period, by=other, at=CLOSING)
    )

    assert sorted(type(result).__name__ for result in results) == ["PeriodIsClosed", "ReportingPeriod"]
    assert FrozenFigure.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_two_runs_at_once_owe_nothing_twice():
    PeriodFactory()
    quarterly()

    at_once(lambda: open_dues(at=AT), lambda: open_dues(at=AT))

    assert ReportDue.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_the_year_entered_twice_at_once_is_entered_once():
    plan, by = PlanFactory(), Actor(secretary())
    TaskFactory(key_task__plan=plan, frequency=Frequency.QUARTERLY)

    results = at_once(*(lambda: enter_national_periods(plan, by=by, at=AT) for _ in range(2)))

    assert sorted(results) == [0, 4]


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_two_periods_entered_at_once_do_not_overlap():
    plan, by = PlanFactory(), Actor(secretary())
    other = PeriodDays(date(2024, 7, 1), date(2024, 9, 30), date(2024, 10, 4))

    results = at_once(
        *(lambda days=days: enter_period(plan, Frequency.QUARTERLY, days, by=by, at=AT) for days in (DAYS, other))
    )

    assert sorted(type(result).__name__ for result in results) == ["PeriodsOverlap", "ReportingPeriod"]


# --- What is frozen beside the figures --------------------------------------------------------------------------------


def test_a_closed_period_keeps_the_names_of_its_organisations(plan, by):
    one, other = quarterly(at=at_time(FIRST, 8)), quarterly(at=at_time(FIRST, 8))
    period = close_period(PeriodFactory(), by=by, at=CLOSING)
    names = [one.organisation.name, other.organisation.name]

    one.organisation.name_vi = "Sở mới"
    one.organisation.save()

    assert [str(frozen_name) for frozen_name in period.organisations.all()] == names


def test_a_closed_period_keeps_the_day_until_which_a_deadline_counted(plan, by):
    """A Sunday counts until the Monday, whatever becomes of that Monday."""
    assignment = quarterly(deadline_on=date(2024, 9, 8), at=at_time(FIRST, 8))
    close_period(PeriodFactory(), by=by, at=CLOSING)

    CalendarDayFactory(day=date(2024, 9, 9))

    assert FrozenFigure.objects.get(assignment=assignment).counts_until_on == date(2024, 9, 9)


def test_periods_that_were_closed_before_have_names_and_days_as_well(plan, by):
    """The migration, on rows as they were without."""
    weekend, workday, undated = (
        quarterly(deadline_on=day, at=at_time(FIRST, 8)) for day in (date(2024, 9, 8), date(2024, 9, 5), None)
    )
    period = close_period(PeriodFactory(), by=by, at=CLOSING)
    before = [(one.organisation_id, one.name_vi, one.order, one.kind) for one in period.organisations.all()]
    historical = MigrationExecutor(connection).loader.project_state([("tasks_app", FROZEN_BEFORE)]).apps
    editor = connection.SchemaEditorClass(connection)
    with opened(editor):
        historical.get_model("tasks_app", "FrozenFigure").objects.update(counts_until_on=None)
        historical.get_model("tasks_app", "FrozenOrganisation").objects.all().delete()
    migration = import_module(f"tasks_app.migrations.{FROZEN_SO_FAR}")

    migration.deadlines_counted_until_a_day(historical, editor)
    migration.organisations_had_names(historical, editor)

    counted = dict(FrozenFigure.objects.values_list("assignment", "counts_until_on"))
    assert counted == {weekend.pk: date(2024, 9, 9), workday.pk: date(2024, 9, 5), undated.pk: None}
    assert [(one.organisation_id, one.name_vi, one.order, one.kind) for one in period.organisations.all()] == before
