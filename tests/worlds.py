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
from tasks_app.imports.models import Import
from tasks_app.indicators.models import IndicatorDefinition, IndicatorTarget
from tasks_app.inspections.models import Inspection, Recommendation
from tasks_app.mailing.models import Hold, Message
from tasks_app.meetings.actions import add_item
from tasks_app.meetings.models import AgendaItem, Meeting
from tasks_app.meetings.rules import ItemGiven
from tasks_app.organisations.models import Group, Organisation
from tasks_app.people.models import Appointment, Delegation, Oversight, Person
from tasks_app.plan.actions import decide
from tasks_app.plan.enums import Act, State
from tasks_app.plan.models import Assignment, Clause, Contribution, KeyTask, Plan, Shortcoming, SourceDocument, Task
from tasks_app.plan.rules import Basis
from tasks_app.reorganisations.models import Alteration, Reorganisation, Succession
from tasks_app.reporting.enums import ExtensionState, ReportState, Situation
from tasks_app.reporting.models import EvidenceFile, Extension, ProgressReport, ReportingPeriod
from tests import factories
from tests.factories import meetings


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
    plan_file: Import
    """For the draft plan; its second row has to be corrected."""
    feed: CalendarFeed
    """The member's own work."""
    other_contribution: Contribution
    """That of the locality to ``own``; nobody reports for the locality."""
    other_view: SavedView
    other_file: WantedFile
    other_workbook: OfflineUpload
    other_feed: CalendarFeed
    """These four are the other member's own."""
    other_key: ApiToken
    """The inspector's own."""
    other_indicator: IndicatorDefinition
    """Reported by ``other_unit`` alone."""
    meeting: Meeting
    """Held by the whole committee and ``unit``, not concluded yet."""
    agenda_item: AgendaItem
    inspection: Inspection
    """Of ``unit``, carried out."""
    surprise: Inspection
    """Of ``unit``, still to come."""
    recommendation: Recommendation
    """Of ``inspection``."""
    official_report: OfficialReport
    """A draft of today."""
    report_file: ReportFile
    """Made of it."""
    message: Message
    secret_message: Message
    appointment: Appointment
    """The member's, as a member."""
    oversight: Oversight
    """The member's, of the locality."""
    group: Group
    """Of ``unit`` and ``locality``."""
    merger: Reorganisation
    """Being prepared: the locality is to become part of another."""
    merger_line: Succession
    merger_change: Alteration
    """Of it: the other locality gets a new name."""
    draft_plan: Plan
    """Of a later year; nobody but the secretariat and administrators knows of it."""
    draft_key_task: KeyTask
    draft_shortcoming: Shortcoming
    draft_clause: Clause
    """Of its source document."""
    draft_task: Task
    """Its only one."""
    draft_work: Assignment
    """Of it, given to ``unit``, without a member yet."""


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
    draft_plan = factories.PlanFactory(year=today.year + 2, published_at=None)
    document = SourceDocument.objects.create(key="thong-bao-sau", title_vi="Thông báo của kỳ sau")
    Plan.objects.filter(pk=draft_plan.pk).update(source_document=document)
    draft_task = factories.TaskFactory(key_task__plan=draft_plan, title_vi="Việc còn dự thảo", issued_on=None)
    group = factories.group_of(unit, locality, key="pilots")
    merger = factories.merger(locality, factories.LocalityFactory(), day=day(30), by=secretary)
    meeting = meetings.held_meeting(by=Actor(secretary), on=day(-2), organisations=(unit.pk,))
    item = add_item(meeting, ItemGiven("Kết quả quý"), by=Actor(secretary), at=at_time(day(-2), 10))
    inspection = meetings.carried_out(unit, by=Actor(secretary), on=day(-6))
    recommendation = meetings.recommendation(inspection, first, member, by=Actor(secretary))
    # Its work is not in force: the figures of the world stay those of the work above.
    decide(
        recommendation.task.assignments.get(),
        Act.CANCEL,
        reason="Đã khắc phục",
        basis=Basis("1/KL", day(-5)),
        by=Actor(secretary),
        at=at_time(day(-5), 9),
    )
    inspector = factories.inspector(username="inspector")
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
        inspector=inspector,
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
        plan_file=factories.plan_file(
            draft_plan,
            ("Rà soát quy trình", unit.name_vi, "Báo cáo", "Quý II"),
            ("Công khai kết quả", "Không ai", "Báo cáo", "Quý II"),
            by=secretary,
            at=at_time(day(-1), 9),
        ),
        feed=factories.FeedFactory(person=member),
        other_contribution=own.contributions.get(),
        other_view=factories.SavedViewFactory(person=other_member),
        other_file=factories.made(other_member),
        other_workbook=factories.workbook(other_member),
        other_feed=factories.FeedFactory(person=other_member),
        other_key=factories.api_key(inspector)[0],
        other_indicator=factories.IndicatorFactory(reporters=[other_unit]),
        meeting=meeting,
        agenda_item=item,
        inspection=inspection,
        surprise=meetings.inspection(unit, by=Actor(secretary), on=day(4), is_surprise=True),
        recommendation=recommendation,
        official_report=report,
        report_file=factories.report_file(report),
        message=message,
        secret_message=factories.MessageFactory(to_person=member, is_secret=True, kind="account"),
        appointment=member.appointments.get(),
        oversight=member.oversights.get(),
        group=group,
        merger=merger,
        merger_line=merger.successions.get(),
        merger_change=merger.alterations.get(),
        draft_plan=draft_plan,
        draft_key_task=draft_task.key_task,
        draft_shortcoming=draft_plan.shortcomings.create(number=1, text_vi="Chậm trả kết quả"),
        draft_clause=document.clauses.create(code="III.9", text_vi="Trả kết quả sớm hơn"),
        draft_task=draft_task,
        draft_work=factories.AssignmentFactory(task=draft_task, organisation=unit, responsible=None, state=State.DRAFT),
    )
