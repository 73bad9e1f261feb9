"""Pages about reports and extensions: one's own work, an assignment with its report, the review, more time."""

from tasks_app.reporting.views.assignments import WORK_GROUPS, AssignmentPage, MyWork
from tasks_app.reporting.views.evidence import evidence_file
from tasks_app.reporting.views.extensions import (
    AskForExtension,
    DecideExtension,
    ExtensionPage,
    ExtensionQueue,
    OpenExtension,
    ProposeOnExtension,
    WithdrawExtension,
)
from tasks_app.reporting.views.periods import (
    ClosePeriod,
    EnterPeriod,
    MovePeriod,
    PeriodDetail,
    PeriodList,
    period_enter_national,
)
from tasks_app.reporting.views.reports import EditReport
from tasks_app.reporting.views.review import DecideReports, ReviewQueue, ReviewReport

__all__ = [
    "WORK_GROUPS",
    "AskForExtension",
    "AssignmentPage",
    "ClosePeriod",
    "DecideExtension",
    "DecideReports",
    "EditReport",
    "EnterPeriod",
    "ExtensionPage",
    "ExtensionQueue",
    "MovePeriod",
    "MyWork",
    "OpenExtension",
    "PeriodDetail",
    "PeriodList",
    "ProposeOnExtension",
    "ReviewQueue",
    "ReviewReport",
    "WithdrawExtension",
    "evidence_file",
    "period_enter_national",
]
