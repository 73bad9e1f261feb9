"""Two people at once, on a real PostgreSQL."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.plan.enums import State
from tasks_app.plan.models import DeadlineChange, StateChange
from tasks_app.plan.rules import Basis
from tasks_app.reporting import actions
from tasks_app.reporting.enums import ExtensionState, ReportState, Situation
from tasks_app.reporting.models import Attachment, EvidenceFile, ProgressReport
from tasks_app.reporting.queries import review_birth
from tasks_app.reporting.rules import FormBirth, ReportContent
from tests.at_once import at_once
from tests.factories import (
    AssignmentFactory,
    ExtensionFactory,
    FileFactory,
    ReportFactory,
    leader,
    member,
    new_file,
    secretary,
)

AT = at_time(date(2024, 10, 15), 9)
WORKING = ReportContent(Situation.WORKING, percent=60, results="Đã số hóa 60% hồ sơ")

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def kinds(results):
    return sorted(type(result).__name__ for result in results)


def test_the_same_form_sent_twice_at_once_is_one_report():
    assignment = AssignmentFactory()
    actor = Actor(assignment.responsible)
    uid = uuid4()

    def send():
        return actions.submit_report(assignment, WORKING, birth=FormBirth(uid), by=actor, at=AT)

    results = at_once(send, send)

    assert kinds(results) == ["AlreadySubmitted", "ProgressReport"]
    assert ProgressReport.objects.count() == 1
    assert StateChange.objects.filter(after=State.IN_PROGRESS).count() == 1


def test_two_forms_with_the_same_words_sent_at_once_are_one_report():
    assignment = AssignmentFactory()
    actor = Actor(assignment.responsible)

    def send():
        return actions.submit_report(assignment, WORKING, birth=FormBirth(uuid4()), by=actor, at=AT)

    results = at_once(send, send)

    assert kinds(results) == ["AlreadySubmitted", "ProgressReport"]
    assert ProgressReport.objects.count() == 1


def test_two_people_begin_a_draft_at_once_and_one_is_shown_the_other():
    assignment = AssignmentFactory()

    def save(person):
        return lambda: actions.save_draft(assignment, WORKING, birth=FormBirth(uuid4()), by=Actor(person), at=AT)

    results = at_once(save(assignment.responsible), save(member()))

    assert kinds(results) == ["ProgressReport", "ReportConflict"]
    assert ProgressReport.objects.count() == 1


def test_two_reviewers_at_once_and_one_is_told():
    report = ReportFactory(situation=Situation.DONE)
    one, other = Actor(secretary()), Actor(secretary())

    results = at_once(
        lambda: actions.accept_report(report, by=one, at=AT),
        lambda: actions.return_report(report, comment="Thiếu số liệu", by=other, at=AT),
    )

    assert kinds(results) == ["AlreadyReviewed", "ProgressReport"]
    report.refresh_from_db()
    report.assignment.refresh_from_db()
    expected = {ReportState.ACCEPTED: State.COMPLETED, ReportState.RETURNED: State.RETURNED}
    assert report.assignment.state == expected[report.state]


def test_several_are_accepted_while_another_reviews_one_of_them():
    reports = ReportFactory.create_batch(3)
    one, other = Actor(secretary()), Actor(secretary())

    together, alone = at_once(
        lambda: actions.accept_reports(reports, by=one, at=AT),
        lambda: actions.return_report(reports[1], comment="Thiếu số liệu", by=other, at=AT),
    )

    reports[1].refresh_from_db()
    left = [report.pk for report, _reason in together.refused]
    if isinstance(alone, actions.AlreadyReviewed):
        assert (reports[1].state, left) == (ReportState.ACCEPTED, [])
    else:
        assert (reports[1].state, left) == (ReportState.RETURNED, [reports[1].pk])
    assert len(together.decided) + len(left) == 3


def test_the_same_reports_accepted_twice_at_once_are_accepted_once_each():
    reports = ReportFactory.create_batch(3)

    outcomes = at_once(
        lambda: actions.accept_reports(reports, by=Actor(secretary()), at=AT),
        lambda: actions.accept_reports(reports, by=Actor(secretary()), at=AT),
    )

    assert sorted(report.pk for outcome in outcomes for report in outcome.decided) == [one.pk for one in reports]
    assert sum(len(outcome.refused) for outcome in outcomes) == 3


def test_a_report_that_is_sent_while_another_is_decided_is_before_or_after_and_never_unseen():
    report = ReportFactory()
    birth = review_birth(report)

    decided, sent = at_once(
        lambda: actions.accept_report(report, birth=birth, by=Actor(secretary()), at=AT),
        lambda: actions.submit_report(
            report.assignment,
            WORKING,
            birth=FormBirth(uuid4(), based_on=report.pk),
            by=Actor(report.assignment.responsible),
            at=AT,
        ),
    )

    assert isinstance(sent, ProgressReport)
    report.refresh_from_db()
    expected = ReportState.SUBMITTED if isinstance(decided, actions.NewsWhileReviewing) else ReportState.ACCEPTED
    assert report.state == expected


def granting(extension, decider):
    basis = Basis("170-CV/BCĐ", date(2024, 10, 15))
    return lambda: actions.approve_extension(
        extension, deadline_on=date(2024, 11, 15), basis=basis, by=Actor(decider), at=AT
    )


def test_two_deciders_at_once_and_one_is_told():
    extension = ExtensionFactory(state=ExtensionState.PROPOSED)
    other = leader()

    results = at_once(
        granting(extension, leader()),
        lambda: actions.refuse_extension(extension, comment="Không đủ căn cứ", by=Actor(other), at=AT),
    )

    assert kinds(results) == ["Extension", "ExtensionMovedOn"]
    extension.refresh_from_db()
    extension.assignment.refresh_from_db()
    moved = extension.state == ExtensionState.APPROVED
    assert extension.assignment.deadline_version == (2 if moved else 1)
    assert DeadlineChange.objects.filter(version=2).count() == moved


def test_two_approvals_at_once_move_the_deadline_once():
    extension = ExtensionFactory(state=ExtensionState.PROPOSED)

    results = at_once(granting(extension, leader()), granting(extension, leader()))

    assert kinds(results) == ["Extension", "ExtensionMovedOn"]
    assert DeadlineChange.objects.filter(version__gt=1).count() == 1


def test_a_decision_and_a_withdrawal_at_once_and_one_is_told():
    extension = ExtensionFactory(state=ExtensionState.PROPOSED)

    results = at_once(
        granting(extension, leader()), lambda: actions.withdraw_extension(extension, by=Actor(extension.by), at=AT)
    )

    assert kinds(results) == ["Extension", "ExtensionMovedOn"]
    extension.refresh_from_db()
    extension.assignment.refresh_from_db()
    expected = {ExtensionState.APPROVED: 2, ExtensionState.WITHDRAWN: 1}
    assert extension.assignment.deadline_version == expected[extension.state]


def test_two_colleagues_ask_at_once_and_one_is_told():
    assignment = AssignmentFactory(deadline_on=date(2024, 10, 18))
    other = member()

    def ask(person, reason):
        return lambda: actions.ask_for_extension(
            assignment, deadline_on=date(2024, 11, 15), reason=reason, by=Actor(person), at=AT
        )

    results = at_once(ask(assignment.responsible, "Chờ số liệu"), ask(other, "Thiếu kinh phí"))

    assert kinds(results) == ["Extension", "ExtensionNotPossible"]
    assert assignment.extensions.count() == 1


def test_a_request_and_its_withdrawal_at_once_leave_one_open_at_most():
    extension = ExtensionFactory()
    assignment, asker = extension.assignment, extension.by

    results = at_once(
        lambda: actions.withdraw_extension(extension, by=Actor(asker), at=AT),
        lambda: actions.ask_for_extension(
            assignment, deadline_on=date(2024, 12, 20), reason="Thêm một tháng", by=Actor(asker), at=AT
        ),
    )

    assert kinds(results) in (["Extension", "Extension"], ["Extension", "ExtensionNotPossible"])
    assert assignment.extensions.open().count() == kinds(results).count("Extension") - 1


def test_the_same_form_with_a_file_sent_twice_at_once_is_one_report_with_one_file():
    assignment = AssignmentFactory()
    actor = Actor(assignment.responsible)
    uid = uuid4()

    def send():
        files = actions.keep_files(assignment, [new_file()], by=actor, at=AT)
        content = replace(WORKING, files={file.pk for file in files})
        return actions.submit_report(assignment, content, birth=FormBirth(uid), by=actor, at=AT)

    results = at_once(send, send)

    assert kinds(results) == ["AlreadySubmitted", "ProgressReport"]
    assert EvidenceFile.objects.count() == Attachment.objects.count() == 1


def test_a_file_that_is_taken_up_while_it_is_cleared_away_is_never_half_there():
    """Either the report has it, or it is gone and the report is refused."""
    old = AT - timedelta(days=30)
    for _ in range(5):
        file = FileFactory(at=old)
        assignment, actor = file.assignment, Actor(file.by)
        content = replace(WORKING, files={file.pk})

        saved, cleared = at_once(
            lambda: actions.save_draft(assignment, content, birth=FormBirth(uuid4()), by=actor, at=AT),  # noqa: B023
            lambda: actions.clear_away_files(at=AT, real_at=AT),
        )

        assert isinstance(cleared, int)
        is_there = EvidenceFile.objects.filter(pk=file.pk).exists()
        assert isinstance(saved, ProgressReport if is_there else actions.FilesGone)
        assert file.stored.storage.exists(file.stored.name) == is_there


def test_a_draft_saved_by_itself_and_by_its_button_at_once_is_one():
    assignment = AssignmentFactory()
    actor = Actor(assignment.responsible)
    uid = uuid4()

    def save():
        return actions.save_draft(assignment, WORKING, birth=FormBirth(uid), by=actor, at=AT)

    results = at_once(save, save)

    assert kinds(results) == ["ProgressReport", "ProgressReport"]
    assert ProgressReport.objects.get().version == 1
    assert Entry.objects.filter(verb="report.saved").count() == 1
