"""The demonstration as it stands on 15 October 2024 at 08:00."""

from collections import Counter
from datetime import date

import pytest
from django.core.management import call_command
from django.db.models import F, Max, OuterRef, Q, Subquery

from tasks_app.calendar.queries import working_calendar
from tasks_app.common.dates import at_time, local_day
from tasks_app.common.models import DemonstrationClock
from tasks_app.journal.models import Entry
from tasks_app.management import demonstration as demonstrations
from tasks_app.organisations.models import Organisation
from tasks_app.people.enums import DelegationKind
from tasks_app.people.models import Delegation, Oversight, Person
from tasks_app.people.queries import standing, standing_for
from tasks_app.plan.enums import Bucket, State, Status
from tasks_app.plan.models import (
    Assignment,
    Clause,
    DeadlineChange,
    Holder,
    KeyTask,
    Phase,
    Plan,
    Responsible,
    StateChange,
    Task,
)
from tasks_app.plan.queries import key_units_of, yardstick
from tasks_app.plan.rules import timeliness
from tasks_app.reporting.enums import ExtensionState, ReportState, Situation
from tasks_app.reporting.models import Extension, ProgressReport
from tasks_app.reporting.queries import extension_queue, my_work
from tests.demonstration import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def measured(demonstration) -> dict:
    """How each assignment stands on the day."""
    by = yardstick(Plan.objects.get(), today=demonstration)
    assignments = Assignment.objects.select_related("task__key_task", "organisation", "responsible")
    return {assignment: timeliness(assignment.facts, by) for assignment in assignments}


# --- The plan and whom it is given to ---------------------------------------------------------------------------------


def test_the_organisations_of_2024_are_there(demonstration):
    organisations = Organisation.objects.all()

    assert (organisations.units().count(), organisations.localities().count()) == (42, 21 + 570)
    in_being = organisations.in_being(demonstration)
    assert (in_being.units().count(), in_being.localities().count()) == (32, 21 + 460)
    answering = organisations.answering(demonstration)
    assert (answering.units().count(), answering.localities().count()) == (32, 21)


def test_the_plan_has_its_six_key_tasks_and_forty_tasks(demonstration):
    plan = Plan.objects.get()

    assert (plan.year, plan.is_demonstration, plan.wording_is_provisional) == (2024, True, True)
    assert KeyTask.objects.count() == 6
    assert Task.objects.count() == 40
    assert plan.shortcomings.count() == 8
    assert {unit.name_vi for unit in key_units_of(plan, on=plan.starts_on)} == {
        "Sở Tư pháp",
        "Sở Giao thông vận tải",
        "Ban Quản lý Khu kinh tế Đông Nam",
        "Thị xã Hoàng Mai",
        "Huyện Đô Lương",
        "Huyện Nghĩa Đàn",
        "Huyện Hưng Nguyên",
    }


def test_every_clause_of_the_notice_is_carried_out_by_a_task(demonstration):
    assert not Clause.objects.filter(document__key="notice-2024", tasks__isnull=True).exists()


def test_every_shortcoming_of_the_year_before_has_a_task_against_it(demonstration):
    assert not Plan.objects.get().shortcomings.filter(tasks__isnull=True).exists()


def test_every_unit_and_locality_reviews_its_plan(demonstration):
    """Key task 2 is for each of them."""
    given = set(Assignment.objects.filter(task__key_task__number=2).values_list("organisation", flat=True))

    assert given == set(Organisation.objects.answering(demonstration).values_list("pk", flat=True))


def test_about_five_hundred_assignments_are_out(demonstration):
    assert 480 <= Assignment.objects.count() <= 540


def test_each_assignment_is_answered_for_by_the_member_named_or_by_the_overseer(demonstration):
    named = demonstrations.responsible_by_task()
    overseer = dict(Oversight.objects.values_list("organisation", "member__username"))

    for assignment in Assignment.objects.select_related("task__key_task", "responsible"):
        expected = named.get(assignment.task.number) or overseer[assignment.organisation_id]
        assert assignment.responsible.username == expected, assignment


# --- How it stands ----------------------------------------------------------------------------------------------------


def test_every_status_is_to_be_seen_and_the_four_buckets_add_up(measured):
    statuses = Counter(its.status for its in measured.values())
    buckets = Counter(its.bucket for its in measured.values() if its.bucket)

    assert set(statuses) == set(Status)
    assert set(buckets) == set(Bucket)
    assert buckets.total() == len(measured) - statuses[Status.OUT_OF_FORCE]


def test_the_year_is_where_a_good_committee_would_be(measured):
    """About half is done, one in twenty is overdue, and some work waits for the secretariat."""
    buckets = Counter(its.bucket for its in measured.values() if its.bucket)
    shares = {bucket: count / buckets.total() for bucket, count in buckets.items()}
    waiting = sum(its.status == Status.WAITING for its in measured.values())

    assert 0.44 <= shares[Bucket.COMPLETED_ON_TIME] + shares[Bucket.COMPLETED_LATE] <= 0.52
    assert shares[Bucket.COMPLETED_LATE] > 0.02
    assert 0.04 <= shares[Bucket.OVERDUE] <= 0.06
    assert 0.03 <= waiting / buckets.total() <= 0.05


def test_overdue_work_is_spread_and_of_every_age(measured):
    overdue = {assignment: its for assignment, its in measured.items() if its.status == Status.OVERDUE}
    ages = {-its.working_days for its in overdue.values()}

    assert len({assignment.organisation for assignment in overdue}) >= 15
    assert {1, 2, 3, 5, 12} <= ages
    assert max(ages) > 30


def test_the_database_judges_as_the_rules_do(measured, demonstration):
    by = yardstick(Plan.objects.get(), today=demonstration)

    for status in Status:
        expected = {assignment.pk for assignment, its in measured.items() if its.status == status}
        assert set(Assignment.objects.in_status(status, by).values_list("pk", flat=True)) == expected, status


def test_every_phase_that_goes_on_says_what_its_assignment_says(demonstration):
    now = {phase.assignment_id: phase for phase in Phase.objects.filter(valid_to__isnull=True)}

    assert len(now) == Assignment.objects.count()
    assert [one for one in Assignment.objects.all() if not now[one.pk].holds_of(one)] == []


def test_the_first_member_sees_one_of_everything(demonstration):
    who = standing(Person.objects.get(username="thanhvien01"), on=demonstration)

    work = my_work(who, today=demonstration, calendar=working_calendar())

    assert [its.number for its in (work.overdue, work.returned, work.due_soon, work.waiting)] == [2, 1, 3, 2]
    [draft] = [row.draft for row in work.overdue if row.draft]
    assert draft.by.username == "daumoi-427"
    assert draft.updated_at == at_time(date(2024, 10, 14), 16, 20)
    assert all(row.assignment.deadline_on <= date(2024, 10, 18) for row in work.due_soon)


def test_some_deadlines_were_moved_by_a_document_and_some_work_stopped(demonstration):
    moved = DeadlineChange.objects.filter(version__gt=1)
    stopped = StateChange.objects.filter(after__in=[State.SUSPENDED, State.CANCELLED])

    assert 30 <= moved.count() <= 60
    assert not moved.filter(document="").exists()
    assert {change.after for change in stopped} == {State.SUSPENDED, State.CANCELLED}
    assert all("CV/BCĐ" in change.document and change.document_on and change.note for change in stopped)


def test_every_moved_deadline_went_through_request_proposal_and_decision(demonstration):
    approved = Extension.objects.approved()
    moved = DeadlineChange.objects.filter(version__gt=1)

    assert {(one.assignment_id, one.deadline_before, one.deadline_granted, one.document) for one in approved} == {
        (one.assignment_id, one.old_on, one.new_on, one.document) for one in moved
    }
    assert not approved.filter(Q(is_opened=True) | Q(recommendation="")).exists()
    assert not approved.filter(proposed_at__gt=F("decided_at")).exists()
    assert not approved.filter(asked_at__gt=F("proposed_at")).exists()


def test_some_requests_wait_and_one_was_not_approved(demonstration):
    queue = extension_queue(today=demonstration, calendar=working_calendar())

    assert [line.waits for line in queue.for_proposal] == [2]
    assert sorted((line.waits, line.extension.is_late) for line in queue.for_decision) == [(1, True), (3, False)]
    assert Extension.objects.filter(state=ExtensionState.REFUSED).count() == 1


def test_reports_of_every_kind_and_fate_are_there(demonstration):
    assert set(ProgressReport.objects.values_list("situation", flat=True)) == set(Situation)
    assert set(ProgressReport.objects.values_list("state", flat=True)) == set(ReportState)


def test_the_review_queue_is_a_few_days_long(demonstration):
    calendar = working_calendar()
    waits = [
        calendar.between(local_day(report.submitted_at), demonstration)
        for report in ProgressReport.objects.awaiting_review()
    ]

    assert 10 <= len(waits) <= 40
    assert max(waits) <= 5


# --- What is recorded agrees ------------------------------------------------------------------------------------------


def test_the_dated_facts_say_what_the_assignment_says(demonstration):
    last_state = StateChange.objects.filter(assignment=OuterRef("pk")).order_by("-at", "-pk").values("after")[:1]
    last_deadline = DeadlineChange.objects.filter(assignment=OuterRef("pk")).order_by("-version")
    holder = Holder.objects.filter(assignment=OuterRef("pk"), valid_to=None).values("organisation")
    responsible = Responsible.objects.filter(assignment=OuterRef("pk"), valid_to=None).values("member")
    assignments = Assignment.objects.annotate(
        last_state=Subquery(last_state),
        last_deadline_on=Subquery(last_deadline.values("new_on")[:1]),
        last_version=Subquery(last_deadline.values("version")[:1]),
        holder=Subquery(holder),
        held_by=Subquery(responsible),
    )

    for assignment in assignments:
        assert assignment.last_state == assignment.state
        assert assignment.last_deadline_on == assignment.deadline_on
        assert assignment.last_version == assignment.deadline_version
        assert (assignment.holder, assignment.held_by) == (assignment.organisation_id, assignment.responsible_id)


def test_an_assignment_is_completed_as_of_the_report_that_was_accepted(demonstration):
    for assignment in Assignment.objects.filter(state=State.COMPLETED).prefetch_related("reports"):
        [report] = [
            report
            for report in assignment.reports.all()
            if report.asks_completion and report.state == ReportState.ACCEPTED
        ]
        assert assignment.completed_on == local_day(report.submitted_at)


def test_nothing_was_done_after_the_clock_stands(demonstration):
    opens_at = at_time(demonstration, 8)

    assert Entry.objects.aggregate(last=Max("at"))["last"] < opens_at
    assert StateChange.objects.aggregate(last=Max("at"))["last"] < opens_at
    assert not ProgressReport.objects.filter(reviewed_at__gte=opens_at).exists()


def test_nobody_reviewed_his_own_report(demonstration):
    assert not ProgressReport.objects.filter(reviewed_by=F("by")).exists()


def test_the_clock_stands_on_the_day(demonstration):
    assert DemonstrationClock.objects.get().starts_on == demonstration


# --- Again ------------------------------------------------------------------------------------------------------------


def test_every_command_again_changes_nothing(demonstration):
    before = rows()

    call_command("load_organisations")
    call_command("load_calendar")
    call_command("load_people")
    call_command("load_plan")
    call_command("load_demonstration")
    call_command("prepare_demonstration")

    assert rows() == before


def test_preparing_again_says_so_and_names_the_accounts(demonstration, capsys):
    call_command("prepare_demonstration")

    said = capsys.readouterr().out
    for username in ("thanhvien01", "truongban", "thuky01", "daumoi-427", "giamsat01", "quantri"):
        assert Person.objects.get(username=username).full_name in said
        assert username in said
    assert demonstrations.PASSWORD in said


# --- Acting for one another -------------------------------------------------------------------------------------------


def test_somebody_can_be_acted_for_and_somebody_updated_for(demonstration):
    """By people whose accounts are printed, so that a visitor can try it."""
    in_force = Delegation.objects.in_force(demonstration)

    assert {(one.deputy.username, one.kind) for one in in_force} == {
        ("thanhvien01", DelegationKind.ACTING_FOR),
        ("thuky01", DelegationKind.ON_BEHALF),
    }
    for delegation in in_force:
        who = standing_for(delegation, on=demonstration)
        assert my_work(who, today=demonstration, calendar=working_calendar()).pressing
