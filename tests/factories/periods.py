from datetime import date

import factory

from tasks_app.plan.enums import Frequency
from tasks_app.reporting.models import ReportDue, ReportingPeriod
from tests.factories.plan import ISSUED_AT, AssignmentFactory, PlanFactory


class PeriodFactory(factory.django.DjangoModelFactory):
    """The third quarter of 2024 by the national cut-off days, open."""

    class Meta:
        model = ReportingPeriod

    plan = factory.SubFactory(PlanFactory)
    kind = Frequency.QUARTERLY
    starts_on = date(2024, 6, 15)
    ends_on = date(2024, 9, 14)
    due_on = date(2024, 9, 20)


class DueFactory(factory.django.DjangoModelFactory):
    """Owed for an assignment of a task with quarterly reports."""

    class Meta:
        model = ReportDue

    period = factory.SubFactory(PeriodFactory)
    assignment = factory.SubFactory(AssignmentFactory, task__frequency=Frequency.QUARTERLY)
    opened_at = ISSUED_AT
