from datetime import date, datetime, timedelta
from io import BytesIO
from uuid import uuid4

import factory

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.common.enums import FileKind
from tasks_app.common.files import NewFile
from tasks_app.people.models import Person
from tasks_app.plan.rules import Basis
from tasks_app.reporting import actions
from tasks_app.reporting.enums import ExtensionState, Recommendation, ReportState, Situation
from tasks_app.reporting.models import EvidenceFile, Extension, ProgressReport, ReportDue
from tasks_app.reporting.rules import FormBirth, ReportContent
from tests import uploads
from tests.factories.people import leader, secretary
from tests.factories.plan import AssignmentFactory

REPORTED_AT = at_time(date(2024, 10, 7), 9)
EVIDENCE = ("12/BC-TN", date(2024, 10, 4), "Báo cáo kết quả")


class ReportFactory(factory.django.DjangoModelFactory):
    """Written by the responsible member through the actions; ``state`` says how far it went.

    ``reviewer`` accepts or returns it with ``comment`` at ``reviewed_at``.
    """

    class Meta:
        model = ProgressReport

    assignment = factory.SubFactory(AssignmentFactory)
    by = factory.LazyAttribute(lambda report: report.assignment.responsible)
    for_person = None
    at = REPORTED_AT
    state = ReportState.SUBMITTED
    situation = Situation.WORKING
    percent = 40
    results = "Đã ban hành kế hoạch"
    difficulties = ""
    proposals = ""
    due = None
    files = frozenset()
    evidence = factory.LazyAttribute(lambda report: EVIDENCE if report.situation == Situation.DONE else None)
    reviewer = None
    reviewed_at = factory.SelfAttribute("at")
    comment = "Đề nghị bổ sung số liệu"

    @classmethod
    def _create(
        cls,
        model_class,
        *args,
        assignment,
        by: Person,
        for_person: Person | None,
        at: datetime,
        state: ReportState,
        reviewer: Person | None,
        reviewed_at: datetime,
        comment: str,
        due: ReportDue | None,
        **content,
    ):
        write = actions.save_draft if state == ReportState.DRAFT else actions.submit_report
        newest = assignment.reports.sent().order_by("-submitted_at", "-pk").first()
        birth = FormBirth(uuid4(), based_on=newest.pk if newest else 0)
        report = write(assignment, ReportContent(**content), birth=birth, due=due, by=Actor(by, for_person), at=at)
        if state in (ReportState.ACCEPTED, ReportState.RETURNED):
            decide = actions.accept_report if state == ReportState.ACCEPTED else actions.return_report
            report = decide(report, comment=comment, by=Actor(reviewer or secretary()), at=reviewed_at)
        assignment.refresh_from_db()
        return report


class ExtensionFactory(factory.django.DjangoModelFactory):
    """A request of the responsible member, taken to ``state`` through the actions at ``at`` and ``decided_at``."""

    class Meta:
        model = Extension

    assignment = factory.SubFactory(AssignmentFactory, deadline_on=date(2024, 10, 18))
    by = factory.LazyAttribute(lambda extension: extension.assignment.responsible)
    for_person = None
    at = at_time(date(2024, 10, 14), 9)
    state = ExtensionState.REQUESTED
    deadline_on = factory.LazyAttribute(lambda extension: extension.assignment.deadline_on + timedelta(days=28))
    reason = "Chờ số liệu của cấp xã"
    recommendation = Recommendation.APPROVE
    proposer = None
    decider = None
    decided_at = factory.SelfAttribute("at")
    basis = Basis("148-CV/BCĐ", date(2024, 10, 14))
    comment = "Không đủ căn cứ"

    @classmethod
    def _create(cls, model_class, *args, assignment, by, for_person, at, state, deadline_on, reason, **later):
        asker = Actor(by, for_person)
        extension = actions.ask_for_extension(assignment, deadline_on=deadline_on, reason=reason, by=asker, at=at)
        if state == ExtensionState.WITHDRAWN:
            extension = actions.withdraw_extension(extension, by=asker, at=at)
        elif state != ExtensionState.REQUESTED:
            recommendation = later["recommendation"]
            extension = actions.propose_on_extension(
                extension,
                recommendation,
                deadline_on=deadline_on if recommendation == Recommendation.APPROVE else None,
                comment="" if recommendation == Recommendation.APPROVE else later["comment"],
                by=Actor(later["proposer"] or secretary()),
                at=at,
            )
        decided = {"by": Actor(later["decider"] or leader()), "at": later["decided_at"]}
        if state == ExtensionState.APPROVED:
            extension = actions.approve_extension(extension, deadline_on=deadline_on, basis=later["basis"], **decided)
        if state == ExtensionState.REFUSED:
            extension = actions.refuse_extension(extension, comment=later["comment"], **decided)
        assignment.refresh_from_db()
        return extension


def new_file(name: str = "Báo cáo.pdf", content: bytes = uploads.PDF) -> NewFile:
    return NewFile(name=name, kind=FileKind(name.rpartition(".")[2]), size=len(content), content=BytesIO(content))


class FileFactory(factory.django.DjangoModelFactory):
    """Uploaded by the responsible member; no report carries it yet."""

    class Meta:
        model = EvidenceFile

    assignment = factory.SubFactory(AssignmentFactory)
    by = factory.LazyAttribute(lambda file: file.assignment.responsible)
    at = REPORTED_AT
    name = "Báo cáo.pdf"
    content = uploads.PDF

    @classmethod
    def _create(cls, model_class, *args, assignment, by: Person, at: datetime, name: str, content: bytes):
        [file] = actions.keep_files(assignment, [new_file(name, content)], by=Actor(by), at=at)
        return file
