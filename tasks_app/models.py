"""Hub: Django finds the models here. Nobody inside the app imports from it."""

from tasks_app.api.models import ApiToken
from tasks_app.calendar.models import CalendarDay
from tasks_app.common.models import DemonstrationClock, JobRun
from tasks_app.documents.models import DocumentTemplate, LetterheadData, OfficialReport, ReportFile
from tasks_app.exports.models import OfflineRow, OfflineUpload, WantedFile
from tasks_app.feeds.models import CalendarFeed
from tasks_app.finding.models import SavedView
from tasks_app.imports.models import ColumnMapping, Import, ImportRow
from tasks_app.indicators.models import IndicatorDefinition, IndicatorReading, IndicatorTarget
from tasks_app.inspections.models import Finding, Inspection, Recheck, Recommendation, Violation
from tasks_app.journal.models import DataView, Entry, ExportRecord
from tasks_app.mailing.models import Hold, MailPermit, Message
from tasks_app.meetings.models import AgendaItem, Amendment, Decision, Meeting
from tasks_app.options.models import OptionChange
from tasks_app.organisations.models import Group, GroupMembership, Identity, Locality, Organisation, Unit
from tasks_app.people.models import Appointment, Delegation, FailedSignIn, Invitation, Oversight, Person, SignIn
from tasks_app.plan.models import (
    Assignment,
    Clause,
    Committee,
    Contribution,
    ContributionEntry,
    DeadlineChange,
    Holder,
    KeyTask,
    KeyUnit,
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
from tasks_app.reorganisations.models import Allotment, Alteration, Passing, Reorganisation, Succession
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
    "AgendaItem",
    "Allotment",
    "Alteration",
    "Amendment",
    "ApiToken",
    "Appointment",
    "Assignment",
    "Attachment",
    "CalendarDay",
    "CalendarFeed",
    "Clause",
    "ColumnMapping",
    "Committee",
    "Contribution",
    "ContributionEntry",
    "DataView",
    "DeadlineChange",
    "Decision",
    "Delegation",
    "DemonstrationClock",
    "DocumentTemplate",
    "EditedLadder",
    "Entry",
    "Evidence",
    "EvidenceFile",
    "ExportRecord",
    "Extension",
    "FailedSignIn",
    "Finding",
    "FrozenFigure",
    "FrozenOrganisation",
    "Group",
    "GroupMembership",
    "Hold",
    "Holder",
    "Identity",
    "Import",
    "ImportRow",
    "IndicatorDefinition",
    "IndicatorReading",
    "IndicatorTarget",
    "Inspection",
    "Invitation",
    "JobRun",
    "KeyTask",
    "KeyUnit",
    "LadderStage",
    "LetterheadData",
    "Locality",
    "MailPermit",
    "MailPreference",
    "Meeting",
    "Message",
    "Notification",
    "OfficialReport",
    "OfflineRow",
    "OfflineUpload",
    "OptionChange",
    "Organisation",
    "Oversight",
    "Passing",
    "Person",
    "Phase",
    "Plan",
    "ProgressReport",
    "Receipt",
    "Recheck",
    "Recommendation",
    "Reminder",
    "Reorganisation",
    "ReportDue",
    "ReportFile",
    "ReportingPeriod",
    "Responsible",
    "SavedView",
    "Shortcoming",
    "SignIn",
    "SourceDocument",
    "StateChange",
    "Succession",
    "Task",
    "Unit",
    "Urging",
    "Violation",
    "WantedFile",
]
