from datetime import date, datetime
from uuid import uuid4

import factory

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.people.models import Person
from tasks_app.reporting import actions
from tasks_app.reporting.enums import ReportState, Situation
from tasks_app.reporting.models import ProgressReport
from tasks_app.reporting.rules import FormBirth, ReportContent
from tests.factories.people import secretary
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
        **content,
    ):
        write = actions.save_draft if state == ReportState.DRAFT else actions.submit_report
        newest = assignment.reports.sent().order_by("-submitted_at", "-pk").first()
        birth = FormBirth(uuid4(), based_on=newest.pk if newest else 0)
        report = write(assignment, ReportContent(**content), birth=birth, by=Actor(by, for_person), at=at)
        if state in (ReportState.ACCEPTED, ReportState.RETURNED):
            decide = actions.accept_report if state == ReportState.ACCEPTED else actions.return_report
            report = decide(report, comment=comment, by=Actor(reviewer or secretary()), at=reviewed_at)
        assignment.refresh_from_db()
        return report
