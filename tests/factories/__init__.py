"""Things to test with, each valid by itself. Everything that an action makes is made by that action."""

from tests.factories.calendar import CalendarDayFactory
from tests.factories.documents import report_file
from tests.factories.exports import api_key, made, wanted, workbook
from tests.factories.feeds import FeedFactory
from tests.factories.finding import SavedViewFactory
from tests.factories.imports import plan_file
from tests.factories.indicators import READ_AT, IndicatorFactory, ratio, read, target
from tests.factories.mailing import HoldFactory, MessageFactory
from tests.factories.options import set_options
from tests.factories.organisations import CommuneFactory, LocalityFactory, OrganisationFactory, group_of
from tests.factories.people import (
    PersonFactory,
    administrator,
    appoint,
    delegate,
    focal_officer,
    inspector,
    leader,
    member,
    oversee,
    person_with,
    secretary,
)
from tests.factories.periods import DueFactory, PeriodFactory
from tests.factories.plan import (
    ISSUED_AT,
    ISSUED_ON,
    AssignmentFactory,
    CommitteeFactory,
    KeyTaskFactory,
    PlanFactory,
    TaskFactory,
    assignments_in_bulk,
    key_unit,
)
from tests.factories.reorganisations import merger
from tests.factories.reporting import ExtensionFactory, FileFactory, ReportFactory, new_file

__all__ = [
    "ISSUED_AT",
    "ISSUED_ON",
    "READ_AT",
    "AssignmentFactory",
    "CalendarDayFactory",
    "CommitteeFactory",
    "CommuneFactory",
    "DueFactory",
    "ExtensionFactory",
    "FeedFactory",
    "FileFactory",
    "HoldFactory",
    "IndicatorFactory",
    "KeyTaskFactory",
    "LocalityFactory",
    "MessageFactory",
    "OrganisationFactory",
    "PeriodFactory",
    "PersonFactory",
    "PlanFactory",
    "ReportFactory",
    "SavedViewFactory",
    "TaskFactory",
    "administrator",
    "api_key",
    "appoint",
    "assignments_in_bulk",
    "delegate",
    "focal_officer",
    "group_of",
    "inspector",
    "key_unit",
    "leader",
    "made",
    "member",
    "merger",
    "new_file",
    "oversee",
    "person_with",
    "plan_file",
    "ratio",
    "read",
    "report_file",
    "secretary",
    "set_options",
    "target",
    "wanted",
    "workbook",
]
