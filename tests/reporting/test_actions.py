"""What changes, what is recorded, and what a repetition does."""

import re
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.people.enums import DelegationKind, Role
from tasks_app.people.queries import standing
from tasks_app.plan.actions import decide
from tasks_app.plan.enums import Act, Happening, State
from tasks_app.plan.models import Notification, StateChange
from tasks_app.reporting import actions
from tasks_app.reporting.enums import ReportState, Situation
from tasks_app.reporting.models import ProgressReport
from tasks_app.reporting.permissions import can_review
from tasks_app.reporting.queries import involved, review_birth
from tasks_app.reporting.rules import FormBirth, ReportContent, ReviewBirth
from tests.factories import AssignmentFactory, ReportFactory, appoint, delegate, member, secretary

AT = at_time(date(2024, 10, 14), 16, 20)
LATER = at_time(date(2024, 10, 15), 9)
WORKING = ReportContent(Situation.WORKING, percent=60, results="Đã số hóa 60% hồ sơ")
DONE = ReportContent(
    Situation.DONE, results="Đã hoàn thành", evidence=("125/BC-STP", date(2024, 10, 14), "Báo cáo kết quả")
)

pytestmark = pytest.mark.django_db


def verbs(assignment):
    return list(
        Entry.objects.filter(subject_kind="assignment", subject_id=assignment.pk)
        .order_by("pk")
        .values_list("verb", flat=True)
    )


def test_a_draft_is_kept_and_moves_nothing():
    assignment = AssignmentFactory()
    actor = Actor(assignment.responsible)

    report = actions.save_draft(assignment, WORKING, birth=FormBirth(uuid4()), by=actor, at=AT)

    assignment.refresh_from_db()
    assert (report.state, report.version, report.by, report.percent) == (ReportState.DRAFT, 1, actor.person, 60)
    assert (assignment.state, assignment.percent, assignment.last_word_on) == (State.ASSIGNED, None, None)
    assert verbs(assignment) == ["assignment.issued", "report.saved"]


def test_the_first_report_starts_the_work():
    assignment = AssignmentFactory()

    actions.submit_report(assignment, WORKING, birth=FormBirth(uuid4()), by=Actor(assignment.responsible), at=AT)

    assignment.refresh_from_db()
    assert (assignment.state, assignment.percent, assignment.last_word_on) == (
        State.IN_PROGRESS,
        60,
        date(2024, 10, 14),
    )
    change = StateChange.objects.get(assignment=assignment, after=State.IN_PROGRESS)
    assert (change.before, change.at, change.by) == (State.ASSIGNED, AT, assignment.responsible)
    assert verbs(assignment) == ["assignment.issued", "report.submitted"]


def test_asking_for_completion_stops_the_clock_on_the_local_day_of_submission():
    assignment = AssignmentFactory()
    just_before_midnight_in_vinh = at_time(date(2024, 10, 14), 23, 59)

    actions.submit_report(
        assignment, DONE, birth=FormBirth(uuid4()), by=Actor(assignment.responsible), at=just_before_midnight_in_vinh
    )

    assignment.refresh_from_db()
    assert (assignment.state, assignment.submitted_on) == (State.SUBMITTED, date(2024, 10, 14))
    assert (assignment.completed_on, assignment.percent) == (None, 100)


def test_a_draft_is_sent_as_the_same_report_with_its_evidence():
    assignment = AssignmentFactory()
    actor = Actor(assignment.responsible)
    uid = uuid4()
    draft = actions.save_draft(assignment, WORKING, birth=FormBirth(uid), by=actor, at=AT)

    report = actions.submit_report(assignment, DONE, birth=FormBirth(uid, 1), by=actor, at=LATER)

    assert report.pk == draft.pk
    evidence = report.evidence.get()
    assert (evidence.number, evidence.issued_on) == ("125/BC-STP", date(2024, 10, 14))
    assert ProgressReport.objects.count() == 1


def test_on_behalf_of_both_names_are_kept():
    assignment = AssignmentFactory()
    assistant = member()
    actor = Actor(assistant, for_person=assignment.responsible)

    report = actions.submit_report(assignment, WORKING, birth=FormBirth(uuid4()), by=actor, at=AT)

    entry = Entry.objects.get(verb="report.submitted")
    assert (report.by, report.for_person) == (assistant, assignment.responsible)
    assert (entry.by, entry.for_person) == (assistant, assignment.responsible)


def test_the_same_form_sent_twice_is_one_report():
    assignment = AssignmentFactory()
    actor = Actor(assignment.responsible)
    uid = uuid4()
    actions.submit_report(assignment, WORKING, birth=FormBirth(uid), by=actor, at=AT)

    with pytest.raises(actions.AlreadySubmitted, match="16:20 14/10/2024"):
        actions.submit_report(assignment, WORKING, birth=FormBirth(uid), by=actor, at=LATER)

    assert ProgressReport.objects.count() == 1
    assert verbs(assignment).count("report.submitted") == 1


@pytest.mark.parametrize("act", [actions.save_draft, actions.submit_report])
def test_a_draft_that_somebody_else_saved_is_not_overwritten(act):
    assignment = AssignmentFactory()
    theirs = ReportFactory(assignment=assignment, state=ReportState.DRAFT, by=member(), results="Của người khác")

    with pytest.raises(actions.ReportConflict) as conflict:
        act(assignment, WORKING, birth=FormBirth(uuid4()), by=Actor(assignment.responsible), at=LATER)

    assert conflict.value.theirs == theirs
    theirs.refresh_from_db()
    assert theirs.results == "Của người khác"


def test_the_same_draft_saved_twice_is_no_conflict():
    assignment = AssignmentFactory()
    actor = Actor(assignment.responsible)
    uid = uuid4()
    actions.save_draft(assignment, WORKING, birth=FormBirth(uid), by=actor, at=AT)

    actions.save_draft(assignment, WORKING, birth=FormBirth(uid), by=actor, at=AT)

    assert ProgressReport.objects.get().state == ReportState.DRAFT


def test_an_old_version_of_the_same_draft_is_refused():
    assignment = AssignmentFactory()
    actor = Actor(assignment.responsible)
    uid = uuid4()
    actions.save_draft(assignment, WORKING, birth=FormBirth(uid), by=actor, at=AT)
    actions.save_draft(assignment, replace(WORKING, percent=70), birth=FormBirth(uid, 1), by=actor, at=AT)

    with pytest.raises(actions.ReportConflict):
        actions.save_draft(assignment, DONE, birth=FormBirth(uid, 1), by=actor, at=LATER)


@pytest.mark.parametrize("state", [State.SUBMITTED, State.COMPLETED, State.SUSPENDED, State.CANCELLED])
def test_no_report_where_none_can_be(state):
    assignment = AssignmentFactory(state=state)

    with pytest.raises(actions.ReportNotPossible, match=re.escape(str(state.label))):
        actions.submit_report(assignment, DONE, birth=FormBirth(uuid4()), by=Actor(assignment.responsible), at=AT)

    assert not ProgressReport.objects.exists()


def test_confirmation_completes_as_of_the_day_of_submission():
    assignment = AssignmentFactory(deadline_on=date(2024, 10, 7))
    report = ReportFactory(assignment=assignment, situation=Situation.DONE, at=at_time(date(2024, 10, 7), 10))

    actions.accept_report(report, by=Actor(secretary()), at=LATER)

    assignment.refresh_from_db()
    report.refresh_from_db()
    assert (assignment.state, assignment.completed_on) == (State.COMPLETED, date(2024, 10, 7))
    assert (report.state, report.reviewed_at) == (ReportState.ACCEPTED, LATER)
    assert verbs(assignment)[-1] == "report.accepted"


def test_accepting_an_ordinary_report_completes_nothing():
    report = ReportFactory()

    actions.accept_report(report, by=Actor(secretary()), at=LATER)

    report.assignment.refresh_from_db()
    assert report.assignment.state == State.IN_PROGRESS


def test_a_return_gives_no_credit_and_keeps_the_reason():
    report = ReportFactory(situation=Situation.DONE)

    returned = actions.return_report(report, comment="Bổ sung số liệu", by=Actor(secretary()), at=LATER)

    report.assignment.refresh_from_db()
    assert (returned.state, returned.review_comment) == (ReportState.RETURNED, "Bổ sung số liệu")
    assert (report.assignment.state, report.assignment.submitted_on) == (State.RETURNED, None)
    assert StateChange.objects.get(after=State.RETURNED).note == "Bổ sung số liệu"


def test_after_a_return_the_progress_is_what_was_last_accepted():
    assignment = AssignmentFactory()
    ReportFactory(assignment=assignment, percent=40, state=ReportState.ACCEPTED, at=at_time(date(2024, 9, 2), 9))
    report = ReportFactory(assignment=assignment, situation=Situation.DONE)

    actions.return_report(report, comment="Bổ sung số liệu", by=Actor(secretary()), at=LATER)

    assignment.refresh_from_db()
    assert assignment.percent == 40


def test_returning_an_old_report_leaves_the_progress_of_a_newer_one():
    assignment = AssignmentFactory()
    old = ReportFactory(assignment=assignment, percent=40, at=at_time(date(2024, 10, 7), 9))
    ReportFactory(assignment=assignment, percent=60, at=at_time(date(2024, 10, 8), 9))

    actions.return_report(old, comment="Bổ sung số liệu", by=Actor(secretary()), at=LATER)

    assignment.refresh_from_db()
    assert assignment.percent == 60


@pytest.mark.parametrize(
    ("decisions", "progress"),
    [
        # Accepted 20 %, then 40 % (A) and 60 % (B) wait; what is left standing after each decision.
        ("A+ B+", [60, 60]),
        ("B+ A+", [60, 60]),
        ("A- B-", [60, 20]),
        ("B- A-", [40, 20]),
        ("A+ B-", [60, 40]),
        ("B- A+", [40, 40]),
        ("A- B+", [60, 60]),
        ("B+ A-", [60, 60]),
    ],
)
def test_the_progress_does_not_depend_on_the_order_of_the_decisions(decisions, progress):
    assignment = AssignmentFactory()
    ReportFactory(assignment=assignment, percent=20, state=ReportState.ACCEPTED, at=at_time(date(2024, 9, 2), 9))
    waiting = {
        "A": ReportFactory(assignment=assignment, percent=40, at=at_time(date(2024, 10, 7), 9)),
        "B": ReportFactory(assignment=assignment, percent=60, at=at_time(date(2024, 10, 8), 9)),
    }

    shown = []
    for name, decision in decisions.split():
        act = actions.accept_report if decision == "+" else actions.return_report
        act(waiting[name], comment="Đã đọc", by=Actor(secretary()), at=LATER)
        assignment.refresh_from_db()
        shown.append(assignment.percent)

    assert shown == progress


def test_a_report_that_names_no_progress_leaves_that_of_the_one_before():
    assignment = AssignmentFactory()
    ReportFactory(assignment=assignment, percent=40, at=at_time(date(2024, 10, 7), 9))
    silent = ReportFactory(
        assignment=assignment, situation=Situation.NO_CHANGE, percent=None, at=at_time(date(2024, 10, 8), 9)
    )

    actions.accept_report(silent, by=Actor(secretary()), at=LATER)

    assignment.refresh_from_db()
    assert assignment.percent == 40


def test_after_a_reopening_the_hundred_percent_of_before_do_not_come_back():
    assignment = AssignmentFactory()
    ReportFactory(assignment=assignment, situation=Situation.DONE, state=ReportState.ACCEPTED)
    decide(assignment, Act.REOPEN, reason="Thiếu số liệu", by=Actor(secretary()), at=at_time(date(2024, 10, 8), 9))
    report = ReportFactory(assignment=assignment, percent=60, at=at_time(date(2024, 10, 9), 9))

    actions.return_report(report, comment="Bổ sung số liệu", by=Actor(secretary()), at=LATER)

    assignment.refresh_from_db()
    assert (assignment.state, assignment.percent) == (State.IN_PROGRESS, None)


def test_a_return_needs_a_reason():
    report = ReportFactory()

    with pytest.raises(ValueError, match="reason"):
        actions.return_report(report, comment="  ", by=Actor(secretary()), at=LATER)


def test_the_second_reviewer_is_told_who_was_first():
    report = ReportFactory()
    first = secretary(full_name="Đặng Thị Mẫu")
    actions.accept_report(report, by=Actor(first), at=LATER)

    with pytest.raises(actions.AlreadyReviewed, match="Đặng Thị Mẫu"):
        actions.return_report(report, comment="Thiếu số liệu", by=Actor(secretary()), at=LATER)

    report.refresh_from_db()
    assert report.state == ReportState.ACCEPTED


@pytest.mark.parametrize("role", ["author", "person acted for"])
def test_nobody_reviews_his_own_report(role):
    own = secretary()
    by, for_person = (own, None) if role == "author" else (member(), own)
    report = ReportFactory(by=by, for_person=for_person)

    with pytest.raises(PermissionError):
        actions.accept_report(report, by=Actor(own), at=LATER)


def test_after_a_return_a_new_report_takes_the_work_up_again():
    report = ReportFactory(situation=Situation.DONE, state=ReportState.RETURNED)
    assignment = report.assignment

    actions.submit_report(
        assignment, WORKING, birth=FormBirth(uuid4(), based_on=report.pk), by=Actor(assignment.responsible), at=LATER
    )

    assignment.refresh_from_db()
    newest = assignment.reports.first()
    assert (assignment.state, newest.revision) == (State.IN_PROGRESS, 2)


def test_several_are_accepted_each_with_its_own_record():
    reports = ReportFactory.create_batch(2)

    outcome = actions.accept_reports(reports, comment="Đồng ý", by=Actor(secretary()), at=LATER)

    assert (outcome.decided, outcome.refused) == (reports, [])
    for report in reports:
        report.refresh_from_db()
        assert (report.state, report.review_comment, report.reviewed_at) == (ReportState.ACCEPTED, "Đồng ý", LATER)
        assert verbs(report.assignment)[-1] == "report.accepted"


def test_several_are_returned_and_their_authors_are_told():
    reports = ReportFactory.create_batch(2)

    actions.return_reports(reports, comment="Bổ sung số liệu", by=Actor(secretary()), at=LATER)

    told = set(Notification.objects.filter(happening=Happening.RETURNED).values_list("person", "quote"))
    assert told == {(report.by_id, "Bổ sung số liệu") for report in reports}


def test_what_cannot_be_decided_with_others_is_left_and_hinders_nobody():
    own = secretary()
    mine, completion = ReportFactory(by=own), ReportFactory(situation=Situation.DONE)
    decided, good = ReportFactory(state=ReportState.RETURNED), ReportFactory()

    outcome = actions.accept_reports([mine, completion, decided, good], by=Actor(own), at=LATER)

    assert outcome.decided == [good]
    assert [report for report, _reason in outcome.refused] == [mine, completion, decided]
    assert all(reason for _report, reason in outcome.refused)
    completion.assignment.refresh_from_db()
    assert completion.assignment.state == State.SUBMITTED


def test_several_are_not_returned_without_a_reason():
    report = ReportFactory()

    with pytest.raises(ValueError, match="reason"):
        actions.return_reports([report], comment=" ", by=Actor(secretary()), at=LATER)

    report.refresh_from_db()
    assert report.state == ReportState.SUBMITTED


def test_whoever_acts_for_the_author_does_not_review_his_report():
    author, reviewer = secretary(), secretary()
    report = ReportFactory(by=author)

    with pytest.raises(actions.OwnReport):
        actions.accept_report(report, by=Actor(reviewer, for_person=author), at=LATER)


def test_a_decision_on_what_has_changed_since_it_was_read_is_held_back():
    report = ReportFactory(at=at_time(date(2024, 10, 7), 9))
    birth = review_birth(report)
    newer = ReportFactory(assignment=report.assignment, at=at_time(date(2024, 10, 8), 9))

    with pytest.raises(actions.NewsWhileReviewing) as news:
        actions.return_report(report, comment="Thiếu", birth=birth, by=Actor(secretary()), at=LATER)

    assert news.value.now == ReviewBirth(newer.pk, State.IN_PROGRESS)
    report.refresh_from_db()
    assert report.state == ReportState.SUBMITTED
    actions.return_report(report, comment="Thiếu", birth=news.value.now, by=Actor(secretary()), at=LATER)
    report.refresh_from_db()
    assert report.state == ReportState.RETURNED


@pytest.mark.parametrize(
    "part", ["wrote the draft", "may act for the author", "may update for the author", "responsible", "focal officer"]
)
def test_nobody_reviews_what_he_has_a_part_in(part):
    """By whatever way: a draft that another sent, powers that he does not use now, work that he answers for."""
    own, assignment = secretary(), AssignmentFactory()
    uid, birth = uuid4(), FormBirth(uuid4())
    if part == "wrote the draft":
        birth = FormBirth(uid, 1)
        acting = Actor(own, assignment.responsible)
        actions.save_draft(assignment, WORKING, birth=FormBirth(uid), by=acting, at=AT)
    elif part == "responsible":
        assignment = AssignmentFactory(responsible=own)
    elif part == "focal officer":
        appoint(own, Role.FOCAL_OFFICER, organisation=assignment.organisation)
    else:
        kind = DelegationKind.ACTING_FOR if part == "may act for the author" else DelegationKind.ON_BEHALF
        delegate(assignment.responsible, own, kind)
    author = member() if part in ("responsible", "focal officer") else assignment.responsible
    report = actions.submit_report(assignment, WORKING, birth=birth, by=Actor(author), at=AT)

    with pytest.raises(actions.OwnReport):
        actions.accept_report(report, by=Actor(own), at=LATER)
    with pytest.raises(actions.OwnReport):
        actions.return_report(report, comment="Thiếu", by=Actor(own), at=LATER)

    own_part = involved({own.pk}, on=LATER.date())
    assert own_part.is_in(report)
    assert involved({own.pk}, on=LATER.date(), reports=[report]).is_in(report)
    assert not own_part.is_out_of(ProgressReport.objects.all()).exists()
    assert not can_review(standing(own, on=LATER.date()), report, on=LATER.date())
    assert actions.accept_report(report, by=Actor(secretary()), at=LATER).state == ReportState.ACCEPTED
