"""Hub: Django finds the models here. Nobody inside the app imports from it."""

from tasks_app.api.models import ApiToken
from tasks_app.calendar.models import CalendarDay
from tasks_app.common.models import DemonstrationClock, JobRun
from tasks_app.documents.models import DocumentTemplate, LetterheadData, OfficialReport, ReportFile
from tasks_app.exports.models import ExportRecord, OfflineRow, OfflineUpload, WantedFile
from tasks_app.feeds.models import CalendarFeed
from tasks_app.finding.models import SavedView
from tasks_app.indicators.models import IndicatorDefinition, IndicatorReading, IndicatorTarget
from tasks_app.journal.models import Entry
from tasks_app.mailing.models import Hold, MailPermit, Message
from tasks_app.organisations.models import Group, GroupMembership, Locality, Organisation, Unit
from tasks_app.people.models import Appointment, Delegation, Oversight, Person
from tasks_app.plan.models import (
    Assignment,
    Clause,
    Committee,
    Contribution,
    ContributionEntry,
    DeadlineChange,
    Holder,
    KeyTask,
    Notification,
    Phase,
    Plan,
    Receipt,
    Responsible,
    Shortcoming,
    SourceDocument,
    StateChange,
    Task,
)
from tasks_app.reminders.models import EditedLadder, LadderStage, MailPreference, Reminder, Urging
from tasks_app.reporting.models import (
    Attachment,
    Evidence,
    EvidenceFile,
    Extension,
    FrozenFigure,
    FrozenOrganisation,
    ProgressReport,
    ReportDue,
    ReportingPeriod,
)

__all__ = [
    "ApiToken",
    "Appointment",
    "Assignment",
    "Attachment",
    "CalendarDay",
    "CalendarFeed",
    "Clause",
    "Committee",
    "Contribution",
    "ContributionEntry",
    "DeadlineChange",
    "Delegation",
    "DemonstrationClock",
    "DocumentTemplate",
    "EditedLadder",
    "Entry",
    "Evidence",
    "EvidenceFile",
    "ExportRecord",
    "Extension",
    "FrozenFigure",
    "FrozenOrganisation",
    "Group",
    "GroupMembership",
    "Hold",
    "Holder",
    "IndicatorDefinition",
    "IndicatorReading",
    "IndicatorTarget",
    "JobRun",
    "KeyTask",
    "LadderStage",
    "LetterheadData",
    "Locality",
    "MailPermit",
    "MailPreference",
    "Message",
    "Notification",
    "OfficialReport",
    "OfflineRow",
    "OfflineUpload",
    "Organisation",
    "Oversight",
    "Person",
    "Phase",
    "Plan",
    "ProgressReport",
    "Receipt",
    "Reminder",
    "ReportDue",
    "ReportFile",
    "ReportingPeriod",
    "Responsible",
    "SavedView",
    "Shortcoming",
    "SourceDocument",
    "StateChange",
    "Task",
    "Unit",
    "Urging",
    "WantedFile",
]
