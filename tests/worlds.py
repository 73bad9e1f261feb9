"""A small province with someone in every role and work in the states that pages tell apart."""

from dataclasses import dataclass
from datetime import date, timedelta

from tasks_app.api.models import ApiToken
from tasks_app.calendar.models import CalendarDay
from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.documents.actions import make_report
from tasks_app.documents.models import OfficialReport, ReportFile
from tasks_app.exports.models import OfflineUpload, WantedFile
from tasks_app.feeds.models import CalendarFeed
from tasks_app.finding.models import SavedView
from tasks_app.indicators.models import IndicatorDefinition, IndicatorTarget
from tasks_app.mailing.models import Hold, Message
from tasks_app.organisations.models import Organisation
from tasks_app.people.models import Delegation, Person
from tasks_app.plan.enums import State
from tasks_app.plan.models import Assignment, Contribution, Plan
from tasks_app.reporting.enums import ExtensionState, ReportState, Situation
from tasks_app.reporting.models import EvidenceFile, Extension, ProgressReport, ReportingPeriod
from tests import factories


@dataclass(frozen=True)
class World:
    plan: Plan
    unit: Organisation
    other_unit: Organisation
    locality: Organisation
    member: Person
    """Responsible for ``own`` and ``overdue``; oversees the locality."""
    other_member: Person
    leader: Person
    secretary: Person
    officer: Person
    """Focal officer of ``unit``."""
    inspector: Person
    administrator: Person
    nobody: Person
    """An account without a role."""
    inactive: Person
    """A member who may not sign in any more."""
    own: Assignment
    """The member's, led by ``unit``, in progress, due in three days."""
    overdue: Assignment
    """The member's, led by ``unit``, overdue by five days, nothing reported."""
    overseen: Assignment
    """Another member's, led by the locality that the member oversees; overdue. ``unit`` contributes to it."""
    contribution: Contribution
    """That of ``unit`` to ``overseen``."""
    other: Assignment
    """Another member's, led by another unit; awaits confirmation."""
    completed: Assignment
    draft: Assignment
    waiting_report: ProgressReport
    """Of ``other``, asks for completion."""
    progress_report: ProgressReport
    """Of ``own``, awaits review."""
    request: Extension
    """The member's, for ``overdue``: asked yesterday, too late, awaits a proposal."""
    proposal: Extension
    """The other member's, for ``overseen``: awaits a decision."""
    period: ReportingPeriod
    """The third quarter, open; its reports were due."""
    sent_file: EvidenceFile
    """Of ``waiting_report``."""
    draft_file: EvidenceFile
    """Uploaded for ``own``; no report carries it yet."""
    delegation: Delegation
    """The officer may act for the other member."""
    calendar_day: CalendarDay
    """Next year's first, not confirmed yet."""
    indicator: IndicatorDefinition
    """Reported by ``unit`` and ``locality``, which has been read."""
    target: IndicatorTarget
    """What the plan asks for of the indicator."""
    hold: Hold
    """Of last week, and over."""
    saved_view: SavedView
    """The member's own."""
    file: WantedFile
    """A long list that was made for the member."""
    api_key: ApiToken
    """The secretary's own."""
    workbook: OfflineUpload
    """The member's, filled in without a connection; a row of it waits to be put right."""
    feed: CalendarFeed
    """The member's own work."""
    official_report: OfficialReport
    """A draft of today."""
    report_file: ReportFile
    """Made of it."""
    message: Message
    secret_message: Message


def build_world(today: date) -> World:
    def day(distance: int) -> date:
        return today + timedelta(days=distance)

    plan = factories.PlanFactory()
    unit, other_unit = factories.OrganisationFactory(), factories.OrganisationFactory()
    locality = factories.LocalityFactory()
    member = factories.member(username="member", oversees=[locality])
    other_member = factories.member(username="other_member")
    secretary = factories.secretary(username="secretary")
    first, second = factories.KeyTaskFactory(plan=plan), factories.KeyTaskFactory(plan=plan)
    own = factories.AssignmentFactory(
        task__key_task=first, organisation=unit, responsible=member, deadline_on=day(3), coordinating=[locality]
    )
    overdue = factories.AssignmentFactory(
        task__key_task=first, organisation=unit, responsible=member, deadline_on=day(-5)
    )
    overseen = factories.AssignmentFactory(
        task__key_task=second,
        organisation=locality,
        responsible=other_member,
        deadline_on=day(-8),
        coordinating=[unit],
    )
    other = factories.AssignmentFactory(
        task__key_task=second, organisation=other_unit, responsible=other_member, deadline_on=day(40)
    )
    completed = factories.AssignmentFactory(task=own.task, organisation=other_unit, responsible=other_member)
    factories.ReportFactory(
        assignment=completed,
        situation=Situation.DONE,
        state=ReportState.ACCEPTED,
        reviewer=secretary,
        at=at_time(day(-20), 9),
    )
    sent_file = factories.FileFactory(assignment=other, at=at_time(day(-4), 9))
    message = factories.MessageFactory(to_person=member, to_address=member.email, created_at=at_time(day(-1), 7))
    officer = factories.focal_officer(unit, username="officer")
    indicator = factories.IndicatorFactory(reporters=[unit, locality])
    factories.read(indicator, {locality: (80, 100)}, by=Actor(secretary))
    report = make_report(plan, today, by=Actor(secretary), at=at_time(today, 7))
    return World(
        plan=plan,
        unit=unit,
        other_unit=other_unit,
        locality=locality,
        member=member,
        other_member=other_member,
        leader=factories.leader(username="leader"),
        secretary=secretary,
        officer=officer,
        inspector=factories.inspector(username="inspector"),
        administrator=factories.administrator(username="administrator"),
        nobody=factories.PersonFactory(username="nobody"),
        inactive=factories.member(username="inactive", is_active=False),
        own=own,
        overdue=overdue,
        overseen=overseen,
        contribution=overseen.contributions.get(),
        other=other,
        completed=completed,
        draft=factories.AssignmentFactory(
            task=other.task, organisation=unit, responsible=other_member, state=State.DRAFT
        ),
        waiting_report=factories.ReportFactory(
            assignment=other, situation=Situation.DONE, files={sent_file.pk}, at=at_time(day(-4), 10)
        ),
        progress_report=factories.ReportFactory(assignment=own, at=at_time(day(-1), 10)),
        request=factories.ExtensionFactory(assignment=overdue, deadline_on=day(20), at=at_time(day(-1), 9)),
        proposal=factories.ExtensionFactory(
            assignment=overseen, state=ExtensionState.PROPOSED, proposer=secretary, at=at_time(day(-12), 9)
        ),
        period=factories.PeriodFactory(plan=plan),
        sent_file=sent_file,
        draft_file=factories.FileFactory(assignment=own, at=at_time(day(-1), 9)),
        delegation=factories.delegate(other_member, officer, by=secretary, since=day(-5), last_day=day(10)),
        calendar_day=factories.CalendarDayFactory(day=date(today.year + 1, 1, 1)),
        indicator=indicator,
        target=factories.target(indicator, 90),
        hold=factories.HoldFactory(by=secretary, at=at_time(day(-9), 8), ended_at=at_time(day(-7), 8)),
        saved_view=factories.SavedViewFactory(person=member),
        file=factories.made(member),
        api_key=factories.api_key(secretary)[0],
        workbook=factories.workbook(member),
        feed=factories.FeedFactory(person=member),
        official_report=report,
        report_file=factories.report_file(report),
        message=message,
        secret_message=factories.MessageFactory(to_person=member, is_secret=True, kind="account"),
    )
